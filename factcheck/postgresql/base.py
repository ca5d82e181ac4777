"""The Django database engine `factcheck.postgresql`: its pool sees a lost server without asking it."""

import select
from datetime import UTC, date, datetime
from functools import cache
from time import monotonic
from typing import Any

import psycopg
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base, operations
from django.db.backends.postgresql.psycopg_any import get_adapters_template
from psycopg.adapt import AdaptersMap
from psycopg.pq import Format
from psycopg.types.range import DateRangeLoader, Range
from psycopg_pool import ConnectionPool

# Behind a wall that drops what is idle, a socket stays silent for good: after so long the server is asked.
ASKED_AFTER_IDLE_SECONDS = 30


class Pooled(psycopg.Connection):
    handed_out_at = 0.0


def is_there(connection: Pooled) -> None:
    """Raises OperationalError where the server has gone since the connection was handed out last.

    Django's pool asks with a round trip each time, which is half of what a page costs that has not changed.
    But there is nothing to read on an idle connection, unless its server ends or its socket does: then it is
    asked.
    """
    now = monotonic()
    if now - connection.handed_out_at > ASKED_AFTER_IDLE_SECONDS or _has_something_to_read(connection):
        ConnectionPool.check_connection(connection)
    connection.handed_out_at = now


def _has_something_to_read(connection: Pooled) -> bool:
    watched = select.poll()
    watched.register(connection.fileno(), select.POLLIN)
    # The end of a connection is told whether it is asked for or not.
    return bool(watched.poll(0))


class Operations(operations.DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """For Django's log of statements. Of one that is kept by the server psycopg does not say it."""
        return super().last_executed_query(cursor, sql, params) or sql


class UtcLoader(psycopg.adapt.Loader):
    """A moment as the server writes it, which Python reads ten times as fast as Django's loader does.

    What is no ISO date of our era is left to that one.
    """

    # Django asks a connection's loader for this.
    timezone = UTC

    def load(self, data: Any) -> datetime:
        try:
            return datetime.fromisoformat(str(data, "ascii")).astimezone(UTC)
        except ValueError:
            careful: Any = get_adapters_template(True, UTC).get_loader(self.oid, Format.TEXT)
            return careful(self.oid, self.connection).load(data)


class PeriodLoader(psycopg.adapt.Loader):
    """A range of days as the server writes it, read five times as fast as psycopg's loader does it.

    What is not two days of our era, or one, is left to that one.
    """

    def load(self, data: Any) -> Range[date]:
        text = str(data, "ascii")
        try:
            first, end = (date.fromisoformat(day) if day else None for day in text[1:-1].split(","))
            return Range(first, end, text[0] + text[-1])
        except ValueError:
            return DateRangeLoader(self.oid, self.connection).load(data)


@cache
def _adapters() -> AdaptersMap:
    adapters = AdaptersMap(get_adapters_template(True, UTC))
    adapters.register_loader("timestamptz", UtcLoader)
    adapters.register_loader("daterange", PeriodLoader)
    return adapters


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = Operations

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        if self.timezone is UTC:
            params["context"] = _adapters()
        return params

    @property
    def pool(self) -> Any:
        options = self.settings_dict["OPTIONS"].get("pool")
        if not options or self.alias == NO_DB_ALIAS:
            return None
        pools: dict[str, Any] = self._connection_pools  # type: ignore[attr-defined]
        if self.alias not in pools:
            pool = ConnectionPool(
                kwargs=self.get_connection_params() | {"autocommit": True},
                connection_class=Pooled,
                open=False,
                configure=self._configure_connection,  # type: ignore[attr-defined]
                check=is_there,
                **options,
            )
            # Two threads may both get here; the pool of the second was never opened.
            pools.setdefault(self.alias, pool)
        return pools[self.alias]
