"""What we had to put right, for readers: as a page, and as feeds that others follow."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from factcheck.exports.correction_feed import correction_items, corrections_channel
from factcheck.exports.feeds import Channel, Item, as_atom, as_json_feed
from factcheck.queries.corrections import before_and_after, corrections_to_read
from factcheck.queries.public_list import PAGE, cut
from factcheck.rules.filters import Filters
from factcheck.views.for_readers import for_readers
from factcheck.views.public_filters import Then, address, pages_beside, read_keys
from factcheck.views.site import this_site


@require_safe
@for_readers
def corrections(request: HttpRequest) -> HttpResponse:
    then = Then.read(request)
    page = cut(corrections_to_read(then.as_of), "seq", **read_keys(request.GET))
    context = {
        "section": "corrections",
        "rows": [
            (one, address("claim", Filters(as_of=one.as_known_at).as_query(), code=one.code))
            for one in before_and_after(page.rows, then.as_of)
        ],
        "as_of": then.as_of,
        "then": then,
        **pages_beside(page, "corrections", then.query),
    }
    return render(request, "corrections/list.html", context)


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """The newest corrections as an Atom feed [RFC 4287]."""
    feed = as_atom(_channel("corrections_atom"), _newest())
    return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")


@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    """The newest corrections as a JSON Feed, version 1.1."""
    feed = as_json_feed(_channel("corrections_json"), _newest())
    return HttpResponse(feed, content_type="application/feed+json; charset=utf-8")


def _newest() -> list[Item]:
    return correction_items(before_and_after(corrections_to_read().order_by("-seq")[:PAGE]), this_site())


def _channel(name: str) -> Channel:
    return corrections_channel(this_site(), page_path=reverse("corrections"), feed_path=reverse(name))
