from datetime import UTC, datetime, timedelta

import pytest

from factcheck.rules.sign_ins import WINDOW, Counted, blocked_until

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def tries(*minutes_ago: int) -> list[datetime]:
    return [NOW - timedelta(minutes=minutes) for minutes in minutes_ago]


@pytest.mark.parametrize(
    ("counted", "failed", "free_at"),
    [
        (Counted.BOTH, tries(1, 2, 3, 4), None),
        (Counted.BOTH, tries(1, 2, 3, 4, 5), NOW + timedelta(minutes=10)),
        (Counted.BOTH, tries(1, 2, 3, 4, 15), None),
        (Counted.BOTH, tries(9, 1, 2, 4, 3, 5, 6), NOW + timedelta(minutes=10)),
        (Counted.NAME, tries(*[1] * 19), None),
        (Counted.NAME, tries(*[1] * 20), NOW + WINDOW - timedelta(minutes=1)),
        (Counted.ADDRESS, tries(*[1] * 49), None),
        (Counted.ADDRESS, tries(*[1] * 50), NOW + WINDOW - timedelta(minutes=1)),
    ],
)
def test_the_next_try_is_free_when_the_oldest_of_the_last_ones_leaves_the_window(
    counted: Counted, failed: list[datetime], free_at: datetime | None
) -> None:
    assert blocked_until({counted: failed}, NOW) == free_at
