"""The record as it was known at a moment: claims as they stood, sources as they were described.

Without a moment each of these speaks of today, so that one query serves both.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from factcheck.models import Claim, ClaimState, ClaimVersion, Source, SourceVersion, Topic, TopicVersion
from factcheck.models.claims import ClaimFactsQuerySet
from factcheck.models.ledger import last_seq_until
from factcheck.models.sources import SourceFacts
from factcheck.rules.names import name_key

_DESCRIPTION = [field.attname for field in SourceFacts._meta.fields]


def claims_then(as_of: datetime | None) -> ClaimFactsQuerySet:
    """All claims, or their states at a moment."""
    return Claim.objects.all() if as_of is None else ClaimState.objects.as_of(as_of)


def claims_by_id(ids: Iterable[int], as_of: datetime | None) -> dict[int, Claim | ClaimState]:
    """These claims as they stand, or stood, with their topics."""
    rows = claims_then(as_of).select_related("topic")
    if as_of is None:
        return {claim.pk: claim for claim in rows.filter(pk__in=ids)}
    states = with_topics_as_then(rows.filter(claim__in=ids).select_related("claim", "topic"), as_of)
    name_topics_as_then(states)
    return {state.claim_id: state for state in states}


def claim_fact(name: str, as_of: datetime | None, claim: str = "claim") -> F | Subquery:
    """One fact of the claim that a row points at, now or then; NULL where there was no claim yet."""
    if as_of is None:
        return F(f"{claim}__{name}")
    states = ClaimState.objects.filter(claim=OuterRef(claim), recorded_at__lte=as_of)
    return Subquery(states.order_by("-ledger_seq").values(name)[:1])


def source_fact(name: str, as_of: datetime | None, source: str) -> Subquery:
    """One fact of the source that a row points at by its id, now or then."""
    if as_of is None:
        return Subquery(Source.objects.filter(pk=OuterRef(source)).values(name)[:1])
    return Subquery(_descriptions(as_of).filter(source=OuterRef(source)).values(name)[:1])


def entries_of(source: Source, as_of: datetime | None) -> QuerySet[Source]:
    """The entries under which what a source said is on record: its own and its duplicates, now or then."""
    if as_of is None:
        return Source.objects.filter(Q(pk=source.pk) | Q(merged_into=source))
    ever = SourceVersion.objects.filter(merged_into=source, recorded_at__lte=as_of).values("source")
    entries = Source.objects.filter(Q(pk=source.pk) | Q(pk__in=ever))
    into = source_fact("merged_into", as_of, "pk")
    return entries.alias(into=into).filter(Q(pk=source.pk) | Q(into=source.pk))


def kept_as(sources: QuerySet[Source], as_of: datetime | None) -> Source | None:
    """The first of these, or the entry under which it was kept, now or then."""
    source = sources.annotate(into=source_fact("merged_into", as_of, "pk")).first()
    if source is None or source.into is None:
        return source
    return Source.objects.get(pk=source.into)


def with_topics_as_then(rows: QuerySet, as_of: datetime | None) -> QuerySet:
    """Rows of claims with the name that their topic had, for name_topics_as_then()."""
    return rows if as_of is None else rows.annotate(topic_name=topic_name_then(as_of))


def name_topics_as_then(claims: Iterable[Any]) -> None:
    """Put on rows of with_topics_as_then() the names that it brought."""
    for claim in claims:
        if hasattr(claim, "topic_name"):
            claim.topic.name = claim.topic_name


def topics_known(as_of: datetime) -> QuerySet[Topic]:
    """Topics in which the desk had a claim by a moment, published or not."""
    first = ClaimVersion.objects.filter(topic=OuterRef("pk"), ledger_seq__lte=last_seq_until(as_of))
    return Topic.objects.filter(Exists(first))


def topic_name_then(as_of: datetime, topic: str = "topic", name: str = "topic__name") -> Coalesce:
    """How the topic that a row points at was called at a moment; its first version says how it began."""
    versions = TopicVersion.objects.filter(topic=OuterRef(topic))
    last = versions.filter(recorded_at__lte=as_of).order_by("-recorded_at", "-pk").values("name")[:1]
    first = versions.order_by("recorded_at", "pk").values("name")[:1]
    return Coalesce(Subquery(last), Subquery(first), F(name))


def describe_topics_as_then(topics: Iterable[Topic], as_of: datetime | None) -> None:
    """Put the names and descriptions of a moment on topics read today.

    The first version of a topic says how it was called until it was first changed.
    """
    if as_of is None:
        return
    alike: dict[int, list[Topic]] = defaultdict(list)
    for topic in topics:
        alike[topic.pk].append(topic)
    versions = TopicVersion.objects.filter(topic__in=alike).order_by("topic", "recorded_at", "pk")
    known: dict[int, TopicVersion] = {}
    for version in versions if alike else ():
        if version.topic_id not in known or version.recorded_at <= as_of:
            known[version.topic_id] = version
    for topic_id, version in known.items():
        for topic in alike[topic_id]:
            topic.name, topic.description = version.name, version.description
            topic.retired = version.retired


def describe_as_then(sources: Iterable[Source], as_of: datetime | None) -> None:
    """Put the words of a moment on sources read today, and on those they acted for, in one statement."""
    if as_of is None:
        return
    alike: dict[int, list[Source]] = defaultdict(list)
    for source in sources:
        alike[source.pk].append(source)
    versions = (
        _descriptions(as_of)
        .filter(source__in=alike)
        .select_related("parent")
        .annotate(parent_name=source_fact("name", as_of, "parent"))
        .order_by("source", "-recorded_at", "-pk")
        .distinct("source")
    )
    for version in versions if alike else ():
        for source in alike[version.source_id]:
            _describe(source, version)


def _descriptions(as_of: datetime) -> QuerySet[SourceVersion]:
    """What was said of sources up to a moment, the last of each source first."""
    return SourceVersion.objects.filter(recorded_at__lte=as_of).order_by("-recorded_at", "-pk")


def _describe(source: Source, version: SourceVersion) -> None:
    if version.parent is not None:
        version.parent.name = version.parent_name or version.parent.name  # type: ignore[attr-defined]
    source.parent = version.parent
    for name in _DESCRIPTION:
        setattr(source, name, getattr(version, name))
    source.name_key = name_key(source.name)
