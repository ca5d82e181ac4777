from django.db import models

from factcheck.models.checks import choices
from factcheck.rules.statuses import LABELS


class ClaimTally(models.Model):
    """How many claims of a topic that lists show have a status now. Kept by the database itself.

    A front page that counts a million claims would take a second; this is a few rows.
    """

    topic = models.ForeignKey("factcheck.Topic", on_delete=models.PROTECT, related_name="tallies")
    status = models.CharField(max_length=12, choices=choices(LABELS))
    number = models.BigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "claim tallies"
        constraints = [models.UniqueConstraint(fields=["topic", "status"], name="tally_stands_once")]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.status}: {self.number}"


class SourceTally(models.Model):
    """On how many claims that lists show a source stands now, under this entry. Kept as ClaimTally is."""

    source = models.OneToOneField(
        "factcheck.Source", on_delete=models.PROTECT, primary_key=True, related_name="tally"
    )
    claims = models.BigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "source tallies"

    def __str__(self) -> str:
        return f"{self.source_id}: {self.claims}"
