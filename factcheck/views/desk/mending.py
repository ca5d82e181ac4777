"""What to mend: uses of claims whose status has changed since, grouped by claim, ticked off one by one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from factcheck.actions.usages import UsageRefused, mend_usage
from factcheck.forms.usages import MendForm
from factcheck.models import Claim, Usage
from factcheck.permissions import Permission
from factcheck.queries.public_list import cut
from factcheck.queries.usages import claims_to_mend, mend_count, uses_by_claim, uses_to_mend
from factcheck.rules.told import told, told_many, word
from factcheck.saying import said as say
from factcheck.saying import said_of
from factcheck.views.desk.access import DeskRequest, desk_view
from factcheck.views.errors import NotHere
from factcheck.views.public_filters import pages_beside, read_keys


@require_safe
@desk_view(Permission.RECORD)
def mend(request: DeskRequest) -> HttpResponse:
    return _page(request)


@require_POST
@desk_view(Permission.RECORD)
def mended(request: DeskRequest, pk: int) -> HttpResponse:
    usage = Usage.objects.select_related("claim").filter(pk=pk).first()
    if usage is None:
        raise NotHere(word("There is no such use on this desk. What there is to mend stands in the list."))
    form = MendForm(request.POST, usage=usage)
    try:
        if not form.is_valid():
            return _page(request, tried=usage, form=form, status=422)
        mend_usage(usage=usage, by=request.user, **form.cleaned_data)
    except UsageRefused as refusal:
        return _page(request, tried=usage, form=form, problem=said_of(refusal), status=409)
    said = say(told("{code}: ticked off. {count} to mend.", code=usage.claim.code, count=mend_count()))
    if request.htmx:
        return _page(request, said=said)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("desk:mend"), status=303)


def uses_words(claim: Claim) -> str:
    """What a message adds after a change of status: `3 uses to mend.`"""
    count = uses_to_mend().filter(claim=claim).count()
    return (
        say(told_many("{count} use to mend.", "{count} uses to mend.", count, count=count)) if count else ""
    )


def _page(
    request: DeskRequest,
    *,
    tried: Usage | None = None,
    form: MendForm | None = None,
    problem: str = "",
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    """tried, form, problem: a use that could not be ticked off, shown with what was typed."""
    page = cut(claims_to_mend(), "ledger_seq", **read_keys(request.GET))
    uses = uses_by_claim(page.rows)

    def form_for(claim: Claim, use: Usage) -> MendForm:
        if tried is not None and form is not None and use.pk == tried.pk and not problem:
            return form
        return MendForm(usage=use, status=claim.status, note=_typed(form) if use == tried else "")

    context: dict[str, Any] = {
        "section": "mend",
        "groups": [(claim, [(use, form_for(claim, use)) for use in uses[claim.pk]]) for claim in page.rows],
        "form": form,
        "problem": problem,
        "said": said,
        **pages_beside(page, "desk:mend"),
    }
    template = "desk/mend.html#mend" if request.htmx else "desk/mend.html"
    return render(request, template, context, status=status)


def _typed(form: MendForm | None) -> str:
    return str(form["note"].value() or "") if form is not None else ""
