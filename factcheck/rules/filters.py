"""The filters that lists, CSVs, feeds and `export_ledger` share, read from an address or a command line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any, TypeVar

from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.told import Told, joined, told, word

NAMES = ("q", "status", "source", "stance", "topic", "since", "until", "as_of")
Q_MAX = 200

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show. Empty means all.

    q: words of the claim. source: slug of an originator. topic: slug.
    since, until: moments (UTC) between which a row was last changed (claims), recorded (attributions)
    or decided (decisions); both included. as_of: the ledger as known at that moment.
    """

    q: str = ""
    status: Status | None = None
    source: str = ""
    stance: Stance | None = None
    topic: str = ""
    since: datetime | None = None
    until: datetime | None = None
    as_of: datetime | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def as_query(self) -> dict[str, str]:
        """The same filters as an address carries them."""
        values = {name: getattr(self, name) for name in NAMES}
        return {
            name: moment_text(value) if isinstance(value, datetime) else str(value)
            for name, value in values.items()
            if value
        }

    def without(self, name: str) -> "Filters":
        kept: dict[str, Any] = {other: getattr(self, other) for other in NAMES if other != name}
        return Filters(**kept)


class FiltersRefused(Exception):
    """Filters that cannot be understood: `problems` says for each name what to do."""

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        self.words = joined(problems.values())
        super().__init__(self.words)


def read_filters(values: Mapping[str, str], *, now: datetime) -> Filters:
    """Read filters from strings; names that are none of ours are left alone.

    A bare date means its first moment for `since`, its last for `until` and `as_of`, in UTC.
    Raises FiltersRefused naming every bad value.
    """
    problems: dict[str, str] = {}
    given = {name: values.get(name, "").strip() for name in NAMES}

    read: dict[str, Any] = {}
    for name, text in given.items():
        if not text:
            continue
        try:
            read[name] = _READERS[name](name, text)
        except ValueError as error:
            problems[name] = error.args[0]
    filters = Filters(**read)
    if filters.as_of and filters.as_of > now:
        # Today's date means "up to now"; a later moment cannot be known yet.
        if filters.as_of.date() == now.date() and len(given["as_of"]) == len("2025-03-28"):
            filters = replace(filters, as_of=now)
        else:
            problems["as_of"] = word(
                "as_of lies in the future: give a moment that has passed, such as 2025-03-28."
            )
    if filters.since and filters.until and filters.since > filters.until:
        problems["until"] = word("until lies before since: nothing can be found between them.")
    if problems:
        raise FiltersRefused(problems)
    return filters


def none_of(name: str, text: str, known: Iterable[str]) -> Told:
    """What to say of a value that is not on a closed list."""
    return told("{name}: “{text}” is none of {known}.", name=name, text=text[:40], known=", ".join(known))


def read_moment(text: str, *, end_of_day: bool, name: str = "time") -> datetime:
    """Read an ISO 8601 date or time; without a zone it is UTC. Raises ValueError with what to write."""
    wanted = told(
        "{name}: “{text}” is no date or time. Write 2025-03-28 or 2025-03-28T14:30:00Z.",
        name=name,
        text=text[:40],
    )
    try:
        if len(text) == len("2025-03-28"):
            day = date.fromisoformat(text)
            return datetime.combine(day, time.max if end_of_day else time.min, tzinfo=UTC)
        # A plus sign in an address that nobody escaped arrives as a blank.
        moment = datetime.fromisoformat(
            text.replace(" ", "+") if text.count(" ") == 1 and "T" in text else text
        )
    except ValueError as error:
        raise ValueError(wanted) from error
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(wanted) from error


def moment_text(moment: datetime) -> str:
    if moment.time() == time.max:
        return moment.date().isoformat()
    # Not strftime: it writes the years before 1000 with fewer than four digits, which nothing reads.
    return f"{moment.replace(tzinfo=None).isoformat()}Z"


def _words(name: str, text: str) -> str:
    if "\x00" in text:
        raise ValueError(told("{name}: there is a NUL character in it; leave it out.", name=name))
    if len(text) > Q_MAX:
        raise ValueError(
            told(
                "{name}: at most {most} characters can be searched for; these are {number}.",
                name=name,
                most=Q_MAX,
                number=len(text),
            )
        )
    return text


def _status(name: str, text: str) -> Status:
    return _from_list(Status, name, text)


def _stance(name: str, text: str) -> Stance:
    return _from_list(Stance, name, text)


def _from_list(kind: type[Word], name: str, text: str) -> Word:
    if text not in list(kind):
        raise ValueError(none_of(name, text, kind))
    return kind(text)


def _first_moment(name: str, text: str) -> datetime:
    return read_moment(text, end_of_day=False, name=name)


def _last_moment(name: str, text: str) -> datetime:
    return read_moment(text, end_of_day=True, name=name)


_READERS = {
    "q": _words,
    "status": _status,
    "source": _words,
    "stance": _stance,
    "topic": _words,
    "since": _first_moment,
    "until": _last_moment,
    "as_of": _last_moment,
}
