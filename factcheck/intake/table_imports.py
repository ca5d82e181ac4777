"""Tables uploaded at the desk: kept in the database, imported by the worker, taken up again after a crash."""

import csv
import io
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from time import monotonic
from typing import Any, BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, InterfaceError, connection, transaction

from factcheck.intake.claim_csv import FAULT_HEADER, Fault, Preview, TableRefused, fault_row, preview
from factcheck.intake.importing import Imported, Options, import_table
from factcheck.models import TableImport, TablePiece, User
from factcheck.permissions import NotAllowed, Permission, require
from factcheck.rules.table_imports import ImportState

MOST_BYTES = 512 * 1024 * 1024
_PIECE = 1 << 20
# Any number that no other advisory lock of the desk has.
_LOCKS = 0x1A9
_SECONDS_BETWEEN_NOTES = 1.0


def store(file: UploadedFile, *, by: User) -> TableImport:
    """Keep an uploaded table, in pieces, so that no process ever holds it whole."""
    require(by, Permission.IMPORT)
    with transaction.atomic():
        table = TableImport.objects.create(
            name=(file.name or "table.csv")[:200], size=file.size or 0, uploaded_by=by
        )
        for position, data in enumerate(file.chunks(_PIECE)):
            TablePiece.objects.create(table=table, kind=TablePiece.TABLE, position=position, data=data)
    return table


def look_at(table: TableImport, mapping: Mapping[str, str], encoding: str) -> Preview | None:
    """The beginning of a table; None when it is no longer kept. Raises TableRefused."""
    first = table.pieces.filter(kind=TablePiece.TABLE, position=0).first()
    return preview(io.BytesIO(bytes(first.data)), mapping=mapping, encoding=encoding) if first else None


def ask(table: TableImport, *, asked: dict[str, Any], by: User) -> bool:
    """Say how a table is to be read, and let it wait for the worker. False while it is under way already."""
    require(by, Permission.IMPORT)
    waits = TableImport.objects.filter(
        pk=table.pk, pieces__kind=TablePiece.TABLE, pieces__position=0
    ).exclude(state__in=(ImportState.WAITING, ImportState.RUNNING, ImportState.DONE))
    return bool(
        TableImport.objects.filter(pk__in=waits.values("pk")).update(
            asked=asked,
            state=ImportState.WAITING,
            doing="",
            done=0,
            of=0,
            problem="",
            result={},
            uploaded_by=by,
        )
    )


def carry_out(pk: int) -> None:
    """Import a table that waits. Safe to run twice, also at the same time: the second finds nothing to do."""
    with _alone(pk) as alone:
        table = TableImport.objects.select_related("uploaded_by").filter(pk=pk).first()
        if not alone or table is None or not table.is_under_way:
            return
        TableImport.objects.filter(pk=pk).update(state=ImportState.RUNNING)
        try:
            _import(table)
        except (TableRefused, NotAllowed) as refusal:
            _ended(pk, ImportState.REFUSED, problem=str(refusal))
        except Exception as error:
            # Told to the editor and kept for the installer: a table must not wait for ever.
            _ended(pk, ImportState.FAILED, problem=f"{type(error).__name__}: {error}"[:500])
            raise


def errors_of(table: TableImport) -> Iterator[bytes]:
    """The list of errors, as CSV."""
    for position in (
        table.pieces.filter(kind=TablePiece.ERRORS).order_by("position").values_list("pk", flat=True)
    ):
        yield bytes(TablePiece.objects.get(pk=position).data)


def first_errors(table: TableImport, how_many: int) -> list[list[str]]:
    piece = table.pieces.filter(kind=TablePiece.ERRORS, position=0).first()
    rows = csv.reader(io.StringIO(bytes(piece.data).decode() if piece else "", newline=""))
    return list(rows)[1 : how_many + 1]


def _import(table: TableImport) -> None:
    options = Options(**table.asked)
    with tempfile.TemporaryFile() as file, _beside(table.pk) as note:
        _write_out(table, file)
        # What it brought and that it brought it are one transaction: taken up again, it is not told twice.
        with transaction.atomic():
            TablePiece.objects.filter(table=table, kind=TablePiece.ERRORS).delete()
            errors = _Errors(table)
            imported = import_table(
                file, by=table.uploaded_by, options=options, report=errors.add, progress=note
            )
            errors.keep()
            _ended(table.pk, _state_after(imported, options), result=_counts(imported, errors.count))
            if imported.written:
                TablePiece.objects.filter(table=table, kind=TablePiece.TABLE).delete()


def _write_out(table: TableImport, file: BinaryIO) -> None:
    pieces = table.pieces.filter(kind=TablePiece.TABLE).order_by("position")
    for pk in pieces.values_list("pk", flat=True):
        file.write(bytes(TablePiece.objects.get(pk=pk).data))
    file.seek(0)


def _state_after(imported: Imported, options: Options) -> ImportState:
    if options.dry_run:
        return ImportState.TRIED
    if imported.refused and not options.keep_good:
        return ImportState.REFUSED
    return ImportState.DONE


def _counts(imported: Imported, errors: int) -> dict[str, Any]:
    return asdict(imported) | {"errors": errors}


def _ended(pk: int, state: ImportState, *, problem: str = "", result: dict[str, Any] | None = None) -> None:
    TableImport.objects.filter(pk=pk).update(state=state, problem=problem, result=result or {})


class _Errors:
    """The list of errors while it is written, in pieces."""

    def __init__(self, table: TableImport) -> None:
        self.table, self.count, self.position = table, 0, 0
        self._begin()
        self.rows.writerow(FAULT_HEADER)

    def add(self, fault: Fault) -> None:
        self.count += 1
        self.rows.writerow(fault_row(fault))
        if self.block.tell() > _PIECE:
            self.keep()

    def keep(self) -> None:
        data = self.block.getvalue().encode()
        if data and self.count:
            TablePiece.objects.create(
                table=self.table, kind=TablePiece.ERRORS, position=self.position, data=data
            )
            self.position += 1
        self._begin()

    def _begin(self) -> None:
        self.block = io.StringIO(newline="")
        self.rows = csv.writer(self.block)


@contextmanager
def _beside(pk: int) -> Iterator[Any]:
    """Notes how far an import is, on a connection of its own: what the import's transaction says is not
    seen yet.
    """
    other, noted = connection.copy(), 0.0

    def note(doing: str, done: int, of: int) -> None:
        nonlocal noted
        if monotonic() - noted >= _SECONDS_BETWEEN_NOTES:
            noted = monotonic()
            with other.cursor() as cursor:
                cursor.execute(
                    "UPDATE factcheck_tableimport SET doing = %s, done = %s, of = %s WHERE id = %s",
                    [doing, done, of, pk],
                )

    try:
        yield note
    finally:
        other.close()


@contextmanager
def _alone(pk: int) -> Iterator[bool]:
    """Whether nobody else is at this table. A killed worker leaves no lock.

    Held by a transaction of its own: a pooler may give each of a session's statements to another connection
    of the database, and the lock of a session would stay behind on one of them.
    """
    holder = connection.copy()
    try:
        holder.set_autocommit(False)
        with holder.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCKS, pk])
            alone = cursor.fetchone()[0]
        yield alone
    finally:
        # Where the database is away, the lock is gone as well.
        with suppress(DatabaseError, InterfaceError):
            holder.rollback()
        holder.close()
