from django.db import models

from factcheck.models.checks import not_blank
from factcheck.models.stamps import LedgerSeqField, LedgerTimeField


class SettingChange(models.Model):
    """A rule of this desk as it holds from one moment on. Append-only: the last one of its name counts."""

    name = models.CharField(max_length=40)
    value = models.JSONField()
    reason = models.TextField()
    changed_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = LedgerTimeField()
    ledger_seq = LedgerSeqField(unique=True)

    class Meta:
        constraints = [not_blank("reason", name="setting_change_has_a_reason")]
        indexes = [models.Index(fields=["name", "-ledger_seq"], name="setting_by_name")]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
