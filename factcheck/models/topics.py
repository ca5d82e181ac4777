from django.db import models

from factcheck.models.checks import not_blank
from factcheck.models.stamps import LedgerTimeField


class TopicFacts(models.Model):
    """What we say of a running story, now and at each earlier moment."""

    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    retired = models.BooleanField(
        default=False, db_default=False, help_text="No new claims are put under it."
    )

    class Meta:
        abstract = True


class TopicQuerySet(models.QuerySet["Topic"]):
    def open(self) -> "TopicQuerySet":
        """Those that new claims can come under."""
        return self.filter(retired=False)


class Topic(TopicFacts):
    """A running story. Its prefix starts the codes of its claims: NK-0007."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    prefix = models.CharField(
        max_length=6, unique=True, help_text="Two to six capitals; starts the claims' codes."
    )
    last_number = models.PositiveIntegerField(default=0, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        constraints = [
            not_blank("name", name="topic_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(prefix__regex=r"^[A-Z]{1,6}$"),
                name="topic_prefix_is_capitals",
                violation_error_message="A prefix is one to six capital letters, A to Z.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TopicVersion(TopicFacts):
    """A topic as it was described from one moment on. Append-only, so that the past stays readable."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="versions")
    recorded_at = LedgerTimeField()
    recorded_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["topic", "-recorded_at"], name="topic_version_at")]

    def __str__(self) -> str:
        return f"{self.name} from {self.recorded_at}"
