"""Keep count of what was taken out of the record."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from factcheck.models import ExportLog


def record_export(
    *, what: str, filters: Mapping[str, str], rows: int, size_bytes: int, is_whole: bool, began_at: datetime
) -> ExportLog:
    """Log one download that has ended or was broken off. rows: without the header."""
    return ExportLog.objects.create(
        what=what, filters=dict(filters), rows=max(rows, 0), bytes=size_bytes, is_whole=is_whole,
        began_at=began_at, seconds=(timezone.now() - began_at).total_seconds(),
    )  # fmt: skip
