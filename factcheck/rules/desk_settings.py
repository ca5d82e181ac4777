"""Rules of the house that a desk sets for itself."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from factcheck.rules.statuses import LABELS, TERMINAL, Status
from factcheck.rules.told import all_of, word


class SettingName(StrEnum):
    SECOND_EDITOR = "second_editor"
    REVIEW_DAYS = "review_days"


# What a second editor may be asked for. Undoing a slip never waits for one.
MAY_NEED_SECOND_EDITOR = tuple(LABELS)


# For how long "somebody is working on this" is shown to others.
AT_WORK_MINUTES = 10

# After how many days a decided claim is looked at again, until the house says otherwise.
REVIEW_DAYS = 90
REVIEW_DAYS_MAX = 3650


def review_day(status: Status, decided_on: date, days: int) -> date | None:
    """When to look at a claim again. None where it waits anyway, where its life has ended, or days is 0."""
    if status == Status.UNVERIFIED or status in TERMINAL or not days:
        return None
    return decided_on + timedelta(days=days)


def statuses_in(value: Iterable[str]) -> frozenset[Status]:
    """The statuses of a stored list; what is none of ours is left out, so that an old value still reads."""
    known = {status.value for status in Status}
    return frozenset(Status(name) for name in value if name in known)


def in_words(statuses: Iterable[Status]) -> str:
    """`Confirmed and Retracted`; `none` where no status needs a second editor."""
    names = [word(LABELS[status]) for status in LABELS if status in set(statuses)]
    if not names:
        return word("none")
    return all_of(names)
