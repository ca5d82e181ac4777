"""Figures as they are said, and the range that the words leave open.

"At least 3,000" is [3000, ∞); "up to 12,000" is (−∞, 12000], which says nothing of the least; "some 11,000"
is half a unit of the last significant digit each way, [10500, 11500). The words stay; a computed range
is never shown as if it had been said. Low, best and high after UCDP's coding of event figures.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from factcheck.rules.numerals import (
    Numeral,
    NumeralRefused,
    fraction_in,
    numerals_in,
    plain_digits,
)

LONGEST = 200
LARGEST = Decimal(10) ** 15


class Hedge(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    RANGE = "range"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    FEWER_THAN = "fewer_than"
    NEARLY = "nearly"
    ORDER_OF_MAGNITUDE = "order_of_magnitude"


class Basis(StrEnum):
    """What kind of count it is. Additional never compares with cumulative: it adds to it."""

    STOCK = "stock"
    CUMULATIVE = "cumulative"
    ADDITIONAL = "additional"
    RATE = "rate"
    SHARE = "share"


BASIS_LABELS = {
    Basis.STOCK: "at one time",
    Basis.CUMULATIVE: "in all so far",
    Basis.ADDITIONAL: "in addition",
    Basis.RATE: "per unit of time",
    Basis.SHARE: "share of a whole",
}

CAN_BE_READ = (
    "Write one figure as the source says it: at least 3,000; some 11,000; up to 12,000; 11,000–12,000; "
    "a third of the 11,000."
)


class FigureNotRead(ValueError):
    """The words hold no figure that can be read; the message says what can."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range of numbers; None is open. An open end is never inclusive."""

    low: Decimal | None
    high: Decimal | None
    low_inclusive: bool
    high_inclusive: bool

    def __contains__(self, value: Decimal) -> bool:
        above = self.low is None or value > self.low or (self.low_inclusive and value == self.low)
        below = self.high is None or value < self.high or (self.high_inclusive and value == self.high)
        return above and below

    def describe(self) -> str:
        """The range in words, for the editor: "3,000 or more", "from 10,500 to under 11,500"."""
        if self.low is None and self.high is None:
            return "any number"
        if self.high is None:
            return (
                f"{_written(self.low)} or more" if self.low_inclusive else f"more than {_written(self.low)}"
            )
        if self.low is None:
            return (
                f"{_written(self.high)} at most"
                if self.high_inclusive
                else f"fewer than {_written(self.high)}"
            )
        if self.low == self.high:
            return f"exactly {_written(self.low)}"
        start = f"from {_written(self.low)}" if self.low_inclusive else f"over {_written(self.low)}"
        return f"{start} to {'' if self.high_inclusive else 'under '}{_written(self.high)}"

    def notation(self) -> str:
        """The range as an interval: [3000, ∞)."""
        low = "−∞" if self.low is None else _plain(self.low)
        high = "∞" if self.high is None else _plain(self.high)
        return f"{'[' if self.low_inclusive else '('}{low}, {high}{']' if self.high_inclusive else ')'}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as read from words.

    basis: what the words themselves say of it ("3,000 more" is additional), else None. point: the one number
    that was said, if one was. unit: "%" for shares. whole: for a share, the words for what it is a share of.
    """

    verbatim: str
    hedge: Hedge
    bounds: Bounds
    basis: Basis | None = None
    point: Decimal | None = None
    unit: str = ""
    whole: str = ""


# Words before a number; the longer of two that fit wins by standing earlier.
_BEFORE: list[tuple[Hedge, str]] = [
    (Hedge.AT_LEAST, r"at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of|minimum"),
    (Hedge.UP_TO, r"up to|as many as|as much as|no more than|not more than|at most|a maximum of|maximum"),
    (
        Hedge.MORE_THAN,
        r"more than|over|above|exceeding|in excess of|upwards of|greater than|passed|surpassed",
    ),
    (Hedge.FEWER_THAN, r"fewer than|less than|under|below"),
    (Hedge.NEARLY, r"nearly|almost|close to|just under|approaching|not quite"),
    (
        Hedge.ABOUT,
        r"some|about|around|roughly|approximately|approx\.?|an? estimated|estimated|circa|~|≈|something like",
    ),
]
_AFTER: list[tuple[Hedge, str]] = [
    (Hedge.AT_LEAST, r"or more|or above|or over|at least|at the least|and counting|plus\b|\+"),
    (Hedge.UP_TO, r"(?<!more )or (?:fewer|less)|at (?:the )?most"),
    (Hedge.ABOUT, r"or so|or thereabouts|approximately|more or less"),
]
# A bound says more than "some" or "about" beside it: "some 3,000 or more" is 3,000 or more.
_STRENGTH = [Hedge.AT_LEAST, Hedge.UP_TO, Hedge.MORE_THAN, Hedge.FEWER_THAN, Hedge.NEARLY, Hedge.ABOUT]

_FILL = r"(?:[^\W\d_]+(?:['’-][^\W\d_]+)*\s+){0,4}?"
_BETWEEN = re.compile(r"\bbetween\s*$")
_FROM = re.compile(r"\bfrom\s*$")
_TO = re.compile(
    r"^\s*(?:%|percent|per cent)?\s*(?:to|[-–—~]|and)\s*(?:some|about|around|roughly|£|\$|€)?\s*$"
)
_BUT = re.compile(r"^.{0,40}\b(?:but|and)\s+(?:fewer|less|no more|under|below|at most)(?:\s+than)?\s*$")
_MAGNITUDES: list[tuple[str, int, int]] = [
    (r"hundreds of thousands", 200_000, 1_000_000),
    (r"tens of thousands", 20_000, 100_000),
    (r"tens of millions", 20_000_000, 100_000_000),
    (r"hundreds of millions", 200_000_000, 1_000_000_000),
    (r"(?:several|a few|some|many) hundred", 200, 1_000),
    (r"(?:several|a few|many) thousand", 2_000, 10_000),
    (r"(?:several|a few|many) dozen", 24, 100),
    (r"dozens", 24, 100),
    (r"hundreds", 200, 1_000),
    (r"thousands", 2_000, 10_000),
    (r"millions", 2_000_000, 10_000_000),
    (r"billions", 2_000_000_000, 10_000_000_000),
]
_ADDITIONAL = re.compile(r"\b(?:another|additional|additionally|extra|further)\b")
_MORE_AFTER = re.compile(r"^\s*(?:[^\W\d_]+\s+){0,3}?more\b(?!\s+(?:than|or less))")
_RATE = re.compile(
    r"\b(?:per|each|every|an?)\s+(?:hour|day|week|month|year|minute)\b|/\s*(?:day|week|month|year)\b|\b(?:daily|weekly|monthly)\b"
)
_PERCENT = re.compile(r"^\s*(?:%|percent\b|per cent\b)")


def read_figure(words: str) -> Figure:
    """Read one figure from the words that a source used. Raises FigureNotRead with what to write instead."""
    verbatim = " ".join(words.split())
    if not verbatim:
        raise FigureNotRead(f"There are no words to read. {CAN_BE_READ}")
    if len(verbatim) > LONGEST:
        raise FigureNotRead(
            f"These words have {len(verbatim)} characters; give the figure alone, in at most {LONGEST}."
        )
    text = plain_digits(verbatim).casefold().replace("’", "'")
    try:
        return _share(verbatim, text) or _magnitude(verbatim, text) or _count(verbatim, text)
    except NumeralRefused as error:
        raise FigureNotRead(str(error)) from error


def _count(verbatim: str, text: str) -> Figure:
    numbers = numerals_in(text)
    if any(abs(number.value) >= LARGEST for number in numbers):
        raise FigureNotRead(
            "Figures from a thousand billions on cannot be kept. Use a larger unit, and name it."
        )
    basis = _basis(text, numbers)
    match numbers:
        case []:
            raise FigureNotRead(f"No figure can be read in “{verbatim}”. {CAN_BE_READ}")
        case [number]:
            hedge = _hedge(text, number)
            return Figure(verbatim, hedge, _bounds(hedge, number), basis, number.value)
        case [low, high] if _joined(text, low, high):
            low = low.times(high.scale) if low.scale == 1 < high.scale and low.value < 1000 else low
            return Figure(verbatim, Hedge.RANGE, _range(verbatim, low.value, high.value), basis)
        case [low, high] if _hedge(text, low) == Hedge.MORE_THAN and _BUT.match(text[low.end : high.start]):
            closed = "than" not in text[low.end : high.start] or "no more" in text[low.end : high.start]
            return Figure(verbatim, Hedge.RANGE, Bounds(low.value, high.value, False, closed), basis)
    raise FigureNotRead(
        f"There are {len(numbers)} figures in “{verbatim}”. Give one; make another attribution of the other."
    )


def _share(verbatim: str, text: str) -> Figure | None:
    """A part of a whole: "40% of the force", "a third of the 11,000", "two in five"."""
    if fraction := fraction_in(text):
        value, start, end = fraction
        number = Numeral(value, start, end)
        hedge = _hedge(text, number)
        bounds = Bounds(value, value, True, True) if hedge == Hedge.ABOUT else _bounds(hedge, number)
        return Figure(verbatim, hedge, bounds, Basis.SHARE, value, "%", _whole(text[end:]))
    numbers = numerals_in(text)
    if not numbers:
        return None
    first, *others = numbers
    last = others[0] if others and _joined(text, first, others[0]) else first
    if not _PERCENT.match(text[last.end :]):
        return None
    whole = _whole(_PERCENT.sub("", text[last.end :]))
    if last is first:
        hedge = _hedge(text, first)
        return Figure(verbatim, hedge, _bounds(hedge, first), Basis.SHARE, first.value, "%", whole)
    bounds = _range(verbatim, first.value, last.value)
    return Figure(verbatim, Hedge.RANGE, bounds, Basis.SHARE, None, "%", whole)


def _whole(rest: str) -> str:
    match = re.match(r"\s*of\s+(?:the\s+)?(?P<whole>.+)$", rest)
    return match["whole"].strip(" .,;")[:120] if match else ""


def _magnitude(verbatim: str, text: str) -> Figure | None:
    for words, low, high in _MAGNITUDES:
        match = re.search(rf"\b(?:{words})\b", text)
        if match and not numerals_in(text[: match.start()] + text[match.end() :]):
            bounds = Bounds(Decimal(low), Decimal(high), True, False)
            return Figure(verbatim, Hedge.ORDER_OF_MAGNITUDE, bounds, _basis(text, []))
    return None


def _joined(text: str, low: Numeral, high: Numeral) -> bool:
    between = text[low.end : high.start]
    if not _TO.match(between):
        return False
    # "and" joins a range only after "between"; two figures side by side are two figures.
    return "and" not in between or bool(
        _BETWEEN.search(re.sub(r"(?:some|about|around|roughly|£|\$|€)\s*$", "", text[: low.start]))
    )


def _hedge(text: str, number: Numeral) -> Hedge:
    before, after = text[: number.start], text[number.end :]
    found = {
        hedge for hedge, words in _BEFORE if re.search(rf"(?<!\w)(?:{words})\s*{_FILL}[£$€]?\s*$", before)
    }
    found |= {hedge for hedge, words in _AFTER if re.match(rf"^\s*{_FILL}(?:{words})", after)}
    return next((hedge for hedge in _STRENGTH if hedge in found), Hedge.EXACT)


def _bounds(hedge: Hedge, number: Numeral) -> Bounds:
    value, half = number.value, number.unit / 2
    match hedge:
        case Hedge.ABOUT:
            return Bounds(value - half, value + half, True, False)
        case Hedge.NEARLY:
            return Bounds(value - half, value, True, False)
        case Hedge.AT_LEAST:
            return Bounds(value, None, True, False)
        case Hedge.MORE_THAN:
            return Bounds(value, None, False, False)
        case Hedge.UP_TO:
            return Bounds(None, value, False, True)
        case Hedge.FEWER_THAN:
            return Bounds(None, value, False, False)
        case _:
            return Bounds(value, value, True, True)


def _range(verbatim: str, low: Decimal, high: Decimal) -> Bounds:
    if low > high:
        raise FigureNotRead(f"“{verbatim}” runs from the higher figure to the lower. Put the lower first.")
    return Bounds(low, high, True, True)


def _basis(text: str, numbers: list[Numeral]) -> Basis | None:
    if _ADDITIONAL.search(text) or (
        numbers and _MORE_AFTER.match(text[numbers[-1].end :]) and "or more" not in text
    ):
        return Basis.ADDITIONAL
    if _RATE.search(text):
        return Basis.RATE
    return None


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _written(value: Decimal | None) -> str:
    return f"{value.normalize():,f}" if value is not None else ""
