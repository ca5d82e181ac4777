"""All that the desk sees of one claim: who says what, the evidence, the history, what would confirm it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from factcheck.models import (
    Article,
    Attribution,
    Claim,
    Decision,
    Evidence,
    Hop,
    LedgerEntry,
    Quantity,
    Source,
    User,
)
from factcheck.queries.confirmation import report_on
from factcheck.queries.conflicts import FiguresBeside, figures_beside
from factcheck.queries.desk_record import CONTEXT_AFTER, CONTEXT_BEFORE, DeskRecord
from factcheck.queries.origins import read_known
from factcheck.rules.confirmation import RuleReport
from factcheck.rules.stances import LABELS as STANCE_LABELS
from factcheck.rules.stances import Side, Stance
from factcheck.rules.statuses import LABELS, PUBLICATION_LABELS, Publication, Status
from factcheck.rules.told import told, word
from factcheck.rules.vocabulary import ConflictAnswer
from factcheck.rules.writers_sentence import Word, writers_sentence


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution with what a page shows of it."""

    attribution: Attribution
    hops: list[Hop]
    quantity: Quantity | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One ledger entry in words. `decision` is set for a decision, which pages show in their own way.

    taken_back: it was a slip, and a later one of the entries read undoes it.
    """

    seq: int
    at: datetime
    who: User
    what: str
    note: str = ""
    decision: Decision | None = None
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class WorkPage:
    claim: Claim
    sides: list[tuple[Side, list[Statement]]]
    earlier: list[Statement]
    evidence: list[Evidence]
    report: RuleReport
    history: list[Change]
    parties: list[Source]
    articles: list[Article]
    figures: FiguresBeside
    sentence: str

    @property
    def has_statements(self) -> bool:
        return any(statements for _, statements in self.sides)

    @property
    def newest_first(self) -> list[Change]:
        return self.history[::-1]

    @property
    def last_decision(self) -> Decision | None:
        return next((change.decision for change in reversed(self.history) if change.decision), None)


def work_page_of(claim: Claim, record: DeskRecord) -> WorkPage:
    statements = _statements(record)
    replaced = {one.attribution.supersedes_id for one in statements}
    last_words = [one for one in statements if one.attribution.pk not in replaced]
    standing = [one for one in last_words if one.attribution.side != Side.REMOVED]
    shown = {one.attribution.pk for one in standing}
    evidence = [entry.evidence for entry in record.entries if entry.evidence]
    return WorkPage(
        claim=claim,
        sides=[
            (side, [one for one in standing if one.attribution.side == side])
            for side in (Side.FOR, Side.AGAINST, Side.NOT_CONFIRMING)
        ],
        earlier=[one for one in statements if one.attribution.pk not in shown],
        evidence=evidence,
        report=report_on(
            [one.attribution for one in last_words],
            evidence,
            [(party.pk, party.name) for party in record.parties],
            read_known(record.known, [one.attribution.source for one in last_words]),
        ),
        history=changes_of(record.entries),
        parties=record.parties,
        figures=_figures(record.entries),
        sentence=_sentence(claim, standing),
        articles=list({one.attribution.article_id: one.attribution.article for one in statements}.values()),
    )


def _sentence(claim: Claim, standing: Sequence[Statement]) -> str:
    """For a writer to copy; "" for a claim that nobody should use any more."""
    if claim.status in (Status.RETRACTED, Status.SUPERSEDED):
        return ""
    # Of what a source said several times its last word counts.
    last = {statement.attribution.source.one_id: statement for statement in standing}
    return writers_sentence(claim.text, [_word(statement) for statement in last.values()])


def _word(statement: Statement) -> Word:
    said, quantity = statement.attribution, statement.quantity
    return Word(
        name=said.source.name,
        stance=Stance(said.stance),
        relays=tuple(hop.source.name for hop in statement.hops[1:-1]),
        hedge=said.hedge,
        figure=quantity.verbatim if quantity else "",
    )


def _figures(entries: Sequence[Any]) -> FiguresBeside:
    """entries: as a DeskRecord has them."""
    said = [(entry.attribution, entry.parts) for entry in entries if entry.attribution]
    rulings = [entry.conflict_ruling for entry in entries if entry.conflict_ruling]
    return figures_beside([(one, parts) for one, parts in said if one.side != Side.REMOVED], rulings)


def changes_of(entries: Iterable[LedgerEntry]) -> list[Change]:
    """Ledger entries in words, in the order given."""
    entries = list(entries)
    slips = {entry.decision.undoes_id for entry in entries if entry.decision}
    changes = [_change(entry) for entry in entries]
    return [
        replace(change, taken_back=True) if change.decision and change.decision.pk in slips else change
        for change in changes
    ]


def _statements(record: DeskRecord) -> list[Statement]:
    return [_statement(entry.attribution, record) for entry in record.entries if entry.attribution]


def _statement(attribution: Attribution, record: DeskRecord) -> Statement:
    span: Any = record.spans.get(attribution.pk)
    return Statement(
        attribution=attribution,
        hops=record.hops.get(attribution.pk, []),
        quantity=getattr(attribution, "quantity", None),
        before=_from_a_word(span.before) if span else "",
        after=_to_a_word(span.after) if span else "",
    )


def _from_a_word(text: str) -> str:
    """The end of the paragraph before a quote, from the first whole word on."""
    paragraph = text.rsplit("\n\n", 1)[-1]
    if len(paragraph) < len(text) or len(text) < CONTEXT_BEFORE:
        return paragraph.lstrip()
    return "… " + paragraph.partition(" ")[2]


def _to_a_word(text: str) -> str:
    paragraph = text.split("\n\n", 1)[0]
    if len(paragraph) < len(text) or len(text) < CONTEXT_AFTER:
        return paragraph.rstrip()
    return paragraph.rpartition(" ")[0] + " …"


def _change(entry: LedgerEntry) -> Change:
    at, seq = entry.recorded_at, entry.seq
    if version := entry.claim_version:
        what = word("Put on record") if entry.claim_seq == 1 else told("Reworded: {text}", text=version.text)
        return Change(seq, at, version.recorded_by, what, version.reason)
    if said := entry.attribution:
        what = told(
            "Statement recorded: {name} {stance}",
            name=said.source.name,
            stance=word(STANCE_LABELS[Stance(said.stance)]),
        )
        return Change(seq, at, said.recorded_by, what, said.quote)
    if evidence := entry.evidence:
        return Change(
            seq,
            at,
            evidence.recorded_by,
            told("Evidence added: {evidence}", evidence=str(evidence)),
            evidence.note,
        )
    if decision := entry.decision:
        before, after = LABELS[Status(decision.from_status)], LABELS[Status(decision.to_status)]
        what = told("{before} became {after}", before=word(before), after=word(after.lower()))
        return Change(seq, at, decision.decided_by, what, decision.reason, decision)
    if act := entry.publication_act:
        return Change(seq, at, act.acted_by, word(PUBLICATION_LABELS[Publication(act.to_state)]), act.note)
    if recount := entry.recount:
        what = told(
            "Independent origins counted anew: {before} became {after}",
            before=recount.origins_before,
            after=recount.origins_after,
        )
        if recount.origins_before == recount.origins_after:
            what = told(
                "Sources counted anew; independent origins: {number}, as before", number=recount.origins_after
            )
        return Change(seq, at, recount.recorded_by, what, recount.because)
    if redaction := entry.redaction:
        what = told(
            "A text of entry {entry} was withdrawn ({field})", entry=redaction.entry_id, field=redaction.field
        )
        return Change(seq, at, redaction.recorded_by, what, redaction.reason)
    if ruling := entry.conflict_ruling:
        answer = word("accepted" if ruling.answer == ConflictAnswer.ACCEPTED else "dismissed")
        what = told(
            "Conflict of figures {answer}: {explanation}", answer=answer, explanation=ruling.explanation
        )
        return Change(seq, at, ruling.ruled_by, what, ruling.reason)
    raise ValueError(f"The ledger's entry {seq} points at nothing.")
