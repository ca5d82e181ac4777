"""Columns that the database fills and nobody else: the ledger's sequence and its clock.

A BEFORE INSERT trigger overwrites whatever was sent, so the web role can supply neither.
"""

from django.db import models


class LedgerSeqField(models.BigIntegerField):
    """The place of a record in the ledger, given by the database at INSERT and read back."""

    db_returning = True

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("editable", False)
        super().__init__(**kwargs)  # type: ignore[arg-type]


class LedgerTimeField(models.DateTimeField):
    """When the ledger took a record in: UTC, strictly increasing along the ledger."""

    db_returning = True

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("editable", False)
        super().__init__(**kwargs)  # type: ignore[arg-type]
