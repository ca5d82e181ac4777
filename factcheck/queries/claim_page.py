"""All that readers see of one claim: now in five statements of SQL at most, as known at a moment in six."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from factcheck.models import (
    Attribution,
    Claim,
    ClaimParty,
    ClaimState,
    ClaimVersion,
    Evidence,
    Hop,
    LedgerEntry,
    Source,
)
from factcheck.queries.confirmation import report_on
from factcheck.queries.conflicts import FiguresBeside, figures_beside, measure_parts
from factcheck.queries.figure_rows import axes_of
from factcheck.queries.known_then import claim_fact, describe_as_then, source_fact, topic_name_then
from factcheck.queries.work_page import Change, changes_of
from factcheck.rules.confirmation import RuleReport
from factcheck.rules.stances import Side, Stance
from factcheck.rules.statuses import Publication
from factcheck.rules.who_says import who_says

SIDES = (Side.FOR, Side.AGAINST, Side.NOT_CONFIRMING)
_FACTS = ("topic", "supersedes", "superseded_by")
# One statement brings the whole record; the long texts of the articles stay where they are.
_RECORDS = (
    "claim_version__recorded_by",
    "attribution__source__parent",
    "attribution__article__publisher",
    "attribution__quantity__measure",
    "attribution__recorded_by",
    "evidence__recorded_by",
    "decision__decided_by",
    "decision__approved_by",
    "publication_act__acted_by",
    "recount__recorded_by",
    "redaction__recorded_by",
    "conflict_ruling__ruled_by",
)
_LEFT_OUT = (
    "body",
    "attribution__article__body_text",
    "attribution__article__clean_html",
    "decision__rule_report",
)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as a page shows it."""

    attribution: Attribution
    hops: list[Hop]
    # Codes of what the figure's measure is made of.
    parts: list[str]

    @property
    def quantity(self) -> Any:
        return getattr(self.attribution, "quantity", None)


@dataclass(frozen=True, slots=True)
class SaidOn:
    """The statements on one side. sources: how many of them speak there."""

    side: Side
    said: list[Said]
    sources: int


@dataclass(frozen=True, slots=True)
class ClaimPage:
    claim: Claim | ClaimState
    as_of: datetime | None
    sentence: str
    sides: list[SaidOn]
    earlier: list[Said]
    evidence: list[Evidence]
    report: RuleReport
    history: list[Change]
    axes: list[tuple[str, list[dict[str, Any]]]]
    figures: FiguresBeside
    public_note: str
    overridden: bool
    publication_note: str
    published_at: datetime | None

    @property
    def is_said(self) -> bool:
        return any(side.said for side in self.sides)


def public_facts(code: str, as_of: datetime | None) -> Claim | ClaimState | None:
    """A claim, or how it stood at a moment; None where there was none. Drafts too: the view guards."""
    if as_of is None:
        return _with_parties(Claim.objects.filter(code=code), "pk").select_related(*_FACTS).first()
    states = (
        ClaimState.objects.as_of(as_of)
        .filter(claim__code=code)
        .annotate(
            topic_name=topic_name_then(as_of),
            **{
                f"{other}_{fact}": claim_fact(fact, as_of, other)
                for other in ("supersedes", "superseded_by")
                for fact in ("text", "publication")
            },
        )
    )
    state = _with_parties(states, "claim", as_of).select_related("claim", *_FACTS).first()
    return _relatives_as_then(state) if state else None


def claim_page_of(claim: Claim | ClaimState, as_of: datetime | None = None) -> ClaimPage:
    """The page of what public_facts() gave."""
    claim_id = claim.claim_id if isinstance(claim, ClaimState) else claim.pk
    entries = _entries(claim_id, as_of)
    hops = _hops(claim_id)
    describe_as_then(_speakers(entries, hops), as_of)
    said = [
        Said(entry.attribution, hops[entry.attribution.pk], entry.parts)  # type: ignore[attr-defined]
        for entry in entries
        if entry.attribution
    ]
    replaced = {one.attribution.supersedes_id for one in said}
    standing = [one for one in said if one.attribution.pk not in replaced]
    evidence = [entry.evidence for entry in entries if entry.evidence]
    decisions = [entry.decision for entry in entries if entry.decision]
    acts = [entry.publication_act for entry in entries if entry.publication_act]
    shown = [one for one in standing if one.attribution.side != Side.REMOVED]
    return ClaimPage(
        claim=claim,
        as_of=as_of,
        sentence=who_says(_last_stances(standing)),
        sides=[_side(side, shown) for side in SIDES],
        earlier=[one for one in said if one not in shown],
        evidence=evidence,
        report=report_on(
            [one.attribution for one in standing],
            evidence,
            [(party["id"], party["name"]) for party in claim.parties],  # type: ignore[union-attr]
            as_of,
        ),
        history=changes_of(entries),
        axes=list(axes_of(one.attribution for one in shown if one.quantity)),
        figures=figures_beside(
            [(one.attribution, one.parts) for one in said if one.attribution.side != Side.REMOVED],
            [entry.conflict_ruling for entry in entries if entry.conflict_ruling],
        ),
        public_note=decisions[-1].public_note if decisions else "",
        overridden=bool(decisions) and decisions[-1].overridden,
        publication_note=acts[-1].note if acts else "",
        published_at=acts[0].acted_at if acts else None,
    )


def _relatives_as_then(state: Any) -> ClaimState:
    """Word the claims beside it, and name its topic, as at the moment of the state."""
    for name in ("supersedes", "superseded_by"):
        other = getattr(state, name)
        if other is not None:
            other.text = getattr(state, f"{name}_text") or other.text
            other.publication = getattr(state, f"{name}_publication") or Publication.DRAFT
    state.topic.name = state.topic_name
    return state


def _speakers(entries: list[LedgerEntry], hops: dict[int, list[Hop]]) -> Iterator[Source]:
    """Every source that the page names, each time that it was read."""
    for entry in entries:
        if entry.attribution:
            yield entry.attribution.source
            yield entry.attribution.article.publisher
            yield from (hop.source for hop in hops[entry.attribution.pk])


def _with_parties(rows: Any, claim: str, as_of: datetime | None = None) -> Any:
    """Annotate the parties that the claim is about, as last worded, without a statement of their own."""
    versions = ClaimVersion.objects.filter(claim=OuterRef(OuterRef(claim)))
    if as_of is not None:
        versions = versions.filter(recorded_at__lte=as_of)
    last = versions.order_by("-ledger_seq").values("pk")[:1]
    parties = ClaimParty.objects.filter(claim_version__in=last)
    if as_of is None:
        parties = parties.order_by("source__name_key")
    else:
        parties = parties.annotate(then=source_fact("name", as_of, "source")).order_by("then", "source")
    name = F("source__name" if as_of is None else "then")
    named = parties.values(party=JSONObject(id="source_id", name=name))
    return rows.annotate(parties=ArraySubquery(named))


def _entries(claim_id: int, as_of: datetime | None) -> list[LedgerEntry]:
    entries = (
        LedgerEntry.objects.filter(claim=claim_id)
        .select_related(*_RECORDS)
        .defer(*_LEFT_OUT)
        .annotate(parts=measure_parts("attribution__quantity__measure"))
    )
    if as_of is not None:
        entries = entries.filter(recorded_at__lte=as_of)
    return list(entries.order_by("seq"))


def _hops(claim_id: int) -> dict[int, list[Hop]]:
    hops: dict[int, list[Hop]] = defaultdict(list)
    for hop in Hop.objects.filter(attribution__claim=claim_id).select_related("source").order_by("position"):
        hops[hop.attribution_id].append(hop)
    return hops


def _last_stances(standing: list[Said]) -> list[tuple[str, Stance]]:
    """Each source's last word, the sources in the order in which they first spoke."""
    last: dict[int, tuple[str, Stance]] = {}
    for one in standing:
        said = one.attribution
        last[said.source.one_id] = (said.source.name, Stance(said.stance))
    return list(last.values())


def _side(side: Side, shown: list[Said]) -> SaidOn:
    said = [one for one in shown if one.attribution.side == side]
    return SaidOn(side, said, len({one.attribution.source.one_id for one in said}))
