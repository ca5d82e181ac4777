"""What a pooler of connections would break is found at the start, and said with its remedy."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.core.management.base import CommandError
from django.db import connection

from factcheck.embedded.configuration import OWNER_ROLE, WEB_ROLE
from factcheck.management import pooler
from factcheck.management.commands import serve
from factcheck.management.pooler import LIMITS, Between, look_between

LOGIN = "desk_by_pooler"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, db: None) -> dict[str, Any]:
    """How the web process would connect: as the owner, with the limits that the settings give."""
    parameters = connection.get_connection_params() | {"user": OWNER_ROLE}
    parameters.pop("assume_role", None)
    parameters["options"] = " ".join(f"-c {name}={value}" for name, value in LIMITS.items())
    monkeypatch.setattr(connection, "get_connection_params", lambda: dict(parameters))
    return parameters


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pooler that leaves out what a connection begins with."""
    connect = psycopg.connect
    monkeypatch.setattr(pooler.psycopg, "connect", lambda **how: connect(**how | {"options": ""}))


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pooler that has one connection of the database for all its clients."""
    connect = psycopg.connect
    opened: list[psycopg.Connection] = []

    @contextmanager
    def client(**how: Any) -> Iterator[Any]:
        if not opened:
            opened.append(connect(**how))
        yield Client(opened[0])

    monkeypatch.setattr(pooler.psycopg, "connect", client)


class Client:
    """One of its clients, which thinks that it has a connection of its own."""

    def __init__(self, real: psycopg.Connection) -> None:
        self.real, self.prepare_threshold, self.kept = real, 0, False

    def execute(self, query: str, parameters: Any = None, prepare: bool = False) -> Any:
        if prepare and not self.kept:
            self.kept = True
            self.real.execute("PREPARE _pg3_0 AS SELECT 1")
        return self.real.execute(query, parameters, prepare=False)


def test_without_a_pooler_nothing_is_wrong(asked: dict[str, Any]) -> None:
    found = look_between({})
    assert found == Between(user=OWNER_ROLE)
    assert found.refusal("", wants_plans=True) == found.warning(LOGIN) == ""


def test_the_web_process_steps_down_where_nothing_is_left_out(asked: dict[str, Any]) -> None:
    found = look_between({"DATABASE_ROLE": WEB_ROLE})
    assert found.user == WEB_ROLE
    assert found.refusal(WEB_ROLE, wants_plans=True) == ""


@pytest.mark.usefixtures("forgetful")
def test_a_role_that_is_left_out_stops_the_start(asked: dict[str, Any]) -> None:
    refusal = look_between({"DATABASE_ROLE": WEB_ROLE}).refusal(WEB_ROLE, wants_plans=False)
    assert f"would work as {OWNER_ROLE} and not as {WEB_ROLE}" in refusal
    assert "DATABASE_OWNER_URL" in refusal


@pytest.mark.usefixtures("forgetful")
def test_limits_of_time_that_are_left_out_are_said_as_an_administrator_sets_them(
    asked: dict[str, Any],
) -> None:
    warning = look_between({}).warning(LOGIN)
    for name, value in LIMITS.items():
        assert f"ALTER ROLE {LOGIN} SET {name} = '{value}';" in warning


@pytest.mark.usefixtures("shared")
def test_connections_given_out_by_the_transaction_are_recognised(asked: dict[str, Any]) -> None:
    found = look_between({})
    assert (found.shares, found.keeps_plans) == (True, False)
    assert "max_prepared_statements" in found.refusal("", wants_plans=True)
    assert "DATABASE_PREPARE=false" in found.refusal("", wants_plans=True)
    assert found.refusal("", wants_plans=False) == ""


def test_a_start_is_refused_with_the_reason(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(serve, "look_between", lambda environment: Between(user="owner"))
    with pytest.raises(CommandError, match="would work as owner"):
        serve.Command().look_between(dict(os.environ) | {"DATABASE_ROLE": WEB_ROLE})


def test_to_see_whether_it_may_step_down_leaves_no_role_on_the_connection(as_owner: None) -> None:
    assert serve.may_step_down()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] == OWNER_ROLE
