"""What readers see of sources: only those with a part in some public claim, and what they said there.

Each of these speaks of today or, with as_of, of what was known at that moment.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from factcheck.models import (
    Attribution,
    Claim,
    ClaimState,
    Hop,
    Source,
    SourceAlias,
    SourceTally,
    SourceVersion,
)
from factcheck.models.ledger import last_seq_until
from factcheck.models.sources import SourceQuerySet
from factcheck.queries.finding import sources_known_as
from factcheck.queries.known_then import (
    claim_fact,
    claims_by_id,
    describe_as_then,
    entries_of,
    source_fact,
)
from factcheck.queries.public_list import Cut, capped_count, cut
from factcheck.queries.relations import Tie, ties_of
from factcheck.queries.source_record import Found, OverTime, Statement, found_on, over_time, statements_in
from factcheck.rules.stances import SIDE_OF, Side, Stance
from factcheck.rules.statuses import LABELS, LISTED, Status
from factcheck.rules.vocabulary import SOURCE_KIND_LABELS, RelationKind, SourceKind

STATEMENTS_ON_A_PAGE = 20
# A source that has said more is judged by the newest of it; the page says so.
STATEMENTS_COUNTED = 5_000
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
class Grade:
    """A grade of the source with its reason, from one moment on."""

    reliability: str
    note: str
    since: datetime


@dataclass(frozen=True, slots=True)
class SourcePage:
    source: Source
    aliases: list[str]
    acts_for_it: list[Source]
    found: list[Found]
    over_time: OverTime
    graded_on: datetime | None
    earlier_grades: list[Grade]
    counts: list[StanceCount]
    statuses: list[Status]
    statements_total: int
    claims_total: int
    statements: Cut
    relayed: list[Spoken]
    relayed_count: int
    ties: list[Tie]
    # Further entries that were kept for it once, with the reason for which they are one.
    merged: list[Tie]

    @property
    def is_cut_off(self) -> bool:
        """Whether only its newest statements were counted."""
        return self.statements_total >= STATEMENTS_COUNTED


def public_sources(as_of: datetime | None = None) -> SourceQuerySet:
    """Sources of public claims and those they act for. Whom else the desk listens to is its own affair."""
    if as_of is None:
        heard_today = Source.objects.filter(heard_seq__isnull=False)
        acting_for_it = Exists(heard_today.filter(parent=OuterRef("pk")))
        under_another = Exists(heard_today.filter(merged_into=OuterRef("pk")))
        return Source.objects.kept().filter(Q(heard_seq__isnull=False) | acting_for_it | under_another)
    heard = Q(heard_seq__lte=last_seq_until(as_of))
    known = Source.objects.filter(heard).annotate(
        above=source_fact("parent", as_of, "pk"), into=source_fact("merged_into", as_of, "pk")
    )
    spoken_for = Q(pk__in=known.filter(above__isnull=False).values("above"))
    as_another = Q(pk__in=known.filter(into__isnull=False).values("into"))
    kept = Source.objects.alias(into=source_fact("merged_into", as_of, "pk")).filter(into=None)
    return kept.filter(heard | spoken_for | as_another)


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


def sources_to_choose_then(as_of: datetime, number: int) -> list[tuple[str, str]]:
    """Address and name of the first of sources_then()."""
    named = public_sources(as_of).annotate(then=source_fact("name", as_of, "pk")).order_by("then", "pk")
    return list(named.values_list("slug", "then")[:number])


def count_claims(sources: Iterable[Source], as_of: datetime) -> None:
    """Add `said` to sources as they were at a moment, like with_claim_counts() does for today."""
    listed = Attribution.objects.standing(as_of).alias(publication=claim_fact("publication", as_of))
    listed = listed.filter(publication__in=LISTED).alias(into=source_fact("merged_into", as_of, "source"))
    listed = listed.annotate(one=Coalesce("into", "source", output_field=BigIntegerField())).filter(
        one__in=[source.pk for source in sources]
    )
    counts = dict(listed.order_by().values_list("one").annotate(Count("claim", distinct=True)))
    for source in sources:
        source.said = counts.get(source.pk, 0)  # type: ignore[attr-defined]


def kinds_of(rows: QuerySet[Source]) -> list[tuple[SourceKind, int]]:
    counts = dict(rows.order_by().values_list("kind").annotate(Count("pk")))
    return [(kind, counts[kind]) for kind in SOURCE_KIND_LABELS if kind in counts]


def with_claim_counts(rows: SourceQuerySet) -> SourceQuerySet:
    """Add `said`, on how many claims each stands."""
    tallies = SourceTally.objects.filter(source__merged_into=OuterRef("pk")).order_by()
    merged = tallies.values("source__merged_into").annotate(sum=Sum("claims")).values("sum")
    own = SourceTally.objects.filter(source=OuterRef("pk")).values("claims")
    return rows.select_related("parent").annotate(
        said=Coalesce(Subquery(own), 0) + Coalesce(Subquery(merged, output_field=BigIntegerField()), 0)
    )


def source_page_of(
    source: Source, as_of: datetime | None = None, *, before: int | None = None, after: int | None = None
) -> SourcePage:
    """The page of a source; describe_as_then() has put the words of the moment on it."""
    entries = list(entries_of(source, as_of).values_list("pk", flat=True))
    standing = _standing(entries, as_of)
    counted = statements_in(standing.order_by("-ledger_seq")[:STATEMENTS_COUNTED], as_of)
    counts = _counts(counted)
    found = {status for count in counts for status, number in count.by_status if number}
    statuses = [status for status in LABELS if status in found]
    relayed = _relayed(entries, as_of)
    rows = standing.select_related("article", "source").defer("article__body_text", "article__clean_html")
    page = cut(rows, "ledger_seq", before=before, after=after, size=STATEMENTS_ON_A_PAGE)
    passed_on = [hop.attribution for hop in relayed[:RELAYED_SHOWN]]
    claims = claims_by_id({said.claim_id for said in [*page.rows, *passed_on]}, as_of)
    describe_as_then([said.source for said in [*page.rows, *passed_on]], as_of)
    grades = _grades(source, as_of)
    ties = _public_ties(source, as_of)
    return SourcePage(
        source=source,
        aliases=_aliases(source, entries, as_of),
        acts_for_it=_arms(entries, as_of),
        found=found_on(counted),
        over_time=over_time(counted),
        graded_on=grades[0].since if grades else None,
        earlier_grades=grades[1:],
        counts=[_only(count, statuses) for count in counts],
        statuses=statuses,
        statements_total=len(counted),
        claims_total=len({one.claim_id for one in counted}),
        statements=Cut(_beside_claims(page.rows, claims), page.before, page.after),
        relayed=_beside_claims(passed_on, claims),
        relayed_count=capped_count(relayed),
        ties=[tie for tie in ties if tie.kind != RelationKind.SAME_AS],
        merged=[tie for tie in ties if tie.kind == RelationKind.SAME_AS],
    )


def _beside_claims(said: Iterable[Attribution], claims: dict[int, Any]) -> list[Spoken]:
    return [Spoken(attribution, claims[attribution.claim_id]) for attribution in said]


def _hops(as_of: datetime | None) -> QuerySet:
    """Steps of statements on record, with the publication of the claims that they are about."""
    hops = Hop.objects.alias(publication=claim_fact("publication", as_of, "attribution__claim"))
    return hops if as_of is None else hops.filter(attribution__recorded_at__lte=as_of)


def _aliases(source: Source, entries: list[int], as_of: datetime | None) -> list[str]:
    """Other names. Of a moment only those it bore until then: other spellings carry no date."""
    aliases = SourceAlias.objects.filter(source__in=entries)
    names: QuerySet = aliases.order_by("id").values_list("text", flat=True)
    if as_of is not None:
        versions = SourceVersion.objects.filter(source__in=entries, recorded_at__lte=as_of)
        names = versions.order_by("recorded_at", "pk").values_list("name", flat=True)
    return [name for name in dict.fromkeys(names) if name != source.name]


def _grades(source: Source, as_of: datetime | None) -> list[Grade]:
    """Each grade that it had with its reason, the one that holds first."""
    versions = SourceVersion.objects.filter(source=source).order_by("recorded_at", "pk")
    if as_of is not None:
        versions = versions.filter(recorded_at__lte=as_of)
    grades: list[Grade] = []
    for since, grade, note in versions.values_list("recorded_at", "reliability", "reliability_note"):
        if not grades or (grades[-1].reliability, grades[-1].note) != (grade, note):
            grades.append(Grade(grade, note, since))
    return grades[::-1]


def _arms(entries: list[int], as_of: datetime | None) -> list[Source]:
    """Public sources that act for this one."""
    if as_of is None:
        return list(public_sources().filter(parent__in=entries).by_name())
    ever = SourceVersion.objects.filter(parent__in=entries, recorded_at__lte=as_of).values("source")
    arms = list(public_sources(as_of).filter(pk__in=ever))
    describe_as_then(arms, as_of)
    return sorted((arm for arm in arms if arm.parent_id in entries), key=_by_name)


def _by_name(source: Source) -> tuple[str, int]:
    return source.name_key, source.pk


def _public_ties(source: Source, as_of: datetime | None) -> list[Tie]:
    ties = ties_of(source, as_of)
    others = [tie.other for tie in ties]
    public = set(public_sources(as_of).filter(pk__in=[one.pk for one in others]).values_list("pk", flat=True))
    describe_as_then(others, as_of)
    shown = [tie for tie in ties if tie.other.pk in public or tie.other.merged_into_id == source.pk]
    return sorted(shown, key=lambda tie: _by_name(tie.other))


def _standing(entries: list[int], as_of: datetime | None) -> QuerySet[Attribution]:
    said = Attribution.objects.standing(as_of).filter(source__in=entries)
    return said.alias(publication=claim_fact("publication", as_of)).filter(publication__in=LISTED)


def _counts(counted: Iterable[Statement]) -> list[StanceCount]:
    numbers = Counter((one.stance, one.status) for one in counted)
    spoken = {stance for stance, _ in numbers}
    return [
        StanceCount(
            stance,
            SIDE_OF[stance],
            [(status, numbers[stance, status]) for status in LABELS],
            sum(numbers[stance, status] for status in LABELS),
        )
        for stance in Stance
        if stance in spoken
    ]


def _only(count: StanceCount, statuses: list[Status]) -> StanceCount:
    shown = [(status, number) for status, number in count.by_status if status in statuses]
    return StanceCount(count.stance, count.side, shown, count.total)


def _relayed(entries: list[int], as_of: datetime | None) -> QuerySet[Hop]:
    """Statements of others that came through this source."""
    return (
        _hops(as_of)
        .filter(source__in=entries, position__gt=0, publication__in=LISTED)
        .filter(attribution__in=Attribution.objects.standing(as_of))
        .select_related("attribution__source")
        # Numbered as they came into the ledger.
        .order_by("-attribution_id")
    )
