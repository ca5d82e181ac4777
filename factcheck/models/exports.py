from django.db import models
from django.db.models import Q


class ExportLog(models.Model):
    """One download of the record, whole or broken off. Nothing says who asked: readers have no names."""

    what = models.CharField(max_length=20, help_text="claims, attributions, decisions or entries.")
    filters = models.JSONField(default=dict, help_text="As in its address.")
    rows = models.BigIntegerField(default=0, help_text="Sent, without the header.")
    bytes = models.BigIntegerField(default=0, help_text="Sent.")
    is_whole = models.BooleanField(default=False, help_text="Whether it came to its end.")
    began_at = models.DateTimeField()
    seconds = models.FloatField(default=0.0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(rows__gte=0, bytes__gte=0), name="export_sent_what_it_sent")
        ]

    def __str__(self) -> str:
        return f"{self.what}, {self.rows} rows"
