"""What this newsroom has put right in public, each with how the claim read before and after.

Corrections are: corrected, withdrawn, retracted and superseded claims. A change of status is none, but a
claim that had been confirmed and is no longer is told here too, because readers may have relied on it.
A slip that was taken back stays listed, and so does its taking back.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from factcheck.models import ClaimState, Decision, LedgerEntry, PublicationAct
from factcheck.models.claims import ClaimFacts
from factcheck.models.ledger import EntryKind
from factcheck.queries.known_then import claims_by_id
from factcheck.rules.statuses import TERMINAL, Publication, Status

_NO_LONGER_CONFIRMED = (Status.DISPUTED, Status.UNVERIFIED)
# Pages link to how it was just before an entry; the ledger's moments are whole microseconds.
_JUST_BEFORE = timedelta(microseconds=1)


class CorrectionKind(StrEnum):
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    RETRACTED = "retracted"
    SUPERSEDED = "superseded"
    STATUS_CHANGE = "status_change"
    TAKEN_BACK = "taken_back"


KIND_LABELS = {
    CorrectionKind.CORRECTED: "Corrected",
    CorrectionKind.WITHDRAWN: "Withdrawn",
    CorrectionKind.RETRACTED: "Retracted",
    CorrectionKind.SUPERSEDED: "Superseded",
    CorrectionKind.STATUS_CHANGE: "No longer confirmed",
    CorrectionKind.TAKEN_BACK: "Taken back",
}


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing put right. before: the claim as readers knew it until then, at the moment `as_known_at`.

    successor: what replaces it, where readers may see that. taken_back_at: when it turned out to be a slip.
    """

    entry: LedgerEntry
    kind: CorrectionKind
    code: str
    before: ClaimState
    after: ClaimState
    as_known_at: datetime
    note: str
    successor: ClaimFacts | None = None
    taken_back_at: datetime | None = None

    @property
    def label(self) -> str:
        return KIND_LABELS[self.kind]

    @property
    def is_reworded(self) -> bool:
        return self.before.text != self.after.text

    @property
    def is_decided(self) -> bool:
        return self.before.status != self.after.status

    @property
    def last_changed_at(self) -> datetime:
        return self.taken_back_at or self.entry.recorded_at


def corrections_to_read(as_of: datetime | None = None) -> QuerySet[LedgerEntry]:
    """The entries that put something right on a claim that readers could see then, in no order."""
    acts = PublicationAct.objects.filter(to_state__in=[Publication.CORRECTED, Publication.WITHDRAWN])
    decisions = Decision.objects.filter(_worth_telling())
    # Few decisions take back another: said so, these are looked through, not the many that they may undo.
    taken_back = Decision.objects.filter(undoes__isnull=False, undoes__in=decisions.values("pk"))
    seqs = (
        acts.order_by()
        .values("ledger_seq")
        .union(decisions.order_by().values("ledger_seq"), taken_back.order_by().values("ledger_seq"))
    )
    seen_then = ClaimState.objects.public().filter(ledger_seq=OuterRef("seq"))
    entries = LedgerEntry.objects.filter(Exists(seen_then), seq__in=seqs)
    if as_of is not None:
        entries = entries.filter(recorded_at__lte=as_of)
    return entries.select_related("claim", "publication_act", "decision").defer(
        "body", "decision__rule_report"
    )


def before_and_after(entries: Iterable[LedgerEntry], as_of: datetime | None = None) -> list[Correction]:
    """What entries of `corrections_to_read` put right, in the order given."""
    entries = list(entries)
    starts = _known_before(entries)
    states = ClaimState.objects.in_bulk(
        {entry.seq for entry in entries} | {seq for seq, _ in starts.values()}
    )
    slips = Decision.objects.filter(undoes__in=[entry.decision_id for entry in entries if entry.decision_id])
    if as_of is not None:
        slips = slips.filter(decided_at__lte=as_of)
    taken_back = dict(slips.values_list("undoes", "decided_at"))
    successors = claims_by_id({s.superseded_by_id for s in states.values() if s.superseded_by_id}, as_of)
    corrections = []
    for entry in entries:
        known, changed_at = starts[entry.seq]
        after = states[entry.seq]
        successor = successors.get(after.superseded_by_id or 0)
        corrections.append(
            Correction(
                entry=entry,
                kind=_kind(entry),
                code=entry.claim.code if entry.claim else "",
                before=states[known],
                after=after,
                as_known_at=changed_at - _JUST_BEFORE,
                note=_note(entry),
                successor=successor if successor and successor.is_public else None,
                taken_back_at=taken_back.get(entry.decision_id or 0),
            )
        )
    return corrections


def _worth_telling() -> Q:
    no_longer = Q(from_status=Status.CONFIRMED, to_status__in=_NO_LONGER_CONFIRMED)
    return Q(to_status__in=[Status.RETRACTED, Status.SUPERSEDED]) | no_longer


def _known_before(entries: Sequence[LedgerEntry]) -> dict[int, tuple[int, datetime]]:
    """For each entry the one whose state readers knew before, and the moment from which it was changed.

    A correction tells of the rewordings since the claim was last published or corrected, so the wording that
    readers knew is the one before the first of them.
    """
    rows: dict[int, list[LedgerEntry]] = defaultdict(list)
    history = LedgerEntry.objects.filter(claim__in={entry.claim_id for entry in entries})
    for row in history.only("seq", "claim_id", "kind", "recorded_at").order_by("seq"):
        rows[row.claim_id or 0].append(row)
    found = {}
    for entry in entries:
        earlier = [row for row in rows[entry.claim_id or 0] if row.seq < entry.seq]
        place = len(earlier)
        if entry.publication_act_id:
            told = max((n for n, row in enumerate(earlier) if row.kind == EntryKind.PUBLICATION), default=0)
            reworded = (n for n in range(told + 1, place) if earlier[n].kind == EntryKind.CLAIM)
            place = next(reworded, place)
        changed = earlier[place] if place < len(earlier) else entry
        found[entry.seq] = (earlier[place - 1].seq, changed.recorded_at)
    return found


def _kind(entry: LedgerEntry) -> CorrectionKind:
    if act := entry.publication_act:
        return CorrectionKind(act.to_state)
    decision = entry.decision
    if decision is None:
        raise ValueError(f"The ledger's entry {entry.seq} corrects nothing.")
    if decision.undoes_id is not None:
        return CorrectionKind.TAKEN_BACK
    if Status(decision.to_status) in TERMINAL:
        return CorrectionKind(decision.to_status)
    return CorrectionKind.STATUS_CHANGE


def _note(entry: LedgerEntry) -> str:
    """What readers were told; a change of status has its reason, which is public too."""
    if act := entry.publication_act:
        return act.note
    return (entry.decision.public_note or entry.decision.reason) if entry.decision else ""
