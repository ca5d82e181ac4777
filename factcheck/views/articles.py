"""Articles for readers: the stories that public claims rest on, with the claims marked in their text."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.permissions import Permission, may
from factcheck.queries.article_page import article_page_of, article_to_read, articles_to_read
from factcheck.queries.public_list import cut
from factcheck.views.errors import NotHere
from factcheck.views.public_filters import pages_beside, read_keys


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    keys = read_keys(request.GET)
    page = cut(articles_to_read(), "pk", **keys)
    context = {
        "section": "articles",
        "rows": page.rows,
        **pages_beside(page, "articles"),
    }
    return render(request, "articles/list.html", context)


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    known, public = article_to_read(pk)
    may_see_drafts = may(request.user, Permission.SEE_DRAFTS)
    if known is None or not (public or may_see_drafts):
        raise NotHere("There is no such article on the public record. Look for it under Articles.")
    context = {
        "section": "articles",
        "article": known,
        "page": article_page_of(known),
        "is_public": public,
        "may_see_drafts": may_see_drafts,
    }
    return render(request, "articles/detail.html", context)
