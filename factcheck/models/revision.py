from django.db import models
from django.db.models import Q


class PublicRevision(models.Model):
    """How often anything was changed that readers see and the ledger does not number, in one row.

    Topics, articles, sources with their names, people's public names and checkpoints count it up when they
    are committed; see migrations/sql/0009_public_revision.sql. Only the database writes it.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_public_revision")]

    def __str__(self) -> str:
        return str(self.number)
