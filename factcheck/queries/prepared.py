"""A query that is asked again and again with another value: put together once, and planned once a connection.

Django writes the SQL of a queryset anew each time, and PostgreSQL plans it anew. Where one statement brings a
page's whole record by two dozen joins, both take many times as long as running it. What it brings becomes
objects by places that are looked up once, too.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable
from psycopg.sql import Literal

from factcheck.queries.database import reading
from factcheck.statements import of_one_type, run

# Stands in the SQL for the value to come: no text of ours is like it.
MARK = "\ufdd0 the value \ufdd1"

M = TypeVar("M", bound=Model)
Row = tuple[Any, ...]
# By the place of a value that its field has to read first: how.
Converters = dict[int, tuple[list[Callable[..., Any]], Any]]


class Prepared(Generic[M]):
    """The rows of a queryset that differs in one text only. build: makes it, for a text."""

    def __init__(self, build: Callable[[str], QuerySet[M]]) -> None:
        self._build = build
        self._made: _Made | None = None

    def rows(self, value: str) -> list[M]:
        """The same as list(build(value)); but a record that several rows point at is one object."""
        if self._made is None:
            # Two threads may both do this; what they make is the same.
            self._made = _Made.of(self._build(MARK))
        database = reading()
        rows = run(self._made.sql, [value] * self._made.marks, database)
        return self._made.objects(rows, database)


@dataclass(frozen=True, slots=True)
class _Made:
    """A queryset as SQL, and how its rows become objects."""

    sql: str
    # How often the value stands in it.
    marks: int
    root: "_Maker"
    # What the rows bring beside records.
    annotations: list[tuple[str, int]]
    converters: Converters

    @classmethod
    def of(cls, queryset: QuerySet[Any]) -> "_Made":
        if queryset._iterable_class is not ModelIterable or queryset._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise TypeError(
                "Only a queryset of records, without others fetched beside them, can be prepared."
            )
        database = reading()
        compiler = queryset.query.get_compiler(connection=database)
        sql, values = compiler.as_sql()
        sql, marks = _but_the_mark(sql, values, database)
        columns = [one[0] for one in compiler.select]
        annotations = list(compiler.annotation_col_map.items())
        converters = compiler.get_converters(columns)
        return cls(
            sql,
            marks,
            _Maker.of(compiler.klass_info, columns, converters),
            annotations,
            {place: converters[place] for _, place in annotations if place in converters},
        )

    def objects(self, rows: list[Row], database: BaseDatabaseWrapper) -> list[Any]:
        made: dict[tuple[int, Any], Model] = {}
        found = []
        for row in rows:
            one = self.root.make(row, made, database)
            for name, place in self.annotations:
                setattr(one, name, _read(row, place, self.converters, database))
            found.append(one)
        return found


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes a record of some columns of a row, and those that it points at of others."""

    model: type[Model]
    first: int
    end: int
    key: int
    names: tuple[str, ...]
    converters: Converters
    related: tuple[tuple["_Maker", Callable[..., None], Callable[..., None]], ...]

    @classmethod
    def of(cls, about: dict[str, Any], columns: list[Any], converters: Converters) -> "_Maker":
        """about: what the compiler says of a model's columns (`klass_info`)."""
        places = about["select_fields"]
        fields = [columns[place].target for place in places]
        return cls(
            about["model"],
            places[0],
            places[-1] + 1,
            places[0] + [field.primary_key for field in fields].index(True),
            tuple(field.attname for field in fields),
            {place: converters[place] for place in places if place in converters},
            tuple(
                (cls.of(one, columns, converters), one["local_setter"], one["remote_setter"])
                for one in about.get("related_klass_infos", [])
            ),
        )

    def make(
        self, row: Row, made: dict[tuple[int, Any], Model], database: BaseDatabaseWrapper
    ) -> Model | None:
        """None where the row has no such record. made: what this query's rows have brought before."""
        key = (self.first, row[self.key])
        if key[1] is None:
            return None
        if (one := made.get(key)) is not None:
            return one
        values = dict(zip(self.names, row[self.first : self.end], strict=True))
        for place in self.converters:
            values[self.names[place - self.first]] = _read(row, place, self.converters, database)
        one = made[key] = as_read(self.model, values, database.alias)
        for maker, set_here, set_there in self.related:
            other = maker.make(row, made, database)
            set_here(one, other)
            if other is not None:
                set_there(other, one)
        return one


def _but_the_mark(sql: str, values: Iterable[Any], database: BaseDatabaseWrapper) -> tuple[str, int]:
    """The SQL with all values written into it that are always the same, and how often the mark is left."""
    database.ensure_connection()
    left, written = iter(values), []

    def put(at: re.Match[str]) -> str:
        if at[0] == "%%":
            return "%%"
        value = next(left)
        written.append(value == MARK)
        if value == MARK:
            return "%s"
        return Literal(of_one_type(value)).as_string(database.connection).replace("%", "%%")

    return re.sub("%[s%]", put, sql), sum(written)


def _read(row: Row, place: int, converters: Converters, database: BaseDatabaseWrapper) -> Any:
    value = row[place]
    if place in converters:
        functions, expression = converters[place]
        for function in functions:
            value = function(value, expression, database)
    return value


def as_read(model: type[M], values: dict[str, Any], alias: str) -> M:
    """A record of values that the database gave, by the names of their columns.

    Past Model.__init__ and its signals, which set each field by itself: nobody listens, and every value is as
    it is to be. Fields that are not given are asked for when they are looked at.
    """
    one = model.__new__(model)
    state = ModelState()
    state.adding, state.db = False, alias
    one.__dict__ = {"_state": state, **values}
    return one
