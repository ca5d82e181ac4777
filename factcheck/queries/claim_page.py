"""All that readers see of one claim: now in one statement of SQL, as known at a moment in three at most."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Model, OuterRef, QuerySet, When
from django.db.models.functions import Cast

from factcheck.models import (
    Article,
    Attribution,
    Claim,
    ClaimParty,
    ClaimState,
    ClaimVersion,
    Evidence,
    Hop,
    LedgerEntry,
    LedgerHead,
    PublicRevision,
    Source,
    Topic,
    User,
)
from factcheck.models.ledger import EntryKind
from factcheck.queries.confirmation import report_on
from factcheck.queries.conflicts import FiguresBeside, figures_beside, measure_parts
from factcheck.queries.database import reading_from
from factcheck.queries.figure_rows import axes_of, figures_told
from factcheck.queries.json_rows import json_rows, read_rows
from factcheck.queries.known_then import claim_fact, describe_as_then, source_fact, topic_name_then
from factcheck.queries.origins import known_of_speakers, read_known
from factcheck.queries.prepared import Prepared, as_read
from factcheck.queries.related_claims import Related, claims_beside, claims_beside_turned, read_beside
from factcheck.queries.revision import Revision, has_brought, public_revision
from factcheck.queries.work_page import Change, changes_of
from factcheck.rules.confirmation import RuleReport
from factcheck.rules.stances import Side, Stance
from factcheck.rules.statuses import Publication
from factcheck.rules.who_says import who_says

SIDES = (Side.FOR, Side.AGAINST, Side.NOT_CONFIRMING)
_FACTS = ("topic", "supersedes", "superseded_by")
# The record of each kind of entry, and who made it. The desk's people are few: brought once, they save a join
# for each.
_PEOPLE = {
    EntryKind.CLAIM: ("claim_version", ("recorded_by",)),
    EntryKind.ATTRIBUTION: ("attribution", ("recorded_by",)),
    EntryKind.EVIDENCE: ("evidence", ("recorded_by",)),
    EntryKind.DECISION: ("decision", ("decided_by", "approved_by")),
    EntryKind.PUBLICATION: ("publication_act", ("acted_by",)),
    EntryKind.RECOUNT: ("recount", ("recorded_by",)),
    EntryKind.REDACTION: ("redaction", ("recorded_by",)),
    EntryKind.CONFLICT: ("conflict_ruling", ("ruled_by",)),
}
# One statement brings the whole record; the long texts of the articles stay where they are.
_RECORDS = (
    *(record for record, _ in _PEOPLE.values()),
    "attribution__source__parent",
    "attribution__article__publisher",
    "attribution__quantity__measure",
)
# What pages show of a person, and of a step in a chain with its source.
_OF_PERSON = ("id", "username", "first_name", "last_name", "byline")
_OF_SOURCE = ("id", "name", "slug", "kind", "country", "reliability", "merged_into_id")
# What pages show of records of which they show little: two thirds of the columns stay where they are.
_SHOWN: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "attribution__source": (
        Source,
        ("name", "slug", "kind", "parent", "country", "reliability", "merged_into"),
    ),
    "attribution__source__parent": (Source, ("name", "slug")),
    "attribution__article": (
        Article,
        ("publisher", "headline", "url", "language", "published_at", "published_date_only"),
    ),
    "attribution__article__publisher": (Source, ("name", "slug")),
    "claim_version": (ClaimVersion, ("text", "reason", "recorded_by")),
}
_OF_OTHER_CLAIM = ("code", "text", "publication")
_SHOWN_TODAY: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "claim__topic": (Topic, ("name", "slug")),
    "claim__supersedes": (Claim, _OF_OTHER_CLAIM),
    "claim__superseded_by": (Claim, _OF_OTHER_CLAIM),
}
_LEFT_OUT = (
    *("body", "hash", "previous_hash", "sealed_at", "relation_version", "setting_change"),
    *("decision__rule_report", "decision__content_hash"),
    # It stands in the entry.
    *(f"{record}__claim" for record, _ in _PEOPLE.values() if record != "claim_version"),
)
_LEFT_OUT_TODAY = tuple(
    f"claim__{name}"
    for name in ("match_words", "created_at", "created_by", "assigned_to", "due_at", "review_by")
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
    # Names of those that it is about.
    about: list[str]
    sentence: str
    sides: list[SaidOn]
    earlier: list[Said]
    evidence: list[Evidence]
    report: RuleReport
    history: list[Change]
    axes: list[tuple[str, list[dict[str, Any]]]]
    figures: FiguresBeside
    related: list[Related]
    public_note: str
    overridden: bool
    publication_note: str
    published_at: datetime | None

    @property
    def is_said(self) -> bool:
        return any(side.said for side in self.sides)


def claim_page(code: str, as_of: datetime | None = None, *, drafts: bool = False) -> ClaimPage | None:
    """The page of a claim, or as it stood at a moment; None where there was none that readers may see.

    drafts: whether the reader may see what is not published. Within one_look(), the revision that it was
    read at is known afterwards.
    """
    claim = None
    if as_of is not None:
        public_revision()
        # How it stood is a row of its own; today's stands with its entries.
        claim = _state(code, as_of)
        if claim is None:
            return None
    entries = _entries(code, as_of)
    if claim is None and entries:
        claim = entries[0].claim
    if claim is None or not (claim.is_public or drafts):
        return None
    return _page(claim, entries, as_of)


def _state(code: str, as_of: datetime) -> ClaimState | None:
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
    state = states.select_related("claim", *_FACTS).first()
    return _relatives_as_then(state) if state else None


def _page(claim: Claim | ClaimState, entries: list[Any], as_of: datetime | None) -> ClaimPage:
    hops = {entry.attribution_id: _hops(entry.chain) for entry in entries if entry.attribution}
    describe_as_then(_speakers(entries, hops), as_of)
    said = [
        Said(entry.attribution, hops[entry.attribution_id], entry.parts)
        for entry in entries
        if entry.attribution
    ]
    replaced = {one.attribution.supersedes_id for one in said}
    standing = [one for one in said if one.attribution.pk not in replaced]
    evidence = [entry.evidence for entry in entries if entry.evidence]
    decisions = [entry.decision for entry in entries if entry.decision]
    acts = [entry.publication_act for entry in entries if entry.publication_act]
    shown = [one for one in standing if one.attribution.side != Side.REMOVED]
    worded = [entry for entry in entries if entry.claim_version_id][-1]
    parties = read_rows(worded.parties)
    return ClaimPage(
        claim=claim,
        as_of=as_of,
        about=[name for _, name in parties],
        sentence=who_says(_last_stances(standing)),
        sides=[_side(side, shown) for side in SIDES],
        earlier=[one for one in said if one not in shown],
        evidence=evidence,
        report=report_on(
            [one.attribution for one in standing],
            evidence,
            [(party, name) for party, name in parties],
            read_known(entries[0].known, [one.attribution.source for one in standing]),
        ),
        history=changes_of(entries),
        axes=list(
            axes_of(figures_told([one.attribution for one in said], [one.attribution for one in shown]))
        ),
        figures=figures_beside(
            [(one.attribution, one.parts) for one in said if one.attribution.side != Side.REMOVED],
            [entry.conflict_ruling for entry in entries if entry.conflict_ruling],
        ),
        related=read_beside(worded.beside, entries[0].beside_turned),
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


def _entries(code: str, as_of: datetime | None) -> list[Any]:
    found: list[Any] = _today.rows(code) if as_of is None else list(_record(code, as_of))
    if found:
        has_brought(Revision(found[0].head, found[0].number))
    _name_people(found)
    return found


def _record(code: str, as_of: datetime | None = None) -> QuerySet[LedgerEntry]:
    """The claim's record, oldest first, with all that is shown of it: one statement."""
    entries = (
        LedgerEntry.objects.filter(claim__code=code)
        .select_related(
            *(kind for kind, _ in _PEOPLE.values()),
            *_RECORDS,
            *(f"claim__{name}" for name in _FACTS if as_of is None),
        )
        .defer(*_not_shown(as_of))
        .annotate(
            parts=measure_parts("attribution__quantity__measure"),
            chain=_chain(),
            parties=_parties(as_of),
            known=_once(known_of_speakers(code, as_of)),
            beside=claims_beside(as_of),
            beside_turned=_once(claims_beside_turned(as_of)),
            head=_once(LedgerHead.objects.values("seq")),
            people=_once(json_rows(User.objects.all(), *_OF_PERSON)),
            number=_once(PublicRevision.objects.values("number")),
        )
    )
    if as_of is not None:
        entries = entries.filter(recorded_at__lte=as_of)
    return entries.order_by("seq")


def _not_shown(as_of: datetime | None) -> Iterator[str]:
    """The columns of the record that are left where they are."""
    yield from _LEFT_OUT if as_of is not None else (*_LEFT_OUT, *_LEFT_OUT_TODAY)
    shown = _SHOWN if as_of is not None else _SHOWN | _SHOWN_TODAY
    for path, (model, names) in shown.items():
        for field in model._meta.concrete_fields:
            if field.name not in names and not field.primary_key:
                yield f"{path}__{field.name}"


_today = Prepared(_record)


def _name_people(entries: list[Any]) -> None:
    if not entries:
        return
    known = {facts[0]: facts for facts in read_rows(entries[0].people)}
    # Of all who ever worked at the desk, a claim's page names a few.
    people: dict[int, User] = {}
    for entry in entries:
        kind, roles = _PEOPLE[entry.kind]
        record = getattr(entry, kind)
        for role in roles:
            if person_id := getattr(record, f"{role}_id"):
                if person_id not in people:
                    facts = dict(zip(_OF_PERSON, known[person_id], strict=True))
                    people[person_id] = as_read(User, facts, reading_from())
                setattr(record, role, people[person_id])


def _once(wanted: Any) -> Case:
    """Of the whole claim, so the first of its entries alone brings it."""
    return Case(When(claim_seq=1, then=wanted))


def _parties(as_of: datetime | None) -> Cast:
    """The parties that the claim is about, as worded by an entry."""
    parties = ClaimParty.objects.filter(claim_version=OuterRef("claim_version"))
    if as_of is None:
        parties = parties.order_by("source__name_key")
    else:
        parties = parties.annotate(then=source_fact("name", as_of, "source")).order_by("then", "source")
    return json_rows(parties, "source_id", "source__name" if as_of is None else "then")


def _chain() -> Cast:
    hops = Hop.objects.filter(attribution=OuterRef("attribution")).order_by("position")
    return json_rows(hops, "position", "cue", "mode", *(f"source__{name}" for name in _OF_SOURCE))


def _hops(chain: str) -> list[Hop]:
    alias = reading_from()
    hops = []
    for position, cue, mode, *of_source in read_rows(chain):
        source = as_read(Source, dict(zip(_OF_SOURCE, of_source, strict=True)), alias)
        hop = as_read(Hop, {"position": position, "cue": cue, "mode": mode, "source_id": source.pk}, alias)
        hop.source = source
        hops.append(hop)
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
