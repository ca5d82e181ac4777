"""English sentences that remember how they were made, so that a page can say them in another language.

`told("{name} has not confirmed it", name="Russia")` is the English sentence, an ordinary string for files,
feeds and the ledger. Beside it stay the template and the values: whoever shows it to readers asks for it in
their language with `in_language`. The rules themselves know English alone.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Protocol, Self


class _Named(date):
    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month, day.day)


class Month(_Named):
    """A day of which only the month is to be named."""


class MonthAndDay(_Named):
    """A day that is to be named without its year."""


class LongDay(_Named):
    """A day whose month is to be written out."""


class Language(Protocol):
    """What another language has to offer: its words for ours, and how it writes days."""

    def words(self, english: str) -> str: ...

    def counted(self, one: str, many: str, number: int) -> str: ...

    def day(self, day: date) -> str: ...

    def month(self, day: date) -> str: ...

    def month_and_day(self, day: date) -> str: ...

    def long_day(self, day: date) -> str: ...


# Whatever language the machine speaks; and strftime takes ten times as long.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class _English:
    def words(self, english: str) -> str:
        return english

    def counted(self, one: str, many: str, number: int) -> str:
        return one if number == 1 else many

    def day(self, day: date) -> str:
        return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"

    def month(self, day: date) -> str:
        return _MONTHS[day.month - 1][:3]

    def month_and_day(self, day: date) -> str:
        return f"{day.day} {_MONTHS[day.month - 1][:3]}"

    def long_day(self, day: date) -> str:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


class Told(str):
    """English words, and how to say them in another language."""

    _say: Callable[[Language], str]

    @classmethod
    def by(cls, say: Callable[[Language], str]) -> Self:
        told = cls(say(ENGLISH))
        told._say = say
        return told

    def in_language(self, language: Language) -> str:
        # In English it stands there already.
        return self if language is ENGLISH else self._say(language)


ENGLISH = _English()


def told(template: str, /, **values: object) -> Told:
    """A template of `str.format` with its values, which may be told themselves. Days are written as days."""
    return Told.by(lambda language: language.words(template).format(**_all_in(language, values)))


def word(english: str) -> Told:
    """One word or label, nothing to fill in."""
    return Told.by(lambda language: language.words(english))


def told_many(one: str, many: str, number: int, /, **values: object) -> Told:
    """The template for one or for many; `{number}` is the number with its thousands parted."""
    given = {"number": f"{number:,}"} | values
    return Told.by(lambda language: language.counted(one, many, number).format(**_all_in(language, given)))


def joined(parts: Iterable[str], between: str = " ") -> Told:
    """Sentences or groups after one another; empty ones are left out. `between` is the same everywhere."""
    kept = [part for part in parts if part]
    return Told.by(lambda language: between.join(str(_in(language, part)) for part in kept))


def all_of(names: Sequence[str]) -> str:
    """`A, B and C`."""
    if len(names) == 1:
        return names[0]
    return told("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def begun(words: str) -> Told:
    """The words with a capital at the beginning, where the script has capitals."""

    def say(language: Language) -> str:
        first = str(_in(language, words))
        return first[:1].upper() + first[1:]

    return Told.by(say)


def _all_in(language: Language, values: dict[str, object]) -> dict[str, object]:
    return {name: _in(language, value) for name, value in values.items()}


def _in(language: Language, value: object) -> object:
    if type(value) is str:
        return value
    match value:
        case Told():
            return value.in_language(language)
        case Month():
            return language.month(value)
        case MonthAndDay():
            return language.month_and_day(value)
        case LongDay():
            return language.long_day(value)
        case date():
            return language.day(value)
    return value


def in_language(words: str, language: Language) -> str:
    """Words of the rules in another language: a told sentence, or a label of a closed list."""
    if isinstance(words, Told):
        return words.in_language(language)
    return language.words(words) if words else words
