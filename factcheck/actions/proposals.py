"""Two pairs of eyes: one editor proposes, another approves exactly what was seen, or sends it back."""

from collections.abc import Sequence

from factcheck import ledger
from factcheck.actions.claims import StaleVersion, lock_claim
from factcheck.actions.decisions import (
    DecisionRefused,
    Ruling,
    check_words,
    check_workflow,
    look_at,
    record_decision,
    see,
    with_new_evidence,
)
from factcheck.actions.evidence import EvidenceDraft
from factcheck.models import Claim, Decision, Evidence, LedgerEntry, Proposal, ProposalReply, User
from factcheck.permissions import Permission, require
from factcheck.queries.proposals import open_proposal_of
from factcheck.rules.statuses import LABELS, Status
from factcheck.rules.told import told, word
from factcheck.rules.vocabulary import ProposalAnswer


class ProposalRefused(Exception):
    """The proposal cannot be answered so."""


def propose(
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
) -> Proposal:
    """Propose a decision that another editor has to approve. Takes and raises what `decide` does.

    New evidence goes on the record at once. A proposal that the claim has left behind makes room for another.
    """
    ruling = Ruling(status, reason.strip(), public_note.strip(), evidence, successor)
    check_words(ruling, by)
    with ledger.writing():
        seen = look_at(claim, ruling, version)
        _make_room(seen.claim, by)
        seen, ruling = with_new_evidence(seen, ruling, new_evidence, by)
        last = LedgerEntry.objects.only("hash").get(claim=seen.claim, claim_seq=seen.claim.version)
        proposal = Proposal.objects.create(
            claim=seen.claim, from_status=seen.claim.status, to_status=status, reason=ruling.reason,
            public_note=ruling.public_note, successor=successor, rule_report=seen.report.as_record(),
            claim_version=seen.claim.version, content_hash=last.hash, proposed_by=by,
        )  # fmt: skip
        proposal.evidence.add(*ruling.evidence)
    return proposal


def approve(*, proposal: Proposal, by: User) -> Decision:
    """Decide as proposed. Raises StaleVersion unless the claim is exactly as the proposer saw it."""
    require(by, Permission.APPROVE)
    if proposal.to_status == Status.RETRACTED:
        require(by, Permission.RETRACT)
    with ledger.writing():
        claim = _locked(proposal, by, own=False, seen=True)
        seen = see(claim)
        if seen.ground.last_hash != proposal.content_hash:
            raise StaleVersion(claim, proposal.claim_version)
        ruling = Ruling(
            Status(proposal.to_status), proposal.reason, proposal.public_note,
            list(proposal.evidence.all()), proposal.successor,
        )  # fmt: skip
        check_workflow(seen, ruling)
        decision = record_decision(seen, ruling, decided_by=proposal.proposed_by, approved_by=by)
        _answer(proposal, ProposalAnswer.APPROVED, by, decision=decision)
    return decision


def send_back(*, proposal: Proposal, comment: str, by: User) -> None:
    """Refuse a proposal, and tell its proposer why."""
    require(by, Permission.APPROVE)
    if not comment.strip():
        raise ProposalRefused(word("Say what is missing: the proposer sees it."))
    with ledger.writing():
        _locked(proposal, by, own=False)
        _answer(proposal, ProposalAnswer.SENT_BACK, by, comment=comment.strip())


def take_back(*, proposal: Proposal, by: User) -> None:
    """Give up a proposal of one's own."""
    require(by, Permission.DECIDE)
    with ledger.writing():
        _locked(proposal, by, own=True)
        _answer(proposal, ProposalAnswer.TAKEN_BACK, by)


def _make_room(claim: Claim, by: User) -> None:
    standing = open_proposal_of(claim)
    if standing is None:
        return
    if standing.claim_version == claim.version:
        raise DecisionRefused(
            told(
                "{public_name} has proposed to mark {code} {status}. Approve that or send it back first.",
                public_name=standing.proposed_by.public_name,
                code=claim.code,
                status=word(LABELS[Status(standing.to_status)].lower()),
            )
        )
    _answer(standing, ProposalAnswer.OVERTAKEN, by)


def _locked(proposal: Proposal, by: User, *, own: bool, seen: bool = False) -> Claim:
    """Lock the claim of a proposal that this person may answer. Raises ProposalRefused, StaleVersion."""
    claim = lock_claim(proposal.claim)
    answered = ProposalReply.objects.filter(proposal=proposal).select_related("answered_by").first()
    if answered is not None:
        words = answered.get_answer_display().lower()
        raise ProposalRefused(
            told(
                "{public_name} has answered already: {words}.",
                public_name=answered.answered_by.public_name,
                words=word(words),
            )
        )
    if own and proposal.proposed_by_id != by.pk:
        raise ProposalRefused(
            word("Only its proposer takes a proposal back. Send it back with a comment instead.")
        )
    if not own and proposal.proposed_by_id == by.pk:
        raise ProposalRefused(
            word("Nobody answers their own proposal, whatever their role. Another editor has to.")
        )
    if seen and claim.version != proposal.claim_version:
        raise StaleVersion(claim, proposal.claim_version)
    return claim


def _answer(
    proposal: Proposal,
    answer: ProposalAnswer,
    by: User,
    *,
    comment: str = "",
    decision: Decision | None = None,
) -> None:
    ProposalReply.objects.create(
        proposal=proposal, answer=answer, comment=comment, decision=decision, answered_by=by
    )
