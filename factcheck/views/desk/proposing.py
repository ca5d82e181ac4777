"""What a page shows of a decision that waits for a second editor."""

from dataclasses import dataclass

from factcheck.forms.proposals import SendBackForm
from factcheck.models import Claim, Proposal, User
from factcheck.permissions import Permission, may
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import ProposalAnswer


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as somebody sees it. problem: why an answer of theirs could not be given."""

    proposal: Proposal
    form: SendBackForm
    own: bool
    may_answer: bool
    overtaken: bool
    problem: str = ""

    @property
    def sent_back(self) -> bool:
        answer = getattr(self.proposal, "answer", None)
        return answer is not None and answer.answer == ProposalAnswer.SENT_BACK


def proposed(
    user: User,
    claim: Claim,
    proposal: Proposal | None,
    *,
    form: SendBackForm | None = None,
    problem: str = "",
) -> Proposed | None:
    """What is proposed on a claim and waits, or was sent back and not made anew; None when nothing is.

    proposal: the claim's newest.
    """
    if proposal is None:
        return None
    answer = getattr(proposal, "answer", None)
    if answer is not None and (
        answer.answer != ProposalAnswer.SENT_BACK or proposal.claim_version != claim.version
    ):
        return None
    own = proposal.proposed_by_id == user.pk
    needed = Permission.RETRACT if proposal.to_status == Status.RETRACTED else Permission.APPROVE
    return Proposed(
        proposal=proposal,
        form=form or SendBackForm(),
        own=own,
        may_answer=answer is None and not own and may(user, needed),
        overtaken=proposal.claim_version != claim.version,
        problem=problem,
    )
