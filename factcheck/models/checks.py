"""Named constraints that several tables share."""

from collections.abc import Iterable
from enum import StrEnum

from django.db import models
from django.db.models import Q


def one_of(field: str, values: Iterable[StrEnum], *, name: str) -> models.CheckConstraint:
    """Hold a column to a closed list."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [value.value for value in values]}),
        name=name,
        violation_error_message=f"This {field} is not on the list.",
    )


def not_blank(field: str, *, name: str) -> models.CheckConstraint:
    """Refuse a text that is empty or only blanks."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__regex": r"\S"}),
        name=name,
        violation_error_message=f"The {field} must not be empty.",
    )


def choices(labels: dict) -> list[tuple[str, str]]:
    """Turn a vocabulary's labels into Django's choices."""
    return [(key.value if isinstance(key, StrEnum) else key, label) for key, label in labels.items()]
