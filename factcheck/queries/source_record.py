"""What a source said over time, and what became of the claims it took a side on: counts with their base."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import DateField, QuerySet
from django.db.models.functions import Cast, Coalesce, TruncMonth

from factcheck.models import Attribution
from factcheck.queries.known_then import claim_fact
from factcheck.rules.calendar_steps import Step, step_of, steps_between
from factcheck.rules.stances import SIDE_OF, Side, Stance
from factcheck.rules.statuses import LABELS, Status

_STANCES = {stance.value: stance for stance in Stance}
_STATUSES = {status.value: status for status in Status}
SIDES = (Side.FOR, Side.AGAINST, Side.NOT_CONFIRMING)


class Statement(NamedTuple):
    """What is counted of one statement. month: the first day of the one in which it was said."""

    claim_id: int
    stance: Stance
    status: Status
    origins: int
    month: date

    @property
    def side(self) -> Side:
        return SIDE_OF[self.stance]


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


def statements_in(standing: QuerySet[Attribution], as_of: datetime | None) -> list[Statement]:
    """These statements with what became of their claims: thousands are counted in several ways, read once.

    By the day on which each was said; where unknown, by the day of its article or of the record.
    """
    day = Coalesce("said_on", Cast("article__published_at", DateField()), Cast("recorded_at", DateField()))
    rows = standing.annotate(
        month=TruncMonth(day),
        now=claim_fact("status", as_of),
        origins=claim_fact("independent_origins", as_of),
    ).values_list("claim", "stance", "now", "origins", "month")
    return [
        Statement(claim, _STANCES[stance], _STATUSES[now], origins, month)
        for claim, stance, now, origins, month in rows
    ]


def found_on(statements: Sequence[Statement]) -> list[Found]:
    """For each of the two sides that can turn out right; only those where the source stands at all."""
    found = [
        _found([one for one in statements if one.side == side], side) for side in (Side.FOR, Side.AGAINST)
    ]
    return [one for one in found if one.claims]


def over_time(statements: Sequence[Statement]) -> OverTime:
    if not statements:
        return OverTime([], {})
    months = {one.month for one in statements}
    steps = steps_between(min(months), max(months))
    counts: dict[Side, list[dict[Status, int]]] = {}
    alike = Counter((one.month, one.side, one.status) for one in statements)
    for (month, side, status), number in alike.items():
        by_step = counts.setdefault(side, [{} for _ in steps])
        count = by_step[step_of(month, steps)]
        count[status] = count.get(status, 0) + number
    return OverTime(steps, {side: counts[side] for side in SIDES if side in counts})


def _found(statements: Sequence[Statement], side: Side) -> Found:
    claims = {one.claim_id: one for one in statements}.values()
    return Found(
        side,
        claims=len(claims),
        confirmed=sum(one.status == Status.CONFIRMED for one in claims),
        disputed=sum(one.status == Status.DISPUTED for one in claims),
        shared=sum(one.origins > 1 for one in claims),
    )
