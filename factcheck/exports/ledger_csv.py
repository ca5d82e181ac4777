"""The ledgers as CSV, written by PostgreSQL itself: COPY, streamed, with flat memory.

RFC 4180, UTF-8, CRLF; sorted by claim_code, then time, then id; empty means none. The same `as_of` gives the
same bytes for good.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F, QuerySet

from factcheck.exports.columns import Column, Ledger
from factcheck.exports.copying import Sent, copied
from factcheck.models.claims import ClaimFacts
from factcheck.queries.claim_list import claims_matching, entry_ids
from factcheck.rules.filters import Filters
from factcheck.rules.statuses import PUBLIC

# Spreadsheets take a cell that begins so for a formula [OWASP, CSV injection].
# Behind apostrophes as well: else what has one of its own would lose it where the files are read again.
FORMULA_START = r"E'^''*[-=+@\t\r]'"

_FACTS = [field.attname for field in ClaimFacts._meta.fields]
_CALLS = re.compile(r"(?P<name>claims|source|base_url|moment|time_zone)\((?P<argument>[^()]*)\)")
_SOURCE_FACTS = "name, kind, country, reliability"
_END_OF_TIME = "infinity"
# No limit, of which the planner cannot know that it is none: it reckons with a tenth of the rows being asked
# for, and takes the way that gives the first ones at once, where sorting all of them would cost it less.
_FIRST_ROWS_SOON = "LIMIT (SELECT NULL::bigint)"


def stream(
    ledger: Ledger, filters: Filters, *, for_spreadsheet: bool = False, sent: Sent | None = None
) -> Iterator[bytes]:
    """Write a ledger in chunks of 64 KiB or more, the header at once. Raises UnknownName before the first.

    Only claims that are public, now or as of filters.as_of. for_spreadsheet: an apostrophe before text that
    a spreadsheet would take for a formula. sent: told how much has gone out. Closing the iterator ends the
    COPY and frees the connection.
    """
    text, parameters = _statement(ledger, filters, for_spreadsheet=for_spreadsheet)
    statement = f"COPY ({text} {_FIRST_ROWS_SOON}) TO STDOUT WITH (FORMAT csv, HEADER true)"
    return copied(statement, parameters, line_end=b"\r\n", sent=sent)


def count(ledger: Ledger, filters: Filters, *, at_most: int) -> int:
    """How many rows the file has, counted no further than `at_most` and one more."""
    bare = replace_columns(ledger, [ledger.columns[0]])
    text, parameters = _statement(bare, filters, for_spreadsheet=False, ordered=False)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({text} LIMIT {at_most + 1}) AS counted", parameters)  # noqa: S608
        return cursor.fetchone()[0]


def replace_columns(ledger: Ledger, columns: list[Column]) -> Ledger:
    return replace(ledger, columns=columns)


def _statement(
    ledger: Ledger, filters: Filters, *, for_spreadsheet: bool, ordered: bool = True
) -> tuple[str, list[Any]]:
    """The SELECT of a ledger with its parameters in order; the short calls of columns.py written out."""
    columns = ", ".join(
        f"{_cell(column, for_spreadsheet=for_spreadsheet)} AS {column.name}" for column in ledger.columns
    )
    where, values = _conditions(ledger, filters)
    order = f" ORDER BY {ledger.order}" if ordered else ""
    template = f"SELECT {columns} FROM {ledger.rows} WHERE {where}{order}"  # noqa: S608
    parameters: list[Any] = []
    claims_sql, claims_parameters = _claims(ledger, filters).query.sql_with_params()
    parts, last = [], 0
    # Placeholders stand in the order of the text, so values are gathered while it is written out.
    for match in re.finditer(rf"{_CALLS.pattern}|%s", template):
        parts.append(template[last : match.start()])
        last = match.end()
        match match["name"]:
            case "claims":
                parts.append(f"({claims_sql})")
                parameters += claims_parameters
            case "source":
                sql, more = _source(match["argument"], filters.as_of)
                parts.append(sql)
                parameters += more
            case "base_url":
                parts.append("%s::text")
                parameters.append(settings.BASE_URL)
            case "time_zone":
                parts.append("%s::text")
                parameters.append(settings.TIME_ZONE)
            case "moment":
                parts.append("%s::timestamptz")
                parameters.append(filters.as_of or _END_OF_TIME)
            case None:
                parts.append("%s")
                parameters.append(values.pop(0))
    parts.append(template[last:])
    return "".join(parts), parameters


def _cell(column: Column, *, for_spreadsheet: bool) -> str:
    if not column.is_text:
        return f"({column.sql})"
    # Empty text and no text are the same to a reader of CSV: both are written as nothing at all.
    text = f"nullif({column.sql}, '')"
    if for_spreadsheet:
        guarded = f"CASE WHEN v ~ {FORMULA_START} THEN '''' || v ELSE v END"
        return f"(SELECT {guarded} FROM (SELECT {text} AS v) AS w)"  # noqa: S608
    return text


def _claims(ledger: Ledger, filters: Filters) -> QuerySet:
    """The public claims that the filters let through, with the same columns now and as of a moment."""
    if ledger.own_time:
        # since and until are about the row itself there, not about the claim.
        filters = replace(filters, since=None, until=None)
    rows = claims_matching(filters, PUBLIC)
    prefix = "" if filters.as_of is None else "claim__"
    return rows.annotate(
        claim_ref=F(f"{prefix}id"), claim_code=F(f"{prefix}code"), made_at=F(f"{prefix}created_at")
    ).values("claim_ref", "claim_code", "made_at", "ledger_seq", *_FACTS)


def _conditions(ledger: Ledger, filters: Filters) -> tuple[str, list[Any]]:
    """What rows of attributions and decisions must fulfil beside belonging to a claim."""
    conditions: list[str] = ["true"]
    values: list[Any] = []
    if not ledger.own_time:
        return "true", []
    for bound, operator in ((filters.as_of, "<="), (filters.until, "<="), (filters.since, ">=")):
        if bound is not None:
            conditions.append(f"{ledger.own_time} {operator} %s")
            values.append(bound)
    if ledger.name == "attributions" and filters.source:
        conditions.append("a.source_id = ANY(%s)")
        values.append(list(entry_ids(filters.source, filters.as_of)))
    if ledger.name == "attributions" and filters.stance:
        conditions.append("a.stance = %s")
        values.append(str(filters.stance))
    return " AND ".join(conditions), values


def _source(reference: str, as_of: datetime | None) -> tuple[str, list[Any]]:
    """What was said of a source at the moment: one row."""
    if as_of is None:
        return f"(SELECT {_SOURCE_FACTS} FROM factcheck_source WHERE id = {reference})", []  # noqa: S608
    then = f"source_id = {reference} AND recorded_at <= %s ORDER BY recorded_at DESC, id DESC LIMIT 1"
    return f"(SELECT {_SOURCE_FACTS} FROM factcheck_sourceversion WHERE {then})", [as_of]  # noqa: S608
