"""Sources for readers: who can say something, and what they have said."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from factcheck.models import Source
from factcheck.permissions import Permission, may
from factcheck.queries.known_then import describe_as_then, kept_as
from factcheck.queries.public_list import COUNTED_TO, capped_count
from factcheck.queries.source_page import (
    count_claims,
    kinds_of,
    source_page_of,
    sources_then,
    sources_to_read,
    was_known,
    was_public,
    with_claim_counts,
)
from factcheck.rules.filters import Q_MAX, FiltersRefused, none_of
from factcheck.rules.names import name_key
from factcheck.rules.told import word
from factcheck.rules.vocabulary import SOURCE_KIND_LABELS, SourceKind
from factcheck.saying import said
from factcheck.views.errors import NotHere
from factcheck.views.for_readers import for_readers
from factcheck.views.public_filters import Then, address, pages_beside, read_keys

SHOWN = 300


@require_safe
@for_readers
def index(request: HttpRequest) -> HttpResponse:
    then = Then.read(request)
    words = request.GET.get("q", "").strip().replace("\x00", "")[:Q_MAX]
    kind = _kind(request.GET.get("kind", ""))
    found, total, kinds = _today(words, kind) if then.as_of is None else _then(words, kind, then.as_of)
    query = ({"q": words} if words else {}) | then.query
    context = {
        "section": "sources",
        "q": words,
        "kind": kind,
        "rows": found[:SHOWN],
        "more": len(found) > SHOWN,
        "facets": [_facet(gettext("All kinds"), None, total, query, current=kind is None)]
        + [
            _facet(said(SOURCE_KIND_LABELS[one]), one, number, query, current=kind == one)
            for one, number in kinds
        ],
        "as_of": then.as_of,
        "then": then,
        "now_url": address("sources", {"q": words} if words else {}),
    }
    return render(request, "sources/list.html", context)


@require_safe
@for_readers
def source(request: HttpRequest, slug: str) -> HttpResponse:
    then = Then.read(request)
    known = Source.objects.select_related("parent").filter(slug=slug).first()
    kept = kept_as(Source.objects.filter(slug=slug), then.as_of)
    public = kept is not None and was_public(kept, then.as_of)
    insider = known is not None and may(request.user, Permission.SEE_DRAFTS) and was_known(known, then.as_of)
    if known is None or not (public or insider):
        today = word("There is no such source on the public record. Look for its name among all sources.")
        raise NotHere(then.no_such(today, address("source", {}, slug=slug)))
    if kept is not None and kept.pk != known.pk:
        # Not for good: a merging can be taken back, and of earlier moments the page is still its own.
        return redirect(address("source", then.query, slug=kept.slug))
    describe_as_then([known], then.as_of)
    page = source_page_of(known, then.as_of, **read_keys(request.GET))
    context = {
        "section": "sources",
        "source": known,
        "page": page,
        "is_public": public,
        "as_of": then.as_of,
        "then": then,
        **pages_beside(page.statements, "source", then.query, slug=slug),
    }
    return render(request, "sources/detail.html", context)


Found = tuple[list[Source], int, list[tuple[SourceKind, int]]]


def _today(words: str, kind: SourceKind | None) -> Found:
    """The sources to show, how many there are of all kinds, and of each."""
    matching = sources_to_read(words, None)
    rows = with_claim_counts(sources_to_read(words, kind)).by_name()[: SHOWN + 1]
    return list(rows), capped_count(matching), kinds_of(matching)


def _then(words: str, kind: SourceKind | None, as_of: datetime) -> Found:
    """The same of a moment. Found by the names they had: other spellings carry no date."""
    key = name_key(words)
    matching = [one for one in sources_then(as_of) if key in one.name_key]
    kinds = Counter(one.kind for one in matching)
    shown = [one for one in matching if kind in (None, one.kind)][: SHOWN + 1]
    count_claims(shown, as_of)
    total = min(len(matching), COUNTED_TO + 1)
    return shown, total, [(one, kinds[one]) for one in SOURCE_KIND_LABELS if kinds[one]]


def _kind(text: str) -> SourceKind | None:
    if text and text not in list(SourceKind):
        raise FiltersRefused({"kind": none_of("kind", text, SourceKind)})
    return SourceKind(text) if text else None


def _facet(
    label: str, kind: SourceKind | None, count: int, query: dict[str, str], *, current: bool
) -> dict[str, Any]:
    url = address("sources", query | ({"kind": kind.value} if kind else {}))
    return {"label": label, "count": count, "url": url, "current": current}
