"""Sources for readers: who can say something, and what they have said."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.models import Source
from factcheck.permissions import Permission, may
from factcheck.queries.public_list import capped_count
from factcheck.queries.source_page import (
    kinds_of,
    public_sources,
    source_page_of,
    sources_to_read,
    with_statement_counts,
)
from factcheck.rules.filters import Q_MAX, FiltersRefused
from factcheck.rules.vocabulary import SOURCE_KIND_LABELS, SourceKind
from factcheck.views.errors import NotHere
from factcheck.views.public_filters import address, pages_beside, read_keys

SHOWN = 300


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip().replace("\x00", "")[:Q_MAX]
    kind = _kind(request.GET.get("kind", ""))
    matching = sources_to_read(words, None)
    rows = with_statement_counts(sources_to_read(words, kind)).by_name()[: SHOWN + 1]
    found = list(rows)
    query = {"q": words} if words else {}
    context = {
        "section": "sources",
        "q": words,
        "kind": kind,
        "rows": found[:SHOWN],
        "more": len(found) > SHOWN,
        "facets": [_facet("All kinds", None, capped_count(matching), query, current=kind is None)]
        + [
            _facet(SOURCE_KIND_LABELS[one], one, number, query, current=kind == one)
            for one, number in kinds_of(matching)
        ],
    }
    return render(request, "sources/list.html", context)


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    known = Source.objects.select_related("parent").filter(slug=slug).first()
    public = known is not None and public_sources().filter(pk=known.pk).exists()
    if known is None or not (public or may(request.user, Permission.SEE_DRAFTS)):
        raise NotHere("There is no such source on the public record. Look for its name among all sources.")
    keys = read_keys(request.GET)
    page = source_page_of(known, **keys)
    context = {
        "section": "sources",
        "source": known,
        "page": page,
        "is_public": public,
        **pages_beside(page.statements, "source", slug=slug),
    }
    return render(request, "sources/detail.html", context)


def _kind(text: str) -> SourceKind | None:
    if text and text not in list(SourceKind):
        raise FiltersRefused({"kind": f"kind: “{text[:40]}” is none of {', '.join(SourceKind)}."})
    return SourceKind(text) if text else None


def _facet(
    label: str, kind: SourceKind | None, count: int, query: dict[str, str], *, current: bool
) -> dict[str, Any]:
    url = address("sources", query | ({"kind": kind.value} if kind else {}))
    return {"label": label, "count": count, "url": url, "current": current}
