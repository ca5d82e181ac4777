"""Rows that come along with a record, as one text: an array of arrays, which is read at once."""

import json
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, JSONField, QuerySet, TextField
from django.db.models.functions import Cast


def json_rows(rows: QuerySet[Any], *columns: Any) -> Cast:
    """For an annotation: these columns of the rows, in their order."""
    values = [F(column) if isinstance(column, str) else column for column in columns]
    row: Any = Func(*values, function="json_build_array", output_field=JSONField())
    return Cast(Func(ArraySubquery(rows.values(row=row)), function="array_to_json"), TextField())


def read_rows(text: str | None) -> list[list[Any]]:
    """What json_rows() brought; empty where it was not asked for."""
    return json.loads(text) if text else []
