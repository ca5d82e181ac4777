import csv
import os
import shutil
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck.intake.claim_csv import (
    COLUMNS,
    FAULT_HEADER,
    NOT_TAKEN,
    Fault,
    TableRefused,
    fault_row,
    read_mapping,
)
from factcheck.intake.importing import Imported, Options, import_table
from factcheck.management.editors import importer

SHOWN = 20
BAR = 30


class Command(BaseCommand):
    help = (
        "Take in a table of claims or of who says what: the files of /ledger/, or anybody's CSV with "
        "--map. New "
        "claims are drafts; a verdict is kept as evidence. All rows or none, unless --keep-good. The "
        "same file twice "
        f"changes nothing. The columns: {', '.join(COLUMNS)}."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")
        parser.add_argument(
            "--keep-good", action="store_true", help="Take the good rows, and list the others."
        )
        parser.add_argument(
            "--map", nargs="+", action="extend", default=[], metavar="THEIRS=OURS",
            help="Which header of the file means which column, or a file of such lines.",
        )  # fmt: skip
        parser.add_argument(
            "--as", "--by", dest="by", default="", metavar="NAME",
            help="Which editor imports; without it, the first.",
        )  # fmt: skip
        parser.add_argument(
            "--topic", default="", metavar="SLUG", help="Where rows belong that name no topic."
        )
        parser.add_argument(
            "--publisher", default="", metavar="NAME", help="Who published rows that do not say it."
        )
        parser.add_argument(
            "--encoding", default="", metavar="NAME", help="Where it is not UTF-8: cp1252, euc-kr …"
        )
        parser.add_argument(
            "--from-spreadsheet", action="store_true",
            help=(
                "The file was written for a spreadsheet: take off the apostrophe before what looks "
                "like a formula."
            ),
        )  # fmt: skip

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        by = importer(options["by"])
        errors = file.with_suffix(".errors.csv")
        try:
            how = Options(
                mapping=read_mapping(options["map"]), topic=options["topic"], publisher=options["publisher"],
                encoding=options["encoding"], from_spreadsheet=options["from_spreadsheet"],
                keep_good=options["keep_good"], dry_run=options["dry_run"],
            )  # fmt: skip
            with file.open("rb") as table, _list_of(errors) as listed:
                imported = import_table(table, by=by, options=how, report=listed.add, progress=self._progress)
        except (TableRefused, OSError) as error:
            said = error if isinstance(error, TableRefused) else f"{error.strerror}."
            raise CommandError(f"{file}: {said}") from error
        self._tell(imported, how, listed, errors)

    def _progress(self, doing: str, done: int, of: int) -> None:
        if not self.stderr.isatty():
            return
        filled = BAR * done // of if of else 0
        bar = f"[{'#' * filled}{'.' * (BAR - filled)}] {100 * done // of:3}%" if of else ""
        self.stderr.write(f"\r{doing:<24}{bar:<40}", ending="")

    def _tell(self, imported: Imported, how: Options, listed: "_Listed", errors: Path) -> None:
        if self.stderr.isatty():
            self.stderr.write("")
        read = ", ".join(f"{theirs} as {ours}" for ours, theirs in imported.heading.items() if theirs != ours)
        if read:
            self.stdout.write(f"Read {read}.")
        if left := [header for header in imported.ignored if header.casefold() not in NOT_TAKEN]:
            self.stdout.write(f"Not read: {', '.join(left)}.")
        for wanted, columns in (("source", imported.without_source), ("verdict", imported.without_verdict)):
            if columns:
                counts = ", ".join(f"{column} of {count:,} rows" for column, count in columns.items())
                self.stdout.write(f"Not kept, because the row names no {wanted}: {counts}.")
        for fault in listed.first:
            line, _, value, says = fault_row(fault)
            self.stderr.write(f"line {line}: {says}" + (f" (“{_on_one_line(str(value))}”)" if value else ""))
        if listed.count > len(listed.first):
            self.stderr.write(f"… and {listed.count - len(listed.first):,} more.")
        if listed.count:
            self.stderr.write(f"All errors are in {errors}.")
        summary = _summary(imported, how)
        if imported.refused and not how.keep_good:
            raise CommandError(summary)
        self.stdout.write(summary)


def _on_one_line(value: str) -> str:
    """A cell for the terminal: no line ends, and no sign that would steer it."""
    return "".join(sign if sign.isprintable() else " " for sign in value)[:60]


class _Listed:
    """The list of errors while it is written."""

    def __init__(self, file: Any) -> None:
        self.file, self.rows = file, csv.writer(file)
        self.first: list[Fault] = []
        self.count = 0

    def add(self, fault: Fault) -> None:
        if not self.count:
            self.rows.writerow(FAULT_HEADER)
        self.count += 1
        if self.count <= SHOWN:
            self.first.append(fault)
        self.rows.writerow(fault_row(fault))


@contextmanager
def _list_of(errors: Path) -> Iterator[_Listed]:
    """Put the list in its place when it is whole; a list of an earlier run goes, so that nobody mends by
    it.
    """
    if errors.parent.is_dir() and not os.access(errors.parent, os.W_OK):
        raise TableRefused(
            "The list of errors goes beside the file, and nothing can be written there. Copy the file into a "
            "folder of yours."
        )
    # Without a name until it is whole: a run that is killed leaves nothing beside the file.
    with tempfile.TemporaryFile("w+", newline="", encoding="utf-8") as file:
        listed = _Listed(file)
        yield listed
        file.seek(0)
        if listed.count:
            part = errors.with_name(f".{errors.name}.part")
            with part.open("w", newline="", encoding="utf-8") as beside:
                shutil.copyfileobj(file, beside)
            part.replace(errors)
        else:
            errors.unlink(missing_ok=True)


def _summary(imported: Imported, how: Options) -> str:
    rows = f"{imported.rows:,} rows"
    if imported.refused and not how.keep_good:
        return (
            f"Nothing was imported: {imported.refused:,} of {rows} are refused. Mend them, or take the other "
            f"{imported.rows - imported.refused:,} with --keep-good."
        )
    done = "would be imported" if how.dry_run else "imported"
    return (
        f"{rows}: {imported.new:,} {done} ({imported.claims:,} claims, {imported.statements:,} statements, "
        f"{imported.verdicts:,} verdicts), {imported.unchanged:,} here already or twice in the file, "
        f"{imported.refused:,} refused."
    )
