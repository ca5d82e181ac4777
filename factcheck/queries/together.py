"""Several reads of one page as one statement, which is put together once and planned once a connection.

A page of the desk shows a dozen small things of one claim or one person. Asked for one by one, most of the
page's time went into writing their SQL anew, planning it and going to the database and back.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from django.db.models import BigIntegerField, DateTimeField, QuerySet, Value
from django.db.models.functions import Cast
from django.db.models.sql.compiler import SQLCompiler
from psycopg.adapt import Loader
from psycopg.pq import Format

from factcheck.queries.database import reading
from factcheck.statements import PreparedCursor

# Stands in the SQL for a value to come: no text of ours is like it.
MARK = "\ufdd0 {} \ufdd1"
_POSTGRES_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def as_number(asked: str) -> Cast:
    """Values come as texts; this one says a number."""
    return Cast(Value(asked), BigIntegerField())


def as_moment(asked: str) -> Cast:
    """Of a moment as isoformat() writes it."""
    return Cast(Value(asked), DateTimeField())


Reads = Mapping[str, QuerySet[Any, Any]]


class Together:
    """Named querysets that differ in the same few texts only. build: makes them, for these texts.

    Each row comes as one record, in which PostgreSQL says the type of each value, and is made into what the
    queryset gives: models with what select_related brings, or values_list.
    """

    def __init__(self, *names: str, build: Callable[..., Reads]) -> None:
        """names: of the values, as build() takes them."""
        self._names, self._build = names, build
        self._made: _Statement | None = None

    def read(self, **values: str) -> dict[str, list[Any]]:
        """The same as list() of each of build(**values)."""
        if self._made is None:
            # Two threads may both do this; what they make is the same.
            marks = {name: MARK.format(name) for name in self._names}
            self._made = _Statement({mark: name for name, mark in marks.items()}, self._build(**marks))
        return self._made.read(values)


class _Statement:
    def __init__(self, places: Mapping[str, str], reads: Reads) -> None:
        database = reading()
        self._reads = [
            (name, rows, rows.query.get_compiler(connection=database)) for name, rows in reads.items()
        ]
        parts: list[str] = []
        # The name of the value that stands there, or what always stands there.
        self._parameters: list[tuple[str | None, Any]] = []
        for name, _, compiler in self._reads:
            sql, parameters = compiler.as_sql()
            if compiler.has_extra_select:
                raise TypeError(f"{name}: what it is sorted by is not among what it gives.")
            parts.append(f"ARRAY(SELECT one_row FROM ({sql}) AS one_row)")  # noqa: S608 - Django's own
            marked = (places.get(one) if isinstance(one, str) else None for one in parameters)
            self._parameters += zip(marked, parameters, strict=True)
        self._sql = f"SELECT {', '.join(parts)}"

    def read(self, values: Mapping[str, str]) -> dict[str, list[Any]]:
        database = reading()
        with database.cursor() as cursor:
            cursor.cursor = _RecordCursor(database.connection)
            cursor.execute(self._sql, [values[name] if name else one for name, one in self._parameters])
            found = cursor.fetchone()
        return {
            name: list(_again(rows, compiler, records))
            for (name, rows, compiler), records in zip(self._reads, found, strict=True)
        }


def _again(rows: QuerySet[Any, Any], compiler: SQLCompiler, records: list[tuple[Any, ...]]) -> Iterator[Any]:
    """What the queryset makes of these rows."""
    if not records:
        return iter(())
    answered: Any = copy(compiler)
    answered.connection = reading()
    answered.execute_sql = lambda *_, **__: [records]
    again = rows.all()
    again.query.get_compiler = lambda *_, **__: answered  # type: ignore[method-assign]
    return iter(again)


class _RecordCursor(PreparedCursor):
    """Reads in the binary form, in which alone a record says the types of its values."""

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        for name, loader in _AS_DJANGO_READS_THEM.items():
            self.adapters.register_loader(name, loader)

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        return super().execute(query, params, **(options | {"binary": True}))


class _Moment(Loader):
    """With the zone that Django gives to moments: pages compare how they are written."""

    format = Format.BINARY

    def load(self, data: Any) -> datetime:
        return _POSTGRES_EPOCH + timedelta(microseconds=int.from_bytes(data, "big", signed=True))


class _JsonText(Loader):
    """As a text: the field itself reads it. A number for the version of the form stands before it."""

    format = Format.BINARY

    def load(self, data: Any) -> str:
        return bytes(data)[1:].decode()


_AS_DJANGO_READS_THEM: dict[str, type[Loader]] = {"timestamptz": _Moment, "jsonb": _JsonText}
