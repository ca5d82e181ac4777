"""After a test that really commits: empty every table, then put back what the migrations had put in.

The tables of the ledger refuse TRUNCATE by trigger, so the owner switches the triggers off for the moment
and leaves each exactly as it was found.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

ENABLE = {"O": "ENABLE TRIGGER", "A": "ENABLE ALWAYS TRIGGER", "R": "ENABLE REPLICA TRIGGER"}

seeds: dict[str, bytes] = {}
sequences: list[tuple[str, int, bool]] = []


@contextmanager
def owner() -> Iterator[None]:
    """Work as the login role, not as the web role that tests step down to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        before = cursor.fetchone()[0]
        cursor.execute("SET ROLE NONE")
        try:
            yield
        finally:
            # After an error inside a transaction nothing can be set; the rollback brings the role back.
            if not (connection.in_atomic_block and connection.needs_rollback) and connection.is_usable():
                cursor.execute(f'SET ROLE "{before}"')


def remember() -> None:
    """Note all rows and sequences as they stand after the migrations."""
    with connection.cursor() as cursor:
        for table in tables(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                rows = b"".join(bytes(part) for part in copy)
            if rows:
                seeds[table] = rows
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'SELECT last_value, is_called FROM "{name}"')
            sequences.append((name, *cursor.fetchone()))


def wipe(_test: Any = None) -> None:
    with owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '20s'")
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger "
            "JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal AND tgenabled <> 'D' AND relnamespace = 'public'::regnamespace"
        )
        triggers = cursor.fetchall()
        for table in {table for table, _, _ in triggers}:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in tables(cursor)))
        for table, rows in seeds.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(rows)
        # Rows first, then their keys: an ALTER TABLE refuses while such checks are pending.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, name, state in triggers:
            cursor.execute(f'ALTER TABLE {table} {ENABLE[state]} "{name}"')
        for name, value, is_called in sequences:
            cursor.execute("SELECT setval(%s, %s, %s)", [f'"{name}"', value, is_called])


def tables(cursor: Any) -> list[str]:
    return sorted(set(connection.introspection.table_names(cursor)) - {"django_migrations"})
