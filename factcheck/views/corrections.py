"""What we had to correct, withdraw or retract, for readers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.queries.corrections import corrections_to_read
from factcheck.queries.known_then import claims_by_id
from factcheck.queries.public_list import cut
from factcheck.views.public_filters import Then, pages_beside, read_keys


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    then = Then.read(request)
    page = cut(corrections_to_read(then.as_of), "seq", **read_keys(request.GET))
    claims = claims_by_id({entry.claim_id for entry in page.rows}, then.as_of)
    context = {
        "section": "corrections",
        "rows": [(entry, claims[entry.claim_id]) for entry in page.rows],
        "as_of": then.as_of,
        "then": then,
        **pages_beside(page, "corrections", then.query),
    }
    return render(request, "corrections/list.html", context)
