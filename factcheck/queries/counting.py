"""Several counts in one statement, none carried further than it will be shown."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, IntegerField, Q, QuerySet, Subquery

from factcheck.queries.database import reading
from factcheck.rules.counting import COUNTED_TO


class CountOf(Subquery):
    """How many rows a subquery has; slice it, and no more are counted."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def capped_counts(many: Sequence[QuerySet], at_most: int = COUNTED_TO) -> list[int]:
    """How many rows each has, counted no further than one beyond `at_most`."""
    return counts_by([capped(rows, at_most) for rows in many])


class Capped(NamedTuple):
    """One of several counts as SQL, with its parameters: kept, it need not be written anew."""

    sql: str
    parameters: tuple[Any, ...] = ()


def capped(rows: QuerySet, at_most: int = COUNTED_TO) -> Capped:
    """How many rows there are, counted no further than one beyond `at_most`."""
    try:
        sql, values = rows.order_by().values("pk")[: at_most + 1].query.sql_with_params()
    except EmptyResultSet:
        return Capped("0")
    return Capped(f"(SELECT count(*) FROM ({sql}) AS counted)", values)  # noqa: S608 - Django's own


def counts_by(many: Sequence[Capped]) -> list[int]:
    with reading().cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(one.sql for one in many)}",
            [value for one in many for value in one.parameters],
        )
        return list(cursor.fetchone())


def counts_among(rows: QuerySet, conditions: Sequence[Q]) -> list[int]:
    """How many of these rows fulfil each condition, in one pass over them."""
    counts = {f"number_{place}": Count("pk", filter=one or None) for place, one in enumerate(conditions)}
    found = rows.aggregate(**counts)
    return [found[name] for name in counts]
