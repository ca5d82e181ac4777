"""How often somebody may guess a password. NIST SP 800-63B, 5.2.2 asks for a limit below 100 in a row."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

WINDOW = timedelta(minutes=15)
KEPT_FOR = timedelta(days=1)


class Counted(StrEnum):
    """What failed tries are counted by."""

    BOTH = "name and address"
    NAME = "name"
    ADDRESS = "address"


# A name from anywhere, so that many machines guess no faster. An address has room for a newsroom behind it.
MOST: Mapping[Counted, int] = {Counted.BOTH: 5, Counted.NAME: 20, Counted.ADDRESS: 50}


def blocked_until(tries: Mapping[Counted, list[datetime]], now: datetime) -> datetime | None:
    """When the next try is free; None where one is free now. tries: those that failed, in any order."""
    waits = [_free_at(tries.get(counted, []), most) for counted, most in MOST.items()]
    return max((wait for wait in waits if wait is not None and wait > now), default=None)


def _free_at(tries: list[datetime], most: int) -> datetime | None:
    """When the oldest of the last `most` tries leaves the window."""
    newest = sorted(tries, reverse=True)
    return newest[most - 1] + WINDOW if len(newest) >= most else None
