from django.db import models

from factcheck.models.stamps import LedgerSeqField, LedgerTimeField


class Recount(models.Model):
    """A claim's independent origins counted anew because what is known of its sources has changed.

    Append-only. So a relation laid down today is seen in each claim that it touches, from today on.
    """

    claim = models.ForeignKey("factcheck.Claim", on_delete=models.PROTECT, related_name="recounts")
    origins_before = models.PositiveIntegerField()
    origins_after = models.PositiveIntegerField()
    because = models.TextField()
    recorded_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = LedgerTimeField()
    ledger_seq = LedgerSeqField(unique=True)

    def __str__(self) -> str:
        return f"{self.origins_before} to {self.origins_after}"
