"""Whether the database has the tables that this code expects."""

from dataclasses import dataclass

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


@dataclass(frozen=True)
class SchemaState:
    missing: list[str]  # Migrations that this code has and the database has not: run `migrate`.
    unknown: list[str]  # The other way round: the database was made by a newer release.


def schema_state() -> SchemaState:
    """Raise OperationalError where the database cannot be reached."""
    known = MigrationLoader(None).disk_migrations
    applied = MigrationRecorder(connection).applied_migrations()
    ours = {app for app, _ in known}
    replaced = {name for migration in known.values() for name in migration.replaces}
    return SchemaState(
        missing=sorted(f"{app}.{name}" for app, name in known.keys() - applied.keys()),
        unknown=sorted(
            f"{app}.{name}" for app, name in applied.keys() - known.keys() - replaced if app in ours
        ),
    )
