"""Views of the queue that somebody keeps under a name, and who is working on what."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from factcheck.actions.desk_work import FilterRefused, begin_work, drop_filter, end_work, keep_filter
from factcheck.permissions import Permission
from factcheck.rules.filters import FiltersRefused
from factcheck.rules.told import told
from factcheck.saying import said as say
from factcheck.views.desk.access import DeskRequest, desk_view, get_claim, safe_next
from factcheck.views.desk.place import Place


@require_POST
@desk_view(Permission.SEE_DRAFTS)
def keep(request: DeskRequest) -> HttpResponse:
    """Keep where somebody is in the queue. query: as its address says it."""
    name = request.POST.get("name", "")
    try:
        place = Place.read(QueryDict(request.POST.get("query", "")[:2000]), now=timezone.now())
        kept = keep_filter(name=name, query=place.start().partition("?")[2], by=request.user)
    except (FilterRefused, FiltersRefused) as refusal:
        messages.error(request, say(told("The filter was not kept. {refusal}", refusal=refusal.args[0])))
    else:
        messages.success(request, say(told("Kept as “{name}”.", name=kept.name)))
    return _back(request)


@require_POST
@desk_view(Permission.SEE_DRAFTS)
def drop(request: DeskRequest) -> HttpResponse:
    drop_filter(name=request.POST.get("name", ""), by=request.user)
    return _back(request)


@require_POST
@desk_view(Permission.RECORD)
def work(request: DeskRequest, code: str) -> HttpResponse:
    """Say that one works on a claim, or (with `stop`) no more."""
    subject = get_claim(request, code)
    facts: dict[str, Any] = {"claim": subject, "by": request.user}
    if request.POST.get("stop"):
        end_work(**facts)
    else:
        begin_work(at=timezone.now(), **facts)
    return HttpResponse(status=204) if request.headers.get("X-Quiet") else _back(request)


def _back(request: DeskRequest) -> HttpResponse:
    return HttpResponseRedirect(safe_next(request, reverse("desk:queue")), status=303)
