"""What the list of claims shows when it is searched: facets, marked words, mended words, what is near."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from factcheck.forms.filters import FilterForm
from factcheck.models import Article, Source
from factcheck.queries.article_page import articles_to_read
from factcheck.queries.facets import Facets
from factcheck.queries.finding import sources_known_as
from factcheck.queries.forgiving import mended
from factcheck.queries.source_page import public_sources
from factcheck.queries.wording import headed
from factcheck.rules.filters import Filters
from factcheck.rules.highlight import Piece, pieces, words_of
from factcheck.views.public_filters import Place, chosen_label

BESIDE = 4
_TITLES = {
    "status": _("Status"),
    "source": _("Source"),
    "stance": _("Stance of a source"),
    "topic": _("Topic"),
    "year": _("Last changed"),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What bears the words of a search beside claims."""

    sources: list[Source]
    articles: list[Article]


def place_mended(place: Place) -> Place | None:
    """The same place with its words spelt as the record spells them; None where nothing is near.

    Not of an earlier moment: what is near depends on the words of today.
    """
    if not place.filters.q or place.filters.as_of:
        return None
    q = mended(place.filters.q)
    return replace(place, filters=replace(place.filters, q=q), before=None, after=None) if q else None


def marked(text: str, q: str) -> list[Piece]:
    return pieces(text, words_of(q))


def beside(filters: Filters) -> Beside | None:
    """Sources and articles with the words, where words alone are looked for among what is known today."""
    if not words_of(filters.q) or filters != Filters(q=filters.q):
        return None
    named = public_sources().filter(pk__in=sources_known_as(filters.q).values("pk"))
    articles = headed(articles_to_read(), filters.q).order_by("-pk")
    return Beside(list(named.by_name()[:BESIDE]), list(articles[:BESIDE]))


def facet_lists(place: Place, form: FilterForm, found: Facets) -> list[dict[str, Any]]:
    """For the template: title, facets (label, count, url, current). One that is on leads back without it."""
    lists = []
    for name, title in _TITLES.items():
        shown = []
        for value, label, number in found.counts.get(name, []):
            chosen, without = _filters_with(place.filters, name, value)
            current = place.filters == chosen
            shown.append(
                {
                    "label": label if name == "year" else _label(form, name, value, label, place.filters),
                    "count": number,
                    "url": place.with_filters(without if current else chosen),
                    "current": current,
                }
            )
        if shown:
            lists.append({"title": title, "facets": shown})
    return lists


def _label(form: FilterForm, name: str, value: str, label: str, filters: Filters) -> str:
    offered = chosen_label(form, name, value)
    return offered if offered != value or filters.as_of else label


def _filters_with(filters: Filters, name: str, value: str) -> tuple[Filters, Filters]:
    if name != "year":
        without = filters.without(name)
        kinds: dict[str, Any] = {name: value}
        return replace(without, **kinds), without
    without = replace(filters, since=None, until=None)
    first, last = parse_date(f"{value}-01-01"), parse_date(f"{value}-12-31")
    if first is None or last is None:
        return without, without
    since, until = datetime.combine(first, time.min, tzinfo=UTC), datetime.combine(last, time.max, tzinfo=UTC)
    return replace(without, since=since, until=until), without
