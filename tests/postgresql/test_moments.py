"""Moments are read as Django reads them, only sooner."""

from datetime import UTC, datetime

import pytest
from django.db import DataError, connection
from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from hypothesis import given
from hypothesis import strategies as st

from factcheck.postgresql.base import UtcLoader

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
