import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext
from psycopg_pool import PoolTimeout

log = logging.getLogger(__name__)

View = Callable[[HttpRequest], HttpResponse]

RETRY_AFTER_SECONDS = 5

# No template, session or database: this page has to work when they do not.
SORRY = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body>
<h1>{title}</h1>
{paragraphs}
</body>
</html>
"""


def permissions_policy(get_response: View) -> View:
    """The site uses none of these, so nothing that slips into a page may."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return response

    return middleware


class DatabaseUnavailable:
    """Answer 503 while the database is away, and say when to come back."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return unavailable(exception)


def unavailable(exception: BaseException | None) -> HttpResponse | None:
    """The answer to this exception, if it means that the database is away."""
    if not isinstance(exception, (OperationalError, InterfaceError, PoolTimeout)):
        return None
    log.error("The database does not answer: %s", exception)
    sentences = (
        gettext("The database is not answering just now. Nothing that was saved is lost."),
        gettext("Please try again in a few seconds. If you were sending a form, use your browser’s reload."),
    )
    page = sorry(gettext("Back in a moment"), *sentences)
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})


def sorry(title: str, *sentences: str) -> str:
    """A page that says why there is none, in the language of its address."""
    paragraphs = format_html_join("\n", "<p>{}</p>", ((sentence,) for sentence in sentences))
    return format_html(SORRY, language=get_language() or "en", title=title, paragraphs=paragraphs)
