"""A stretch of days cut into months, quarters or years: a readable number of steps for a chart."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import MAXYEAR, date

from factcheck.rules.told import Month, told

# Months in a step, the finest first; beyond it, whole decades.
_SIZES = (1, 3, 12, 120)


@dataclass(frozen=True, slots=True)
class Step:
    """Days from `start` on, up to the next step, in words: `Mar 2025`, `Jan–Mar 2025`, `2025`."""

    start: date
    label: str


def steps_between(first: date, last: date, at_most: int = 18) -> list[Step]:
    """The steps from the one that holds `first` to the one that holds `last`: as fine as at_most allows.

    Where even decades are too many, the steps are decades all the same.
    """
    for size in _SIZES:
        lowest, highest = _number(first, size), _number(last, size)
        if highest - lowest < at_most or size == _SIZES[-1]:
            return [_step(number, size) for number in range(lowest, highest + 1)]
    raise AssertionError("There is always a coarsest step.")


def step_of(day: date, steps: list[Step]) -> int:
    """The number of the step, from 0, that holds a day."""
    return max(bisect_right(steps, day, key=lambda step: step.start) - 1, 0)


def _number(day: date, size: int) -> int:
    return (day.year * 12 + day.month - 1) // size


def _step(number: int, size: int) -> Step:
    year, month = divmod(number * size, 12)
    start = date(max(year, 1), month + 1, 1)
    match size:
        case 1:
            return Step(start, told("{month} {year}", month=Month.of(start), year=start.year))
        case 3:
            last = Month(max(year, 1), month + 3, 1)
            return Step(
                start, told("{first}–{last} {year}", first=Month.of(start), last=last, year=start.year)
            )
        case 12:
            return Step(start, f"{start.year}")
        case _:
            return Step(start, f"{start.year}–{min(year + 9, MAXYEAR)}")
