"""What `manage.py check` and every `migrate` look at."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DEFAULT_DB_ALIAS, connections

OLDEST_POSTGRESQL = 15


@register(Tags.database)
def postgresql_is_recent_enough(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    return [fault for alias in databases or [] for fault in too_old(alias)]


def too_old(alias: str) -> list[CheckMessage]:
    version = server_version(alias)
    if version >= OLDEST_POSTGRESQL:
        return []
    return [
        Error(
            f"The database server is PostgreSQL {version}; the desk needs {OLDEST_POSTGRESQL} or later.",
            hint="Point DATABASE_URL at a newer server, or leave it out to have the embedded one.",
            id="factcheck.E001",
        )
    ]


def server_version(alias: str = DEFAULT_DB_ALIAS) -> int:
    """The main version of the database server, 15 for example."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000
