from django.db import models
from django.utils import timezone


class FailedSignIn(models.Model):
    """A try to sign in that failed. Kept for a day, to slow down whoever guesses.

    Name and address stand as keyed hashes: some type their password into the field for the name.
    """

    name_hash = models.CharField(max_length=64)
    address_hash = models.CharField(max_length=64)
    tried_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["name_hash", "tried_at"], name="failed_by_name"),
            models.Index(fields=["address_hash", "tried_at"], name="failed_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.tried_at}"
