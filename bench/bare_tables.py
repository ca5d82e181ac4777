"""The tables of the record without what only costs time while a whole record is filled in.

Searching indexes, references between tables and the row that claims are found by are made at the end, for all
rows at once. What gives the ledger its numbers, times and hashes stays, and so does what refuses an entry.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection

FILLED = (
    "article attribution claim claimindex claimparty claimstate claimversion decision evidence hop"
    " ledgerentry ledgersalt publicationact quantity span"
).split()
# Of these every index goes that keeps nothing unique; of the others what is cut into words.
_NOT_ASKED_MEANWHILE = "article claim claimindex claimstate claimversion".split()
_KEEP_CLAIM_INDEX = (("claim", "d_index"), ("claim", "d_index_again"), ("attribution", "d_index"))
_CLAIMS_AT_A_TIME = 5_000


@contextmanager
def bare() -> Iterator[None]:
    """Needs the role that owns the tables. All is put back also where filling them failed."""
    indexes, references = _indexes(), _references()
    _run(f"DROP INDEX {name}" for name, _ in indexes)
    _run(f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name, _ in references)
    _run(f"ALTER TABLE factcheck_{table} DISABLE TRIGGER {name}" for table, name in _KEEP_CLAIM_INDEX)
    try:
        yield
    finally:
        _run(["SET maintenance_work_mem = '512MB'", "SET work_mem = '256MB'"])
        definitions = [definition for _, definition in indexes]
        of_claim_index = [one for one in definitions if " ON public.factcheck_claimindex " in one]
        # The rows that claims are found by are one long piece of work; the indexes of other tables another.
        with ThreadPoolExecutor(1) as beside:
            others = beside.submit(_apart, [one for one in definitions if one not in of_claim_index])
            _index_claims()
            _run(of_claim_index)
            others.result()
        _run(
            f"ALTER TABLE factcheck_{table} ENABLE ALWAYS TRIGGER {name}" for table, name in _KEEP_CLAIM_INDEX
        )
        _run(f"ALTER TABLE {table} ADD CONSTRAINT {name} {what}" for table, name, what in references)


def _indexes() -> list[tuple[str, ...]]:
    return _rows(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i"
        " JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am a ON a.oid = x.relam"
        " WHERE NOT i.indisunique AND (i.indrelid::regclass::text = ANY(%s)"
        " OR a.amname = 'gin' AND i.indrelid::regclass::text = ANY(%s)) ORDER BY 1",
        [f"factcheck_{table}" for table in _NOT_ASKED_MEANWHILE],
        [f"factcheck_{table}" for table in FILLED],
    )


def _references() -> list[tuple[str, ...]]:
    return _rows(
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s) ORDER BY 1, 2",
        [f"factcheck_{table}" for table in FILLED],
    )


def _rows(statement: str, *values: list[str]) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _run(statements: Iterator[str] | list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _apart(statements: list[str]) -> None:
    """In a session of its own: Django gives each thread one."""
    try:
        _run(["SET maintenance_work_mem = '512MB'", *statements])
    finally:
        connection.close()


def _index_claims() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE factcheck_claim, factcheck_attribution")
        cursor.execute("SELECT coalesce(max(id), 0) FROM factcheck_claim")
        last = cursor.fetchone()[0]
        for first in range(0, last + 1, _CLAIMS_AT_A_TIME):
            cursor.execute(
                "SELECT claim_index_keep(ARRAY(SELECT id FROM factcheck_claim WHERE id BETWEEN %s AND %s))",
                [first, first + _CLAIMS_AT_A_TIME - 1],
            )
