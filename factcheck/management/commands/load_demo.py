from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck.demo.load import DemoRefused, is_loaded, load
from factcheck.demo.logins import LOGINS


class Command(BaseCommand):
    help = "Load the demonstration: sources, articles, claims and decisions. Safe to run twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="Say nothing but errors.")

    def handle(self, *args: Any, **options: Any) -> None:
        if is_loaded():
            self._say(options, "The demonstration is here already; nothing was changed.")
            return
        try:
            watched = self.stderr.isatty() and not options["quiet"]
            entries = load(self._progress) if watched else load()
        except DemoRefused as error:
            raise CommandError(str(error)) from error
        self._say(options, f"Loaded the demonstration: {entries} ledger entries. Log in as:")
        for username, password, role in LOGINS:
            self._say(options, f"  {username:<8} {password}   ({role})")

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"\rRecording {done} of {total}", ending="\n" if done == total else "")
        self.stderr.flush()

    def _say(self, options: dict[str, Any], words: str) -> None:
        if not options["quiet"]:
            self.stdout.write(words)
