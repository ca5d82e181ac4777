"""A crowd of readers must not keep the desk waiting: each has its own share of threads and connections.

A reader whose share is taken waits a moment, and then is asked to come again. Whoever brings a session, or
comes to log in, is of the desk.
"""

from collections.abc import Callable
from threading import Condition
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from factcheck.views.for_readers import has_session
from factcheck.views.middleware import sorry

RETRY_AFTER_SECONDS = 5
# Above this many in one process, readers are told at once: each who waits holds a thread.
READERS_WAITING = 120
READERS_WAIT_SECONDS = 2.0
# The desk is small. Its patience is that of the ledger's queue, in which thirty editors come to their turn.
DESK_WAITING = 32
DESK_WAIT_SECONDS = 30.0
# Most pages are made in less. Who waits looks this often whether it is so.
SLOW_SECONDS = 0.05
LOOK_SECONDS = 0.1
# Machines ask these to learn whether the site is well; a crowd is no illness.
NOT_COUNTED = frozenset({"/healthz", "/readyz"})

View = Callable[[HttpRequest], HttpResponse]


class Turn:
    """One request's turn, given back once."""

    def __init__(self, lane: "Lane") -> None:
        self.began = monotonic()
        self._lane: Lane | None = lane

    def end(self) -> None:
        if self._lane is not None:
            self._lane.leave(self)
            self._lane = None


class Lane:
    """Requests at work at once, and those that wait for a turn.

    at_work: how many, asked anew each time; it is told how many have been at it for SLOW_SECONDS.
    """

    def __init__(self, *, at_work: Callable[[int], int], waiting: int, wait_seconds: float) -> None:
        self._at_work, self._most_waiting, self._wait_seconds = at_work, waiting, wait_seconds
        self._working: list[Turn] = []
        self._waiting = 0
        self._turns = Condition()

    @property
    def is_busy(self) -> bool:
        return bool(self._working)

    def enter(self) -> Turn | None:
        """This request's turn, which it must end(); None where its patience was shorter than the queue."""
        with self._turns:
            if not self._is_free() and self._waiting >= self._most_waiting:
                return None
            self._waiting += 1
            ends = monotonic() + self._wait_seconds
            # Nobody says when those at work become slow.
            while not (is_free := self._is_free()) and (left := ends - monotonic()) > 0:
                self._turns.wait(min(left, LOOK_SECONDS))
            self._waiting -= 1
            if not is_free:
                return None
            turn = Turn(self)
            self._working.append(turn)
            return turn

    def leave(self, turn: Turn) -> None:
        with self._turns:
            self._working.remove(turn)
            self._turns.notify()

    def look_again(self) -> None:
        """There may be room for more than before."""
        with self._turns:
            self._turns.notify()

    def _is_free(self) -> bool:
        slow_since = monotonic() - SLOW_SECONDS
        slow = sum(turn.began <= slow_since for turn in self._working)
        return len(self._working) < self._at_work(slow)


class DeskFirst:
    """Middleware: let each request in by its lane. A response that is streamed has left it when it begins."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response
        self.desk = Lane(
            at_work=lambda slow: settings.DESK_AT_WORK,
            waiting=DESK_WAITING,
            wait_seconds=DESK_WAIT_SECONDS,
        )
        self.readers = Lane(
            at_work=self._readers_at_once,
            waiting=READERS_WAITING,
            wait_seconds=READERS_WAIT_SECONDS,
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in NOT_COUNTED:
            return self.get_response(request)
        lane = self.desk if is_of_the_desk(request) else self.readers
        turn = lane.enter()
        if turn is None:
            return come_again()
        request.turn = turn  # type: ignore[attr-defined]
        try:
            return self.get_response(request)
        finally:
            turn.end()
            if lane is self.desk:
                self.readers.look_again()

    def _readers_at_once(self, slow: int) -> int:
        """Python does one thing at a time: two readers at work together take longer than after one another.

        But whoever takes long waits for the database, and somebody else may go on meanwhile.
        """
        return 1 if self.desk.is_busy else min(1 + slow, settings.READERS_AT_WORK)


def come_again() -> HttpResponse:
    words = gettext(
        "More people are reading at this moment than the site can serve. Please try again in a few seconds."
    )
    response = HttpResponse(sorry(gettext("Many readers just now"), words), status=503)
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
