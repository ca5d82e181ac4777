from django.db import models

from factcheck.models.checks import choices, not_blank
from factcheck.rules.statuses import LABELS


class Usage(models.Model):
    """Where a claim was used, so that the desk knows what to mend when its status changes.

    The desk's own list, not part of the ledger. A use is never removed, only ticked off.
    """

    claim = models.ForeignKey("factcheck.Claim", on_delete=models.PROTECT, related_name="usages")
    title = models.CharField(max_length=300, help_text="Headline or place: page 3, the nine o'clock news.")
    url = models.URLField(max_length=2000, blank=True)
    wording = models.TextField(blank=True, help_text="How the story puts it.")
    used_on = models.DateField(null=True, blank=True)
    status_then = models.CharField(max_length=12, choices=choices(LABELS))
    recorded_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    # The status that the use was last brought in line with, by whom, and how.
    mended_for = models.CharField(max_length=12, blank=True)
    mended_note = models.TextField(blank=True)
    mended_by = models.ForeignKey(
        "factcheck.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    mended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [not_blank("title", name="usage_has_a_title")]
        indexes = [models.Index(fields=["claim", "-id"], name="usage_of_claim")]

    def __str__(self) -> str:
        return self.title
