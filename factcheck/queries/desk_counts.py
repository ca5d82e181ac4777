"""What the head of each desk page counts, in one statement."""

from typing import NamedTuple

from django.db.models import F, Func, IntegerField, QuerySet, Subquery

from factcheck.models import User
from factcheck.queries.comments import mentions_of
from factcheck.queries.reader_reports import open_reports
from factcheck.queries.usages import uses_to_mend


class DeskCounts(NamedTuple):
    """mend: uses to be mended. for_you: how often this person was named and has not ticked it off."""

    mend: int = 0
    for_you: int = 0
    reports: int = 0


def desk_counts(person: User) -> DeskCounts:
    named = mentions_of(person).filter(seen_at__isnull=True)
    row = User.objects.filter(pk=person.pk).values_list(
        _count(uses_to_mend()), _count(named), _count(open_reports())
    )
    return DeskCounts(*(row.first() or ()))


def _count(rows: QuerySet) -> Subquery:
    counted = rows.order_by().annotate(count=Func(F("pk"), function="COUNT", output_field=IntegerField()))
    return Subquery(counted.values("count"))
