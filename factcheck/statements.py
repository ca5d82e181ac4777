"""Statements of our own on the hottest paths: put together once, planned once a connection.

Django writes the SQL of each act anew and PostgreSQL plans it anew, and both take longer than running it.
What runs here goes through Django's cursor all the same, so errors, transactions and logs are as ever.
"""

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from itertools import count
from typing import Any, Self

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model
from psycopg.pq import ExecStatus
from psycopg.types.numeric import Int8


class PreparedCursor(psycopg.RawCursor):
    """Keeps the plan of what it runs, unless the connection may keep none (`prepare_threshold` None)."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        return super().execute(_numbered(query), params, **(options | {"prepare": True}))


@lru_cache(maxsize=256)
def _numbered(sql: str) -> bytes:
    """The statement with $1, $2 … for its values. In a long one psycopg would look for them each time."""
    numbers = count(1)
    return re.sub("%[s%]", lambda at: f"${next(numbers)}" if at[0] == "%s" else "%", sql).encode()


def run(sql: str, values: Sequence[Any] = (), database: BaseDatabaseWrapper | None = None) -> list[Any]:
    """The rows that a statement gives, on the primary where no other database is named."""
    database = database or connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        cursor.cursor = PreparedCursor(database.connection)
        cursor.execute(sql, [of_one_type(value) for value in values])
        # Not `description`: of two hundred columns it takes longer than a few rows of them.
        gives_rows = cursor.pgresult is not None and cursor.pgresult.status == ExecStatus.TUPLES_OK
        return cursor.fetchall() if gives_rows else []


def of_one_type(value: Any) -> Any:
    """The same type whatever the value's size: the server keeps a plan for each row of types that it sees."""
    if isinstance(value, Enum):
        return value.value
    if type(value) is int:
        return Int8(value)
    if type(value) is list:
        return [of_one_type(one) for one in value] or "{}"
    return value


def as_stored(record: Model, field: Field) -> Any:
    """What stands on a record for a field, as the database is told it."""
    return field.get_db_prep_save(getattr(record, field.attname), connections[DEFAULT_DB_ALIAS])


class PreparedInsert:
    """INSERT of a model's rows, one at a time: what Model.save() does with a new one, without signals."""

    def __init__(self, model: type[Model]) -> None:
        # Typed as Any: what a field knows of itself is told to nobody outside Django.
        fields: list[Any] = list(model._meta.concrete_fields)
        self._given: list[Field] = [one for one in fields if not (one.db_returning or one.generated)]
        self._returned: list[str] = [one.attname for one in fields if one.db_returning]
        quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
        columns = ", ".join(quote(one.column) for one in self._given)
        returned = ", ".join(quote(one.column) for one in fields if one.db_returning) or "NULL"
        self._sql = (
            f"INSERT INTO {quote(model._meta.db_table)} ({columns})"  # noqa: S608 - our own words
            f" VALUES ({', '.join(['%s'] * len(self._given))}) RETURNING {returned}"
        )

    def insert_row(self, record: Model) -> None:
        """Put a new row in; what the database gives it stands on the record afterwards."""
        database = connections[DEFAULT_DB_ALIAS]
        values = [field.get_db_prep_save(field.pre_save(record, add=True), database) for field in self._given]
        (given,) = run(self._sql, values, database)
        for name, value in zip(self._returned, given, strict=False):
            setattr(record, name, value)
        record._state.adding, record._state.db = False, DEFAULT_DB_ALIAS
