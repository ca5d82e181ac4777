"""Figures as they are said, and the range that the words leave open.

"At least 3,000" is [3000, ∞); "up to 12,000" is (−∞, 12000], which says nothing of the least; "some 11,000"
is half a unit of the last significant digit each way, [10500, 11500). The words stay; a computed range
is never shown as if it had been said. Low, best and high after UCDP's coding of event figures.

Choices that the words alone do not settle:
- The unit of "about a dozen" is a dozen, of "about two and a half million" half a million.
- A fraction is as coarse as a percentage of one digit: "about a third" leaves 28.3% to 38.3%.
- "As many as 10,000 to 12,000" binds from above only, "3,000 to 4,000 or more" from below only.
- "3 or 4" is a range; "10-12,000", "10.000" and "12m" can mean two things and are refused.
- What names no one figure is refused: "some of the 3,000", "not 3,000", "rose from 3,000 to 4,000".
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from factcheck.rules.figure_words import (
    FROM_ABOVE,
    FROM_BELOW,
    Basis,
    Hedge,
    hedges_after,
    hedges_before,
    is_additional,
    period_of_rate,
    strongest,
)
from factcheck.rules.numerals import SIGNIFICANT_PLACES, Numeral, NumeralRefused, numerals_in, plain_digits
from factcheck.rules.told import Told, told, word

BASIS_LABELS = {
    Basis.STOCK: "at one time",
    Basis.CUMULATIVE: "in all so far",
    Basis.ADDITIONAL: "in addition",
    Basis.RATE: "per unit of time",
    Basis.SHARE: "share of a whole",
}

LONGEST = 200
LARGEST = Decimal(10) ** 15

CAN_BE_READ = word(
    "Write one figure as the source says it: at least 3,000; some 11,000; up to 12,000; 11,000–12,000; "
    "a third of the 11,000."
)


class FigureNotRead(ValueError):
    """The words hold no figure that can be read; the message says what can."""


# Whether the least number itself is meant, and the greatest.
FROM_TO = {
    (True, True): "from {low} to {high}",
    (True, False): "from {low} to under {high}",
    (False, True): "from over {low} to {high}",
    (False, False): "from over {low} to under {high}",
}


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

    def describe(self, unit: str = "") -> Told:
        """The range in words, for the editor: "3,000 or more", "from 10,500 to under 11,500"."""
        mark, after = _mark_and_words(unit)
        low = "" if self.low is None else _written(self.low, mark)
        high = "" if self.high is None else _written(self.high, mark)
        return self._in_words(f"{low}{after}" if not high else low, f"{high}{after}")

    def _in_words(self, low: str, high: str) -> Told:
        if self.low is None and self.high is None:
            return word("any number")
        if self.high is None:
            return told("{low} or more" if self.low_inclusive else "more than {low}", low=low)
        if self.low is None:
            return told("{high} at most" if self.high_inclusive else "fewer than {high}", high=high)
        if self.low == self.high:
            return told("exactly {number}", number=high)
        return told(FROM_TO[self.low_inclusive, self.high_inclusive], low=low, high=high)

    def notation(self) -> str:
        """The range as an interval: [3000, ∞)."""
        low = "−∞" if self.low is None else f"{_tidy(self.low):f}"
        high = "∞" if self.high is None else f"{_tidy(self.high):f}"
        return f"{'[' if self.low_inclusive else '('}{low}, {high}{']' if self.high_inclusive else ')'}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as read from words.

    basis: what the words themselves say of it ("3,000 more" is additional), else None. point: the one number
    that was said, if one was. unit: "%", a currency, "per day", else "". whole: for a share, the words for
    what it is a share of.
    """

    verbatim: str
    hedge: Hedge
    bounds: Bounds
    basis: Basis | None = None
    point: Decimal | None = None
    unit: str = ""
    whole: str = ""


_BETWEEN = re.compile(r"\bbetween (?:(?:some|about|around|roughly|approximately) )?$")
_TO = re.compile(
    r" ?(?:to|through|or|[-‐–—~]|(?P<needs_between>and)) ?"
    r"(?:(?:some|about|around|roughly|approximately|~) ?)?"
)
# "Rose from 3,000 to 4,000" is two figures at two times, no range.
_CHANGE = re.compile(
    r"\b(?:rose|ris\w+|grew|grow\w*|increas\w+|climb\w*|jump\w*|f[ae]ll\w*|drop\w*|declin\w+|up|down|revis\w+"
    r"|rais\w+|cut|lower\w+|reduc\w+|expand\w*|shr[aiu]nk\w*|chang\w+|went|go(?:ne|es|ing)?)\b.{0,40}\bfrom $"
)
_PLUS_OR_MINUS = re.compile(r",? ?(?:±|\+/?-|plus or minus|plus/minus|give or take) ?")
_LINK = re.compile(r"[ ,]*(?:[^\W\d_]+(?:['’-][^\W\d_]+)* ){0,3}?[ ,]*(?:(?:but|and|yet|though)\b)?[ ,]*")
_PER = re.compile(r" (?:[^\W\d_]+ ){0,3}?(?:per|in every|for every) ")
_OF_WHOLE = re.compile(
    r"\s*(?:of\b\s*(?:the\b\s*)?|(?:the|its|their)\b\s+)(?P<whole>[^\s].*?)\s*(?:[.,;:!?)”\"]+(?=\s|$).*)?$"
)
# Words before a lone number that make it something else than the figure.
_NO_FIGURE = (
    (
        re.compile(
            r"\b(?:some|most|many|all|part|few|several|none|any|each|members?) of"
            r" (?:the|its|their|those|these|his) (?:[^\W\d_]+ ){0,2}$"
            r"|\b(?:almost|nearly|not) all (?:of )?(?:the )?$"
        ),
        word("names a whole, and not how many of it. Give the source's figure for the part."),
    ),
    (
        re.compile(r"\b(?:not|never|isn't|wasn't|aren't|weren't) $"),
        word("says what the figure is not. Give the figure that the source stands by."),
    ),
    (
        re.compile(r"(?:±|\+/?-|plus or minus|plus/minus|give or take) ?$"),
        word("gives a margin and no figure. Give both: 3,000 ± 200."),
    ),
    (re.compile(r"\bbetween $"), word("has one end only. Give both: between 11,000 and 12,000.")),
)


def read_figure(words: str) -> Figure:
    """Read one figure from the words that a source used. Raises FigureNotRead with what to write instead."""
    verbatim = " ".join(words.split())
    if not verbatim:
        raise FigureNotRead(told("There are no words to read. {how}", how=CAN_BE_READ))
    if len(verbatim) > LONGEST:
        raise FigureNotRead(
            told(
                "These words have {number} characters; give the figure alone, in at most {longest}.",
                number=len(verbatim),
                longest=LONGEST,
            )
        )
    try:
        text = plain_digits(verbatim).replace("’", "'")
        if len(text) > 2 * LONGEST:
            raise FigureNotRead(word("These words hold signs that stand for many letters. Write them out."))
        return _read(verbatim, text, numerals_in(_lower(text)))
    except NumeralRefused as error:
        raise FigureNotRead(error.args[0]) from error


def _read(verbatim: str, text: str, numbers: list[Numeral]) -> Figure:
    numbers, whole = _without_whole(text, numbers)
    for number in numbers:
        _check_size(number)
    lower = _lower(text)
    match numbers:
        case []:
            raise FigureNotRead(
                told("No figure can be read in “{verbatim}”. {how}", verbatim=verbatim, how=CAN_BE_READ)
            )
        case [number]:
            figure = _single(verbatim, lower, number)
        case [first, again] if _is_repeated(lower, first, again):
            figure = _single(verbatim, lower, replace(first, end=again.end))
        case [first, second]:
            figure = _pair(verbatim, lower, first, second)
        case _:
            raise _too_many(verbatim, len(numbers))
    figure = _with_basis(figure, lower, numbers)
    return replace(figure, whole=whole) if figure.basis == Basis.SHARE else figure


def _single(verbatim: str, text: str, number: Numeral) -> Figure:
    before, after = text[: number.start], text[number.end :]
    found, rest = hedges_before(before)
    hedge = strongest(found | hedges_after(after))
    if hedge is None:
        raise FigureNotRead(
            told(
                "“{verbatim}” binds from below and from above at once. Give one of the two.",
                verbatim=verbatim,
            )
        )
    for pattern, says in _NO_FIGURE:
        if pattern.search(rest):
            raise FigureNotRead(told("“{verbatim}” {says}", verbatim=verbatim, says=says))
    bounds = _bounds(hedge, number)
    if number.below is not None:
        hedge = Hedge.ORDER_OF_MAGNITUDE if hedge in (Hedge.EXACT, Hedge.ABOUT) else hedge
        return Figure(verbatim, hedge, bounds, unit=number.unit)
    return Figure(verbatim, hedge, bounds, point=_tidy(number.value), unit=number.unit)


def _bounds(hedge: Hedge, number: Numeral) -> Bounds:
    value, half = number.value, number.step / 2
    top = value if number.below is None else number.below
    match hedge:
        case Hedge.AT_LEAST | Hedge.MORE_THAN:
            return Bounds(value, None, hedge == Hedge.AT_LEAST, False)
        case Hedge.UP_TO | Hedge.FEWER_THAN:
            return Bounds(None, top, False, hedge == Hedge.UP_TO)
        case _ if number.below is not None:
            return Bounds(value, top, True, False)
        case Hedge.ABOUT:
            return Bounds(value - half, value + half, True, False)
        case Hedge.NEARLY:
            return Bounds(value - half, value, True, False)
        case _:
            return Bounds(value, value, True, True)


def _pair(verbatim: str, text: str, first: Numeral, second: Numeral) -> Figure:
    """Two numbers that make one figure: a range, a bound from each side, a margin, or a rate per so many."""
    before, between, after = text[: first.start], text[first.end : second.start], text[second.end :]
    if first.below is None and second.below is None:
        if _PLUS_OR_MINUS.fullmatch(between) and not (second.is_share and not first.is_share):
            bounds = Bounds(first.value - second.value, first.value + second.value, True, True)
            return Figure(verbatim, Hedge.RANGE, bounds, point=_tidy(first.value), unit=first.unit)
        if _PER.fullmatch(between) and not (first.is_share or second.is_share or second.unit):
            figure = _single(verbatim, text[: second.start], first)
            return replace(figure, basis=Basis.RATE, unit=f"per {text[second.start : second.end]}"[:20])
        joined = _TO.fullmatch(_without_repeated_noun(between, after))
        if joined and (not joined["needs_between"] or _BETWEEN.search(before)):
            return _range(verbatim, before, after, *_evened(verbatim, text, first, second))
        if two_bounds := _from_both_sides(verbatim, before, between, first, second):
            return two_bounds
    raise _too_many(verbatim, 2)


def _without_repeated_noun(between: str, after: str) -> str:
    """What joins two numbers, without the noun that stands behind both: "300 men to 400 men"."""
    match = re.match(r" ?(?P<noun>[^\W\d_]+)(?= )", between)
    if match is None or not re.match(rf" ?{match['noun']}\b", after):
        return between
    return between[match.end() :]


def _range(verbatim: str, before: str, after: str, low: Numeral, high: Numeral) -> Figure:
    if _CHANGE.search(before):
        raise FigureNotRead(
            told(
                "“{verbatim}” tells of a change. Give the figure that the source now stands by.",
                verbatim=verbatim,
            )
        )
    if low.value > high.value:
        raise FigureNotRead(
            told(
                "“{verbatim}” runs from the higher figure to the lower. Put the lower first.",
                verbatim=verbatim,
            )
        )
    hedge = strongest(hedges_before(before)[0] | hedges_after(after))
    # "As many as 10,000 to 12,000" binds from above only; "some 3,000 to 4,000" adds nothing to the range.
    if hedge in FROM_BELOW:
        return Figure(verbatim, hedge, _bounds(hedge, low), unit=low.unit)
    if hedge in FROM_ABOVE:
        return Figure(verbatim, hedge, _bounds(hedge, high), unit=high.unit)
    return Figure(verbatim, Hedge.RANGE, Bounds(low.value, high.value, True, True), unit=low.unit)


def _evened(verbatim: str, text: str, low: Numeral, high: Numeral) -> tuple[Numeral, Numeral]:
    """Both ends in one scale and unit: "2 to 3 million", "£3–4 million", "40 to 50 percent"."""
    digits = text[high.start : high.end]
    if high.scale > low.scale == 1 and low.value * high.scale <= high.value:
        low = low.times(high.scale)
    elif (high.scale > low.scale == 1 and 0 < low.value < 100) or (
        digits.endswith(",000") and 0 < low.value < 1000 and low.value * 1000 < high.value
    ):
        raise FigureNotRead(
            told(
                "“{verbatim}” can mean two ranges. Write both ends in full: 10,000–12,000.", verbatim=verbatim
            )
        )
    if high.is_share and not low.unit:
        low = replace(low, is_share=True, unit=high.unit)
    if low.unit and not high.unit:
        high = replace(high, is_share=low.is_share, unit=low.unit)
    if low.unit != high.unit:
        raise _different_units(verbatim)
    return low, high


def _from_both_sides(
    verbatim: str, before: str, between: str, first: Numeral, second: Numeral
) -> Figure | None:
    """More than 4,000 but fewer than 5,000; in either order."""
    found, link = hedges_before(between)
    hedges = {strongest(hedges_before(before)[0]): first, strongest(found): second}
    low = next((hedge for hedge in hedges if hedge in FROM_BELOW), None)
    high = next((hedge for hedge in hedges if hedge in FROM_ABOVE), None)
    if low is None or high is None or not _LINK.fullmatch(link):
        return None
    least, most = hedges[low], hedges[high]
    bounds = Bounds(least.value, most.value, low == Hedge.AT_LEAST, high == Hedge.UP_TO)
    if least.value > most.value or (least.value == most.value and least.value not in bounds):
        raise FigureNotRead(
            told("The two bounds in “{verbatim}” leave no figure between them.", verbatim=verbatim)
        )
    if least.unit != most.unit:
        raise _different_units(verbatim)
    return Figure(verbatim, Hedge.RANGE, bounds, unit=least.unit)


def _without_whole(text: str, numbers: list[Numeral]) -> tuple[list[Numeral], str]:
    """The numbers without those that only name the whole of a share, and the words for that whole."""
    for place, number in enumerate(numbers):
        if number.is_share and (match := _OF_WHOLE.match(text, number.end)):
            return numbers[: place + 1], match["whole"][:120].strip()
    return numbers, ""


def _with_basis(figure: Figure, text: str, numbers: list[Numeral]) -> Figure:
    before, after = text[: numbers[0].start], text[numbers[-1].end :]
    if figure.basis is not None:
        return figure
    if period := period_of_rate(before, after):
        return replace(figure, basis=Basis.RATE, unit=f"{figure.unit} per {period}".strip())
    if any(number.is_share for number in numbers):
        return replace(figure, basis=Basis.SHARE)
    return replace(figure, basis=Basis.ADDITIONAL) if is_additional(before, after) else figure


def _is_repeated(text: str, one: Numeral, other: Numeral) -> bool:
    """Whether one figure is said twice: "12 (twelve)"."""
    same = (one.value, one.unit, one.below) == (other.value, other.unit, other.below)
    return same and text[one.end : other.start].strip() == "("


def _check_size(number: Numeral) -> None:
    if abs(number.value) >= LARGEST:
        raise FigureNotRead(
            word("Figures from a thousand billions on cannot be kept. Use a larger unit, and name it.")
        )


def _different_units(verbatim: str) -> FigureNotRead:
    return FigureNotRead(
        told("The two figures in “{verbatim}” have different units. Give one of them.", verbatim=verbatim)
    )


def _too_many(verbatim: str, count: int) -> FigureNotRead:
    return FigureNotRead(
        told(
            "There are {count} figures in “{verbatim}”. Give one; make another attribution of the other.",
            count=count,
            verbatim=verbatim,
        )
    )


def _lower(text: str) -> str:
    # Lower case, and each character in its place: only İ would become two.
    return text.replace("İ", "I").lower()


def _tidy(value: Decimal) -> Decimal:
    """Without zeros at the end of its fraction, and never as 5E+1."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _mark_and_words(unit: str) -> tuple[str, str]:
    """What stands at each number of a range ("%", "£"), and what is said once after it ("per day")."""
    first = unit.partition(" ")[0]
    mark = "" if first.isalpha() else first
    words = unit.removeprefix(mark).strip()
    return mark, f" {words}" if words else ""


def _written(value: Decimal, mark: str) -> str:
    """The number with its mark in its place: 40%, £2,300,000."""
    value = _tidy(value)
    if mark == "%" and value.as_tuple().exponent == -SIGNIFICANT_PLACES:
        # A third has no end; nobody needs more of it than this.
        value = round(value, 2)
    return f"{value:,f}%" if mark == "%" else f"{mark}{value:,f}"
