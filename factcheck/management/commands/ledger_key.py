"""The key that signs checkpoints."""

import argparse
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from factcheck.ledger_key import KeyMissing, make_key, public_keys, public_path, read_key
from factcheck.rules.notes import NoteRefused


class Command(BaseCommand):
    help = (
        "Show the public key of the ledger's checkpoints, or make the key. Keep the private file out of the "
        "database's backups; print the public line where readers find it: the imprint, the paper itself."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--new", action="store_true", help="Make the key, if there is none.")
        parser.add_argument("--replace", action="store_true", help="Set the old key aside, make a new one.")
        parser.add_argument("--origin", default="", help="The ledger's name (default: from BASE_URL).")

    def handle(self, *args: Any, new: bool, replace: bool, origin: str, **options: Any) -> None:
        path = settings.LEDGER_KEY_FILE
        if replace and path.exists():
            origin = origin or read_key(path).name
            path.rename(path.with_name(f"{path.name}.until-{len(public_keys(path))}"))
        try:
            if new or replace:
                make_key(path, origin or default_origin())
            elif origin:
                raise CommandError("--origin goes with --new.")
            self.stdout.write(read_key(path).verifier.text())
        except (KeyMissing, NoteRefused, OSError) as error:
            raise CommandError(str(error)) from None
        self.stderr.write(f"Private: {path}. Public: {public_path(path)}.")


def default_origin() -> str:
    return f"{urlsplit(settings.BASE_URL).netloc}/ledger"
