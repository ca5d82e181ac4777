"""Decisions that wait for a second editor."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from factcheck.models import Claim, Proposal, User
from factcheck.rules.vocabulary import ProposalAnswer

_SHOWN = ("proposed_by", "successor", "claim")


def open_proposal_of(claim: Claim) -> Proposal | None:
    """The proposal that waits for an answer on this claim. At most one does."""
    return Proposal.objects.open().filter(claim=claim).select_related(*_SHOWN).order_by("-id").first()


def last_proposal_of(claim: Claim) -> Proposal | None:
    """The claim's newest proposal, with its answer, if it has one."""
    return (
        Proposal.objects.filter(claim=claim)
        .select_related(*_SHOWN, "answer__answered_by")
        .order_by("-id")
        .first()
    )


def awaits(user: User) -> Q:
    """Claims whose proposal this person may answer, or whose own proposal was sent back and not made anew.

    Asked at once: few proposals wait, and from them the claims are found without a look at all the others.
    """
    as_it_stands = Proposal.objects.filter(claim__version=F("claim_version"))
    waiting = as_it_stands.open().exclude(proposed_by=user)
    newer = Proposal.objects.filter(claim=OuterRef("claim"), pk__gt=OuterRef("pk"))
    returned = as_it_stands.filter(proposed_by=user, answer__answer=ProposalAnswer.SENT_BACK).exclude(
        Exists(newer)
    )
    return Q(pk__in=[claim for (claim,) in waiting.values_list("claim").union(returned.values_list("claim"))])


def with_proposal(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    """Annotate rows with what is proposed and by whom, where something waits."""
    waiting = Proposal.objects.open().filter(claim=OuterRef("pk"), claim_version=OuterRef("version"))
    return rows.annotate(
        proposed_status=Subquery(waiting.order_by("-id").values("to_status")[:1]),
        proposed_by_name=Subquery(waiting.order_by("-id").values(name=F("proposed_by__byline"))[:1]),
    )
