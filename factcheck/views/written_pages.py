"""Whole pages for readers, written with blanks (factcheck.written) for all who have no session."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from factcheck.views.for_readers import is_for_one
from factcheck.views.languages import languages_of
from factcheck.written import written


def written_page(request: HttpRequest, template: str, words: dict[str, Any], section: str) -> HttpResponse:
    """A page that extends public_base.html. section: the part of the navigation that it belongs to."""
    if is_for_one(request):
        return render(request, template, words | {"section": section, "path": request.path})
    # What views.context brings to a page that is rendered for somebody.
    languages = _languages(request, is_then=words["as_of"])
    has_others = not all(one["is_current"] for one in languages)
    frame = {
        "path": request.path,
        "query_string": request.META.get("QUERY_STRING", "") if has_others else "",
        "languages": languages,
    }
    shape = {"section": section, "site_name": settings.SITE_NAME, "base_url": settings.BASE_URL}
    return HttpResponse(written(template, words | frame, shape))


def _languages(request: HttpRequest, *, is_then: bool) -> list[dict[str, object]]:
    """The page in each language; of a moment, only in the others."""
    match = request.resolver_match
    return [
        {
            "code": one.code,
            "name": "" if one.is_current else one.name,
            "path": one.path,
            "is_current": one.is_current,
        }
        for one in languages_of(request.path_info, match.route if match else "")
        if not (is_then and one.is_current)
    ]
