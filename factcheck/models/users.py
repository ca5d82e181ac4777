from django.contrib.auth.models import AbstractUser
from django.db import models

from factcheck.models.checks import choices, one_of
from factcheck.rules.vocabulary import ROLE_LABELS, Role


class User(AbstractUser):
    """Somebody who works at the desk. Readers need no account.

    Never deleted: decisions point at their makers for good. Deactivate instead.
    """

    role = models.CharField(max_length=20, choices=choices(ROLE_LABELS), default=Role.REPORTER)
    byline = models.CharField(
        max_length=120, blank=True, help_text="The name that readers see beside a decision."
    )

    class Meta(AbstractUser.Meta):  # type: ignore[name-defined]
        constraints = [one_of("role", Role, name="user_role_is_known")]

    def __str__(self) -> str:
        return self.public_name

    @property
    def public_name(self) -> str:
        return self.byline or self.get_full_name() or self.username
