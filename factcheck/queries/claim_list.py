"""Which claims a list, a CSV or a feed is about: now, or as known at a moment."""

import re
from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from factcheck.models import Attribution, Claim, ClaimIndex, ClaimState, Source, SourceVersion, Topic
from factcheck.models.claim_index import said
from factcheck.models.claims import ClaimFactsQuerySet
from factcheck.models.ledger import first_seq_from, last_seq_until
from factcheck.queries.known_then import entries_of, kept_as, topics_known
from factcheck.queries.revision import per_revision
from factcheck.queries.wording import worded
from factcheck.rules.filters import Filters
from factcheck.rules.statuses import Publication
from factcheck.rules.told import told

CLAIM_CODE = re.compile(r"[A-Za-z]{1,6}-[0-9]{4,9}")


NO_SUCH = {
    "source": "source: there is no source “{value}”. Its address ends with the name to use here.",
    "topic": "topic: there is no topic “{value}”. Its address ends with the name to use here.",
}


class UnknownName(Exception):
    """A filter names a source or a topic that does not exist; `field` says which filter."""

    def __init__(self, field: str, value: str) -> None:
        self.field = field
        self.words = told(NO_SUCH[field], value=value)
        super().__init__(self.words)


def claims_matching(filters: Filters, among: Collection[Publication] | None = None) -> ClaimFactsQuerySet:
    """Claims, or their states as of filters.as_of, that the filters let through, in no order.

    among: whose publication is one of these; without it drafts too. For a page of them, claims_found() is
    narrower. Raises UnknownName.
    """
    if filters.as_of is None and not (filters.q or filters.source or filters.stance):
        return _with_facts(Claim.objects.all(), filters, among)
    found = claims_found(filters, among)
    return found if filters.as_of else Claim.objects.filter(pk__in=found.values("claim"))


def claims_found(filters: Filters, among: Collection[Publication] | None = None) -> ClaimFactsQuerySet:
    """The same as rows of ClaimIndex, or as states as of filters.as_of.

    Both have claim, status, topic, publication, and ledger_seq, by which lists are paged. A code for
    filters.q means the one claim that bears it. Raises UnknownName.
    """
    rows: ClaimFactsQuerySet
    rows = ClaimIndex.objects.all() if filters.as_of is None else ClaimState.objects.as_of(filters.as_of)
    rows = _with_facts(rows, filters, among)
    if CLAIM_CODE.fullmatch(filters.q):
        rows = rows.filter(claim__code=filters.q.upper())
    elif filters.q:
        rows = worded(rows, filters.q, filters.as_of, among)
    if not (filters.source or filters.stance):
        return rows
    return rows.filter(_said(filters) if filters.as_of is None else Exists(_said_then(filters)))


def _with_facts(
    rows: ClaimFactsQuerySet, filters: Filters, among: Collection[Publication] | None
) -> ClaimFactsQuerySet:
    if among is not None:
        rows = rows.filter(publication__in=sorted(among))
    if filters.status:
        rows = rows.filter(status=filters.status)
    if filters.topic:
        rows = rows.filter(topic=_topic_id(filters.topic, filters.as_of))
    # Numbers of the ledger grow with its times, and lists are in the order of the numbers.
    if filters.since:
        rows = rows.filter(ledger_seq__gte=first_seq_from(filters.since))
    if filters.until:
        rows = rows.filter(ledger_seq__lte=last_seq_until(filters.until))
    return rows


def _said(filters: Filters) -> Q:
    """On ClaimIndex: who spoke, in which stance."""
    if not filters.source:
        return Q(stances__contains=[filters.stance])
    entries = entry_ids(filters.source, None)
    if not filters.stance:
        return Q(spoken_by__overlap=list(entries))
    return Q(said__overlap=[said(entry, filters.stance) for entry in entries])


def _said_then(filters: Filters) -> QuerySet[Attribution]:
    rows = Attribution.objects.standing(filters.as_of).filter(claim=OuterRef("claim_id"))
    if filters.source:
        rows = rows.filter(source__in=entry_ids(filters.source, filters.as_of))
    if filters.stance:
        rows = rows.filter(stance=filters.stance)
    return rows


@per_revision
def _topic_id(slug: str, as_of: datetime | None) -> int:
    topic = Topic.objects.filter(slug=slug).values_list("pk", flat=True).first()
    # Of a moment, a name that came later is as unknown today as it was then.
    if topic is not None and as_of is not None and not topics_known(as_of).filter(pk=topic).exists():
        topic = None
    if topic is None:
        raise UnknownName("topic", slug)
    return topic


@per_revision
def entry_ids(slug: str, as_of: datetime | None) -> tuple[int, ...]:
    """The entries under which what the source of that address said is on record. Raises UnknownName."""
    if as_of is not None:
        return tuple(entries_of(_source_then(slug, as_of), as_of).values_list("pk", flat=True))
    named = Source.objects.filter(slug=slug)
    kept = Subquery(named.values(into=Coalesce("merged_into", "pk"))[:1])
    entries = Source.objects.filter(Q(pk=kept) | Q(merged_into=kept))
    found = tuple(entries.values_list("pk", flat=True))
    if not found:
        raise UnknownName("source", slug)
    return found


def _source_then(slug: str, as_of: datetime) -> Source:
    """The source of that address, under the entry where it was kept."""
    known = SourceVersion.objects.filter(source=OuterRef("pk"), recorded_at__lte=as_of)
    source = kept_as(Source.objects.filter(slug=slug).filter(Exists(known)), as_of)
    if source is None:
        raise UnknownName("source", slug)
    return source
