"""The language of a page for readers, by its address alone: `/claims/` is in English, `/ko/claims/` Korean.

No cookie and no header of the browser has a say there, so that a cache in front keeps one page for one
address. The desk and its sign-in are never cached: there a cookie says which language somebody chose.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import is_valid_path
from django.utils.translation import override

View = Callable[[HttpRequest], HttpResponse]

DESK_LANGUAGE = "desk_language"
DESK_PATHS = ("/desk/", "/accounts/")


@dataclass(frozen=True, slots=True)
class Offered:
    """This page in a language. path: its address there. name: of the language, in the language itself."""

    code: str
    name: str
    path: str
    is_current: bool


class LanguageByAddress:
    """Middleware: each request is answered in its address’s language; at the desk, in the chosen one."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with override(language_for(request)):
            return self.get_response(request)


def language_for(request: HttpRequest) -> str:
    if not request.path_info.startswith(DESK_PATHS):
        return language_of(request.path_info)
    chosen = request.COOKIES.get(DESK_LANGUAGE, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def language_of(path: str) -> str:
    first = path.partition("/")[2].partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def languages_of(path: str, route: str = "") -> list[Offered]:
    """The page of this path in each language; nothing for a page that there is in one only.

    route: the pattern of addresses that the path fits, where it is known. All of its pages are alike in this,
    so the addresses are gone through once a route.
    """
    own = language_of(path)
    plain = path if own == settings.LANGUAGE_CODE else path.removeprefix(f"/{own}")
    offered = [
        Offered(code, name, plain if code == settings.LANGUAGE_CODE else f"/{code}{plain}", code == own)
        for code, name in settings.LANGUAGES
    ]
    is_in_all = _routes.get(route)
    if is_in_all is None:
        is_in_all = all(_is_there(one) for one in offered)
        if route:
            _routes[route] = is_in_all
    return offered if is_in_all else []


# Of each route that was asked for: whether there are its pages in all languages.
_routes: dict[str, bool] = {}


def _is_there(offered: Offered) -> bool:
    with override(offered.code):
        return bool(is_valid_path(offered.path))
