"""Decisions that wait for a second editor."""

from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from factcheck.models import Claim, Proposal
from factcheck.rules.vocabulary import ProposalAnswer

_SHOWN = ("proposed_by", "successor", "claim")
_ANSWERED = ("proposed_by", "successor", "answer__answered_by")


def open_proposal_of(claim: Claim) -> Proposal | None:
    """The proposal that waits for an answer on this claim. At most one does."""
    return Proposal.objects.open().filter(claim=claim).select_related(*_SHOWN).order_by("-id").first()


def last_proposal_of(claim: Claim) -> Proposal | None:
    """The claim's newest proposal, with its answer, if it has one."""
    return newest_proposal(claim.code).first()


def newest_proposal(code: str) -> QuerySet[Proposal]:
    """The same of the claim of this code, as a queryset of one at most."""
    of_claim = Proposal.objects.filter(claim__code=code).select_related(*_ANSWERED)
    return of_claim.defer("successor__match_words").order_by("-id")[:1]


def awaiting(person: Any) -> QuerySet[Proposal, int]:
    """Ids of claims whose proposal one may answer, or whose own proposal was sent back and not made anew.

    Few proposals wait, and from them the claims are found without a look at all the others.
    person: an id, or what stands for it.
    """
    as_it_stands = Proposal.objects.filter(claim__version=F("claim_version"))
    waiting = as_it_stands.open().exclude(proposed_by=person)
    newer = Proposal.objects.filter(claim=OuterRef("claim"), pk__gt=OuterRef("pk"))
    returned = as_it_stands.filter(proposed_by=person, answer__answer=ProposalAnswer.SENT_BACK).exclude(
        Exists(newer)
    )
    claims = waiting.values_list("claim", flat=True)
    return claims.union(returned.values_list("claim", flat=True))


def with_proposal(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    """Annotate rows with what is proposed and by whom, where something waits."""
    waiting = Proposal.objects.open().filter(claim=OuterRef("pk"), claim_version=OuterRef("version"))
    return rows.annotate(
        proposed_status=Subquery(waiting.order_by("-id").values("to_status")[:1]),
        proposed_by_name=Subquery(waiting.order_by("-id").values(name=F("proposed_by__byline"))[:1]),
    )
