"""Reports of readers for the desk: those to be settled, oldest first, and those that are."""

from django.db.models import QuerySet

from factcheck.models import ReaderReport


def open_reports() -> QuerySet[ReaderReport]:
    return ReaderReport.objects.filter(settled_at__isnull=True)


def reports_to_read(*, settled: bool) -> QuerySet[ReaderReport]:
    """With their claims, and who settled them."""
    rows = ReaderReport.objects.filter(settled_at__isnull=not settled)
    return rows.select_related("claim", "settled_by")
