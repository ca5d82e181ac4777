"""Moments and periods are read as Django reads them, only sooner."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DataError, connection
from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from hypothesis import given
from hypothesis import strategies as st
from psycopg.types.range import Range

from factcheck.postgresql.base import PeriodLoader, UtcLoader

pytestmark = pytest.mark.django_db


def _read(text: str) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text::timestamptz", [text])
        moment: datetime = cursor.fetchone()[0]
    return moment


@given(moment=st.datetimes(timezones=st.just(UTC)))
def test_each_moment_that_is_written_is_read_the_same(moment: datetime) -> None:
    read = _read(moment.isoformat())
    assert read == moment
    assert read.tzinfo is UTC


def test_a_connection_reads_moments_with_it() -> None:
    connection.ensure_connection()
    loader = connection.connection.adapters.get_loader(1184, 0)
    assert loader is UtcLoader
    assert not issubclass(UtcLoader, BaseTzLoader)


def test_a_moment_of_another_zone_is_read_in_utc() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'Asia/Seoul'")
    assert _read("2026-11-30 12:00+09") == datetime(2026, 11, 30, 3, tzinfo=UTC)


@pytest.mark.parametrize("text", ["infinity", "0044-03-15 12:00 BC", "12026-01-01 00:00"])
def test_a_moment_that_python_has_none_of_is_refused(text: str) -> None:
    with pytest.raises(DataError):
        _read(text)


# The server writes the end of a period as the day after, and the last day of Python's has none.
LAST = date.max - timedelta(days=1)


def _read_period(text: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text::daterange", [text])
        return cursor.fetchone()[0]


@given(
    one=st.dates(max_value=LAST),
    other=st.dates(max_value=LAST),
    bounds=st.sampled_from(["[]", "[)", "(]", "()"]),
)
def test_each_period_is_read_as_the_server_keeps_it(one: date, other: date, bounds: str) -> None:
    first, last = sorted((one, other))
    read = _read_period(f"{bounds[0]}{first},{last}{bounds[1]}")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT isempty(p), lower(p), upper(p) FROM (SELECT %s::daterange) AS given(p)", [read]
        )
        assert cursor.fetchone() == (read.isempty, read.lower, read.upper)


def test_a_period_may_be_open_or_empty() -> None:
    loader = connection.connection.adapters.get_loader(3912, 0)
    assert loader is PeriodLoader
    assert _read_period("[2025-03-27,)") == Range(date(2025, 3, 27), None, "[)")
    assert _read_period("(,2025-03-27)") == Range(None, date(2025, 3, 27), "()")
    assert _read_period("(,)") == Range(None, None, "()")
    assert _read_period("empty").isempty


@pytest.mark.parametrize(
    "text", ["[2025-01-01,infinity)", "[0044-03-15 BC,2025-01-01)", "[2025-01-01,12026-01-01)"]
)
def test_a_period_with_a_day_that_python_has_none_of_is_refused(text: str) -> None:
    with pytest.raises(DataError):
        _read_period(text)
