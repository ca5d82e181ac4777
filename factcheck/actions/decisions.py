from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from factcheck import ledger
from factcheck.actions.claim_states import seal_with_state
from factcheck.actions.claims import StaleVersion
from factcheck.actions.evidence import EvidenceDraft, add_evidence
from factcheck.models import AtWork, Claim, ClaimState, Decision, Evidence, User
from factcheck.permissions import Permission, require
from factcheck.queries.deciding import Ground, lock_and_read
from factcheck.queries.desk_settings import needing_second_editor
from factcheck.rules.confirmation import RuleReport
from factcheck.rules.desk_settings import review_day
from factcheck.rules.statuses import LABELS, MAY_FOLLOW, Status, missing_ground
from factcheck.rules.told import told, word


class DecisionRefused(Exception):
    """The workflow or the record does not allow this decision; `field` names the input to mend."""

    def __init__(self, message: str, *, field: str = "status") -> None:
        self.field = field
        super().__init__(message)


class NeedsSecondEditor(DecisionRefused):
    """The house asks for a second editor here: propose it instead."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What somebody decides, or proposes to decide, and why."""

    status: Status
    reason: str
    public_note: str = ""
    evidence: Sequence[Evidence] = ()
    successor: Claim | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a decision rests on: the claim as locked, what stands on record, and the rule's word on that."""

    claim: Claim
    ground: Ground
    report: RuleReport


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
    DecisionRefused when the workflow does not allow it, NeedsSecondEditor where one person alone may not,
    NotAllowed when the role does not.
    """
    ruling = Ruling(status, reason.strip(), public_note.strip(), evidence, successor)
    check_words(ruling, by)
    # A version once passed never comes back: no need to stand in the queue for the lock to learn it.
    if claim.version > version:
        _check_that_one_may(status, needing_second_editor())
        raise StaleVersion(claim, version)
    with ledger.writing():
        seen = see(claim)
        _check_that_one_may(status, seen.ground.rules.second_editor)
        check_seen(seen, ruling, version)
        seen, ruling = with_new_evidence(seen, ruling, new_evidence, by)
        return record_decision(seen, ruling, decided_by=by)


def _check_that_one_may(status: Status, needing: frozenset[Status]) -> None:
    """Raises NeedsSecondEditor. Said before anything else: no newer look at the claim changes it."""
    if status in needing:
        raise NeedsSecondEditor(f"{LABELS[status]} takes two editors here. Propose it; another one approves.")


def check_words(ruling: Ruling, by: User) -> None:
    """What needs no look at the record: the role, the reason, the note to readers."""
    require(by, Permission.RETRACT if ruling.status == Status.RETRACTED else Permission.DECIDE)
    if not ruling.reason:
        raise DecisionRefused(
            word("Give the reason: it stands beside the decision for good."), field="reason"
        )
    if ruling.status == Status.RETRACTED and not ruling.public_note:
        raise DecisionRefused(word("Tell readers why the claim is retracted."), field="public_note")
    if ruling.status == Status.SUPERSEDED and not ruling.public_note:
        raise DecisionRefused(word("Tell readers why another claim replaces this one."), field="public_note")


def look_at(claim: Claim, ruling: Ruling, version: int) -> Seen:
    """Lock the claim as it was seen, and read its record. Raises StaleVersion."""
    seen = see(claim)
    check_seen(seen, ruling, version)
    return seen


def check_seen(seen: Seen, ruling: Ruling, version: int) -> None:
    """Raises StaleVersion where the claim has changed, DecisionRefused where the evidence is another's."""
    if seen.claim.version != version:
        raise StaleVersion(seen.claim, version)
    if any(item.claim_id != seen.claim.pk for item in ruling.evidence):
        raise DecisionRefused(
            told("Some of this evidence is not on the record of {code}.", code=seen.claim.code),
            field="evidence",
        )


def see(claim: Claim) -> Seen:
    """Lock a claim and read what stands on its record, whatever version it has."""
    ground = lock_and_read(claim.code)
    return Seen(ground.claim, ground, ground.record.report())


def with_new_evidence(
    seen: Seen, ruling: Ruling, drafts: Sequence[EvidenceDraft], by: User
) -> tuple[Seen, Ruling]:
    """Put what was typed along on the record, and hold the ruling against the record with it."""
    if drafts:
        added = [add_evidence(claim=seen.claim, draft=draft, by=by) for draft in drafts]
        ruling = Ruling(
            ruling.status, ruling.reason, ruling.public_note, [*ruling.evidence, *added], ruling.successor
        )
        now = see(seen.claim)
        # What was seen stays what it was: the evidence came from the same hand.
        seen = replace(now, ground=replace(now.ground, last_hash=seen.ground.last_hash))
    check_workflow(seen, ruling)
    return seen, ruling


def check_workflow(seen: Seen, ruling: Ruling) -> None:
    """Raises DecisionRefused when the status cannot follow, or lacks its grounds."""
    claim = seen.claim
    current, status = Status(claim.status), ruling.status
    if status == current:
        raise DecisionRefused(
            told("{code} is {status} already.", code=claim.code, status=word(LABELS[current].lower()))
        )
    if status not in MAY_FOLLOW[current]:
        raise DecisionRefused(
            told(
                "A claim that is {status} cannot become {other}.",
                status=word(LABELS[current].lower()),
                other=word(LABELS[status].lower()),
            )
        )
    if ruling.successor is not None and ruling.successor.pk == claim.pk:
        raise DecisionRefused(word("A claim cannot replace itself. Name another one."), field="successor")
    lacking = missing_ground(status, seen.ground.record.grounds(has_successor=ruling.successor is not None))
    if lacking:
        raise DecisionRefused(lacking)


def record_decision(
    seen: Seen,
    ruling: Ruling,
    *,
    decided_by: User,
    approved_by: User | None = None,
    undoes: Decision | None = None,
) -> Decision:
    """Write a decision that has been checked, seal it, bring the claim up to it. Inside ledger.writing()."""
    claim, report = seen.claim, seen.report
    decision = Decision(
        claim=claim, from_status=claim.status, to_status=ruling.status, reason=ruling.reason,
        public_note=ruling.public_note, successor=ruling.successor, content_hash=seen.ground.last_hash,
        rule_report=report.as_record(), rule_met=report.met,
        overridden=ruling.status == Status.CONFIRMED and not report.met and undoes is None,
        decided_by=decided_by, approved_by=approved_by, undoes=undoes,
    )  # fmt: skip
    ledger.insert_row(decision)
    if ruling.evidence:
        decision.evidence.add(*ruling.evidence)
    claim.status = ruling.status
    claim.status_since = claim.last_decided_at = decision.decided_at
    claim.superseded_by = ruling.successor
    claim.last_reason, claim.decision_count = decision.reason, claim.decision_count + 1
    claim.review_by = _review_day(ruling.status, undoes, seen.ground.rules.review_days)
    seal_with_state(decision, claim, statements_changed=False)
    if decided_by.pk in seen.ground.at_work:
        AtWork.objects.filter(claim=claim, user=decided_by).delete()
    return decision


def _review_day(status: Status, undoes: Decision | None, days: int) -> date | None:
    decided_on = timezone.localdate()
    if undoes is not None:
        # A slip taken back leaves no younger day of review than the decision that stands again.
        before = ClaimState.objects.filter(claim=undoes.claim_id, ledger_seq__lt=undoes.ledger_seq)
        moment = before.order_by("-ledger_seq").values_list("last_decided_at", flat=True).first()
        decided_on = timezone.localdate(moment) if moment else decided_on
    return review_day(status, decided_on, days)
