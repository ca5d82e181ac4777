"""A crowd of readers must not keep the desk waiting: each has its own share of threads and connections.

A reader whose share is taken waits a moment, and then is asked to come again. Whoever brings a session, or
comes to log in, is of the desk.
"""

from collections.abc import Callable
from threading import Semaphore

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from factcheck.views.for_readers import has_session

RETRY_AFTER_SECONDS = 5
# Above this many in one process, readers are told at once: each who waits holds a thread.
READERS_WAITING = 120
READERS_WAIT_SECONDS = 2.0
# The desk is small. Its patience is that of the ledger's queue, in which thirty editors come to their turn.
DESK_WAITING = 32
DESK_WAIT_SECONDS = 30.0
# Machines ask these to learn whether the site is well; a crowd is no illness.
NOT_COUNTED = frozenset({"/healthz", "/readyz"})

SORRY = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Many readers just now</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body>
<h1>Many readers just now</h1>
<p>More people are reading at this moment than the site can serve. Please try again in a few seconds.</p>
</body>
</html>
"""

View = Callable[[HttpRequest], HttpResponse]


class Lane:
    """Requests that are at work at once, and those that wait for their turn."""

    def __init__(self, *, at_work: int, waiting: int, wait_seconds: float) -> None:
        self._free = Semaphore(at_work)
        self._places = Semaphore(at_work + waiting)
        self._wait_seconds = wait_seconds

    def enter(self) -> bool:
        """Whether it is this request's turn. Then it must leave()."""
        if not self._places.acquire(blocking=False):
            return False
        if self._free.acquire(timeout=self._wait_seconds):
            return True
        self._places.release()
        return False

    def leave(self) -> None:
        self._free.release()
        self._places.release()


class Turn:
    """One request's turn, given back once."""

    def __init__(self, lane: Lane) -> None:
        self._lane: Lane | None = lane

    def end(self) -> None:
        if self._lane is not None:
            self._lane.leave()
            self._lane = None


class DeskFirst:
    """Middleware: let each request in by its lane. A response that is streamed has left it when it begins."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response
        self.readers = Lane(
            at_work=settings.READERS_AT_WORK, waiting=READERS_WAITING, wait_seconds=READERS_WAIT_SECONDS
        )
        self.desk = Lane(at_work=settings.DESK_AT_WORK, waiting=DESK_WAITING, wait_seconds=DESK_WAIT_SECONDS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in NOT_COUNTED:
            return self.get_response(request)
        lane = self.desk if is_of_the_desk(request) else self.readers
        if not lane.enter():
            return come_again()
        turn = Turn(lane)
        request.turn = turn  # type: ignore[attr-defined]
        try:
            return self.get_response(request)
        finally:
            turn.end()


def come_again() -> HttpResponse:
    response = HttpResponse(SORRY, status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response["Cache-Control"] = "no-store"
    # The middleware that says so otherwise comes later.
    response["Content-Length"] = str(len(response.content))
    return response


def is_of_the_desk(request: HttpRequest) -> bool:
    return has_session(request) or request.path_info.startswith("/accounts/")


def end_turn(request: HttpRequest) -> None:
    """What stands in a queue of its own from here on need not hold a place in this one."""
    turn: Turn | None = getattr(request, "turn", None)
    if turn is not None:
        turn.end()
