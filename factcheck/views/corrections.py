from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.queries.corrections import latest_corrections

LATEST = 100


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    context = {"section": "corrections", "corrections": latest_corrections(LATEST)}
    return render(request, "corrections/list.html", context)
