"""A short way round the desk, with its keys."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.permissions import Permission
from factcheck.rules.desk_keys import KEYS
from factcheck.views.desk.access import DeskRequest, desk_view


@require_safe
@desk_view(Permission.SEE_DRAFTS)
def tour(request: DeskRequest) -> HttpResponse:
    return render(request, "desk/tour.html", {"section": "tour", "places": KEYS})
