"""Pages that are the same for every reader: asked again they answer 304, and a cache in front may keep them.

Who has signed in gets them from here each time, and no cache keeps what was made for a session.
"""

from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from factcheck.queries.revision import one_look, public_revision
from factcheck.views.from_replica import from_replica
from factcheck.views.kept_pages import is_swap, key_of, pages

# A reader's browser asks each time and mostly gets a 304; a cache in front asks twice a minute, whatever the
# crowd, and gives what it has while it asks or while the desk is away.
IN_FRONT_SECONDS = 30
WHILE_ASKING_SECONDS = 60
WHILE_AWAY_SECONDS = 3600
IN_FRONT = (
    f"public, max-age=0, s-maxage={IN_FRONT_SECONDS}, stale-while-revalidate={WHILE_ASKING_SECONDS},"
    f" stale-if-error={WHILE_AWAY_SECONDS}"
)

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_readers(view: View[P], *, brings_revision: bool = False) -> View[P]:
    """This page depends on its address and on the public record alone.

    Whether its reader has it already, or somebody else had it, has been looked up before
    (`views/at_hand.py`): here it is made, and kept for the next reader.

    brings_revision: the first that the view reads says how far the record is, so nobody needs to look before.
    """

    @from_replica
    def made(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with one_look():
            if is_for_one(request):
                return view(request, *args, **kwargs)
            # A page may be newer than its tag, and never older.
            if not brings_revision:
                public_revision()
            response = view(request, *args, **kwargs)
            tag = validator(request)
            response.headers.setdefault("ETag", tag)
            if request.method == "GET" and public_revision():
                pages.keep(key_of(request), tag, response)
            return response

    @wraps(view)
    def answered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return addressed(request, made(request, *args, **kwargs))

    answered.is_for_readers = True  # type: ignore[attr-defined]
    return answered


def addressed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say who may keep a page for readers, and by what it differs."""
    patch_vary_headers(response, ["Cookie", "HX-Request", "HX-History-Restore-Request"])
    if is_for_one(request) or response.cookies:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        response.headers["Cache-Control"] = IN_FRONT
    return response


def has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def is_for_one(request: HttpRequest) -> bool:
    """Somebody has signed in, or was told something that waits in a cookie, also after signing out."""
    return has_session(request) or CookieStorage.cookie_name in request.COOKIES


def validator(request: HttpRequest) -> str:
    """The entity tag of this address now. A day is in it, because a review that is due turns with the day."""
    parts = (
        release(),
        public_revision(),
        str(timezone.localdate()),
        get_language() or "",
        "true" if is_swap(request) else "",
    )
    return f'W/"{"-".join(part for part in parts if part)}"'


@cache
def release() -> str:
    """What this release makes of the record: its code, templates and words, and how the site is set up."""
    digest = sha256()
    for folder in (settings.BASE_DIR / "factcheck", settings.BASE_DIR / "templates"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".html", ".mo"}:
                digest.update(path.read_bytes())
    for said in (settings.SITE_NAME, settings.BASE_URL, settings.TIME_ZONE):
        digest.update(said.encode())
    return digest.hexdigest()[:12]
