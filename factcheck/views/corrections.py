"""What we had to correct, withdraw or retract, for readers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.queries.corrections import corrections_to_read
from factcheck.queries.public_list import cut
from factcheck.views.public_filters import pages_beside, read_keys


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    keys = read_keys(request.GET)
    page = cut(corrections_to_read(), "seq", **keys)
    context = {
        "section": "corrections",
        "entries": page.rows,
        **pages_beside(page, "corrections"),
    }
    return render(request, "corrections/list.html", context)
