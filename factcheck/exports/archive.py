"""The whole desk in one file: each table as COPY writes it, all as of one moment."""

import json
import os
import secrets
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from factcheck.queries.archive import FORMAT, MANIFEST, applied_migrations, columns_of, kept_tables, sequences


class ArchiveRefused(Exception):
    """The backup cannot be written there."""


def write_archive(
    path: Path, progress: Callable[[int, int], None] = lambda done, total: None
) -> dict[str, Any]:
    """Write a backup, readable by its owner alone, and return its manifest. The desk goes on working.

    Raises ArchiveRefused where there is a file already. Half a backup is never left under that name.
    """
    if path.exists():
        raise ArchiveRefused(f"{path} is there already. Choose another name, or move it away first.")
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            manifest = _write(archive, progress)
        path.hardlink_to(fresh)  # Never over a file that was made meanwhile.
    except OSError as error:
        raise ArchiveRefused(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        fresh.unlink(missing_ok=True)
    return manifest


def _write(archive: zipfile.ZipFile, progress: Callable[[int, int], None]) -> dict[str, Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        # One moment for all tables.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        tables = kept_tables()
        manifest: dict[str, Any] = {
            "format": FORMAT,
            "made_at": timezone.now().isoformat(),
            "migrations": applied_migrations(),
            "sequences": sequences(),
            "tables": {},
        }
        for done, table in enumerate(tables, start=1):
            manifest["tables"][table] = _write_table(archive, cursor, table)
            progress(done, len(tables))
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return manifest


def _write_table(archive: zipfile.ZipFile, cursor: Any, table: str) -> dict[str, Any]:
    quote, digest, rows = connection.ops.quote_name, sha256(), 0
    columns = columns_of(table)
    listed = ", ".join(map(quote, columns))
    with (
        archive.open(f"{table}.copy", "w", force_zip64=True) as file,
        cursor.copy(f"COPY {quote(table)} ({listed}) TO STDOUT") as copy,
    ):
        for part in copy:
            data = bytes(part)
            digest.update(data)
            # In COPY's text form a line feed is always the end of a row.
            rows += data.count(b"\n")
            file.write(data)
    return {"columns": columns, "rows": rows, "sha256": digest.hexdigest()}
