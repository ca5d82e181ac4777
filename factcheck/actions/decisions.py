from collections.abc import Sequence

from factcheck import ledger
from factcheck.actions.claim_states import record_state
from factcheck.actions.claims import lock_claim
from factcheck.actions.evidence import EvidenceDraft, add_evidence
from factcheck.models import Claim, Decision, Evidence, LedgerEntry, User
from factcheck.permissions import Permission, require
from factcheck.queries.confirmation import grounds_of, rule_report_of
from factcheck.rules.statuses import LABELS, MAY_FOLLOW, Status, missing_ground


class DecisionRefused(Exception):
    """The workflow or the record does not allow this decision; `field` names the input to mend."""

    def __init__(self, message: str, *, field: str = "status") -> None:
        self.field = field
        super().__init__(message)


def decide(
    *,
    claim: Claim,
    status: Status,
    reason: str,
    version: int,
    by: User,
    public_note: str = "",
    evidence: Sequence[Evidence] = (),
    new_evidence: Sequence[EvidenceDraft] = (),
    successor: Claim | None = None,
) -> Decision:
    """Decide on a claim's status and put the act, its reason and its grounds into the ledger.

    version: the claim's version that the editor saw. Raises StaleVersion when it is not the last,
    DecisionRefused when the workflow does not allow it, NotAllowed when the role does not.
    """
    require(by, Permission.RETRACT if status == Status.RETRACTED else Permission.DECIDE)
    if not reason.strip():
        raise DecisionRefused("Give the reason: it stands beside the decision for good.", field="reason")
    if status == Status.RETRACTED and not public_note.strip():
        raise DecisionRefused("Tell readers why the claim is retracted.", field="public_note")
    with ledger.writing():
        claim = lock_claim(claim, seen_version=version)
        if any(item.claim_id != claim.pk for item in evidence):
            raise DecisionRefused(
                f"Some of this evidence is not on the record of {claim.code}.", field="evidence"
            )
        seen = LedgerEntry.objects.get(claim=claim, claim_seq=claim.version)
        added = [add_evidence(claim=claim, draft=draft, by=by) for draft in new_evidence]
        claim = lock_claim(claim)
        _check(claim, status, successor)
        report = rule_report_of(claim)
        decision = Decision.objects.create(
            claim=claim, from_status=claim.status, to_status=status, reason=reason.strip(),
            public_note=public_note.strip(), successor=successor, content_hash=seen.hash,
            rule_report=report.as_record(), rule_met=report.met,
            overridden=status == Status.CONFIRMED and not report.met, decided_by=by,
        )  # fmt: skip
        decision.evidence.add(*evidence, *added)
        entry = ledger.seal(decision)
        claim.status, claim.status_since, claim.last_decided_at = status, entry.recorded_at, entry.recorded_at
        claim.superseded_by = successor
        claim.last_reason, claim.decision_count = decision.reason, claim.decision_count + 1
        record_state(claim, entry)
    return decision


def _check(claim: Claim, status: Status, successor: Claim | None) -> None:
    current = Status(claim.status)
    if status == current:
        raise DecisionRefused(f"{claim.code} is {LABELS[current].lower()} already.")
    if status not in MAY_FOLLOW[current]:
        raise DecisionRefused(
            f"A claim that is {LABELS[current].lower()} cannot become {LABELS[status].lower()}."
        )
    if successor is not None and successor.pk == claim.pk:
        raise DecisionRefused("A claim cannot replace itself. Name another one.", field="successor")
    lacking = missing_ground(status, grounds_of(claim, has_successor=successor is not None))
    if lacking:
        raise DecisionRefused(lacking)
