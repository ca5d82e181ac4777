"""The days that words name, counted from the day of the story: "on Wednesday", "in January and February".

A weekday without more is the last one up to the day of the story; a month is the last that had begun by then.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from factcheck.extraction.words import DAYS, MONTHS

Days = tuple[date, date]

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED = re.compile(
    rf"\b(?:(?P<day_before>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?(?P<month>{_MONTH})\b\.?"
    r"(?:\s(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!:))?(?:,?\s(?:of\s)?(?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?P<since>since |the )?(?P<year>(?:19|20)\d\d)(?P<decade>s)?\b(?!,\d)", re.IGNORECASE)
_WEEKDAY = re.compile(
    rf"\b(?:(?P<which>last|next) )?(?P<name>{'|'.join(sorted(DAYS, key=len, reverse=True))})\b", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"\b(?P<which>this|last|past|previous|next|earlier this|later this) (?P<unit>week|month|year)\b"
    r"|\b(?P<day>today|yesterday|tomorrow|tonight)\b",
    re.IGNORECASE,
)
# "Would open in June" looks ahead.
_AHEAD = re.compile(
    r"\b(?:will|would|shall|is to|are to|was to|were to|due to|set to|plan(?:s|ned)? to|expected to)\b"
)
_FARTHEST = 4_000


def day_named(words: str, anchor: date | None) -> date | None:
    """The one day that these words name, such as that of an utterance; None when they name none or a span."""
    found = [days for days in _all(words, anchor) if days[0] == days[1]]
    return found[0][0] if found else None


def days_named(words: str, anchor: date | None) -> Days | None:
    """The first and the last day of all the times that these words name."""
    found = list(_all(words[:_FARTHEST], anchor, ahead=_AHEAD.search(words[:_FARTHEST]) is not None))
    return (min(first for first, _ in found), max(last for _, last in found)) if found else None


def _all(words: str, anchor: date | None, *, ahead: bool = False) -> Iterator[Days]:
    taken: list[tuple[int, int]] = []
    for match in _NAMED.finditer(words):
        # The year of a day that no calendar has ("February 29, 2023") is no year spoken of either.
        taken.append(match.span())
        if (days := _named(match, anchor, ahead=ahead)) is not None:
            yield days
    for match in _YEAR.finditer(words):
        if not any(start <= match.start("year") < end for start, end in taken):
            yield from _year(match, anchor)
    if anchor is None:
        return
    for match in _WEEKDAY.finditer(words):
        if match["name"][0].isupper():
            yield _weekday(match, anchor, ahead=ahead)
    for match in _RELATIVE.finditer(words):
        yield _relative(match, anchor)


def _named(match: re.Match[str], anchor: date | None, *, ahead: bool) -> Days | None:
    name = match["month"]
    # "may", "march", "mar" in lower case are other words.
    if not name[0].isupper() or (
        name in ("May", "March", "Mar", "Jan") and match.start() == 0 and not match["day"]
    ):
        return None
    month, day = MONTHS[name.lower()], match["day"] or match["day_before"]
    if match["year"]:
        year = int(match["year"])
    elif anchor is None:
        return None
    else:
        year = anchor.year + _years_away(month, int(day or 0), anchor, ahead=ahead)
    last = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, last)
    return (date(year, month, int(day)),) * 2 if 1 <= int(day) <= last else None


def _years_away(month: int, day: int, anchor: date, *, ahead: bool) -> int:
    """To the last such month up to the anchor, or to the next when the words look ahead."""
    if ahead:
        return int((month, day or 31) < (anchor.month, anchor.day))
    return -int((month, day or 1) > (anchor.month, anchor.day))


def _year(match: re.Match[str], anchor: date | None) -> Iterator[Days]:
    year = int(match["year"])
    if match["decade"]:
        yield date(year, 1, 1), date(min(year + 9, 9999), 12, 31)
    elif match["since"] and match["since"].lower() == "since " and anchor is not None and anchor.year >= year:
        yield date(year, 1, 1), anchor
    else:
        yield date(year, 1, 1), date(year, 12, 31)


def _weekday(match: re.Match[str], anchor: date, *, ahead: bool) -> Days:
    number = _WEEKDAYS.index(match["name"][:3].lower())
    back = (anchor.weekday() - number) % 7
    if (match["which"] or "").lower() == "next" or (ahead and not match["which"]):
        return (anchor + timedelta(days=7 - back),) * 2
    if (match["which"] or "").lower() == "last" and back == 0:
        back = 7
    return (anchor - timedelta(days=back),) * 2


def _relative(match: re.Match[str], anchor: date) -> Days:
    if match["day"]:
        shift = {"yesterday": -1, "tomorrow": 1}.get(match["day"].lower(), 0)
        return (anchor + timedelta(days=shift),) * 2
    which, unit = match["which"].lower(), match["unit"].lower()
    step = {"last": -1, "past": -1, "previous": -1, "next": 1}.get(which, 0)
    first, last = _span(anchor, unit, step)
    if which == "earlier this":
        last = anchor
    elif which == "later this":
        first = anchor
    return first, last


def _span(anchor: date, unit: str, step: int) -> Days:
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6)
    if unit == "year":
        return date(anchor.year + step, 1, 1), date(anchor.year + step, 12, 31)
    months = anchor.year * 12 + anchor.month - 1 + step
    year, month = divmod(months, 12)
    return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])
