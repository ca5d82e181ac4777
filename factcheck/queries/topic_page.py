"""A running story for readers: how many claims it has by status, the claims along time, and their figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, QuerySet

from factcheck.models import Attribution, ClaimState, Topic
from factcheck.models.claims import PlaceInTime
from factcheck.queries.figure_rows import axes_of, day_of
from factcheck.queries.front_page import counts_by_status
from factcheck.queries.known_then import claim_fact, claims_then, describe_as_then, topics_known
from factcheck.queries.public_list import Cut, cut, with_row_facts
from factcheck.rules.stances import Side
from factcheck.rules.statuses import LISTED, Status

# Drawings on a page, the ones with the most figures first, and the latest figures in each.
CHARTS = 3
FIGURES = 24
# Figures looked at: those recorded last.
FIGURES_READ = 200


class Order(StrEnum):
    """In which order the claims of a topic stand."""

    EVENT = "event"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class TopicPage:
    topic: Topic
    counts: dict[Status, int]
    total: int
    claims: Cut
    order: Order
    # What is counted, the rows of a drawing, how many figures there are in all.
    figures: list[tuple[str, list[dict[str, Any]], int]]


def topic_page_of(
    topic: Topic, as_of: datetime | None = None, *, order: Order = Order.EVENT, **keys: Any
) -> TopicPage:
    claims = claims_then(as_of).filter(topic=topic)
    counts = counts_by_status(topic, as_of)
    rows = with_row_facts(claims.listed(), as_of)
    if order == Order.EVENT:
        page = cut(_along_time(rows), "place_in_time", **keys)
    else:
        page = cut(rows, "ledger_seq", **keys)
    return TopicPage(topic, counts, sum(counts.values()), page, order, _figures(topic, as_of))


def was_begun(topic: Topic, as_of: datetime | None) -> bool:
    """Whether the desk had a claim in this story, published or not."""
    return as_of is None or topics_known(as_of).filter(pk=topic.pk).exists()


def topics_of_the_desk() -> QuerySet[Topic]:
    """All topics with the number of their claims, drafts too; retired ones last."""
    return Topic.objects.annotate(all_claims=Count("claims")).order_by("retired", "name")


def _along_time(rows: QuerySet) -> QuerySet:
    """With a unique key that grows with the day of the event; claims without a day come before all."""
    return rows.annotate(
        place_in_time=PlaceInTime("event_during", F("claim" if rows.model is ClaimState else "id"))
    )


def _figures(topic: Topic, as_of: datetime | None) -> list[tuple[str, list[dict[str, Any]], int]]:
    """Figures of the same thing by whoever said them, earlier ones too: two or more make a drawing."""
    said = (
        Attribution.objects.as_of(as_of)
        .alias(publication=claim_fact("publication", as_of), of_topic=claim_fact("topic", as_of))
        .filter(publication__in=LISTED, of_topic=topic.pk, quantity__isnull=False)
        .annotate(code=F("claim__code"))
        .select_related("source__parent", "article", "quantity__measure")
        .defer("article__body_text", "article__clean_html")
        .order_by("-ledger_seq")[:FIGURES_READ]
    )
    told = [one for one in said if one.side != Side.REMOVED]
    describe_as_then([one.source for one in told], as_of)
    groups = [(label, sorted(rows, key=_by_day)) for label, rows in axes_of(_once_a_day(told))]
    groups.sort(key=lambda group: (-len(group[1]), group[0]))
    return [(label, rows[-FIGURES:], len(rows)) for label, rows in groups[:CHARTS]]


def _once_a_day(told: Iterable[Attribution]) -> list[Attribution]:
    """The newest of what a source said in the same words of the same day: a figure repeated is one figure."""
    once: dict[tuple[Any, ...], Attribution] = {}
    for one in told:
        quantity = one.quantity
        what = (one.source.one_id, day_of(one), quantity.measure_id, quantity.population, quantity.basis)
        once.setdefault((*what, str(quantity.bounds)), one)
    return list(once.values())


def _by_day(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["day"], row["attribution"].ledger_seq
