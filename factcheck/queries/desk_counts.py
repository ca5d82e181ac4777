"""What the head of each desk page counts, in one statement."""

from typing import NamedTuple

from django.db.models import F, Func, IntegerField, QuerySet, Subquery

from factcheck.models import User
from factcheck.queries.comments import mentions_of
from factcheck.queries.reader_reports import open_reports
from factcheck.queries.together import Reads, Together, as_number
from factcheck.queries.usages import uses_to_mend


class DeskCounts(NamedTuple):
    """mend: uses to be mended. for_you: how often this person was named and has not ticked it off."""

    mend: int = 0
    for_you: int = 0
    reports: int = 0


def desk_counts(person: User) -> DeskCounts:
    (row,) = _counts.read(person=str(person.pk))["counts"] or [()]
    return DeskCounts(*row)


def _reads(person: str) -> Reads:
    them = as_number(person)
    named = mentions_of(them).filter(seen_at__isnull=True)
    counts = (_count(uses_to_mend()), _count(named), _count(open_reports()))
    return {"counts": User.objects.filter(pk=them).values_list(*counts)}


_counts = Together("person", build=_reads)


def _count(rows: QuerySet) -> Subquery:
    counted = rows.order_by().annotate(count=Func(F("pk"), function="COUNT", output_field=IntegerField()))
    return Subquery(counted.values("count"))
