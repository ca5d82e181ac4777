"""A period between two moments, as the page of changes is asked for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from factcheck.rules.filters import Filters, FiltersRefused, none_of, read_filters
from factcheck.rules.statuses import Status
from factcheck.rules.told import word

DAY = timedelta(days=1)
EARLIEST = datetime.min.replace(tzinfo=UTC)
ANY_STATUS = "any"


@dataclass(frozen=True, slots=True)
class Period:
    """After `since`, up to and including `until`. topic: slug. became: a status, "any", or "" for all."""

    since: datetime
    until: datetime
    topic: str = ""
    became: str = ""

    def as_query(self) -> dict[str, str]:
        """The period as an address carries it, with both of its ends."""
        return Filters(since=self.since, until=self.until).as_query() | self.filters()

    def filters(self) -> dict[str, str]:
        """What an address carries beside the ends."""
        given = {"topic": self.topic, "became": self.became}
        return {name: value for name, value in given.items() if value}


def read_period(values: Mapping[str, str], *, now: datetime) -> Period:
    """Read a period from an address. Without an end it ends now, without a beginning it is a day long.

    Raises FiltersRefused naming every bad value.
    """
    problems: dict[str, str] = {}
    filters = Filters()
    try:
        filters = read_filters({name: values.get(name, "") for name in ("since", "until", "topic")}, now=now)
    except FiltersRefused as refused:
        problems |= refused.problems
    became = values.get("became", "").strip()
    if became and became != ANY_STATUS and became not in list(Status):
        problems["became"] = none_of("became", became, [ANY_STATUS, *Status])
    if filters.since and filters.since > now:
        problems["since"] = word(
            "since lies in the future: give a moment that has passed, such as 2025-03-28."
        )
    if problems:
        raise FiltersRefused(problems)
    until = min(filters.until or now, now)
    since = filters.since or (until - DAY if until - EARLIEST > DAY else EARLIEST)
    return Period(since, until, filters.topic, became)
