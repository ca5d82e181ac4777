"""Claims for readers: the list, and each claim's own page, now and as known at a moment."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from factcheck import ledger as the_ledger
from factcheck.exports.claim_json import claim_json
from factcheck.forms.filters import FilterForm
from factcheck.permissions import Permission, may
from factcheck.queries.claim_list import UnknownName
from factcheck.queries.claim_page import claim_page
from factcheck.queries.facets import facets
from factcheck.queries.known_then import name_topics_as_then
from factcheck.queries.public_list import COUNTED_TO, claims_to_read, says
from factcheck.rules.filters import FiltersRefused
from factcheck.rules.highlight import Piece
from factcheck.rules.told import told, word
from factcheck.saying import one_language
from factcheck.views.claim_words import claim_words
from factcheck.views.errors import NO_CLAIM, NO_SUCH_CLAIM, NotHere
from factcheck.views.feeds import open_to_all
from factcheck.views.for_readers import for_readers, has_session
from factcheck.views.kept_pages import is_swap
from factcheck.views.public_filters import Place, Then, address
from factcheck.views.searching import beside, facet_lists, marked, place_mended
from factcheck.views.site import this_site
from factcheck.views.written_pages import written_page


@require_safe
@for_readers
@one_language()
def claims(request: HttpRequest) -> HttpResponse:
    problems: dict[str, str] = {}
    found: dict[str, Any] = {}
    place = Place("claims")
    try:
        place = Place.read("claims", request.GET, now=timezone.now())
        the_ledger.settle(place.filters.as_of)
        found = _found(place)
        if not found["rows"] and (mended := place_mended(place)) is not None:
            typed, near = place.filters.q, _found(mended)
            if near["rows"]:
                place, found = mended, near | {"typed": typed}
    except FiltersRefused as refused:
        problems = refused.problems
    except UnknownName as unknown:
        problems = {unknown.field: unknown.words}
    form = FilterForm(request.GET, problems, place.filters.as_of)
    context = found | {
        "section": "claims",
        "form": form,
        "also": [problem for name, problem in problems.items() if name not in form.fields],
        "problems": problems,
        "filters": place.filters,
        "chips": place.chips(form),
        "now_url": place.with_filters(place.filters.without("as_of")),
    }
    if found:
        context["facet_lists"] = facet_lists(place, form, found["facets"])
        context["beside"] = None if place.before or place.after else beside(place.filters)
    if not is_swap(request):
        return render(request, "claims/list.html", context, status=400 if problems else 200)
    # The scripts swap in a 422 like a success, and leave out a 400.
    response = render(request, "claims/list.html#results", context, status=422 if problems else 200)
    response["HX-Push-Url"] = request.get_full_path() if problems else place.address()
    return response


@require_safe
@partial(for_readers, brings_revision=True)
def claim(request: HttpRequest, code: str) -> HttpResponse:
    then = Then.read(request)
    if code != code.upper():
        return HttpResponsePermanentRedirect(address("claim", then.query, code=code.upper()))
    # Who has no session is nobody of the desk.
    may_see_drafts = has_session(request) and may(request.user, Permission.SEE_DRAFTS)
    page = claim_page(code, then.as_of, drafts=may_see_drafts)
    # A draft and a claim that never was get the same answer: what the desk works on is its own affair.
    if page is None:
        today = told(NO_CLAIM, code=code[:16])
        raise NotHere(then.no_such(today, address("claim", {}, code=code)))
    with one_language():
        words = claim_words(page, then, may_see_drafts=may_see_drafts)
        return written_page(request, "claims/claim.html", words, "claims")


@require_safe
@conditional_page
@open_to_all
def claim_as_json(request: HttpRequest, code: str) -> HttpResponse:
    """The record of a public claim; of a draft nothing, whoever asks."""
    then = Then.read(request)
    page = claim_page(code.upper(), then.as_of)
    if page is None:
        raise NotHere(then.no_such(word(NO_SUCH_CLAIM), address("claims", {})))
    body = claim_json(page, this_site())
    return HttpResponse(body, content_type="application/json; charset=utf-8")


def _found(place: Place) -> dict[str, Any]:
    counts = facets(place.filters, at_most=COUNTED_TO)
    page = claims_to_read(place.filters, before=place.before, after=place.after, newest=counts.newest)
    name_topics_as_then(page.rows)
    query = place.filters.as_query()
    return {
        "rows": [_row(row, query, place.filters.q) for row in page.rows],
        "count": min(counts.total, COUNTED_TO),
        "more": counts.total > COUNTED_TO,
        "facets": counts,
        "newer_url": place.page(after=page.after),
        "older_url": place.page(before=page.before),
        "csv_url": address("claims_csv", query),
        "atom_url": address("claims_atom", query),
        "json_url": address("claims_json", query),
    }


def _row(row: Any, query: dict[str, str], q: str) -> tuple[Any, str, str, list[Piece], list[Piece]]:
    """The claim, who says it, its address, its words and a quote with the hits apart."""
    if not q:
        return (row, says(row), _claim_url(row.code, query), [], [])
    quote = row.found_quote or ""
    return (row, says(row), _claim_url(row.code, query), marked(row.text, q), marked(quote, q))


def _claim_url(code: str, query: dict[str, str]) -> str:
    """A list of an earlier moment leads to pages of that moment."""
    return address("claim", {"as_of": query["as_of"]} if "as_of" in query else {}, code=code)
