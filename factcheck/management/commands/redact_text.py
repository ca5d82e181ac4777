"""Take a text out of the record by order of a court."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from factcheck.actions.redactions import RedactionRefused, redact, withdrawable_texts
from factcheck.models import User
from factcheck.permissions import NotAllowed


class Command(BaseCommand):
    help = (
        "Take a text of one ledger entry out of the record for good, by order of a court or a like duty. "
        "The entry's seal stays, and a new public entry says what was taken out and why. "
        "Without a field it lists the texts that the entry has."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("seq", type=int, metavar="ENTRY", help="The entry's number (ledger_seq).")
        parser.add_argument("fields", nargs="*", metavar="FIELD", help="For example: quote, reason, text.")
        parser.add_argument("--reason", default="", help="Who ordered it and on what ground. Public.")
        parser.add_argument("--by", default="", metavar="NAME", help="Who of the desk carries it out.")
        parser.add_argument("--yes", action="store_true", help="Do not ask. There is no way back.")

    def handle(self, *args: Any, seq: int, fields: list[str], reason: str, by: str, **options: Any) -> None:
        if not fields:
            names = withdrawable_texts(seq)
            self.stdout.write(f"Entry {seq} has: {', '.join(names) or 'no text that could be withdrawn'}.")
            return
        person = User.objects.filter(username=by, is_active=True).first()
        if person is None:
            raise CommandError(f"There is no account {by!r} at this desk. Name one with --by.")
        if not options["yes"] and not self.is_sure(seq, fields):
            raise CommandError("Nothing was changed.")
        try:
            done = redact(seq=seq, fields=fields, reason=reason, by=person)
        except (RedactionRefused, NotAllowed) as refusal:
            raise CommandError(str(refusal)) from None
        except DatabaseError as error:
            raise CommandError(f"The database refused: {error}") from None
        self.stdout.write(f"Withdrawn from entry {seq}: {', '.join(item.field for item in done)}.")

    def is_sure(self, seq: int, fields: list[str]) -> bool:
        words = f"Take {', '.join(fields)} of entry {seq} out of the record? There is no way back. [yes/no] "
        return input(words).strip().lower() == "yes"
