"""Pages that anybody may see are read on the replica, where there is one that keeps up."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest

from factcheck.queries.database import on_replica
from factcheck.queries.replica import NOT_ANSWERING, watch

P = ParamSpec("P")
R = TypeVar("R")


def from_replica(view: Callable[Concatenate[HttpRequest, P], R]) -> Callable[Concatenate[HttpRequest, P], R]:
    """What the replica cannot answer, or does not have yet, the primary is asked for.

    For views that only read. Whoever has a session is always answered by the primary.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
        if not _may_be_behind(request) or not watch.is_usable():
            return view(request, *args, **kwargs)
        try:
            with on_replica():
                return view(request, *args, **kwargs)
        except Http404:
            # Published a moment ago, perhaps.
            return view(request, *args, **kwargs)
        except NOT_ANSWERING as error:
            watch.does_not_answer(error)
            return view(request, *args, **kwargs)

    return answered


def _may_be_behind(request: HttpRequest) -> bool:
    # A page of a moment waits for what was under way then, which only the primary knows.
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "as_of" not in request.GET
