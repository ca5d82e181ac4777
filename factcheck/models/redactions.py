from django.db import models

from factcheck.models.checks import not_blank
from factcheck.models.stamps import LedgerSeqField, LedgerTimeField


class Redaction(models.Model):
    """One text of one entry taken out of the record by order of a court or a like duty. Append-only.

    The entry keeps its commitment, so that the ledger still verifies; the words and their salt are gone.
    """

    claim = models.ForeignKey(
        "factcheck.Claim", on_delete=models.PROTECT, null=True, related_name="redactions"
    )
    entry = models.ForeignKey("factcheck.LedgerEntry", on_delete=models.PROTECT, related_name="redactions")
    field = models.CharField(max_length=60, help_text="Its path in the body's record: quote, spans/0/exact.")
    reason = models.TextField(help_text="Who ordered it and on what ground. Public.")
    recorded_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = LedgerTimeField()
    ledger_seq = LedgerSeqField(unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "field"], name="text_is_redacted_once"),
            not_blank("reason", name="redaction_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.field}"
