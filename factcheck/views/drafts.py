"""Tells the browser which draft has been saved, so that static/js/drafts.js throws it away.

A form that is saved answers with another page, whose script has no other way to know.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

COOKIE = "saved_draft"
COOKIE_SECONDS = 3600

_ID = re.compile(r"[A-Za-z0-9-]{1,40}")


def saved_drafts(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A form of the desk was saved when it leads on to another page, but not to the one for signing in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "POST" and response.status_code in (302, 303):
            draft = request.POST.get("_draft", "")
            signed_out = response.headers.get("Location", "").startswith(resolve_url(settings.LOGIN_URL))
            if not signed_out and _ID.fullmatch(draft):
                response.set_cookie(
                    COOKIE,
                    draft,
                    max_age=COOKIE_SECONDS,
                    samesite="Lax",
                    secure=settings.SESSION_COOKIE_SECURE,
                )
        return response

    return middleware
