import os
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from factcheck import ledger as the_ledger
from factcheck.actions.exports import record_export
from factcheck.exports.columns import LEDGERS
from factcheck.exports.copying import Sent
from factcheck.exports.ledger_csv import stream
from factcheck.queries.claim_list import UnknownName
from factcheck.rules.filters import NAMES, FiltersRefused, read_filters
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status

HELP = {
    "q": "Words of the claim.",
    "status": f"One of {', '.join(Status)}.",
    "source": "A source, as at the end of its page's address.",
    "stance": f"One of {', '.join(Stance)}.",
    "topic": "A topic, as at the end of its page's address.",
    "since": "First day or moment: 2025-03-28 or 2025-03-28T14:30:00Z.",
    "until": "Last day or moment, included.",
    "as_of": "The ledger as known at that moment; a bare day means its end, in UTC.",
}


class Command(BaseCommand):
    help = "Write one of the public ledgers as CSV: the very bytes that the site gives for the same filters."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ledger", choices=list(LEDGERS))
        for name in NAMES:
            parser.add_argument(f"--{name.replace('_', '-')}", default="", metavar="…", help=HELP[name])
        parser.add_argument("--for-spreadsheet", action="store_true", help="Guard what looks like a formula.")
        parser.add_argument("--output", type=Path, metavar="FILE", help="Write here, not to standard output.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            filters = read_filters({name: options[name] for name in NAMES}, now=timezone.now())
            the_ledger.settle(filters.as_of)
            sent, began_at = Sent(), timezone.now()
            guarded = options["for_spreadsheet"]
            chunks = stream(LEDGERS[options["ledger"]], filters, for_spreadsheet=guarded, sent=sent)
        except (FiltersRefused, UnknownName) as error:
            raise CommandError(str(error)) from error
        try:
            if options["output"] is None:
                self._print(chunks)
            else:
                self._write(chunks, options["output"])
        finally:
            # Ends the COPY where it was broken off, so that the connection is free.
            chunks.close()  # type: ignore[attr-defined]
            record_export(
                what=options["ledger"], filters=filters.as_query(), rows=sent.lines - 1,
                size_bytes=sent.bytes, is_whole=sent.is_whole, began_at=began_at,
            )  # fmt: skip

    def _print(self, chunks: Iterator[bytes]) -> None:
        try:
            for chunk in chunks:
                sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
        except BrokenPipeError as error:
            # Whoever reads has enough. Nothing more can be written, not even by the interpreter's own flush.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise CommandError("The reader of the output went away before its end.") from error

    def _write(self, chunks: Iterator[bytes], path: Path) -> None:
        """Write beside the file and put it in place when whole, so that nobody finds half of it."""
        try:
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
                size = self._fill(part, chunks)
            Path(part.name).chmod(0o666 & ~_umask())
            Path(part.name).replace(path)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stderr.write(f"Wrote {path}, {size:,} bytes.")

    def _fill(self, part: Any, chunks: Iterator[bytes]) -> int:
        size = 0
        try:
            for chunk in chunks:
                size += part.write(chunk)
                if self.stderr.isatty():
                    self.stderr.write(f"\r{size:,} bytes", ending="")
        except BaseException:
            Path(part.name).unlink()
            raise
        if self.stderr.isatty():
            self.stderr.write("")
        return size


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
