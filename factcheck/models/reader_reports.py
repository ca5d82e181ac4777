from django.db import models
from django.db.models import Q
from django.utils import timezone

from factcheck.rules.reader_reports import CONTACT_MAX, NOTE_MAX, TEXT_MAX


class ReaderReport(models.Model):
    """What a reader says is wrong with an entry. Not on the record: what comes of it is."""

    claim = models.ForeignKey("factcheck.Claim", on_delete=models.PROTECT, related_name="reader_reports")
    version = models.PositiveIntegerField(help_text="Of the claim, as the reader saw it.")
    text = models.CharField(max_length=TEXT_MAX)
    contact = models.CharField(max_length=CONTACT_MAX, blank=True, help_text="Where the reader may be asked.")
    sent_at = models.DateTimeField(default=timezone.now)
    address_hash = models.CharField(max_length=64, blank=True)

    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "factcheck.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=NOTE_MAX, blank=True, help_text="What came of it; for the desk.")

    class Meta:
        indexes = [
            models.Index(fields=["sent_at"], name="report_by_time"),
            models.Index(fields=["id"], condition=Q(settled_at__isnull=True), name="report_that_is_open"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="report_has_words"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, note="")
                | Q(settled_at__isnull=False, settled_by__isnull=False, note__regex=r"\S"),
                name="report_is_settled_by_somebody_with_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}, {self.sent_at:%Y-%m-%d}"
