from django.db import models

from factcheck.models.checks import not_blank


class Measure(models.Model):
    """What a figure counts [schema.org DefinedTerm]: killed is not casualties."""

    code = models.SlugField(max_length=40, unique=True)
    label = models.CharField(max_length=80)
    definition = models.TextField()
    parts = models.ManyToManyField("self", symmetrical=False, related_name="wholes", blank=True)

    class Meta:
        constraints = [not_blank("definition", name="measure_has_a_definition")]

    def __str__(self) -> str:
        return self.label
