from django.db import models
from django.db.models import F, Q

from factcheck.models.checks import choices, not_blank, one_of
from factcheck.models.stamps import LedgerSeqField, LedgerTimeField
from factcheck.rules.vocabulary import CONFLICT_ANSWER_LABELS, ConflictAnswer


class ConflictRuling(models.Model):
    """An editor's word on a conflict of figures that the desk proposed. Append-only: the last one counts."""

    claim = models.ForeignKey("factcheck.Claim", on_delete=models.PROTECT, related_name="conflict_rulings")
    # Two statements of the claim, the earlier first.
    one = models.ForeignKey("factcheck.Attribution", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("factcheck.Attribution", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=choices(CONFLICT_ANSWER_LABELS))
    explanation = models.TextField(help_text="The sentence that the editor saw.")
    reason = models.TextField()
    ruled_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = LedgerTimeField()
    ledger_seq = LedgerSeqField(unique=True)

    class Meta:
        constraints = [
            one_of("answer", ConflictAnswer, name="conflict_answer_is_known"),
            not_blank("reason", name="conflict_ruling_has_a_reason"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="conflict_pair_is_ordered"),
        ]
        indexes = [models.Index(fields=["claim", "-ledger_seq"], name="conflict_ruling_of_claim")]

    def __str__(self) -> str:
        return f"{self.one_id} / {self.other_id}: {self.answer}"
