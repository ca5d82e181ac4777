"""The day's digest by e-mail."""

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from factcheck.actions.digests import send_digests


class Command(BaseCommand):
    help = (
        "Send everybody with an e-mail address the digest of a day: what happened to what they watch, and "
        "where they were named. Without EMAIL_URL it is printed here. Safe to run twice: nobody gets a "
        "day's digest again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--day", type=date.fromisoformat, help="2026-11-22; without it, yesterday")

    def handle(self, *args: Any, day: date | None, **options: Any) -> None:
        day = day or timezone.localdate() - timedelta(days=1)
        if day >= timezone.localdate():
            raise CommandError(
                "That day is not over yet. A digest goes out once, so it waits for the whole day."
            )
        results = list(send_digests(day))
        failed = [one for one in results if one.problem]
        for one in failed:
            self.stderr.write(f"{one.person.username}: not sent, {one.problem}")
        sent = len(results) - len(failed)
        self.stdout.write(f"Digest of {day}: {sent} sent.")
        if failed:
            raise CommandError(
                f"{len(failed)} could not be sent. Run the command again to try those once more."
            )
