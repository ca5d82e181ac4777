"""What a source said over time, and what became of the claims it took a side on: counts with their base."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, DateField, Q, QuerySet
from django.db.models.functions import Cast, Coalesce, TruncMonth

from factcheck.models import Attribution
from factcheck.queries.known_then import claim_fact
from factcheck.rules.calendar_steps import Step, step_of, steps_between
from factcheck.rules.stances import SIDE_OF, STANCES_ON, Side, Stance
from factcheck.rules.statuses import LABELS, Status

SIDES = (Side.FOR, Side.AGAINST, Side.NOT_CONFIRMING)


@dataclass(frozen=True, slots=True)
class Found:
    """Claims on which a source stands on one side, and how many of them were decided in which way.

    shared: those that another origin, independent of it by our rule, affirms as well.
    """

    side: Side
    claims: int
    confirmed: int
    disputed: int
    shared: int

    @property
    def decided(self) -> int:
        return self.confirmed + self.disputed


@dataclass(frozen=True, slots=True)
class OverTime:
    """Statements by the step of time in which they were said, by side and the status of their claim.

    numbers: side → one mapping of status to number for each step.
    """

    steps: list[Step]
    numbers: dict[Side, list[dict[Status, int]]]

    @property
    def sides(self) -> list[Side]:
        return list(self.numbers)

    @property
    def statuses(self) -> list[Status]:
        met = {status for counts in self.numbers.values() for count in counts for status in count}
        return [status for status in LABELS if status in met]

    @property
    def highest(self) -> int:
        return max((sum(count.values()) for counts in self.numbers.values() for count in counts), default=0)


def found_on(standing: QuerySet[Attribution], as_of: datetime | None) -> list[Found]:
    """For each of the two sides that can turn out right; only those where the source stands at all."""
    found = [_found(standing, side, as_of) for side in (Side.FOR, Side.AGAINST)]
    return [one for one in found if one.claims]


def over_time(standing: QuerySet[Attribution], as_of: datetime | None) -> OverTime:
    """By the day on which each was said; where unknown, by the day of its article or of the record."""
    day = Coalesce("said_on", Cast("article__published_at", DateField()), Cast("recorded_at", DateField()))
    months = standing.annotate(month=TruncMonth(day), status=claim_fact("status", as_of)).order_by()
    counted = months.values_list("month", "stance", "status").annotate(Count("pk"))
    rows = [(month, SIDE_OF[Stance(said)], Status(status), number) for month, said, status, number in counted]
    if not rows:
        return OverTime([], {})
    days = [month for month, *_ in rows]
    steps = steps_between(min(days), max(days))
    return OverTime(steps, {side: _by_step(rows, side, steps) for side in SIDES if _has(rows, side)})


Row = tuple[date, Side, Status, int]


def _found(standing: QuerySet[Attribution], side: Side, as_of: datetime | None) -> Found:
    claims = standing.filter(stance__in=STANCES_ON[side]).annotate(
        status=claim_fact("status", as_of), origins=claim_fact("independent_origins", as_of)
    )
    distinct = Count("claim", distinct=True)
    numbers = claims.order_by().aggregate(
        claims=distinct,
        confirmed=Count("claim", distinct=True, filter=Q(status=Status.CONFIRMED)),
        disputed=Count("claim", distinct=True, filter=Q(status=Status.DISPUTED)),
        shared=Count("claim", distinct=True, filter=Q(origins__gte=2)),
    )
    return Found(side, **numbers)


def _has(rows: list[Row], side: Side) -> bool:
    return any(where == side for _, where, _, _ in rows)


def _by_step(rows: list[Row], side: Side, steps: list[Step]) -> list[dict[Status, int]]:
    counts: list[dict[Status, int]] = [{} for _ in steps]
    for month, where, status, number in rows:
        if where == side:
            count = counts[step_of(month, steps)]
            count[status] = count.get(status, 0) + number
    return counts
