"""The desk's queue: which claims wait, newest change first, and how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from factcheck.models import Attribution, Claim, ClaimState, Source, Topic, User
from factcheck.queries.claim_list import claims_matching
from factcheck.queries.counting import capped_counts
from factcheck.queries.proposals import awaits, with_proposal
from factcheck.rules.filters import Filters
from factcheck.rules.statuses import TERMINAL, Publication, Status

PAGE = 25
SOURCES_OFFERED = 500


class Show(StrEnum):
    WAITING = "waiting"
    AWAITING = "awaiting"
    MINE = "mine"
    STALE = "stale"
    ALL = "all"


SHOW_LABELS = {
    Show.WAITING: "Waiting",
    Show.AWAITING: "Awaiting me",
    Show.MINE: "Mine",
    Show.STALE: "Stale",
    Show.ALL: "All",
}


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue. before, after: places in the ledger from which older and newer pages go on."""

    rows: list[Claim]
    older_before: int | None
    newer_after: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims there are for each answer to a filter, the other filters being as they are.

    Counted no further than one beyond rules.counting.COUNTED_TO.
    """

    show: dict[Show, int]
    status: dict[Status, int]


_LIVES = ~Q(status__in=TERMINAL) & ~Q(publication=Publication.WITHDRAWN)


def waits(today: date) -> Q:
    """A claim waits while it is a draft, unverified or past its day of review, until its life has ended."""
    unfinished = Q(publication=Publication.DRAFT) | Q(status=Status.UNVERIFIED) | Q(review_by__lt=today)
    return unfinished & _LIVES


def is_stale(today: date) -> Q:
    """Past its day of review."""
    return Q(review_by__lt=today) & _LIVES


def is_mine(user: User) -> Q:
    return Q(assigned_to=user) | Q(created_by=user)


def queue(show: Show, filters: Filters, *, user: User, today: date) -> QuerySet[Claim]:
    """The claims of a view of the queue, in no order. Raises UnknownName."""
    return _shown(claims_matching(filters), show, user, today)


def queue_page(
    rows: QuerySet[Claim], *, before: int | None = None, after: int | None = None, size: int = PAGE
) -> QueuePage:
    """Cut one page out of the queue. Keyset, so the thousandth page costs what the first does."""
    if after is not None:
        found = list(_with_row_facts(rows.filter(ledger_seq__gt=after)).order_by("ledger_seq")[: size + 1])
        more_newer, more_older = len(found) > size, True
        found = found[:size][::-1]
    else:
        older = rows if before is None else rows.filter(ledger_seq__lt=before)
        found = list(_with_row_facts(older).order_by("-ledger_seq")[: size + 1])
        more_newer, more_older = before is not None, len(found) > size
        found = found[:size]
    return QueuePage(
        rows=found,
        older_before=found[-1].ledger_seq if found and more_older else None,
        newer_after=found[0].ledger_seq if found and more_newer else None,
    )


def row_of(claim: Claim) -> Claim:
    """One claim with what its row in the queue shows."""
    return _with_row_facts(Claim.objects.all()).get(pk=claim.pk)


def rows_of(codes: Sequence[str]) -> list[Claim]:
    """Claims with what their rows in the queue show, by their codes."""
    return list(_with_row_facts(Claim.objects.filter(code__in=codes)).order_by("-ledger_seq"))


def tally(show: Show, filters: Filters, *, user: User, today: date) -> Tally:
    rows, of_any_status = claims_matching(filters), claims_matching(filters.without("status"))
    shows = [_shown(rows, one, user, today) for one in Show]
    statuses = [_shown(of_any_status, show, user, today).filter(status=status) for status in Status]
    counts = iter(capped_counts([*shows, *statuses]))
    return Tally(show={one: next(counts) for one in Show}, status={status: next(counts) for status in Status})


def waiting_count(today: date) -> int:
    """Counted no further than one beyond rules.counting.COUNTED_TO."""
    return capped_counts([Claim.objects.filter(waits(today))])[0]


def sources_to_choose(chosen: str = "") -> list[Any]:
    """Slug and name of sources that have said something, no more than anybody scrolls, and the one chosen."""
    spoke = Source.objects.filter(Exists(Attribution.objects.filter(source=OuterRef("pk"))))
    offered = list(spoke.by_name().values("slug", "name")[:SOURCES_OFFERED])
    if chosen and all(source["slug"] != chosen for source in offered):
        offered += Source.objects.filter(slug=chosen).values("slug", "name")
    return offered


def topics_to_choose() -> QuerySet[Topic]:
    return Topic.objects.order_by("name")


def _shown(rows: QuerySet[Claim], show: Show, user: User, today: date) -> QuerySet[Claim]:
    match show:
        case Show.WAITING:
            return rows.filter(waits(today))
        case Show.AWAITING:
            return rows.filter(awaits(user))
        case Show.MINE:
            return rows.filter(is_mine(user))
        case Show.STALE:
            return rows.filter(is_stale(today))
    return rows


def _with_row_facts(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    """Only for the few rows of a page: each fact is a subquery."""
    said = Attribution.objects.standing().filter(claim=OuterRef("pk")).order_by()
    first = Attribution.objects.filter(claim=OuterRef("pk")).order_by("ledger_seq")
    last_state = ClaimState.objects.filter(ledger_seq=OuterRef("ledger_seq"))
    return (
        with_proposal(rows)
        .select_related("topic", "assigned_to")
        .annotate(
            attribution_count=Subquery(said.values("claim").annotate(count=Count("pk")).values("count")),
            headline=Subquery(first.values(headline=F("article__headline"))[:1]),
            changed_at=Subquery(last_state.values("recorded_at")[:1]),
        )
    )
