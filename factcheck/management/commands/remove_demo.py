"""The demonstration out of the site again."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck.demo.load import DemoRefused, is_loaded
from factcheck.demo.remove import remove, what_is_not_of_it


class Command(BaseCommand):
    help = (
        "Take the demonstration out. The whole record is emptied and begins anew, with a new signing key; "
        "your own accounts stay. Stop the desk first. Refuses while there is anything beside it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--yes", action="store_true", help="Do not ask.")
        parser.add_argument(
            "--with-my-own",
            action="store_true",
            help="Empty the site even of what is not the demonstration's.",
        )

    def handle(self, *args: Any, yes: bool, with_my_own: bool, **options: Any) -> None:
        if not is_loaded():
            self.stdout.write("The demonstration is not on this site; nothing was changed.")
            return
        own = what_is_not_of_it()
        if own and not with_my_own:
            raise CommandError(
                f"The site also has {', '.join(own)} of your own, which would be lost: the ledger cannot be "
                "taken apart. Save it with `manage.py backup FILE`, or add --with-my-own to lose it."
            )
        if not yes and not self._agreed():
            raise CommandError("Nothing was changed. Add --yes, or type “remove” when asked.")
        try:
            removed = remove()
        except DemoRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write("The demonstration is gone; the record is empty and begins with entry 1.")
        self.stdout.write(f"Accounts taken away: {', '.join(removed.gone) or 'none'}.")
        self.stdout.write(f"Accounts that stay: {', '.join(removed.stayed)}.")
        if removed.old_key:
            self.stdout.write(
                f"The old signing key is now {removed.old_key}; the next start makes a new one."
            )

    def _agreed(self) -> bool:
        if not sys.stdin.isatty():
            return False
        self.stderr.write("This empties the whole record for good. Type “remove” to go on: ", ending="")
        return input().strip() == "remove"
