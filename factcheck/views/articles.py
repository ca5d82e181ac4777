"""Articles for readers: the stories that public claims rest on, with the claims marked in their text."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.permissions import Permission, may
from factcheck.queries.article_page import article_page_of, article_to_read, articles_to_read
from factcheck.queries.known_then import describe_as_then
from factcheck.queries.public_list import cut
from factcheck.rules.told import word
from factcheck.views.errors import NotHere
from factcheck.views.for_readers import for_readers
from factcheck.views.public_filters import Then, address, pages_beside, read_keys


@require_safe
@for_readers
def index(request: HttpRequest) -> HttpResponse:
    then = Then.read(request)
    page = cut(articles_to_read(then.as_of), "pk", **read_keys(request.GET))
    describe_as_then([article.publisher for article in page.rows], then.as_of)
    context = {
        "section": "articles",
        "rows": page.rows,
        "as_of": then.as_of,
        "then": then,
        **pages_beside(page, "articles", then.query),
    }
    return render(request, "articles/list.html", context)


@require_safe
@for_readers
def article(request: HttpRequest, pk: int) -> HttpResponse:
    then = Then.read(request)
    known, public = article_to_read(pk, then.as_of)
    may_see_drafts = may(request.user, Permission.SEE_DRAFTS)
    stored = known is not None and (then.as_of is None or known.added_at <= then.as_of)
    if known is None or not (public or (may_see_drafts and stored)):
        today = word("There is no such article on the public record. Look for it under Articles.")
        raise NotHere(then.no_such(today, address("article", {}, pk=pk)))
    describe_as_then([known.publisher], then.as_of)
    context = {
        "section": "articles",
        "article": known,
        "page": article_page_of(known, then.as_of),
        "is_public": public,
        "may_see_drafts": may_see_drafts,
        "as_of": then.as_of,
        "then": then,
    }
    return render(request, "articles/detail.html", context)
