"""What a backup holds: which tables, and how the database stood when it was made."""

from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from factcheck.models import Article, Claim, Comment, LedgerEntry, Source, User

FORMAT = 1
MANIFEST = "manifest.json"

# What the migrations write, what ends by itself, and the queue of work, which belongs to a running desk.
_LEFT_OUT = frozenset(
    {
        "django_migrations",
        "django_content_type",
        "auth_permission",
        "django_session",
        "factcheck_failedsignin",
    }
)
_QUEUE = "procrastinate_"


def kept_tables() -> list[str]:
    """The names of the tables that a backup holds."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    return sorted(name for name in names if name not in _LEFT_OUT and not name.startswith(_QUEUE))


def columns_of(table: str) -> list[str]:
    """The columns that hold something of their own; what the database works out itself is left to it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
            " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
            [f'"{table}"'],
        )
        return [name for (name,) in cursor.fetchall()]


def sequences() -> dict[str, tuple[int, bool]]:
    """Where each counter of the kept tables stands: its last value, and whether that is taken."""
    found: dict[str, tuple[int, bool]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1")
        for (name,) in cursor.fetchall():
            if name.startswith((_QUEUE, *_LEFT_OUT)):
                continue
            sequence = connection.ops.quote_name(name)
            cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 - from the catalogue
            found[name] = cursor.fetchone()
    return found


def applied_migrations() -> list[str]:
    rows = MigrationRecorder.Migration.objects.filter(app="factcheck").order_by("name")
    return list(rows.values_list("name", flat=True))


def triggers() -> list[tuple[str, str, str]]:
    """Table, name and state of every trigger that is on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, tgname, tgenabled::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND tgenabled <> 'D' AND relnamespace = 'public'::regnamespace"
            r" AND relname NOT LIKE 'procrastinate\_%%' ORDER BY 1, 2"
        )
        return cursor.fetchall()


def what_is_here() -> list[str]:
    """What stands on this desk already, in words; nothing on a fresh one."""
    kinds: list[tuple[Any, str]] = [
        (LedgerEntry, "ledger entries"), (Claim, "claims"), (Article, "articles"),
        (Source, "sources"), (Comment, "comments"), (User, "accounts"),
    ]  # fmt: skip
    counts = [(model.objects.count(), words) for model, words in kinds]
    return [f"{count:,} {words}" for count, words in counts if count]
