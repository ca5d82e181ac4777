from datetime import datetime
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
    CONFLICT = "conflict"
    RECOUNT = "recount"
    REDACTION = "redaction"
    RELATION = "relation"
    SETTING = "setting"


# May concern no claim.
DESK_KINDS = (EntryKind.RELATION, EntryKind.SETTING, EntryKind.REDACTION)


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
    hash of RFC 6962, in hex. previous_hash: the claim's entry before, inside the body too. What concerns
    no single claim (relations of sources, settings) has claim None, and forms one chain of the desk's own.
    """

    seq = LedgerSeqField(primary_key=True)
    claim = models.ForeignKey(
        "factcheck.Claim", on_delete=models.PROTECT, null=True, related_name="ledger_entries"
    )
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
    conflict_ruling = models.OneToOneField(
        "factcheck.ConflictRuling", on_delete=models.PROTECT, null=True, related_name="ledger_entry"
    )
    recount = models.OneToOneField(
        "factcheck.Recount", on_delete=models.PROTECT, null=True, related_name="ledger_entry"
    )
    redaction = models.OneToOneField(
        "factcheck.Redaction", on_delete=models.PROTECT, null=True, related_name="ledger_entry"
    )
    relation_version = models.OneToOneField(
        "factcheck.SourceRelationVersion", on_delete=models.PROTECT, null=True, related_name="ledger_entry"
    )
    setting_change = models.OneToOneField(
        "factcheck.SettingChange", on_delete=models.PROTECT, null=True, related_name="ledger_entry"
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
            models.UniqueConstraint(
                fields=["claim", "claim_seq"], name="entry_has_its_place_in_its_chain", nulls_distinct=False
            ),
            models.UniqueConstraint(fields=["hash"], name="entry_hash_is_unique"),
            models.CheckConstraint(
                condition=(
                    Q(kind=EntryKind.CLAIM, claim_version__isnull=False)
                    | Q(kind=EntryKind.ATTRIBUTION, attribution__isnull=False)
                    | Q(kind=EntryKind.EVIDENCE, evidence__isnull=False)
                    | Q(kind=EntryKind.DECISION, decision__isnull=False)
                    | Q(kind=EntryKind.PUBLICATION, publication_act__isnull=False)
                    | Q(kind=EntryKind.CONFLICT, conflict_ruling__isnull=False)
                    | Q(kind=EntryKind.RECOUNT, recount__isnull=False)
                    | Q(kind=EntryKind.REDACTION, redaction__isnull=False)
                    | Q(kind=EntryKind.RELATION, relation_version__isnull=False)
                    | Q(kind=EntryKind.SETTING, setting_change__isnull=False)
                ),
                name="entry_points_at_its_record",
            ),
            models.CheckConstraint(
                condition=Q(claim__isnull=False) | Q(kind__in=[kind.value for kind in DESK_KINDS]),
                name="entry_names_its_claim",
            ),
        ]
        indexes = [models.Index(fields=["recorded_at"], name="entry_by_time")]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


def first_seq_from(moment: datetime) -> models.Subquery:
    """The number of the first entry from a moment on; NULL, which nothing equals, where there is none."""
    from_then = LedgerEntry.objects.filter(recorded_at__gte=moment).order_by("recorded_at")
    return models.Subquery(from_then.values("seq")[:1])


def last_seq_until(moment: datetime) -> models.Subquery:
    """The number of the last entry up to a moment."""
    until_then = LedgerEntry.objects.filter(recorded_at__lte=moment).order_by("-recorded_at")
    return models.Subquery(until_then.values("seq")[:1])


class LedgerSalt(models.Model):
    """The salts of the commitments in an entry's body, by field. Filled by the database.

    A text that may have to be withdrawn stands in the body as sha256(salt, text). Redaction deletes text
    and salt, and what is left tells nobody the words, while the entry's hash still holds.
    """

    entry = models.OneToOneField(
        LedgerEntry, on_delete=models.PROTECT, primary_key=True, related_name="salt", db_column="seq"
    )
    salts = models.JSONField()

    def __str__(self) -> str:
        return str(self.pk)


class LedgerTile(models.Model):
    """The hash over a complete, aligned run of 256 ** level entries of the Merkle tree [RFC 6962].

    Filled by the database. A proof reads a few runs of at most 256 hashes instead of the whole ledger.
    """

    level = models.PositiveSmallIntegerField(help_text="1: 256 entries; 2: 65,536; and so on.")
    index = models.BigIntegerField(help_text="From 0, in units of the level's run.")
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="tile_stands_once")]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Checkpoint(models.Model):
    """A signed statement of the ledger's size and root [C2SP tlog-checkpoint]. Append-only.

    The database takes only the root that it has itself at that size, and no smaller size than the last.
    """

    size = models.BigIntegerField()
    root = models.CharField(max_length=64, help_text="Of the Merkle tree over the first `size` entries, hex.")
    note = models.TextField(help_text="The signed note, as published.")
    signed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["size"], name="checkpoint_by_size")]
        get_latest_by = "id"

    def __str__(self) -> str:
        return f"{self.size} at {self.signed_at}"
