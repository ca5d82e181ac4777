from django.db import models

from factcheck.models.checks import not_blank


class Topic(models.Model):
    """A running story. Its prefix starts the codes of its claims: NK-0007."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    prefix = models.CharField(
        max_length=6, unique=True, help_text="Two to six capitals; starts the claims' codes."
    )
    description = models.TextField(blank=True)
    last_number = models.PositiveIntegerField(default=0, editable=False)

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
