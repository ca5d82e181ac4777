"""Readers' pages are read on the replica while it keeps up; who has signed in reads the primary."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from factcheck.models import Claim
from factcheck.queries.database import REPLICA, Router
from factcheck.queries.replica import AWAY_SECONDS, LOOK_SECONDS, MOST_BEHIND_SECONDS, watch
from tests import clean_slate
from tests.cast import Newsroom

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

NOBODY_LISTENS = 1


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    watch.__init__(clock=clock)  # type: ignore[misc]
    return clock


@pytest.fixture(scope="module", autouse=True)
def replica(django_db_setup: None) -> Iterator[None]:
    """The desk has a replica: the same database by another connection."""
    settings = deepcopy(connections.databases["default"])
    connections.databases[REPLICA] = settings | {"TEST": settings["TEST"] | {"MIRROR": "default"}}
    yield
    connections[REPLICA].close()
    del connections[REPLICA]
    del connections.databases[REPLICA]


@pytest.fixture(autouse=True)
def _as_it_was(clock: Clock) -> Iterator[None]:
    settings = deepcopy(connections.databases[REPLICA])
    yield
    connections[REPLICA].close()
    del connections[REPLICA]
    connections.databases[REPLICA] = settings
    watch.__init__()  # type: ignore[misc]


@contextmanager
def asked(alias: str) -> Iterator[list[str]]:
    """The statements that one of the databases was asked, without the looks at how far it is."""
    statements: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if "factcheck_ledgerhead head" not in sql:
            statements.append(sql)
        return execute(sql, *rest)

    with connections[alias].execute_wrapper(note):
        yield statements


def test_a_reader_is_answered_by_the_replica_alone(
    newsroom: Newsroom, client: Client, subtests: pytest.Subtests
) -> None:
    claim = newsroom.published()
    said = newsroom.says(claim)
    paths = [
        "/", "/claims/", "/claims/?q=claim", "/claims/?q=clqim", f"/claims/{claim.code}/", "/sources/",
        f"/sources/{said.source.slug}/", f"/topics/{claim.topic.slug}/", "/articles/", "/corrections/",
        f"/claims/{claim.code}.json", f"/claims/{claim.code}/card.png", "/sitemap.xml",
        reverse("claims_atom"),
    ]  # fmt: skip
    for path in paths:
        with subtests.test(path), asked("default") as of_primary, asked(REPLICA) as of_replica:
            assert client.get(path).status_code == 200
            assert (len(of_primary), bool(of_replica)) == (0, True)


def test_who_has_signed_in_is_answered_by_the_primary(newsroom: Newsroom, client: Client) -> None:
    newsroom.published()
    client.force_login(newsroom.cast.ed)
    with asked(REPLICA) as of_replica:
        assert client.get("/claims/").status_code == 200
    assert of_replica == []


def test_a_page_of_a_moment_is_read_on_the_primary(newsroom: Newsroom, client: Client) -> None:
    newsroom.published()
    with asked(REPLICA) as of_replica:
        assert client.get("/claims/?as_of=2024-01-01").status_code == 200
    assert of_replica == []


def test_what_is_written_goes_to_the_primary() -> None:
    assert Router().db_for_write(Claim) == "default"
    assert not Router().allow_migrate(REPLICA, "factcheck")


def test_a_replica_that_does_not_answer_is_left_alone_for_a_while(
    newsroom: Newsroom, client: Client, clock: Clock
) -> None:
    claim = newsroom.published()
    assert client.get(f"/claims/{claim.code}/").status_code == 200
    assert watch.is_usable()
    connections[REPLICA].close()
    connections[REPLICA].settings_dict["PORT"] = NOBODY_LISTENS
    # The page itself finds that nobody is there, and is answered all the same.
    assert client.get(f"/claims/{claim.code}/").status_code == 200
    assert not watch.is_usable()
    connections[REPLICA].settings_dict["PORT"] = connections["default"].settings_dict["PORT"]
    clock.now += AWAY_SECONDS - 0.1
    assert not watch.is_usable()
    clock.now += 0.2
    assert watch.is_usable()


def test_a_replica_that_is_too_far_behind_is_left_alone_until_it_is_there_again(
    newsroom: Newsroom, client: Client, clock: Clock
) -> None:
    newsroom.published()
    # It knows as much as was known when its own copy of the two rows was made.
    with clean_slate.owner(), connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS behind CASCADE; CREATE SCHEMA behind")
        for table in ("factcheck_ledgerhead", "factcheck_publicrevision"):
            cursor.execute(f"CREATE TABLE behind.{table} AS TABLE public.{table}")
        cursor.execute("GRANT USAGE ON SCHEMA behind TO factcheck_web")
        cursor.execute("GRANT SELECT ON ALL TABLES IN SCHEMA behind TO factcheck_web")
    connections[REPLICA].settings_dict["OPTIONS"]["options"] = "-c search_path=behind,public"
    try:
        assert watch.is_usable()
        newsroom.published()
        for _ in range(MOST_BEHIND_SECONDS + 1):
            clock.now += LOOK_SECONDS
            assert watch.is_usable()
        clock.now += LOOK_SECONDS
        assert not watch.is_usable()
        # Still behind: it is not taken back because nothing was looked at for a while.
        for seconds in (LOOK_SECONDS, MOST_BEHIND_SECONDS * 3, LOOK_SECONDS):
            clock.now += seconds
            assert not watch.is_usable()
        with connections[REPLICA].cursor() as cursor:
            cursor.execute("SET search_path = public")
        clock.now += LOOK_SECONDS
        assert watch.is_usable()
    finally:
        connections[REPLICA].close()
        with clean_slate.owner(), connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA behind CASCADE")


def test_what_the_replica_does_not_have_yet_is_asked_of_the_primary(
    newsroom: Newsroom, client: Client
) -> None:
    with asked("default") as of_primary:
        assert client.get("/claims/NK-0404/").status_code == 404
    assert of_primary != []
