"""What readers see of sources: only those with a part in some public claim, and what they said there.

Each of these speaks of today or, with as_of, of what was known at that moment.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from factcheck.models import Attribution, Claim, ClaimState, Hop, Source, SourceVersion
from factcheck.models.ledger import last_seq_until
from factcheck.models.sources import SourceQuerySet
from factcheck.queries.counting import CountOf
from factcheck.queries.finding import sources_known_as
from factcheck.queries.known_then import claim_fact, claims_by_id, describe_as_then, source_fact
from factcheck.queries.public_list import Cut, capped_count, cut
from factcheck.queries.relations import Tie, ties_of
from factcheck.rules.counting import COUNTED_IN_LISTS
from factcheck.rules.stances import SIDE_OF, Side, Stance
from factcheck.rules.statuses import LABELS, LISTED, Status
from factcheck.rules.vocabulary import SOURCE_KIND_LABELS, SourceKind

STATEMENTS_ON_A_PAGE = 20
# A source that has said more is judged by the newest of it; the page says so.
STATEMENTS_COUNTED = 10_000
RELAYED_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement beside its claim, both as known at the moment of the page."""

    attribution: Attribution
    claim: Claim | ClaimState


@dataclass(frozen=True, slots=True)
class StanceCount:
    """How many statements of one stance there are, by the status of what they are about."""

    stance: Stance
    side: Side
    by_status: list[tuple[Status, int]]
    total: int


@dataclass(frozen=True, slots=True)
class SourcePage:
    source: Source
    aliases: list[str]
    acts_for_it: list[Source]
    counts: list[StanceCount]
    statuses: list[Status]
    statements_total: int
    claims_total: int
    statements: Cut
    relayed: list[Spoken]
    relayed_count: int
    ties: list[Tie]

    @property
    def is_cut_off(self) -> bool:
        """Whether only its newest statements were counted."""
        return self.statements_total >= STATEMENTS_COUNTED


def public_sources(as_of: datetime | None = None) -> SourceQuerySet:
    """Sources of public claims and those they act for. Whom else the desk listens to is its own affair."""
    if as_of is None:
        acting_for_it = Source.objects.filter(parent=OuterRef("pk"), heard_seq__isnull=False)
        return Source.objects.filter(Q(heard_seq__isnull=False) | Exists(acting_for_it))
    heard = Q(heard_seq__lte=last_seq_until(as_of))
    spoken_for = Source.objects.filter(heard).annotate(above=source_fact("parent", as_of, "pk"))
    return Source.objects.filter(heard | Q(pk__in=spoken_for.filter(above__isnull=False).values("above")))


def was_public(source: Source, as_of: datetime | None) -> bool:
    return public_sources(as_of).filter(pk=source.pk).exists()


def was_known(source: Source, as_of: datetime | None) -> bool:
    """Whether the desk had the source on record at all."""
    return as_of is None or SourceVersion.objects.filter(source=source, recorded_at__lte=as_of).exists()


def sources_to_read(words: str, kind: SourceKind | None) -> SourceQuerySet:
    """The list of sources, narrowed by any of their names in any script, and by kind."""
    rows = public_sources()
    if words:
        rows = rows.filter(pk__in=sources_known_as(words))
    return rows.filter(kind=kind) if kind else rows


def sources_then(as_of: datetime) -> list[Source]:
    """All that were public at a moment, as described then, in the order of the names they had."""
    sources = list(public_sources(as_of))
    describe_as_then(sources, as_of)
    return sorted(sources, key=_by_name)


def count_statements(sources: Iterable[Source], as_of: datetime) -> None:
    """Add `said` to sources as they were at a moment, like with_statement_counts() does for today."""
    listed = Attribution.objects.standing(as_of).alias(publication=claim_fact("publication", as_of))
    listed = listed.filter(publication__in=LISTED, source__in=sources)
    counts = dict(listed.order_by().values_list("source").annotate(Count("pk")))
    for source in sources:
        source.said = counts.get(source.pk, 0)  # type: ignore[attr-defined]


def kinds_of(rows: QuerySet[Source]) -> list[tuple[SourceKind, int]]:
    counts = dict(rows.order_by().values_list("kind").annotate(Count("pk")))
    return [(kind, counts[kind]) for kind in SOURCE_KIND_LABELS if kind in counts]


def with_statement_counts(rows: SourceQuerySet) -> SourceQuerySet:
    """Add `said`, how many statements each made, counted no further than one beyond COUNTED_IN_LISTS."""
    standing = Attribution.objects.standing().filter(source=OuterRef("pk"), claim__publication__in=LISTED)
    said = CountOf(standing.order_by().values("pk")[: COUNTED_IN_LISTS + 1])
    return rows.select_related("parent").annotate(said=said)


def source_page_of(
    source: Source, as_of: datetime | None = None, *, before: int | None = None, after: int | None = None
) -> SourcePage:
    """The page of a source; describe_as_then() has put the words of the moment on it."""
    standing = _standing(source, as_of)
    newest = standing.order_by("-ledger_seq").values("pk")[:STATEMENTS_COUNTED]
    counted = Attribution.objects.filter(pk__in=newest)
    counts = _counts(counted, as_of)
    found = {status for count in counts for status, number in count.by_status if number}
    statuses = [status for status in LABELS if status in found]
    relayed = _relayed(source, as_of)
    rows = standing.select_related("article").defer("article__body_text", "article__clean_html")
    page = cut(rows, "ledger_seq", before=before, after=after, size=STATEMENTS_ON_A_PAGE)
    passed_on = [hop.attribution for hop in relayed[:RELAYED_SHOWN]]
    claims = claims_by_id({said.claim_id for said in [*page.rows, *passed_on]}, as_of)
    describe_as_then([said.source for said in passed_on], as_of)
    return SourcePage(
        source=source,
        aliases=_aliases(source, as_of),
        acts_for_it=_arms(source, as_of),
        counts=[_only(count, statuses) for count in counts],
        statuses=statuses,
        statements_total=sum(count.total for count in counts),
        claims_total=counted.order_by().values("claim").distinct().count(),
        statements=Cut(_beside_claims(page.rows, claims), page.before, page.after),
        relayed=_beside_claims(passed_on, claims),
        relayed_count=capped_count(relayed),
        ties=_public_ties(source, as_of),
    )


def _beside_claims(said: Iterable[Attribution], claims: dict[int, Any]) -> list[Spoken]:
    return [Spoken(attribution, claims[attribution.claim_id]) for attribution in said]


def _hops(as_of: datetime | None) -> QuerySet:
    """Steps of statements on record, with the publication of the claims that they are about."""
    hops = Hop.objects.alias(publication=claim_fact("publication", as_of, "attribution__claim"))
    return hops if as_of is None else hops.filter(attribution__recorded_at__lte=as_of)


def _aliases(source: Source, as_of: datetime | None) -> list[str]:
    """Other names. Of a moment only those it bore until then: other spellings carry no date."""
    names: QuerySet = source.aliases.order_by("id").values_list("text", flat=True)
    if as_of is not None:
        versions = SourceVersion.objects.filter(source=source, recorded_at__lte=as_of)
        names = versions.order_by("recorded_at", "pk").values_list("name", flat=True)
    return [name for name in dict.fromkeys(names) if name != source.name]


def _arms(source: Source, as_of: datetime | None) -> list[Source]:
    """Public sources that act for this one."""
    if as_of is None:
        return list(public_sources().filter(parent=source).by_name())
    ever = SourceVersion.objects.filter(parent=source, recorded_at__lte=as_of).values("source")
    arms = list(public_sources(as_of).filter(pk__in=ever))
    describe_as_then(arms, as_of)
    return sorted((arm for arm in arms if arm.parent_id == source.pk), key=_by_name)


def _by_name(source: Source) -> tuple[str, int]:
    return source.name_key, source.pk


def _public_ties(source: Source, as_of: datetime | None) -> list[Tie]:
    ties = ties_of(source, as_of)
    others = [tie.other for tie in ties]
    public = set(public_sources(as_of).filter(pk__in=[one.pk for one in others]).values_list("pk", flat=True))
    describe_as_then(others, as_of)
    return sorted((tie for tie in ties if tie.other.pk in public), key=lambda tie: _by_name(tie.other))


def _standing(source: Source, as_of: datetime | None) -> QuerySet[Attribution]:
    said = Attribution.objects.standing(as_of).filter(source=source)
    return said.alias(publication=claim_fact("publication", as_of)).filter(publication__in=LISTED)


def _counts(counted: QuerySet[Attribution], as_of: datetime | None) -> list[StanceCount]:
    by_stance: dict[str, dict[Status, int]] = defaultdict(dict)
    rows = counted.annotate(status=claim_fact("status", as_of)).order_by().values_list("stance", "status")
    for stance, status, number in rows.annotate(Count("pk")):
        by_stance[stance][Status(status)] = number
    return [
        StanceCount(
            stance,
            SIDE_OF[stance],
            [(status, by_stance[stance].get(status, 0)) for status in LABELS],
            sum(by_stance[stance].values()),
        )
        for stance in Stance
        if stance in by_stance
    ]


def _only(count: StanceCount, statuses: list[Status]) -> StanceCount:
    shown = [(status, number) for status, number in count.by_status if status in statuses]
    return StanceCount(count.stance, count.side, shown, count.total)


def _relayed(source: Source, as_of: datetime | None) -> QuerySet[Hop]:
    """Statements of others that came through this source."""
    return (
        _hops(as_of)
        .filter(source=source, position__gt=0, publication__in=LISTED)
        .filter(attribution__in=Attribution.objects.standing(as_of))
        .select_related("attribution__source")
        # Numbered as they came into the ledger.
        .order_by("-attribution_id")
    )
