from django.db import models
from django.db.models import F, Q

from factcheck.models.checks import choices, not_blank, one_of
from factcheck.models.stamps import LedgerSeqField, LedgerTimeField
from factcheck.rules.statuses import LABELS, PUBLICATION_LABELS, Publication, Status


class Decision(models.Model):
    """An editorial act on a claim's status, with its reason [schema.org ClaimReview]. Append-only."""

    claim = models.ForeignKey("factcheck.Claim", on_delete=models.PROTECT, related_name="decisions")
    from_status = models.CharField(max_length=12, choices=choices(LABELS))
    to_status = models.CharField(max_length=12, choices=choices(LABELS))
    reason = models.TextField()
    public_note = models.TextField(blank=True)
    evidence = models.ManyToManyField("factcheck.Evidence", related_name="decisions", blank=True)
    successor = models.ForeignKey(
        "factcheck.Claim", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What "What would confirm this?" said when it was decided, and whether the decision went against it.
    rule_report = models.JSONField(default=dict)
    rule_met = models.BooleanField(default=False)
    overridden = models.BooleanField(default=False)
    content_hash = models.CharField(max_length=64, help_text="sha256 of what the decider saw.")
    decided_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="decisions")
    approved_by = models.ForeignKey(
        "factcheck.User", on_delete=models.PROTECT, null=True, blank=True, related_name="decisions_approved"
    )
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    decided_at = LedgerTimeField()
    ledger_seq = LedgerSeqField(unique=True)

    class Meta:
        constraints = [
            not_blank("reason", name="decision_has_a_reason"),
            one_of("from_status", Status, name="decision_from_status_is_known"),
            one_of("to_status", Status, name="decision_to_status_is_known"),
            models.CheckConstraint(
                condition=~Q(from_status=F("to_status")), name="decision_changes_the_status"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("decided_by")),
                name="decision_is_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(to_status=Status.SUPERSEDED) | Q(successor__isnull=False),
                name="decision_to_supersede_names_a_successor",
            ),
            models.CheckConstraint(
                condition=~Q(to_status=Status.RETRACTED) | Q(public_note__regex=r"\S"),
                name="retraction_has_a_public_note",
            ),
        ]
        indexes = [
            models.Index(fields=["claim", "-ledger_seq"], name="decision_of_claim"),
            models.Index(fields=["-ledger_seq"], name="decision_newest"),
            # What the page of corrections tells of; few of all decisions.
            models.Index(
                fields=["-ledger_seq"],
                condition=Q(to_status__in=[Status.RETRACTED, Status.SUPERSEDED])
                | Q(from_status=Status.CONFIRMED, to_status__in=[Status.DISPUTED, Status.UNVERIFIED]),
                name="decision_putting_right",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_status} to {self.to_status}"


class PublicationAct(models.Model):
    """A claim shown to readers, corrected or withdrawn. Append-only."""

    claim = models.ForeignKey("factcheck.Claim", on_delete=models.PROTECT, related_name="publication_acts")
    from_state = models.CharField(max_length=10, choices=choices(PUBLICATION_LABELS))
    to_state = models.CharField(max_length=10, choices=choices(PUBLICATION_LABELS))
    note = models.TextField(blank=True, help_text="What readers are told.")
    acted_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="+")
    acted_at = LedgerTimeField()
    ledger_seq = LedgerSeqField(unique=True)

    class Meta:
        constraints = [
            one_of("from_state", Publication, name="publication_from_state_is_known"),
            one_of("to_state", Publication, name="publication_to_state_is_known"),
            models.CheckConstraint(
                condition=~Q(to_state__in=[Publication.CORRECTED, Publication.WITHDRAWN])
                | Q(note__regex=r"\S"),
                name="correction_or_withdrawal_is_explained",
            ),
        ]
        indexes = [
            models.Index(fields=["claim", "-ledger_seq"], name="publication_of_claim"),
            models.Index(
                fields=["-ledger_seq"],
                condition=Q(to_state__in=[Publication.CORRECTED, Publication.WITHDRAWN]),
                name="publication_putting_right",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_state} to {self.to_state}"
