"""Rules of the house that a desk sets for itself."""

from collections.abc import Iterable
from enum import StrEnum

from factcheck.rules.statuses import LABELS, Status


class SettingName(StrEnum):
    SECOND_EDITOR = "second_editor"


# What a second editor may be asked for. Undoing a slip never waits for one.
MAY_NEED_SECOND_EDITOR = tuple(LABELS)


def statuses_in(value: Iterable[str]) -> frozenset[Status]:
    """The statuses of a stored list; what is none of ours is left out, so that an old value still reads."""
    known = {status.value for status in Status}
    return frozenset(Status(name) for name in value if name in known)


def in_words(statuses: Iterable[Status]) -> str:
    """`Confirmed and Retracted`; `none` where no status needs a second editor."""
    names = [LABELS[status] for status in LABELS if status in set(statuses)]
    if not names:
        return "none"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
