"""How many of the claims found there are for each answer to a filter, the other filters being as they are.

One statement counts all, among the claims last changed, no more than a given number of them.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from factcheck.queries.claim_list import claims_found, entry_ids
from factcheck.queries.database import reading
from factcheck.queries.public_list import PAGE
from factcheck.queries.revision import per_revision
from factcheck.rules.filters import Filters
from factcheck.rules.statuses import LISTED

SHOWN = 8
NEWEST = PAGE + 1
# What stood of the claims found, as far as was known then, under the entry where its source was kept.
_SAID_THEN = """
    SELECT found.claim_id, coalesce(entry.merged_into_id, said.source_id) AS kept, said.stance
    FROM {table} AS found
    JOIN factcheck_attribution AS said ON said.claim_id = found.claim_id AND said.recorded_at <= %s
    JOIN LATERAL (SELECT merged_into_id FROM factcheck_sourceversion WHERE source_id = said.source_id
                  AND recorded_at <= %s ORDER BY recorded_at DESC, id DESC LIMIT 1) AS entry ON true
    WHERE NOT EXISTS (SELECT FROM factcheck_attribution AS later
                      WHERE later.supersedes_id = said.id AND later.recorded_at <= %s)"""
_SOURCE_THEN = """
    (SELECT name FROM factcheck_sourceversion WHERE source_id = counted.kept AND recorded_at <= %s
     ORDER BY recorded_at DESC, id DESC LIMIT 1)"""
# Its first version says how a topic was called until it was first changed.
_TOPIC_THEN = """
    coalesce((SELECT name FROM factcheck_topicversion WHERE topic_id = topic.id
              ORDER BY recorded_at <= %s DESC, CASE WHEN recorded_at <= %s THEN recorded_at END DESC,
                       recorded_at, id LIMIT 1), topic.name)"""

# The years of what was found, as places in the ledger, whose numbers grow with its times: one look a year
# where there was one a claim.
_YEARS = """
    CROSS JOIN (
        SELECT min(year) AS first_year, array_agg(
            (SELECT seq FROM factcheck_ledgerentry
             WHERE recorded_at >= make_timestamptz(year, 1, 1, 0, 0, 0, 'UTC') ORDER BY recorded_at LIMIT 1)
            ORDER BY year) AS begin
        FROM (SELECT min(ledger_seq) AS first, max(ledger_seq) AS last FROM {found}) AS reach
        JOIN factcheck_ledgerentry AS oldest ON oldest.seq = reach.first
        JOIN factcheck_ledgerentry AS newest ON newest.seq = reach.last
        CROSS JOIN LATERAL generate_series(
            extract(year FROM oldest.recorded_at AT TIME ZONE 'UTC')::int,
            extract(year FROM newest.recorded_at AT TIME ZONE 'UTC')::int) AS year
    ) AS years"""


@dataclass(frozen=True, slots=True)
class Facets:
    """total: claims that match, counted to the limit and one more. counts: value, name, claims by filter.

    newest: the ledger's numbers of those last changed, a page of them and one more.
    """

    total: int
    newest: tuple[int, ...]
    counts: dict[str, list[tuple[str, str, int]]]


@per_revision
def facets(filters: Filters, *, at_most: int) -> Facets:
    """Count listed claims, and name the newest of them. Raises UnknownName."""
    without_date = replace(filters, since=None, until=None)
    sets = {name: filters.without(name) for name in ("status", "topic", "source", "stance")}
    sets |= {"year": without_date, "total": filters, "newest": filters}
    # The claims found by filters that are alike are one table.
    tables: dict[Filters, str] = {}
    parts: dict[str, str] = {}
    values, selects, more = [], [], []
    for name, chosen in sets.items():
        table = tables.setdefault(chosen, f"found_{len(tables)}")
        if table not in parts:
            parts[table], parameters = _claims(chosen, at_most)
            values += parameters
        if chosen.as_of is not None and name in ("source", "stance"):
            found, table = table, f"said_{table}"
            if table not in parts:
                parts[table] = _SAID_THEN.format(table=found)
                values += [chosen.as_of] * 3
        sql, parameters = _counted(name, table, chosen)
        selects.append(f"({sql})")
        more += parameters
    named = ", ".join(f"{table} AS MATERIALIZED ({sql})" for table, sql in parts.items())
    with reading().cursor() as cursor:
        cursor.execute(f"WITH {named} {' UNION ALL '.join(selects)}", [*values, *more])
        rows = cursor.fetchall()
    counts: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for name, value, label, number in rows:
        counts[name].append((value, label, number))
    numbers = tuple(number for _, _, number in counts.pop("newest", []))
    return Facets(total=counts.pop("total")[0][2], newest=numbers, counts=dict(counts))


def _claims(filters: Filters, at_most: int) -> tuple[str, list[Any]]:
    said = ("spoken_by", "stances", "said") if filters.as_of is None else ()
    columns = claims_found(filters, LISTED).values("claim_id", "ledger_seq", "status", "topic_id", *said)
    sql, values = columns.order_by("-ledger_seq")[: at_most + 1].query.sql_with_params()
    return sql, list(values)


def _counted(name: str, table: str, filters: Filters) -> tuple[str, list[Any]]:
    """A SELECT of (filter, value, name, claims) from a table of claims, the most frequent first."""
    if filters.as_of is not None and name in ("source", "stance"):
        return _said_then(name, table, filters)
    match name:
        case "source":
            return _sources(table, filters)
        case "stance":
            return _stances(table, filters)
        case "total":
            return f"SELECT 'total', '', '', count(*) FROM {table}", []  # noqa: S608 - our own words
        case "newest":
            return f"SELECT 'newest', '', '', ledger_seq FROM {table} ORDER BY 4 DESC LIMIT {NEWEST}", []  # noqa: S608
        case "status":
            value, label, joined = "found.status", "found.status", ""
        case "topic":
            value, label = "topic.slug", _TOPIC_THEN if filters.as_of else "topic.name"
            joined = "JOIN factcheck_topic AS topic ON topic.id = found.topic_id"
        case _:
            value = label = "(years.first_year - 1 + width_bucket(found.ledger_seq, years.begin))::text"
            joined = _YEARS.format(found=table)
    sql = f"SELECT '{name}', {value}, {label}, count(*) FROM {table} AS found {joined} GROUP BY 2, 3"  # noqa: S608
    return f"{sql} ORDER BY 4 DESC, 2 LIMIT {SHOWN}", [filters.as_of] * label.count("%s")


def _sources(table: str, filters: Filters) -> tuple[str, list[Any]]:
    """Who spoke, each counted for the entry under which it is kept today."""
    each, source, condition, values = "found.spoken_by", "one", "", []
    if filters.stance:
        each, source = "found.said", "split_part(one, ' ', 1)::bigint"
        condition, values = "WHERE split_part(one, ' ', 2) = %s", [str(filters.stance)]
    # Counted by number and named afterwards: sorting thousands of names took longer than all else.
    heard = (
        "SELECT DISTINCT found.claim_id, coalesce(entry.merged_into_id, entry.id) AS kept"  # noqa: S608
        f" FROM {table} AS found CROSS JOIN LATERAL unnest({each}) AS one"
        f" JOIN factcheck_source AS entry ON entry.id = {source} {condition}"
    )
    sql = (
        "SELECT 'source', source.slug, source.name, counted.claims"  # noqa: S608
        f" FROM (SELECT kept, count(*) AS claims FROM ({heard}) AS heard GROUP BY kept) AS counted"
        f" JOIN factcheck_source AS source ON source.id = counted.kept ORDER BY 4 DESC, 2 LIMIT {SHOWN}"
    )
    return sql, values


def _stances(table: str, filters: Filters) -> tuple[str, list[Any]]:
    if not filters.source:
        # A claim's row has each stance once.
        each = f"FROM {table} CROSS JOIN LATERAL unnest(stances) AS one"
        return f"SELECT 'stance', one, one, count(*) {each} GROUP BY 2 ORDER BY 4 DESC, 2 LIMIT {SHOWN}", []
    heard = (
        f"SELECT DISTINCT found.claim_id, split_part(one, ' ', 2) AS stance FROM {table} AS found"  # noqa: S608
        " CROSS JOIN LATERAL unnest(found.said) AS one WHERE split_part(one, ' ', 1)::bigint = ANY(%s)"
    )
    sql = f"SELECT 'stance', stance, stance, count(*) FROM ({heard}) AS heard GROUP BY 2"  # noqa: S608
    sql = f"{sql} ORDER BY 4 DESC, 2 LIMIT {SHOWN}"
    return sql, [list(entry_ids(filters.source, None))]


def _said_then(name: str, table: str, filters: Filters) -> tuple[str, list[Any]]:
    """Who spoke, or in which stance, from a table of what was said."""
    condition, values = "", []
    if name == "source" and filters.stance:
        condition, values = "WHERE stance = %s", [str(filters.stance)]
    if name == "stance" and filters.source:
        condition = "WHERE kept = (SELECT id FROM factcheck_source WHERE slug = %s)"
        values = [filters.source]
    column = "kept" if name == "source" else "stance"
    each = f"SELECT {column}, count(DISTINCT claim_id) AS claims FROM {table} {condition} GROUP BY 1"  # noqa: S608
    if name == "stance":
        sql = f"SELECT 'stance', stance, stance, claims FROM ({each}) AS counted"  # noqa: S608
        return f"{sql} ORDER BY 4 DESC, 2 LIMIT {SHOWN}", values
    # Named when the most frequent are known: looking for thousands of names takes longer than counting.
    first = (
        f"SELECT kept, slug, claims FROM ({each}) AS heard JOIN factcheck_source ON id = kept"  # noqa: S608
        f" ORDER BY claims DESC, slug LIMIT {SHOWN}"
    )
    sql = f"SELECT 'source', slug, {_SOURCE_THEN}, claims FROM ({first}) AS counted ORDER BY 4 DESC, 2"  # noqa: S608
    return sql, [filters.as_of, *values]
