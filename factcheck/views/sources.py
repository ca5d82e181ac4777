from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from factcheck.models import Source
from factcheck.queries.finding import sources_known_as
from factcheck.queries.source_page import counts_of, latest_statements, passed_on, sources_with_counts
from factcheck.rules.vocabulary import SOURCE_KIND_LABELS, SourceKind

PAGE = 60
STATEMENTS = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200].replace("\x00", "")
    kind = request.GET.get("kind", "")
    after = request.GET.get("after", "")[:200].replace("\x00", "")
    sources = sources_known_as(words) if words else Source.objects.all()
    if kind in list(SourceKind):
        sources = sources.filter(kind=kind)
    if after:
        sources = sources.filter(name_key__gt=after)
    rows = list(sources_with_counts(sources).by_name()[: PAGE + 1])
    query = request.GET.copy()
    if len(rows) > PAGE:
        query["after"] = rows[PAGE - 1].name_key
    context = {
        "section": "sources",
        "sources": rows[:PAGE],
        "q": words,
        "kind": kind,
        "kinds": SOURCE_KIND_LABELS.items(),
        "older_url": f"{request.path}?{query.urlencode()}" if len(rows) > PAGE else "",
    }
    return render(request, "sources/list.html", context)


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    one = get_object_or_404(Source.objects.select_related("parent"), slug=slug)
    counts = counts_of(one)
    statements = latest_statements(one, STATEMENTS + 1)
    context = {
        "section": "sources",
        "source": one,
        "names": [alias.text for alias in one.aliases.order_by("id") if alias.text != one.name],
        "children": list(Source.objects.filter(parent=one).by_name()[:50]),
        "counts": counts,
        "total": sum(row.total for row in counts),
        "statements": statements[:STATEMENTS],
        "more": len(statements) > STATEMENTS,
        "passed_on": passed_on(one),
    }
    return render(request, "sources/detail.html", context)
