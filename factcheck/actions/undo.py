from factcheck import ledger
from factcheck.actions.claims import lock_claim
from factcheck.actions.decisions import DecisionRefused, Ruling, record_decision, see
from factcheck.models import Claim, ClaimState, Decision, User
from factcheck.permissions import require
from factcheck.queries.undo import is_fresh, last_decision_of, needed_to_undo
from factcheck.rules.statuses import UNDO_MINUTES, Status
from factcheck.rules.told import told, word

_TOO_LATE = f"A decision can be taken back for {UNDO_MINUTES} minutes. After that, decide anew with a reason."


class UndoRefused(DecisionRefused):
    """The decision cannot be taken back: too late, somebody else's, or not the last one."""


def undo_decision(*, decision: Decision, version: int, by: User, reason: str = "") -> Decision:
    """Take a slip back: a further decision with the status turned back, and nothing erased.

    It waits for no second editor, and leads back from labels that nothing else follows on. For ten minutes,
    for whoever decided or approved, while it is the claim's last decision. Raises StaleVersion, UndoRefused,
    NotAllowed.
    """
    require(by, needed_to_undo(decision))
    words = reason.strip() or "a slip."
    with ledger.writing():
        claim = lock_claim(decision.claim, seen_version=version)
        _check(claim, decision, by)
        ruling = Ruling(
            Status(decision.from_status), f"Taken back: {words}", successor=_successor_before(decision)
        )
        return record_decision(see(claim), ruling, decided_by=by, undoes=decision)


def _check(claim: Claim, decision: Decision, by: User) -> None:
    if decision.undoes_id is not None:
        raise UndoRefused(word("This decision takes one back already. Decide anew, with a reason."))
    if Decision.objects.filter(undoes=decision).exists():
        raise UndoRefused(word("This decision was taken back already."))
    if by.pk not in (decision.decided_by_id, decision.approved_by_id):
        raise UndoRefused(word("Only those who made a decision take it back. Decide anew, with a reason."))
    if last_decision_of(claim) != decision:
        raise UndoRefused(
            told(
                "{code} has been decided on again since. Only the last decision is taken back.",
                code=claim.code,
            )
        )
    if not is_fresh(decision):
        raise UndoRefused(_TOO_LATE)


def _successor_before(decision: Decision) -> Claim | None:
    """What had replaced the claim before the slip, if anything had."""
    states = ClaimState.objects.filter(claim=decision.claim_id, ledger_seq__lt=decision.ledger_seq)
    return states.select_related("superseded_by").order_by("-ledger_seq")[0].superseded_by
