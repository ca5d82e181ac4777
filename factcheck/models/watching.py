from django.db import models
from django.db.models import Q


class DeskMark(models.Model):
    """How far somebody has read the desk's news: a place in the ledger and among the comments.

    It moves only when they say so, never by looking at a page.
    """

    person = models.OneToOneField(
        "factcheck.User", on_delete=models.PROTECT, primary_key=True, related_name="desk_mark"
    )
    ledger_seq = models.BigIntegerField(default=0)
    comment_seq = models.BigIntegerField(default=0)
    marked_at = models.DateTimeField(null=True, blank=True)
    guide_closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} up to {self.ledger_seq}"


class Watch(models.Model):
    """Somebody follows a claim, all claims of a topic, or what a source says."""

    person = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="watches")
    claim = models.ForeignKey(
        "factcheck.Claim", on_delete=models.PROTECT, null=True, blank=True, related_name="watches"
    )
    topic = models.ForeignKey(
        "factcheck.Topic", on_delete=models.PROTECT, null=True, blank=True, related_name="watches"
    )
    source = models.ForeignKey(
        "factcheck.Source", on_delete=models.PROTECT, null=True, blank=True, related_name="watches"
    )
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "watches"
        constraints = [
            models.CheckConstraint(
                condition=Q(claim__isnull=False, topic__isnull=True, source__isnull=True)
                | Q(claim__isnull=True, topic__isnull=False, source__isnull=True)
                | Q(claim__isnull=True, topic__isnull=True, source__isnull=False),
                name="watch_is_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["person", "claim", "topic", "source"], name="watch_stands_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.claim_id or self.topic_id or self.source_id}"


class FeedKey(models.Model):
    """The secret address of somebody's own feed, as a hash: feed readers cannot sign in."""

    person = models.OneToOneField(
        "factcheck.User", on_delete=models.PROTECT, primary_key=True, related_name="feed_key"
    )
    key_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.person_id} since {self.made_at:%Y-%m-%d}"


class Digest(models.Model):
    """A digest made for somebody and a day, so that it goes out once."""

    person = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="digests")
    day = models.DateField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="digest_goes_once_a_day")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"
