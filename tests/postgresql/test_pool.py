"""A connection from the pool works, and is not asked each time whether it does."""

from collections.abc import Iterator

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections

from factcheck.postgresql import base
from factcheck.postgresql.base import ASKED_AFTER_IDLE_SECONDS, DatabaseWrapper

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pooled() -> Iterator[DatabaseWrapper]:
    """Another way into the tests' database, with a pool of one connection."""
    wrapper = connections[DEFAULT_DB_ALIAS].copy("pooled")
    assert isinstance(wrapper, DatabaseWrapper)
    wrapper.settings_dict["OPTIONS"].pop("assume_role", None)
    wrapper.settings_dict["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 1, "timeout": 10}
    # Django's own receivers look for each new connection by its name.
    connections["pooled"] = wrapper
    yield wrapper
    del connections["pooled"]
    wrapper.close()
    wrapper.close_pool()  # type: ignore[attr-defined]


def _borrowed(pooled: DatabaseWrapper) -> int:
    """Take the connection, do nothing, and give it back; the number of its process."""
    pooled.ensure_connection()
    number: int = pooled.connection.info.backend_pid
    pooled.close()
    return number


def _last_asked(number: int) -> object:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT state_change FROM pg_stat_activity WHERE pid = %s", [number])
        (found,) = cursor.fetchone()
        cursor.execute("SET ROLE factcheck_web")
    assert found is not None
    return found


def test_a_connection_used_a_moment_ago_is_handed_out_without_asking_the_server(
    pooled: DatabaseWrapper,
) -> None:
    number = _borrowed(pooled)
    before = _last_asked(number)
    assert [_borrowed(pooled) for _ in range(3)] == [number] * 3
    assert _last_asked(number) == before


def test_a_connection_that_was_idle_for_long_is_asked_first(
    pooled: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = _borrowed(pooled)
    before, now = _last_asked(number), base.monotonic()
    monkeypatch.setattr(base, "monotonic", lambda: now + ASKED_AFTER_IDLE_SECONDS + 1)
    assert _borrowed(pooled) == number
    assert _last_asked(number) != before


def test_a_connection_whose_server_has_gone_is_never_handed_out(pooled: DatabaseWrapper) -> None:
    number = _borrowed(pooled)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
        assert cursor.fetchone() == (True,)
        cursor.execute("SET ROLE factcheck_web")
    with pooled.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone()[0] != number
