"""What readers report about an entry, and what the desk makes of it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from factcheck.models import Claim, ReaderReport, User
from factcheck.permissions import Permission, require
from factcheck.rules.reader_reports import (
    ADDRESS_KEPT_FOR,
    MOST_FROM_ONE_ADDRESS,
    MOST_IN_ALL,
    WINDOW,
)
from factcheck.rules.told import told, word


class ReportRefused(Exception):
    """A report cannot be settled so."""


class TooManyReports(Exception):
    """More than people write. free_at: when the next may come."""

    def __init__(self, free_at: datetime) -> None:
        self.free_at = free_at
        super().__init__(told("Too many reports; the next may come at {free_at}.", free_at=free_at))


def send_report(
    *, claim: Claim, version: int, text: str, contact: str, address: str, now: datetime | None = None
) -> ReaderReport:
    """Keep what a reader wrote. address: where the request comes from.

    Raises TooManyReports. It is written before it is counted, so that many at one moment are no way round.
    """
    now = now or timezone.now()
    ReaderReport.objects.filter(sent_at__lt=now - ADDRESS_KEPT_FOR).exclude(address_hash="").update(
        address_hash=""
    )
    address_hash = salted_hmac("factcheck.reader-report", address, algorithm="sha256").hexdigest()
    report = ReaderReport.objects.create(
        claim=claim, version=version, text=text.strip(), contact=contact.strip(), sent_at=now,
        address_hash=address_hash,
    )  # fmt: skip
    recent = ReaderReport.objects.filter(sent_at__gt=now - WINDOW)
    for rows, most in (
        (recent.filter(address_hash=address_hash), MOST_FROM_ONE_ADDRESS),
        (recent, MOST_IN_ALL),
    ):
        newest = list(rows.order_by("-sent_at", "-pk").values_list("sent_at", flat=True)[: most + 1])
        if len(newest) > most:
            report.delete()
            raise TooManyReports(newest[most] + WINDOW)
    return report


@transaction.atomic
def settle_report(*, report: ReaderReport, note: str, by: User) -> ReaderReport:
    """Say what came of a report. Raises ReportRefused where it is settled or nothing is said."""
    require(by, Permission.DECIDE)
    report = ReaderReport.objects.select_for_update().select_related("claim").get(pk=report.pk)
    if report.settled_at is not None:
        raise ReportRefused(word("A colleague has settled this report already."))
    if not note.strip():
        raise ReportRefused(word("Say what came of it."))
    report.settled_at, report.settled_by, report.note = timezone.now(), by, note.strip()
    report.save(update_fields=["settled_at", "settled_by", "note"])
    return report
