"""A crowd of readers and the desk: each has its own share."""

from collections.abc import Iterator
from threading import TIMEOUT_MAX, Barrier, Event, Thread

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from factcheck.settings import shares
from factcheck.views import crowd
from factcheck.views.crowd import DeskFirst, Lane, end_turn

A_SESSION = {settings.SESSION_COOKIE_NAME: "something"}


class Site:
    """A site behind the middleware whose pages take until they are let go."""

    def __init__(self) -> None:
        self.go = Event()
        self.threads: list[Thread] = []
        self.answers: list[int] = []
        self.middleware = DeskFirst(self._slow)

    def ask(self, path: str = "/", *, session: bool = False) -> HttpResponse:
        request = RequestFactory().get(path)
        request.COOKIES.update(A_SESSION if session else {})
        return self.middleware(request)

    def ask_slowly(self, times: int, *, session: bool = False) -> None:
        """Come back when all of them are at work."""
        self.begun = Barrier(times + 1)
        for _ in range(times):
            ask = lambda: self.answers.append(self.ask("/slow/", session=session).status_code)  # noqa: E731
            self.threads.append(Thread(target=ask))
            self.threads[-1].start()
        self.begun.wait(20)

    def _slow(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/slow/":
            self.begun.wait(20)
            assert self.go.wait(20)
        if request.path == "/download/":
            end_turn(request)
        return HttpResponse("a page")

    def end(self) -> None:
        self.go.set()
        for thread in self.threads:
            thread.join()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(crowd, "READERS_WAIT_SECONDS", 0.01)
    monkeypatch.setattr(crowd, "DESK_WAIT_SECONDS", 0.01)
    monkeypatch.setattr(crowd, "SLOW_SECONDS", 0.0)
    site = Site()
    yield site
    site.end()


def test_readers_beyond_their_share_are_asked_to_come_again(site: Site) -> None:
    site.ask_slowly(settings.READERS_AT_WORK)
    refused = site.ask("/")
    assert refused.status_code == 503
    assert refused["Retry-After"] == "5"
    assert refused["Cache-Control"] == "no-store"
    assert int(refused["Content-Length"]) == len(refused.content)
    site.end()
    assert site.answers == [200] * settings.READERS_AT_WORK
    assert site.ask("/").status_code == 200


def test_a_crowd_of_readers_leaves_the_desk_its_share(site: Site) -> None:
    site.ask_slowly(settings.READERS_AT_WORK)
    assert site.ask("/desk/", session=True).status_code == 200
    assert site.ask("/accounts/login/").status_code == 200
    # A machine that asks whether the site is well is told so, and does not restart it for being busy.
    assert site.ask("/healthz").status_code == 200


def test_a_busy_desk_leaves_readers_theirs(site: Site) -> None:
    site.ask_slowly(settings.DESK_AT_WORK, session=True)
    assert site.ask("/").status_code == 200
    assert site.ask("/desk/", session=True).status_code == 503


def test_while_the_desk_is_at_work_readers_go_one_by_one(site: Site) -> None:
    site.ask_slowly(1, session=True)
    site.ask_slowly(1)
    assert site.ask("/").status_code == 503
    site.end()
    assert site.answers == [200, 200]
    site.go.clear()
    site.threads.clear()
    site.ask_slowly(settings.READERS_AT_WORK)


def test_a_download_waits_in_its_own_queue(site: Site) -> None:
    for _ in range(settings.READERS_AT_WORK + 1):
        assert site.ask("/download/").status_code == 200


def test_another_reader_comes_in_only_beside_one_who_takes_long(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowd, "SLOW_SECONDS", TIMEOUT_MAX)
    site.ask_slowly(1)
    assert site.ask("/").status_code == 503
    monkeypatch.setattr(crowd, "SLOW_SECONDS", 0.0)
    assert site.ask("/").status_code == 200


def test_who_waits_sees_that_one_at_work_has_become_slow(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "SLOW_SECONDS", 0.3)
    monkeypatch.setattr(crowd, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(crowd, "READERS_WAIT_SECONDS", 20.0)
    site.middleware = DeskFirst(site.middleware.get_response)
    site.ask_slowly(1)
    assert site.ask("/").status_code == 200


def test_only_so_many_wait() -> None:
    lane = Lane(at_work=lambda slow: 2, waiting=0, wait_seconds=TIMEOUT_MAX)
    # Who found no place would wait here for good.
    turns = [lane.enter() for _ in range(4)]
    assert [turn is not None for turn in turns] == [True, True, False, False]
    assert turns[0] is not None
    turns[0].end()
    assert [lane.enter() is not None for _ in range(2)] == [True, False]


def test_a_page_that_fails_gives_its_turn_back(client: Client, db: None) -> None:
    for _ in range(settings.READERS_AT_WORK + 2):
        assert client.get("/no-such-page/").status_code == 404


@pytest.mark.parametrize(("connections", "shared"), [(1, (1, 1)), (3, (1, 1)), (7, (2, 4)), (30, (10, 19))])
def test_connections_are_parted_among_readers_the_desk_and_one_download(
    connections: int, shared: tuple[int, int]
) -> None:
    assert shares(connections) == shared
