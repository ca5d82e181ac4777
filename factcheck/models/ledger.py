from enum import StrEnum

from django.db import models
from django.db.models import Q

from factcheck.models.checks import one_of
from factcheck.models.stamps import LedgerSeqField, LedgerTimeField


class EntryKind(StrEnum):
    CLAIM = "claim"
    ATTRIBUTION = "attribution"
    EVIDENCE = "evidence"
    DECISION = "decision"
    PUBLICATION = "publication"


class LedgerHead(models.Model):
    """The ledger's end, in one row: whoever appends holds its lock. Only the database writes it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="ledger_has_one_head")]

    def __str__(self) -> str:
        return str(self.seq)


class LedgerEntry(models.Model):
    """One sealed line of the ledger. The database fills all but the claim, the kind and the record.

    body: canonical JSON [RFC 8785] of what is recorded. hash: sha256 of a zero byte and the body, the leaf
    hash of RFC 6962, in hex. previous_hash: the claim's entry before, inside the body too.
    """

    seq = LedgerSeqField(primary_key=True)
    claim = models.ForeignKey("factcheck.Claim", on_delete=models.PROTECT, related_name="ledger_entries")
    claim_seq = LedgerSeqField()
    kind = models.CharField(max_length=12)
    claim_version = models.OneToOneField(
        "factcheck.ClaimVersion", on_delete=models.PROTECT, null=True, related_name="ledger_entry"
    )
    attribution = models.OneToOneField(
        "factcheck.Attribution", on_delete=models.PROTECT, null=True, related_name="ledger_entry"
    )
    evidence = models.OneToOneField(
        "factcheck.Evidence", on_delete=models.PROTECT, null=True, related_name="ledger_entry"
    )
    decision = models.OneToOneField(
        "factcheck.Decision", on_delete=models.PROTECT, null=True, related_name="ledger_entry"
    )
    publication_act = models.OneToOneField(
        "factcheck.PublicationAct", on_delete=models.PROTECT, null=True, related_name="ledger_entry"
    )
    recorded_at = LedgerTimeField()
    # The clock when it was sealed. Later than recorded_at where an archive or the demo was brought in.
    sealed_at = LedgerTimeField()
    previous_hash = models.CharField(max_length=64, editable=False, blank=True)
    body = models.TextField(editable=False)
    hash = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name_plural = "ledger entries"
        constraints = [
            one_of("kind", EntryKind, name="entry_kind_is_known"),
            models.UniqueConstraint(fields=["claim", "claim_seq"], name="entry_has_its_place_in_the_claim"),
            models.UniqueConstraint(fields=["hash"], name="entry_hash_is_unique"),
            models.CheckConstraint(
                condition=(
                    Q(kind=EntryKind.CLAIM, claim_version__isnull=False)
                    | Q(kind=EntryKind.ATTRIBUTION, attribution__isnull=False)
                    | Q(kind=EntryKind.EVIDENCE, evidence__isnull=False)
                    | Q(kind=EntryKind.DECISION, decision__isnull=False)
                    | Q(kind=EntryKind.PUBLICATION, publication_act__isnull=False)
                ),
                name="entry_points_at_its_record",
            ),
        ]
        indexes = [models.Index(fields=["recorded_at"], name="entry_by_time")]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"
