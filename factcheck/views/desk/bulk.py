"""One act on several claims of the queue, and what came of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from factcheck.actions.bulk import Outcome, assign_many, decide_many
from factcheck.forms.bulk import ASSIGN, BulkForm
from factcheck.models import Claim
from factcheck.permissions import Permission
from factcheck.queries.work_page import Change, changes_of
from factcheck.rules.statuses import Status
from factcheck.views.desk.access import DeskRequest, desk_view, safe_next
from factcheck.views.desk.deciding import bulk_acts


@dataclass(frozen=True, slots=True)
class Left:
    """A claim on which nothing was done: why, what was not seen yet, and whether it stays picked.

    version: what is sent when it is tried again. Where nothing was tried it is still what was seen.
    """

    claim: Claim
    version: int
    words: str
    changes: Sequence[Change]
    picked: bool


@require_POST
@desk_view(Permission.RECORD)
def bulk(request: DeskRequest) -> HttpResponse:
    form = BulkForm(request.POST)
    if not form.is_valid():
        left = [Left(one.claim, one.version, "", (), picked=True) for one in form.picked_or_none()]
        return _page(request, form, [], left, status=422)
    outcomes = _carried_out(request, form)
    done = [outcome for outcome in outcomes if outcome.done]
    left = [
        Left(outcome.claim, outcome.claim.version, outcome.words, changes_of(outcome.changes), picked=False)
        for outcome in outcomes
        if not outcome.done
    ]
    return _page(request, form, done, left)


def _carried_out(request: DeskRequest, form: BulkForm) -> list[Outcome]:
    given = form.cleaned_data
    if given["act"] == ASSIGN:
        return assign_many(picked=given["picked"], to=given["to"], due_at=given["due_at"], by=request.user)
    return decide_many(
        picked=given["picked"], status=Status(given["act"]), reason=given["reason"], by=request.user
    )


def _page(
    request: DeskRequest, form: BulkForm, done: list[Outcome], left: list[Left], *, status: int = 200
) -> HttpResponse:
    context = {
        "section": "queue",
        "bulk_form": form,
        "acts": bulk_acts(request.user),
        "done": done,
        "left": left,
        "next_url": safe_next(request, "/desk/"),
    }
    return render(request, "desk/bulk.html", context, status=status)
