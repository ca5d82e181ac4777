from django.db import models
from django.db.models import Q
from django.utils import timezone


class Comment(models.Model):
    """What one colleague says to the others about a claim. Never shown to readers, and not in the ledger.

    Append-only but for one thing: its author may take it back within minutes. Its words are then gone, and a
    line stays that says so.
    """

    claim = models.ForeignKey("factcheck.Claim", on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(blank=True)
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, text__regex=r"\S")
                | Q(taken_back_at__isnull=False, text=""),
                name="comment_has_words_or_none_left",
            ),
        ]
        indexes = [models.Index(fields=["claim", "id"], name="comment_of_claim")]

    def __str__(self) -> str:
        return self.text[:80]


class Mention(models.Model):
    """A comment names somebody, who sees it in their list until they tick it off."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="mentions")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "person"], name="mention_stands_once"),
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(seen_at__isnull=True), name="mention_not_seen"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.comment_id}"
