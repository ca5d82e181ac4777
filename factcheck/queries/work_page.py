"""All that the desk sees of one claim: who says what, the evidence, the history, what would confirm it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F, Value
from django.db.models.functions import Greatest, Least, Substr

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
    Span,
    User,
)
from factcheck.queries.confirmation import rule_report_of
from factcheck.queries.conflicts import FiguresBeside, figures_beside, measure_parts
from factcheck.rules.confirmation import RuleReport
from factcheck.rules.stances import LABELS as STANCE_LABELS
from factcheck.rules.stances import Side, Stance
from factcheck.rules.statuses import LABELS, PUBLICATION_LABELS, Publication, Status
from factcheck.rules.told import told, word
from factcheck.rules.vocabulary import ConflictAnswer
from factcheck.rules.writers_sentence import Word, writers_sentence

# Code points of the article on each side of a quote: about two sentences.
CONTEXT_BEFORE, CONTEXT_AFTER = 180, 180


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


def work_page_of(claim: Claim, entries: Sequence[LedgerEntry]) -> WorkPage:
    """entries: the claim's history, oldest first, as `ledger.history_of` reads it."""
    statements = _statements(claim)
    replaced = {s.attribution.supersedes_id for s in statements}
    standing = [
        s for s in statements if s.attribution.pk not in replaced and s.attribution.side != Side.REMOVED
    ]
    return WorkPage(
        claim=claim,
        sides=[
            (side, [s for s in standing if s.attribution.side == side])
            for side in (Side.FOR, Side.AGAINST, Side.NOT_CONFIRMING)
        ],
        earlier=[s for s in statements if s not in standing],
        evidence=list(claim.evidence.select_related("recorded_by").order_by("ledger_seq")),
        report=rule_report_of(claim),
        history=changes_of(entries),
        parties=parties_of(claim),
        figures=_figures([s for s in statements if s.attribution.side != Side.REMOVED], entries),
        sentence=_sentence(claim, standing),
        articles=list({s.attribution.article_id: s.attribution.article for s in statements}.values()),
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


def _figures(statements: list[Statement], entries: Sequence[LedgerEntry]) -> FiguresBeside:
    rulings = [entry.conflict_ruling for entry in entries if entry.conflict_ruling]
    return figures_beside([(s.attribution, s.attribution.parts) for s in statements], rulings)  # type: ignore[attr-defined]


def parties_of(claim: Claim) -> list[Source]:
    """The parties that the claim is about, as last worded."""
    version = claim.versions.order_by("-ledger_seq").first()
    return list(version.parties.by_name()) if version else []


def changes_of(entries: Iterable[LedgerEntry]) -> list[Change]:
    """Ledger entries in words, in the order given."""
    entries = list(entries)
    slips = {entry.decision.undoes_id for entry in entries if entry.decision}
    changes = [_change(entry) for entry in entries]
    return [
        replace(change, taken_back=True) if change.decision and change.decision.pk in slips else change
        for change in changes
    ]


def _statements(claim: Claim) -> list[Statement]:
    attributions = list(
        claim.attributions.select_related("source", "article__publisher", "quantity__measure", "recorded_by")
        # The text of a story is long, and of it only the words around the quote are shown.
        .defer("article__body_text", "article__clean_html")
        .annotate(parts=measure_parts("quantity__measure"))
        .order_by("ledger_seq")
    )
    hops: dict[int, list[Hop]] = defaultdict(list)
    for hop in Hop.objects.filter(attribution__claim=claim).select_related("source").order_by("position"):
        hops[hop.attribution_id].append(hop)
    spans = _first_spans(claim)
    return [
        Statement(
            attribution=attribution,
            hops=hops[attribution.pk],
            quantity=getattr(attribution, "quantity", None),
            before=_from_a_word(spans[attribution.pk].before) if attribution.pk in spans else "",  # type: ignore[attr-defined]
            after=_to_a_word(spans[attribution.pk].after) if attribution.pk in spans else "",  # type: ignore[attr-defined]
        )
        for attribution in attributions
    ]


def _first_spans(claim: Claim) -> dict[int, Span]:
    spans = Span.objects.filter(attribution__claim=claim, state=Span.ANCHORED).annotate(
        before=Substr(
            "article__body_text",
            Greatest(F("start") - CONTEXT_BEFORE, Value(0)) + 1,
            Least(F("start"), Value(CONTEXT_BEFORE)),
        ),
        after=Substr("article__body_text", F("end") + 1, CONTEXT_AFTER),
    )
    return {span.attribution_id: span for span in spans.order_by("-start", "-pk")}


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
