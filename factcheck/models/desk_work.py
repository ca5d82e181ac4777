from django.db import models

from factcheck.models.checks import not_blank


class AtWork(models.Model):
    """Somebody is working on a claim just now. It asks others to look first and never stops them."""

    claim = models.ForeignKey("factcheck.Claim", on_delete=models.PROTECT, related_name="at_work")
    user = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "user"], name="at_work_once_on_a_claim")]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.claim_id}"


class SavedFilter(models.Model):
    """A view of the queue that somebody keeps under a name. query: as the queue's address says it."""

    owner = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="saved_filters")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=600)

    class Meta:
        constraints = [
            not_blank("name", name="saved_filter_has_a_name"),
            models.UniqueConstraint(fields=["owner", "name"], name="saved_filter_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
