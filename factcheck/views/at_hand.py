"""A page for readers that the reader has already, or that somebody else has had, is answered at once."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.cache import get_conditional_response

from factcheck.queries.revision import one_look, public_revision
from factcheck.views.for_readers import addressed, is_for_one, validator
from factcheck.views.from_replica import from_replica
from factcheck.views.kept_pages import key_of, pages
from factcheck.views.middleware import unavailable

View = Callable[[HttpRequest], HttpResponse]

# What a reader's browser or a cache says of the page that it has.
HAS_ONE = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")


class AtHand:
    """Middleware: stands before that for sessions, forms and messages, for which such a page has no use."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or is_for_one(request) or not _is_for_readers(request):
            return self.get_response(request)
        with one_look():
            try:
                found = _at_hand(request)
            except Exception as error:
                # Only what a view raises comes to the middleware that says so otherwise.
                if (sorry := unavailable(error)) is None:
                    raise
                return sorry
            return self.get_response(request) if found is None else addressed(request, found)


def _is_for_readers(request: HttpRequest) -> bool:
    try:
        return hasattr(resolve(request.path_info).func, "is_for_readers")
    except Http404:
        return False


@from_replica
def _at_hand(request: HttpRequest) -> HttpResponse | None:
    key = key_of(request)
    if key not in pages and request.META.keys().isdisjoint(HAS_ONE):
        # Neither has it, so there is nothing to be looked up; the page may bring how far the record is.
        return None
    tag = validator(request)
    found = get_conditional_response(request, etag=tag)
    if found is None and request.method == "GET" and public_revision():
        found = pages.get(key, tag)
    if found is not None:
        found.headers.setdefault("ETag", tag)
    return found
