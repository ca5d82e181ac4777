"""What readers see of sources: only those with a part in some public claim, and what they said there."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from factcheck.models import Attribution, Hop, Source
from factcheck.models.sources import SourceQuerySet
from factcheck.queries.finding import sources_known_as
from factcheck.queries.public_list import Cut, capped_count, cut
from factcheck.queries.relations import Tie, ties_of
from factcheck.rules.stances import SIDE_OF, Side, Stance
from factcheck.rules.statuses import LABELS, LISTED, PUBLIC, Status
from factcheck.rules.vocabulary import SOURCE_KIND_LABELS, SourceKind

STATEMENTS_ON_A_PAGE = 20
RELAYED_SHOWN = 10
_IS_LISTED = Q(claim__publication__in=LISTED)


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
    relayed: list[Hop]
    relayed_count: int
    ties: list[Tie]


def public_sources() -> SourceQuerySet:
    """Sources of public claims and those they act for. Whom else the desk listens to is its own affair."""
    in_chains = Hop.objects.filter(attribution__claim__publication__in=PUBLIC)
    spoke = Exists(in_chains.filter(source=OuterRef("pk")))
    spoken_for = Exists(in_chains.filter(source__parent=OuterRef("pk")))
    return Source.objects.filter(spoke | spoken_for)


def sources_to_read(words: str, kind: SourceKind | None) -> SourceQuerySet:
    """The list of sources, narrowed by any of their names in any script, and by kind."""
    rows = public_sources()
    if words:
        rows = rows.filter(pk__in=sources_known_as(words))
    return rows.filter(kind=kind) if kind else rows


def kinds_of(rows: QuerySet[Source]) -> list[tuple[SourceKind, int]]:
    counts = dict(rows.order_by().values_list("kind").annotate(Count("pk")))
    return [(kind, counts[kind]) for kind in SOURCE_KIND_LABELS if kind in counts]


def with_statement_counts(rows: SourceQuerySet) -> SourceQuerySet:
    standing = Q(attributions__claim__publication__in=LISTED, attributions__superseded_by__isnull=True)
    return rows.select_related("parent").annotate(said=Count("attributions", filter=standing))


def source_page_of(source: Source, *, before: int | None, after: int | None) -> SourcePage:
    standing = _standing(source)
    counts = _counts(standing)
    found = {status for count in counts for status, number in count.by_status if number}
    statuses = [status for status in LABELS if status in found]
    relayed = _relayed(source)
    rows = standing.select_related("claim__topic", "article__publisher", "quantity__measure").defer(
        "article__body_text", "article__clean_html"
    )
    return SourcePage(
        source=source,
        aliases=[alias.text for alias in source.aliases.order_by("id") if alias.text != source.name],
        acts_for_it=list(public_sources().filter(parent=source).by_name()),
        counts=[_only(count, statuses) for count in counts],
        statuses=statuses,
        statements_total=sum(count.total for count in counts),
        claims_total=standing.order_by().values("claim").distinct().count(),
        statements=cut(rows, "ledger_seq", before=before, after=after, size=STATEMENTS_ON_A_PAGE),
        relayed=list(relayed[:RELAYED_SHOWN]),
        relayed_count=capped_count(relayed),
        ties=_public_ties(source),
    )


def _public_ties(source: Source) -> list[Tie]:
    ties = ties_of(source)
    public = set(public_sources().filter(pk__in=[tie.other.pk for tie in ties]).values_list("pk", flat=True))
    return [tie for tie in ties if tie.other.pk in public]


def _standing(source: Source) -> QuerySet[Attribution]:
    return Attribution.objects.standing().filter(_IS_LISTED, source=source)


def _counts(standing: QuerySet[Attribution]) -> list[StanceCount]:
    by_stance: dict[str, dict[Status, int]] = defaultdict(dict)
    rows = standing.order_by().values_list("stance", "claim__status").annotate(Count("pk"))
    for stance, status, number in rows:
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


def _relayed(source: Source) -> QuerySet[Hop]:
    """Statements of others that came through this source."""
    return (
        Hop.objects.filter(
            source=source,
            position__gt=0,
            attribution__in=Attribution.objects.standing().filter(_IS_LISTED),
        )
        .select_related("attribution__source", "attribution__claim")
        .order_by("-attribution__ledger_seq")
    )
