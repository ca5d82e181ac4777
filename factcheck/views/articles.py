from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.models import Article
from factcheck.permissions import Permission, may
from factcheck.queries.article_page import excerpts_of, passages_of, public_articles, spans_of
from factcheck.rules.statuses import PUBLIC
from factcheck.views.keyset import page_before

PAGE = 25
_PUBLIC = [state.value for state in PUBLIC]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    page = page_before(request, public_articles(), PAGE, key="id")
    return render(request, "articles/list.html", {"section": "articles", "page": page})


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    one = Article.objects.select_related("publisher", "previous_version").filter(pk=pk).first()
    spans = spans_of(one, public_only=True) if one else []
    is_public = one is not None and bool(
        spans or one.attributions.filter(claim__publication__in=_PUBLIC).exists()
    )
    if one is None or not (is_public or may(request.user, Permission.SEE_DRAFTS)):
        raise Http404("There is no such article, or no published claim rests on it.")
    claims = {span.attribution.claim_id: span.attribution.claim for span in spans}
    counts: dict[str, int] = {}
    for claim in claims.values():
        counts[claim.status] = counts.get(claim.status, 0) + 1
    context = {
        "section": "articles",
        "article": one,
        "passages": [] if one.excerpt_only else passages_of(one, spans),
        "excerpts": excerpts_of(one, spans) if one.excerpt_only else [],
        "counts": counts,
        "total": len(claims),
        "is_public": is_public,
    }
    return render(request, "articles/detail.html", context)
