"""A backup back into a fresh desk: all of it or nothing."""

import json
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, transaction

from factcheck.queries.archive import (
    FORMAT,
    MANIFEST,
    applied_migrations,
    columns_of,
    kept_tables,
    triggers,
    what_is_here,
)
from factcheck.queries.ledger_guards import missing_guards

PIECE_BYTES = 1024 * 1024
MANIFEST_MAX_BYTES = 4 * 1024 * 1024
_ENABLE = {"O": "ENABLE TRIGGER", "A": "ENABLE ALWAYS TRIGGER", "R": "ENABLE REPLICA TRIGGER"}


class RestoreRefused(Exception):
    """This backup cannot be restored here."""


def restore_archive(
    path: Path, progress: Callable[[int, int], None] = lambda done, total: None
) -> dict[str, Any]:
    """Fill a fresh desk from a backup and return its manifest. Needs the database's owner.

    Raises RestoreRefused on a desk in use, and on a file that is no backup, damaged or of another version.
    In one transaction: whoever reads meanwhile sees the empty desk, then the whole.
    """
    if here := what_is_here():
        raise RestoreRefused(
            f"This desk is in use: it has {', '.join(here)}. A backup goes into a fresh desk only: the "
            "ledger can be neither overwritten nor mixed. Set STATE_DIR (or DATABASE_URL) to an empty one."
        )
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _checked_manifest(archive)
            with transaction.atomic():
                _load(archive, manifest, progress)
    except (
        OSError,
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        ValueError,
        LookupError,
        TypeError,
    ) as error:
        raise RestoreRefused(f"{path} cannot be read as a backup of a desk: {error}.") from error
    except DatabaseError as error:
        raise RestoreRefused(f"The database does not take this backup: {error}") from error
    return manifest


def _checked_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Read all of the file once, before the database is touched."""
    if archive.getinfo(MANIFEST).file_size > MANIFEST_MAX_BYTES:
        raise RestoreRefused("The backup's list of contents is far too long to be ours.")
    manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if manifest.get("format") != FORMAT:
        raise RestoreRefused("This is no backup that this version of the desk can read.")
    last, last_here = manifest["migrations"][-1], applied_migrations()[-1]
    if manifest["migrations"] != applied_migrations():
        raise RestoreRefused(
            f"The backup is of another version of the desk: its last migration is {last}, "
            f"this desk's is {last_here}. Restore it with the version that made it, then update."
        )
    if sorted(manifest["tables"]) != kept_tables():
        raise RestoreRefused("The backup does not have the tables of this desk.")
    for table, facts in manifest["tables"].items():
        if sorted(facts["columns"]) != sorted(columns_of(table)):
            raise RestoreRefused(f"The backup's table {table} has other columns than this desk's.")
        digest = sha256()
        for piece in _pieces(archive, table):
            digest.update(piece)
        if digest.hexdigest() != facts["sha256"]:
            raise RestoreRefused(f"The backup is damaged: {table} is not as it was written.")
    return manifest


def _load(archive: zipfile.ZipFile, manifest: dict[str, Any], progress: Callable[[int, int], None]) -> None:
    quote, tables = connection.ops.quote_name, manifest["tables"]
    guards = triggers()
    with connection.cursor() as cursor:
        # Records come in as they were sealed, so nothing may stamp or seal them anew.
        for table in sorted({table for table, _, _ in guards}):
            cursor.execute(f"ALTER TABLE {quote(table)} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(map(quote, tables))}")
        for done, (table, facts) in enumerate(tables.items(), start=1):
            listed = ", ".join(map(quote, facts["columns"]))
            with cursor.copy(f"COPY {quote(table)} ({listed}) FROM STDIN") as copy:
                for piece in _pieces(archive, table):
                    copy.write(piece)
            progress(done, len(tables))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, name, state in guards:
            cursor.execute(f"ALTER TABLE {quote(table)} {_ENABLE[state]} {quote(name)}")
        for name, (value, is_called) in manifest["sequences"].items():
            cursor.execute("SELECT setval(%s::regclass, %s, %s)", [quote(name), value, is_called])
        if faults := list(missing_guards()):
            raise RestoreRefused(f"The database's guards would not stand after this: {faults[0]}")


def _pieces(archive: zipfile.ZipFile, table: str) -> Iterator[bytes]:
    with archive.open(f"{table}.copy") as file:
        while piece := file.read(PIECE_BYTES):
            yield piece
