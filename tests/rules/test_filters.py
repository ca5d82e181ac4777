from datetime import UTC, datetime

import pytest

from factcheck.rules.filters import Filters, FiltersRefused, read_filters
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def read(**values: str) -> Filters:
    return read_filters(values, now=NOW)


def test_no_filter_means_all() -> None:
    assert not read()
    assert not read(q="  ", page="7")


def test_each_filter_is_read() -> None:
    filters = read(q="Kursk", status="disputed", source="tass", stance="denies", topic="bridge")
    assert filters == Filters("Kursk", Status.DISPUTED, "tass", Stance.DENIES, "bridge")


def test_a_day_means_all_of_it() -> None:
    filters = read(since="2025-03-28", until="2025-03-28", as_of="2025-03-28")
    assert filters.since == datetime(2025, 3, 28, tzinfo=UTC)
    assert filters.until == filters.as_of == datetime(2025, 3, 28, 23, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["2025-03-28T14:30:00Z", "2025-03-28T23:30:00+09:00", "2025-03-28T23:30:00 09:00", "2025-03-28T14:30"],
)
def test_a_moment_is_read_in_its_zone(text: str) -> None:
    assert read(as_of=text).as_of == datetime(2025, 3, 28, 14, 30, tzinfo=UTC)


def test_today_means_until_now() -> None:
    assert read(as_of="2026-11-23").as_of == NOW


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("status", "true", "none of unverified, confirmed"),
        ("stance", "likes", "none of affirms"),
        ("since", "2025-02-30", "no date or time"),
        ("until", "yesterday", "no date or time"),
        ("as_of", "2027-01-01", "future"),
        ("as_of", "0001-01-01T00:00:00+14:00", "no date or time"),
        ("q", "x" * 201, "at most 200"),
        ("q", "a\x00b", "NUL"),
    ],
)
def test_a_bad_value_is_named_with_what_to_do(name: str, value: str, says: str) -> None:
    with pytest.raises(FiltersRefused) as refusal:
        read(**{name: value})
    assert says in refusal.value.problems[name]


def test_every_bad_value_is_named_at_once() -> None:
    with pytest.raises(FiltersRefused) as refusal:
        read(status="x", stance="y", since="z")
    assert set(refusal.value.problems) == {"status", "stance", "since"}


@pytest.mark.parametrize(
    "values",
    [
        {"as_of": "2025-03-28"},
        {"as_of": "2025-03-28T14:30:00.123456Z", "q": "큰 소리"},
        {"since": "2025-03-28", "until": "2025-03-29", "status": "confirmed"},
    ],
)
def test_filters_written_into_an_address_are_read_back_the_same(values: dict[str, str]) -> None:
    filters = read(**values)
    assert read(**filters.as_query()) == filters


def test_one_filter_can_be_taken_off() -> None:
    assert read(status="confirmed", q="x").without("status") == read(q="x")
