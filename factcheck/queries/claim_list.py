"""Which claims a list, a CSV or a feed is about: now, or as known at a moment."""

import re
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from factcheck.models import Attribution, Claim, ClaimState, Source, SourceVersion, Topic
from factcheck.models.claims import ClaimFactsQuerySet
from factcheck.models.ledger import first_seq_from, last_seq_until
from factcheck.queries.known_then import claims_then, entries_of, kept_as
from factcheck.queries.wording import worded
from factcheck.rules.filters import Filters

CLAIM_CODE = re.compile(r"[A-Za-z]{1,6}-[0-9]{4,9}")


class UnknownName(Exception):
    """A filter names a source or a topic that does not exist; `field` says which filter."""

    def __init__(self, field: str, value: str) -> None:
        self.field = field
        super().__init__(
            f"{field}: there is no {field} “{value}”. Its address ends with the name to use here."
        )


def claims_matching(filters: Filters, *, names_are_known: bool = False) -> ClaimFactsQuerySet:
    """Claims, or their states as of filters.as_of, that the filters let through: drafts too, in no order.

    Both kinds of rows have the columns of ClaimFacts and ledger_seq, by which lists are paged. A code for
    filters.q means the one claim that bears it.
    Narrow to public() or listed() for readers. Raises UnknownName, except where the names are
    known to be there, which saves a statement for each.
    """
    rows: ClaimFactsQuerySet
    rows = Claim.objects.all() if filters.as_of is None else ClaimState.objects.as_of(filters.as_of)
    if CLAIM_CODE.fullmatch(filters.q):
        rows = rows.filter(**{"code" if filters.as_of is None else "claim__code": filters.q.upper()})
    elif filters.q:
        rows = worded(rows, filters.q, filters.as_of)
    if filters.status:
        rows = rows.filter(status=filters.status)
    if filters.topic:
        chosen = Topic.objects.filter(slug=filters.topic)
        rows = rows.filter(topic=_one(chosen) if names_are_known else _topic(filters.topic, filters.as_of))
    if filters.source or filters.stance:
        rows = rows.filter(Exists(_attributions(filters, names_are_known=names_are_known)))
    return _changed_between(rows, filters)


def _topic(slug: str, as_of: datetime | None) -> Topic:
    topic = Topic.objects.filter(slug=slug).first()
    # Of a moment, a name that came later is as unknown today as it was then.
    if topic is not None and as_of is not None and not claims_then(as_of).filter(topic=topic).exists():
        topic = None
    if topic is None:
        raise UnknownName("topic", slug)
    return topic


def _one(named: QuerySet) -> Subquery:
    return Subquery(named.values("pk")[:1])


def _attributions(filters: Filters, *, names_are_known: bool) -> QuerySet[Attribution]:
    claim = OuterRef("pk" if filters.as_of is None else "claim_id")
    rows = Attribution.objects.standing(filters.as_of).filter(claim=claim)
    if filters.source:
        rows = rows.filter(source__in=_entries(filters, names_are_known=names_are_known))
    if filters.stance:
        rows = rows.filter(stance=filters.stance)
    return rows


def _entries(filters: Filters, *, names_are_known: bool) -> QuerySet[Source]:
    if names_are_known and filters.as_of is None:
        kept = Subquery(
            Source.objects.filter(slug=filters.source).values(into=Coalesce("merged_into", "pk"))[:1]
        )
        return Source.objects.filter(Q(pk=kept) | Q(merged_into=kept))
    return entries_of(source_named(filters.source, filters.as_of), filters.as_of)


def source_named(slug: str, as_of: datetime | None = None) -> Source:
    """The source of that address, under the entry where it is kept. Raises UnknownName."""
    sources = Source.objects.filter(slug=slug)
    if as_of is not None:
        sources = sources.filter(
            Exists(SourceVersion.objects.filter(source=OuterRef("pk"), recorded_at__lte=as_of))
        )
    source = kept_as(sources, as_of)
    if source is None:
        raise UnknownName("source", slug)
    return source


def _changed_between(rows: ClaimFactsQuerySet, filters: Filters) -> ClaimFactsQuerySet:
    """Narrow to rows whose last change lies between since and until."""
    # Numbers of the ledger grow with its times, and lists are in the order of the numbers.
    if filters.since:
        rows = rows.filter(ledger_seq__gte=first_seq_from(filters.since))
    if filters.until:
        rows = rows.filter(ledger_seq__lte=last_seq_until(filters.until))
    return rows
