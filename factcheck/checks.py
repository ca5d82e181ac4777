"""What `manage.py check` and every `migrate` look at."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

OLDEST_POSTGRESQL = 15


@register(Tags.database)
def postgresql_is_recent_enough(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    return [fault for alias in databases or [] for fault in too_old(alias)]


def too_old(alias: str) -> list[CheckMessage]:
    with connections[alias].temporary_connection():
        version = connections[alias].pg_version
    if version >= OLDEST_POSTGRESQL * 10_000:
        return []
    return [
        Error(
            f"The database server is PostgreSQL {version // 10_000}; the desk needs {OLDEST_POSTGRESQL} or later.",
            hint="Point DATABASE_URL at a newer server, or leave it out to have the embedded one.",
            id="factcheck.E001",
        )
    ]
