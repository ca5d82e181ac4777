"""Errors that help: a page for a browser, a sentence for HTMX, the same status for both."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html
from django.utils.translation import gettext_noop

from factcheck.permissions import NotAllowed
from factcheck.queries.claim_list import UnknownName
from factcheck.rules.filters import FiltersRefused
from factcheck.saying import said

View = Callable[[HttpRequest], HttpResponse]

# For a fragment; a whole page has room for more.
SENTENCES = {
    400: gettext_noop("This request could not be read. Nothing was changed."),
    403: gettext_noop("Your role at this desk does not allow this. Nothing was changed."),
    404: gettext_noop("There is no such page."),
    413: gettext_noop("This is too much at once. Nothing was stored; what you typed is still here."),
    500: gettext_noop("Something failed on our side. What you typed is still here: please try once more."),
}


NO_CLAIM = gettext_noop("There is no public claim {code}. Look for its words among all claims.")
NO_SUCH_CLAIM = gettext_noop("There is no such public claim.")


class NotHere(Http404):
    """There is no such thing, in words that may be shown."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


class Refusals:
    """Turn refusals that no view has answered into pages: who may not, and filters that mean nothing."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match exception:
            case NotAllowed():
                return answer(request, 403, exception.args[0])
            case FiltersRefused() | UnknownName():
                return answer(request, 400, exception.words)
        return None


def answer(request: HttpRequest, status: int, message: str = "") -> HttpResponse:
    """The error page, or only its sentence where HTMX asks."""
    if getattr(request, "htmx", False):
        sentence = format_html('<p data-problem role="alert">{}</p>', said(message or SENTENCES[status]))
        response = HttpResponse(sentence, status=status)
    else:
        response = render(request, f"errors/{status}.html", {"message": message}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # The body was never read, so that no form can show it again: the words here are all there is.
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return answer(request, 413)
    return answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 404, exception.words if isinstance(exception, NotHere) else "")


def server_error(request: HttpRequest) -> HttpResponse:
    if getattr(request, "htmx", False):
        return answer(request, 500)
    # Without the request: its context asks for the session, and the database may be what failed.
    return HttpResponse(render_to_string("errors/500.html", {"site_name": settings.SITE_NAME}), status=500)
