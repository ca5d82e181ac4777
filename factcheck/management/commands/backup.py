"""The whole desk in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck.exports.archive import ArchiveRefused, write_archive


class Command(BaseCommand):
    help = (
        "Write the whole desk into one file, as of one moment, while it goes on working. The file holds "
        "everything, drafts, comments and hashes of passwords too, but not the key that signs checkpoints."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a new file, for example desk-2026-11-23.backup")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        shown = self.stderr.isatty()

        def progress(done: int, total: int) -> None:
            if shown:
                self.stderr.write(f"\r  {done} of {total} tables", ending="" if done < total else "\n")

        try:
            manifest = write_archive(file, progress)
        except ArchiveRefused as refused:
            raise CommandError(str(refused)) from refused
        entries = manifest["tables"]["factcheck_ledgerentry"]["rows"]
        size = file.stat().st_size / 1_000_000
        self.stdout.write(
            f"Wrote {file}: {entries:,} ledger entries, {size:,.1f} MB. Keep the ledger's key with it."
        )
