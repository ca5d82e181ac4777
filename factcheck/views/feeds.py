"""The claims as Atom and JSON feeds: all, with the filters of the list, and those of one source or topic."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from factcheck import ledger as the_ledger
from factcheck.exports.claim_feed import claim_items
from factcheck.exports.feeds import Channel, as_atom, as_json_feed
from factcheck.models import Source, Topic
from factcheck.queries.claim_feed import claims_to_follow, claims_watched_by, owner_of_feed
from factcheck.queries.front_page import topics_to_read
from factcheck.queries.source_page import public_sources
from factcheck.rules.filters import Filters, read_filters
from factcheck.views.errors import NotHere
from factcheck.views.from_replica import from_replica
from factcheck.views.site import this_site

ATOM, JSON = "atom", "json"
MEDIA_TYPES = {ATOM: "application/atom+xml", JSON: "application/feed+json"}
_WRITERS = {ATOM: as_atom, JSON: as_json_feed}

View = Callable[..., HttpResponse]


def open_to_all(view: View) -> View:
    """Scripts of other sites may read it: the same for everybody, and no cookie is looked at."""

    @wraps(view)
    @from_replica
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cache-Control"] = "public, max-age=60"
        return response

    return opened


@require_safe
@conditional_page
@open_to_all
def claims(request: HttpRequest, kind: str) -> HttpResponse:
    """Takes the filters of the list. Raises FiltersRefused and UnknownName."""
    filters = read_filters(request.GET.dict(), now=timezone.now())
    the_ledger.settle(filters.as_of)
    query = urlencode(filters.as_query())
    more = f"?{query}" if query else ""
    title = "Claims, as filtered" if filters else "Claims"
    return _feed(kind, filters, title, reverse("claims") + more, reverse(f"claims_{kind}") + more)


@require_safe
@conditional_page
@open_to_all
def source(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    # A source that the desk keeps to itself gets the same answer as one that it never heard of.
    asked = Source.objects.filter(slug=slug).select_related("merged_into").first()
    found = asked and public_sources().filter(pk=asked.one_id).first()
    if found is not None and found.slug != slug:
        return redirect(f"source_{kind}", found.slug)
    if found is None:
        raise NotHere("There is no such source on the public record.")
    page, feed = reverse("source", args=[slug]), reverse(f"source_{kind}", args=[slug])
    return _feed(kind, Filters(source=slug), f"Claims on which {found.name} is on record", page, feed)


@require_safe
@conditional_page
@open_to_all
def topic(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    found: Topic | None = topics_to_read().filter(slug=slug).first()
    if found is None:
        raise NotHere("There is no such topic on the public record.")
    page, feed = reverse("topic", args=[slug]), reverse(f"topic_{kind}", args=[slug])
    return _feed(kind, Filters(topic=slug), f"Claims: {found.name}", page, feed)


@require_safe
@conditional_page
@cache_control(private=True, max_age=60)
def own(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """What somebody of the desk watches, at a secret address: only what readers may see anyway."""
    person = owner_of_feed(key)
    if person is None:
        raise NotHere("There is no such feed. Its owner may have made a new address.")
    title = f"What {person.public_name} watches"
    feed = reverse(f"own_{kind}", args=[key])
    return _written(kind, claims_watched_by(person), title, reverse("desk:for_you"), feed)


def _feed(kind: str, filters: Filters, title: str, page_path: str, feed_path: str) -> HttpResponse:
    return _written(kind, claims_to_follow(filters), title, page_path, feed_path)


def _written(kind: str, rows: list[Any], title: str, page_path: str, feed_path: str) -> HttpResponse:
    site = this_site()
    channel = Channel(
        site=site,
        title=f"{title}: {site.name}",
        description=f"What sources say on matters of fact, and what {site.name} has decided about it.",
        page_path=page_path,
        feed_path=feed_path,
    )
    body = _WRITERS[kind](channel, claim_items(rows, site))
    return HttpResponse(body, content_type=f"{MEDIA_TYPES[kind]}; charset=utf-8")
