"""What changed between two moments, claim by claim: for handing over a shift, and for correction notices.

After `since`, up to and including `until`: two periods that meet share nothing and miss nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from factcheck.models import ClaimState, ClaimVersion, Decision, LedgerEntry, Topic
from factcheck.queries.claim_list import UnknownName
from factcheck.queries.known_then import claim_fact, describe_as_then
from factcheck.queries.public_list import COUNTED_TO, Cut, capped_count, cut
from factcheck.queries.work_page import Change, changes_of
from factcheck.rules.periods import ANY_STATUS, Period
from factcheck.rules.statuses import PUBLIC, Publication, Status

CLAIMS_ON_A_PAGE = 20
STEPS_SHOWN = 40
# What `changes_of` needs at hand.
RECORDS = (
    "claim_version__recorded_by",
    "attribution__source",
    "attribution__recorded_by",
    "evidence__recorded_by",
    "decision__decided_by",
    "decision__approved_by",
    "publication_act__acted_by",
    "conflict_ruling__ruled_by",
    "recount__recorded_by",
    "redaction__recorded_by",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the ledger in words. before, after: the claim's words where it was reworded."""

    change: Change
    before: str = ""
    after: str = ""
    quotes: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """A claim as it stood at the end of a period, and what happened to it. then: None where it was new."""

    claim: ClaimState
    status_then: Status | None
    publication_then: Publication | None
    steps: list[Step]
    left_out: int

    @property
    def is_new(self) -> bool:
        return self.status_then is None

    @property
    def status_changed(self) -> bool:
        return self.status_then not in (None, self.claim.status)

    @property
    def publication_changed(self) -> bool:
        return self.publication_then not in (None, self.claim.publication)

    @property
    def was_public(self) -> bool:
        return self.publication_then in PUBLIC


@dataclass(frozen=True, slots=True)
class Changes:
    """One page of changed claims, the last changed first. count: of all pages; more: there are more."""

    page: Cut
    count: int
    more: bool


def changes_in(
    period: Period, *, drafts: bool, before: int | None = None, after: int | None = None
) -> Changes:
    """Read one page of what changed, with four statements. drafts: those that readers do not see too.

    Claims count as public by how they stood at the period's end, so that the same period gives the same
    answer for good. Raises UnknownName.
    """
    rows = _changed(period, drafts=drafts)
    count = capped_count(rows)
    page = cut(_with_then(rows, period), "ledger_seq", before=before, after=after, size=CLAIMS_ON_A_PAGE)
    steps = _steps(page.rows, period)
    found = [_described(state, steps[state.claim_id]) for state in page.rows]
    return Changes(Cut(found, page.before, page.after), min(count, COUNTED_TO), count > COUNTED_TO)


def topics_offered(*, drafts: bool) -> list[tuple[str, str]]:
    """Slug and name of the topics to choose from."""
    topics = Topic.objects.order_by("name", "pk")
    if not drafts:
        topics = topics.filter(claims__publication__in=PUBLIC).distinct()
    return list(topics.values_list("slug", "name"))


def _changed(period: Period, *, drafts: bool) -> QuerySet[ClaimState]:
    # By sequence: the table's key. Time and sequence run together, and the bounds are looked up once.
    rows: QuerySet[ClaimState] = ClaimState.objects.as_of(period.until).filter(
        ledger_seq__gt=_last_seq(period.since), ledger_seq__lte=_last_seq(period.until)
    )
    if not drafts:
        rows = rows.filter(publication__in=PUBLIC)
    if period.topic:
        rows = rows.filter(topic__slug=period.topic)
    if period.became:
        rows = rows.filter(Exists(_decisions(period)))
    return rows


def _last_seq(moment: datetime) -> Coalesce:
    """The ledger's sequence at a moment."""
    last = LedgerEntry.objects.filter(recorded_at__lte=moment).order_by("-recorded_at")
    return Coalesce(Subquery(last.values("seq")[:1]), Value(0))


def _decisions(period: Period) -> QuerySet[Decision]:
    """Decisions of the period on the claim of a row: also those that a later one has turned round again."""
    rows = Decision.objects.filter(
        claim=OuterRef("claim"), decided_at__gt=period.since, decided_at__lte=period.until
    )
    return rows if period.became == ANY_STATUS else rows.filter(to_status=period.became)


def _with_then(rows: QuerySet[ClaimState], period: Period) -> QuerySet[Any]:
    return rows.select_related("claim", "topic").annotate(
        status_then=claim_fact("status", period.since),
        publication_then=claim_fact("publication", period.since),
        version_then=claim_fact("version", period.since),
    )


def _steps(states: Iterable[Any], period: Period) -> dict[int, list[Step]]:
    """The entries of the period by claim, oldest first; of a claim with very many only the last."""
    states = list(states)
    entries = LedgerEntry.objects.filter(
        claim__in=[state.claim_id for state in states],
        recorded_at__gt=period.since,
        recorded_at__lte=period.until,
    )
    too_early = Q()
    for state in states:
        if _left_out(state):
            too_early |= Q(claim=state.claim_id, claim_seq__lte=state.version - STEPS_SHOWN)
    earlier = ClaimVersion.objects.filter(claim=OuterRef("claim"), ledger_seq__lt=OuterRef("seq"))
    found = list(
        (entries.exclude(too_early) if too_early else entries)
        .select_related(*RECORDS)
        .defer("body", "decision__rule_report")
        .annotate(words_before=Subquery(earlier.order_by("-ledger_seq").values("text")[:1]))
        .order_by("seq")
    )
    describe_as_then([entry.attribution.source for entry in found if entry.attribution], period.until)
    steps: dict[int, list[Step]] = defaultdict(list)
    for entry, change in zip(found, changes_of(found), strict=True):
        steps[entry.claim_id].append(_step(entry, change))  # type: ignore[index]
    return steps


def _step(entry: Any, change: Change) -> Step:
    version = entry.claim_version
    reworded = version is not None and entry.claim_seq > 1 and entry.words_before != version.text
    if reworded:
        return Step(change, entry.words_before, version.text)
    return Step(change, quotes=entry.attribution is not None)


def _left_out(state: Any) -> int:
    # A claim's version is the number of its entries.
    return max(state.version - (state.version_then or 0) - STEPS_SHOWN, 0)


def _described(state: Any, steps: list[Step]) -> Changed:
    return Changed(
        claim=state,
        status_then=Status(state.status_then) if state.status_then else None,
        publication_then=Publication(state.publication_then) if state.publication_then else None,
        steps=steps,
        left_out=_left_out(state),
    )


def check_topic(slug: str, offered: Iterable[tuple[str, str]]) -> None:
    """Raises UnknownName for a topic that is not offered."""
    if slug and slug not in dict(offered):
        raise UnknownName("topic", slug)
