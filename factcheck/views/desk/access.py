"""Who may come to the desk, and how a page finds its claim: asked here once for every desk view."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from factcheck.models import Claim, User
from factcheck.permissions import Permission, require
from factcheck.queries.prepared import Prepared
from factcheck.rules.told import told
from factcheck.views.errors import NotHere

P = ParamSpec("P")


class DeskRequest(HttpRequest):
    """A request by somebody who is signed in."""

    user: User
    htmx: HtmxDetails


View = Callable[Concatenate[HttpRequest, P], HttpResponse]
DeskView = Callable[Concatenate[DeskRequest, P], HttpResponse]


def desk_view(permission: Permission) -> Callable[[DeskView[P]], View[P]]:
    """Let in whoever's role grants the permission. Strangers are asked to sign in; others get NotAllowed.

    Drafts must not lie in a cache, and a page and its fragments share one address.
    """

    def guard(view: DeskView[P]) -> View[P]:
        @wraps(view)
        @never_cache
        @vary_on_headers("HX-Request")
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(_comes_back_to(request))
            require(request.user, permission)
            return view(cast(DeskRequest, request), *args, **kwargs)

        return guarded

    return guard


def get_claim(request: DeskRequest, code: str, permission: Permission = Permission.SEE_DRAFTS) -> Claim:
    """Load a claim for somebody who may see it. Raises NotAllowed, or NotHere where there is none."""
    require(request.user, permission)
    claim = next(iter(_claim.rows(code.upper())), None)
    if claim is None:
        raise NotHere(
            told("There is no claim {code} on this desk. Look for its words in the queue.", code=code)
        )
    return claim


_claim = Prepared(
    lambda code: Claim.objects.select_related(
        "topic", "assigned_to", "created_by", "superseded_by", "supersedes"
    ).filter(code=code)
)


def safe_next(request: HttpRequest, fallback: str) -> str:
    """The page of this site that a form wants to lead back to."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else fallback


def _comes_back_to(request: HttpRequest) -> str:
    """Where to go after signing in: the page asked for, or the page that a form stood on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    return safe_next(request, "/desk/")
