"""Tables that somebody has uploaded to be imported, kept in the database until the worker is through."""

from django.db import models
from django.utils import timezone

from factcheck.models.checks import choices, one_of
from factcheck.rules.table_imports import IMPORT_LABELS, ImportState


class TableImport(models.Model):
    """One uploaded table: how it is to be read, how far that is, and what came of it."""

    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    # header -> column ('' for not read), topic, publisher, encoding, from_spreadsheet, keep_good, dry_run.
    asked = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=choices(IMPORT_LABELS), default=ImportState.UPLOADED)
    doing = models.CharField(max_length=40, blank=True)
    done = models.BigIntegerField(default=0)
    of = models.BigIntegerField(default=0)
    problem = models.TextField(blank=True)
    result = models.JSONField(default=dict, help_text="The counts of intake.importing.Imported.")
    uploaded_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [one_of("state", ImportState, name="table_import_state_is_known")]
        indexes = [models.Index(fields=["-id"], name="table_import_newest")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_way(self) -> bool:
        return self.state in (ImportState.WAITING, ImportState.RUNNING)


class TablePiece(models.Model):
    """A piece of an uploaded table, or of its list of errors, in order."""

    TABLE, ERRORS = "table", "errors"

    table = models.ForeignKey(TableImport, on_delete=models.PROTECT, related_name="pieces")
    kind = models.CharField(max_length=6, choices=[(TABLE, "the table"), (ERRORS, "its list of errors")])
    position = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "kind", "position"], name="piece_position_is_taken_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["table", "errors"]), name="piece_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.position} of {self.table_id}"
