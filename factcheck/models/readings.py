"""What the reader of stories found in an article, and what an editor answered. None of it is on record."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from factcheck.models.checks import choices, one_of
from factcheck.rules.suggestions import ANSWER_LABELS, READING_LABELS, Answer, ReadingState


class ReadingQuerySet(models.QuerySet["Reading"]):
    def under_way(self) -> "ReadingQuerySet":
        return self.filter(state__in=(ReadingState.WAITING, ReadingState.READING))

    def newest_first(self) -> "ReadingQuerySet":
        return self.order_by("-id")


class Reading(models.Model):
    """One reading of one article. Reading it again makes another one; answers given before are kept."""

    article = models.ForeignKey("factcheck.Article", on_delete=models.PROTECT, related_name="readings")
    state = models.CharField(max_length=10, choices=choices(READING_LABELS), default=ReadingState.WAITING)
    # How much of how much: for the progress bar, in whatever steps the reader counts.
    read = models.PositiveIntegerField(default=0)
    length = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    asked_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now, help_text="When it last went on.")

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("state", ReadingState, name="reading_state_is_known"),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(state__in=("waiting", "reading")),
                name="article_is_read_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["article", "-id"], name="reading_of_article")]

    def __str__(self) -> str:
        return f"reading {self.pk} of {self.article_id}"


class Suggestion(models.Model):
    """One source's stance on one thing said, as the reader found it.

    found: the statement (extraction.statements, as JSON). lead: the number of the suggestion whose claim it
    speaks of, its own when it leads. fingerprint: the same words by the same speaker with the same
    stance, so that an answer holds when the article is read again.
    """

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="suggestions")
    number = models.PositiveIntegerField()
    lead = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    speaker = models.CharField(max_length=200, blank=True, help_text="Blank: the article's own voice.")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    found = models.JSONField()
    answer = models.CharField(max_length=10, choices=choices(ANSWER_LABELS), default=Answer.OPEN)
    answered_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    attribution = models.ForeignKey(
        "factcheck.Attribution", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reading", "number"], name="suggestion_number_is_taken_once"),
            one_of("answer", Answer, name="suggestion_answer_is_known"),
            models.CheckConstraint(
                condition=Q(answer="open") | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="suggestion_answer_has_an_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker or 'the article'}, {self.start}–{self.end}"
