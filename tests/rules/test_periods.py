"""The period of the page of changes, as addresses give it."""

from datetime import UTC, datetime, timedelta

import pytest

from factcheck.rules.filters import FiltersRefused
from factcheck.rules.periods import Period, read_period

NOW = datetime(2025, 3, 28, 14, 30, tzinfo=UTC)
DAY = timedelta(days=1)
SIX = datetime(2025, 3, 20, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "since", "until"),
    [
        ({}, NOW - DAY, NOW),
        ({"since": "2025-03-01"}, datetime(2025, 3, 1, tzinfo=UTC), NOW),
        ({"until": "2025-03-20T06:00Z"}, SIX - DAY, SIX),
        ({"since": "2025-03-28T06:00+02:00"}, datetime(2025, 3, 28, 4, tzinfo=UTC), NOW),
        ({"until": "2030-01-01"}, NOW - DAY, NOW),
        ({"until": "2025-03-28"}, NOW - DAY, NOW),
    ],
)
def test_a_period_ends_now_and_is_a_day_long_unless_said_otherwise(
    given: dict[str, str], since: datetime, until: datetime
) -> None:
    assert read_period(given, now=NOW) == Period(since, until)


def test_an_address_carries_both_ends_and_the_filters() -> None:
    period = read_period({"topic": "nk", "became": "any"}, now=NOW)
    assert period.as_query() == {
        "since": "2025-03-27T14:30:00Z", "until": "2025-03-28T14:30:00Z", "topic": "nk", "became": "any",
    }  # fmt: skip
    assert read_period(period.as_query(), now=NOW + DAY) == period


def test_every_bad_value_is_named() -> None:
    with pytest.raises(FiltersRefused) as refused:
        read_period({"since": "soon", "until": "late", "became": "true"}, now=NOW)
    assert set(refused.value.problems) == {"since", "until", "became"}
    with pytest.raises(FiltersRefused, match="future"):
        read_period({"since": "2025-04-01"}, now=NOW)
