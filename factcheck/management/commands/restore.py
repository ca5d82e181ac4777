"""A backup back into a fresh desk."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from factcheck.intake.archive import RestoreRefused, restore_archive


class Command(BaseCommand):
    help = "Fill a fresh desk from a backup, all or nothing, then verify its ledger. Refuses a desk in use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what `backup` wrote")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        shown = self.stderr.isatty()

        def progress(done: int, total: int) -> None:
            if shown:
                self.stderr.write(f"\r  {done} of {total} tables", ending="" if done < total else "\n")

        try:
            manifest = restore_archive(file, progress)
        except RestoreRefused as refused:
            raise CommandError(str(refused)) from refused
        entries = manifest["tables"]["factcheck_ledgerentry"]["rows"]
        self.stdout.write(f"Restored {entries:,} ledger entries, as of {manifest['made_at']}.")
        call_command("verify_ledger", stdout=self.stdout, stderr=self.stderr)
