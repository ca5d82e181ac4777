from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.http import urlencode

from factcheck.models import ExportLog

SHOWN = 20


class Command(BaseCommand):
    help = "Show the last downloads of the record: what, with which filters, how much, and whether all of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--last", type=int, default=SHOWN, metavar="N", help=f"How many, at first {SHOWN}."
        )

    def handle(self, *args: Any, last: int, **options: Any) -> None:
        found = list(ExportLog.objects.order_by("-pk")[: max(last, 0)])
        for one in reversed(found):
            ended = "whole" if one.is_whole else "broken off"
            what = f"{one.what} {urlencode(one.filters)}".strip()
            self.stdout.write(
                f"{one.began_at:%Y-%m-%d %H:%M:%S}  {one.rows:>11,} rows {one.bytes / 1e6:>9,.1f} MB"
                f" {one.seconds:>7.1f} s  {ended:<10}  {what}"
            )
        number = ExportLog.objects.count()
        self.stdout.write(f"{number:,} download{'' if number == 1 else 's'} in the log, {len(found)} shown.")
