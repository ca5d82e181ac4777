from django.db import models
from django.db.models import Q

from factcheck.models.checks import choices, not_blank, one_of
from factcheck.rules.statuses import LABELS, Status
from factcheck.rules.vocabulary import PROPOSAL_ANSWER_LABELS, ProposalAnswer


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self) -> "ProposalQuerySet":
        return self.filter(answer__isnull=True)


class Proposal(models.Model):
    """A decision that waits for a second editor. Append-only: what is approved is what was proposed.

    Not in the ledger: until it is approved nothing has been decided.
    """

    claim = models.ForeignKey("factcheck.Claim", on_delete=models.PROTECT, related_name="proposals")
    from_status = models.CharField(max_length=12, choices=choices(LABELS))
    to_status = models.CharField(max_length=12, choices=choices(LABELS))
    reason = models.TextField()
    public_note = models.TextField(blank=True)
    evidence = models.ManyToManyField("factcheck.Evidence", related_name="proposals", blank=True)
    successor = models.ForeignKey(
        "factcheck.Claim", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rule_report = models.JSONField(default=dict)
    # What was seen: the claim's version, and the hash of its last entry then.
    claim_version = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    proposed_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="proposals")
    proposed_at = models.DateTimeField(auto_now_add=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            not_blank("reason", name="proposal_has_a_reason"),
            one_of("to_status", Status, name="proposal_to_status_is_known"),
        ]
        indexes = [models.Index(fields=["claim", "-id"], name="proposal_of_claim")]

    def __str__(self) -> str:
        return f"{self.from_status} to {self.to_status}"


class ProposalReply(models.Model):
    """What became of a proposal: approved, sent back with a comment, taken back, or overtaken. Append-only.

    A trigger refuses an approval or a sending back by the proposer's own account.
    """

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="answer")
    answer = models.CharField(max_length=10, choices=choices(PROPOSAL_ANSWER_LABELS))
    comment = models.TextField(blank=True)
    decision = models.OneToOneField(
        "factcheck.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="proposal_reply"
    )
    answered_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            one_of("answer", ProposalAnswer, name="proposal_answer_is_known"),
            models.CheckConstraint(
                condition=~Q(answer=ProposalAnswer.SENT_BACK) | Q(comment__regex=r"\S"),
                name="sending_back_is_explained",
            ),
            models.CheckConstraint(
                condition=Q(answer=ProposalAnswer.APPROVED, decision__isnull=False)
                | (~Q(answer=ProposalAnswer.APPROVED) & Q(decision__isnull=True)),
                name="approval_has_its_decision",
            ),
        ]
        verbose_name_plural = "proposal replies"

    def __str__(self) -> str:
        return self.answer
