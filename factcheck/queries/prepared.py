"""A query that is asked again and again with another value: put together once, and planned once a connection.

Django writes the SQL of a queryset anew each time, and PostgreSQL plans it anew. Where one statement brings a
page's whole record by two dozen joins, both take many times as long as running it.
"""

from collections.abc import Callable
from copy import copy
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from factcheck.queries.database import reading
from factcheck.statements import run

# Stands in the SQL for the value to come: no text of ours is like it.
MARK = "\ufdd0 the value \ufdd1"

M = TypeVar("M", bound=Model)


class Prepared(Generic[M]):
    """The rows of a queryset that differs in one text only. build: makes it, for a text."""

    def __init__(self, build: Callable[[str], QuerySet[M]]) -> None:
        self._build = build
        self._made: tuple[QuerySet[M], SQLCompiler, str, tuple[Any, ...]] | None = None

    def rows(self, value: str) -> list[M]:
        """The same as list(build(value))."""
        if self._made is None:
            # Two threads may both do this; what they make is the same.
            queryset = self._build(MARK)
            compiler = queryset.query.get_compiler(connection=reading())
            self._made = (queryset, compiler, *compiler.as_sql())
        queryset, compiler, sql, marked = self._made
        database = reading()
        found = run(sql, [value if one == MARK else one for one in marked], database)
        answered: Any = copy(compiler)
        answered.connection = database
        answered.execute_sql = lambda *_, **__: [found]
        again = queryset.all()
        again.query.get_compiler = lambda *_, **__: answered  # type: ignore[method-assign]
        return list(again)
