"""Answers to a proposed decision."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from factcheck.actions.claims import StaleVersion
from factcheck.actions.decisions import DecisionRefused
from factcheck.actions.proposals import ProposalRefused, approve, send_back, take_back
from factcheck.forms.proposals import SendBackForm
from factcheck.models import Proposal
from factcheck.permissions import Permission
from factcheck.queries.proposals import last_proposal_of
from factcheck.queries.work_page import changes_of
from factcheck.rules.told import joined, told, word
from factcheck.saying import said as say
from factcheck.saying import said_of
from factcheck.views.desk.access import DeskRequest, desk_view, get_claim, safe_next
from factcheck.views.desk.claims import work_page
from factcheck.views.desk.mending import uses_words
from factcheck.views.desk.proposing import proposed
from factcheck.views.errors import NotHere


@require_POST
@desk_view(Permission.APPROVE)
def approve_proposal(request: DeskRequest, pk: int) -> HttpResponse:
    proposal = _proposal(pk)
    return _answered(
        request, proposal, lambda: approve(proposal=proposal, by=request.user), gettext("Approved.")
    )


@require_POST
@desk_view(Permission.APPROVE)
def send_proposal_back(request: DeskRequest, pk: int) -> HttpResponse:
    proposal, form = _proposal(pk), SendBackForm(request.POST)
    if not form.is_valid():
        return _refused(request, proposal, form, gettext("Nothing was sent back yet."), status=422)
    comment = form.cleaned_data["comment"]
    return _answered(
        request,
        proposal,
        lambda: send_back(proposal=proposal, comment=comment, by=request.user),
        gettext("Sent back."),
    )


@require_POST
@desk_view(Permission.DECIDE)
def take_proposal_back(request: DeskRequest, pk: int) -> HttpResponse:
    proposal = _proposal(pk)
    return _answered(
        request, proposal, lambda: take_back(proposal=proposal, by=request.user), gettext("Taken back.")
    )


def _proposal(pk: int) -> Proposal:
    proposal = Proposal.objects.select_related("claim", "proposed_by", "successor").filter(pk=pk).first()
    if proposal is None:
        raise NotHere(word("There is no such proposal. What waits for you stands in the queue."))
    return proposal


def _answered(request: DeskRequest, proposal: Proposal, act: Callable[[], object], said: str) -> HttpResponse:
    """Do it, or show the claim's page with the reason why not and all that was typed."""
    form = SendBackForm(request.POST)
    try:
        act()
    except (ProposalRefused, DecisionRefused) as refusal:
        return _refused(request, proposal, form, said_of(refusal), status=409)
    except StaleVersion as stale:
        seen = joined([change.what for change in changes_of(stale.changes)], "; ")
        words = say(
            told(
                "{code} has changed since it was proposed: {seen}. It has to be proposed anew.",
                code=proposal.claim.code,
                seen=seen,
            )
        )
        return _refused(request, proposal, form, words, status=409)
    claim = get_claim(request, proposal.claim.code)
    if claim.status != proposal.claim.status:
        said = f"{said} {uses_words(claim)}".strip()
    if request.htmx:
        return work_page(request, claim, said=said)
    messages.success(request, f"{claim.code}: {said}")
    return HttpResponseRedirect(safe_next(request, reverse("desk:claim", args=[claim.code])), status=303)


def _refused(
    request: DeskRequest, proposal: Proposal, form: SendBackForm, problem: str, *, status: int
) -> HttpResponse:
    claim = get_claim(request, proposal.claim.code)
    shown = proposed(request.user, claim, last_proposal_of(claim), form=form, problem=problem)
    return work_page(request, claim, proposal=shown, status=status)
