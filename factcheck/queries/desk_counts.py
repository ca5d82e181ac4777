"""What the head of each desk page counts, in one statement."""

from django.db.models import F, Func, IntegerField, QuerySet, Subquery

from factcheck.models import User
from factcheck.queries.comments import mentions_of
from factcheck.queries.usages import uses_to_mend


def desk_counts(person: User) -> tuple[int, int]:
    """How many uses are to be mended, and how often this person was named and has not ticked it off."""
    named = mentions_of(person).filter(seen_at__isnull=True)
    row = User.objects.filter(pk=person.pk).values_list(_count(uses_to_mend()), _count(named)).first()
    return row or (0, 0)


def _count(rows: QuerySet) -> Subquery:
    counted = rows.order_by().annotate(count=Func(F("pk"), function="COUNT", output_field=IntegerField()))
    return Subquery(counted.values("count"))
