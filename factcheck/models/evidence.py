from django.db import models
from django.db.models import Q

from factcheck.models.checks import choices, one_of
from factcheck.models.stamps import LedgerSeqField, LedgerTimeField
from factcheck.rules.vocabulary import EVIDENCE_KIND_LABELS, Bearing, EvidenceKind


class Evidence(models.Model):
    """What a decision can rest on beside what sources say [schema.org citation, archivedAt]. Append-only."""

    claim = models.ForeignKey("factcheck.Claim", on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=2000, blank=True)
    archived_url = models.URLField(max_length=2000, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=20, choices=choices(EVIDENCE_KIND_LABELS), default=EvidenceKind.OTHER)
    bearing = models.CharField(
        max_length=10,
        choices=[
            (Bearing.SUPPORTS.value, "supports the claim"),
            (Bearing.REFUTES.value, "refutes the claim"),
        ],
        default=Bearing.SUPPORTS,
    )
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = LedgerTimeField()
    ledger_seq = LedgerSeqField(unique=True)

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            one_of("kind", EvidenceKind, name="evidence_kind_is_known"),
            one_of("bearing", Bearing, name="evidence_bearing_is_known"),
            models.CheckConstraint(
                condition=Q(title__regex=r"\S") | Q(url__regex=r"\S"), name="evidence_can_be_named"
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^([0-9a-f]{64})?$"), name="evidence_sha256_is_a_digest"
            ),
        ]
        indexes = [models.Index(fields=["claim", "ledger_seq"], name="evidence_of_claim")]

    def __str__(self) -> str:
        return self.title or self.url
