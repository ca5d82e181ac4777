"""Lists for find-as-you-type: names of sources, claims."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.permissions import Permission
from factcheck.queries.finding import likely_claims, likely_sources
from factcheck.queries.matching import matching_claims
from factcheck.views.desk.access import DeskRequest, desk_view

LONGEST = 280
# Fewer letters are alike to too many claims.
SHORTEST = 12


@require_safe
@desk_view(Permission.SEE_DRAFTS)
def sources(request: DeskRequest) -> HttpResponse:
    found = likely_sources(request.GET.get("q", "")[:LONGEST].replace("\x00", ""))
    return render(request, "desk/parts/found_sources.html", {"sources": found})


@require_safe
@desk_view(Permission.SEE_DRAFTS)
def likely(request: DeskRequest) -> HttpResponse:
    """Claims like the one that is being typed, so that several articles meet on one."""
    words = " ".join(request.GET.get("text", "")[:LONGEST].replace("\x00", "").split())
    found = matching_claims(words) if len(words) >= SHORTEST else []
    return render(request, "desk/parts/likely_claims.html", {"matches": found})


@require_safe
@desk_view(Permission.SEE_DRAFTS)
def claims(request: DeskRequest) -> HttpResponse:
    found = likely_claims(request.GET.get("q", "")[:LONGEST].replace("\x00", ""))
    return render(request, "desk/parts/found_claims.html", {"claims": found})
