"""Find the figures of a running text: each with its hedge, its range, and what it counts.

Every figure found is read by the same rules as one that an editor types (rules.figures): the words at its
place, read again, give the same figure. docs/figures.md says what is read how, and how well.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from factcheck.extraction.counted import counted_after, measure_of
from factcheck.extraction.no_counts import why_no_count
from factcheck.extraction.statements import FoundFigure
from factcheck.rules.figure_words import additional_around, hedge_after_ends, hedges_before, rate_ends
from factcheck.rules.figures import LONGEST, Figure, FigureNotRead, read_figure
from factcheck.rules.numerals import Numeral, plain_numerals_in
from factcheck.rules.sentences import sentences

BEFORE, AFTER = 70, 90
_JOINS = re.compile(
    r"(?: [^\W\d_]+)? ?(?:to|through|or|and|[-‐–—~]|but|, but|per|in every|for every|±|\+/-|plus or minus"
    r"|give or take) ?"
    r"(?:[a-z]+ ){0,4}"
)
_ON_TOP = re.compile(r"\b(?:additionally|in addition)\b(?! to\b)")
_NOUN = re.compile(r" ?[^\W\d_]+(?!\w)")
_WHOLE = re.compile(r" of (?:the |its |their |his |her |all )?(?:[^\W_][\w'’-]* ){0,3}?[^\W_][\w'’,]*[^\W_]")


def find_figures(text: str, *, names: bool = False) -> list[FoundFigure]:
    """Every figure in order; places count code points and do not overlap.

    names: with the numbers that are part of a name ("Route 66"), for data that counts them.
    """
    let_through = frozenset({"", "name"} if names else {""})
    found: list[FoundFigure] = []
    for sentence in sentences(text):
        found.extend(_in_sentence(text, sentence.start, sentence.end, let_through))
    return found


def _in_sentence(text: str, start: int, end: int, let_through: frozenset[str]) -> Iterator[FoundFigure]:
    if not any(char.isnumeric() or char.isalpha() for char in text[start:end]):
        return
    even = Even.of(text[start:end])
    numbers = [_without_blank(number, even.lower) for number in plain_numerals_in(even.lower)]
    numbers = _without_rows(numbers, even.lower)
    counting = [n for n in numbers if why_no_count(even.written, even.lower, n) in let_through]
    at, free = 0, 0
    while at < len(counting):
        reading = next(_readings(even, counting, at, free), None)
        if reading is None:
            at += 1
            continue
        used, first, last, figure = reading
        limit = counting[at + used].start if at + used < len(counting) else len(even.lower)
        counts = counted_after(even.written, last) or counted_after(even.written, counting[at + used - 1].end)
        measure = measure_of(figure, counts, even.lower, first, last, limit)
        place = (start + even.places[first], start + even.places[last - 1] + 1)
        additional = figure.basis is None and _is_on_top(even.lower, free, first, last, limit)
        yield FoundFigure(place, figure, counts, measure, additional)
        at, free = at + used, last


def _is_on_top(lower: str, free: int, first: int, last: int, limit: int) -> bool:
    """Whether words of the same clause say so: "3,000 have been additionally sent"."""
    before = re.split(r"[,;:]", lower[max(free, first - BEFORE) : first])[-1]
    after = re.split(r"[,;:]", lower[last : min(limit, last + AFTER)])[0]
    return bool(_ON_TOP.search(before) or _ON_TOP.search(after))


def _without_rows(numbers: list[Numeral], lower: str) -> list[Numeral]:
    """Without numbers in digits that only blanks part: of a table, or of something that is no text."""
    in_row: set[int] = set()
    for one, other in pairwise(numbers):
        digits = lower[one.end - 1].isdigit() and lower[other.start].isdigit()
        if digits and not lower[one.end : other.start].strip():
            in_row |= {one.start, other.start}
    return [number for number in numbers if number.start not in in_row]


def _without_blank(number: Numeral, lower: str) -> Numeral:
    return replace(number, start=number.start + 1) if lower[number.start] == " " else number


def _readings(
    even: "Even", numbers: list[Numeral], at: int, free: int
) -> Iterator[tuple[int, int, int, Figure]]:
    """The ways to read from a number on, the longest first: with the next one, with its hedge, alone."""
    one, following = numbers[at], numbers[at + 1] if at + 1 < len(numbers) else None
    if following is not None and _JOINS.fullmatch(even.lower[one.end : following.start]):
        behind = numbers[at + 2].start if at + 2 < len(numbers) else len(even.lower)
        for first, last in _places(even.lower, one, following, free, behind):
            if (figure := _read(even, first, last)) is not None:
                yield _used(numbers, at, last), first, last, figure
    stop = following.start if following is not None else len(even.lower)
    for first, last in _places(even.lower, one, one, free, stop):
        if (figure := _read(even, first, last)) is not None:
            yield _used(numbers, at, last), first, last, figure


def _used(numbers: list[Numeral], at: int, last: int) -> int:
    """How many numbers the words of a figure hold: the whole of a share may be one of them."""
    after = at + 1
    while after < len(numbers) and numbers[after].start < last:
        after += 1
    return after - at


def _places(lower: str, one: Numeral, last: Numeral, free: int, stop: int) -> Iterator[tuple[int, int]]:
    """Where the words of a figure may begin and end: with all that belongs to them first, then with less."""
    window = lower[max(free, one.start - BEFORE) : one.start]
    after = lower[last.end : min(len(lower) if last.is_share else stop, last.end + AFTER)]
    begins = one.start - len(window) + _begin(window)
    noun = _NOUN.match(lower, one.end) if one is not last else None
    repeated = noun[0] if noun and after.startswith(noun[0]) else ""
    ends = [last.end + max(length, len(repeated)) for length in _ends(after, last)]
    for end in ends:
        yield begins, end
    if begins < one.start:
        yield from ((one.start, end) for end in ends)


def _begin(window: str) -> int:
    """Where the hedge begins that leads up to a number; the window's end where there is none."""
    _, rest = hedges_before(window)
    at = len(rest)
    if rest.endswith(("between ", "from ")) and at == len(window):
        at -= len("between " if rest.endswith("between ") else "from ")
    more = additional_around(window[:at], "")[0]
    return at - more if more else at


def _ends(after: str, last: Numeral) -> list[int]:
    """How far the words of a figure go on behind its number, the longest first."""
    lengths = {0, hedge_after_ends(after), additional_around("", after)[1], rate_ends(after)}
    if last.is_share and (whole := _WHOLE.match(after)):
        lengths.add(whole.end())
    unit = _NOUN.match(after + " ")
    # Last of all with the word behind it, which may settle what the number alone leaves open: 2.123 GHz.
    return [*sorted(lengths, reverse=True), *([unit.end()] if unit else [])]


def _read(even: "Even", first: int, last: int) -> Figure | None:
    words = even.said[even.places[first] : even.places[last - 1] + 1]
    if len(words) > LONGEST or words != words.strip():
        return None
    try:
        return read_figure(words)
    except FigureNotRead:
        return None


@dataclass(frozen=True, slots=True)
class Even:
    """A text as said; with plain digits and blanks; the same in lower case; and where each character was."""

    said: str
    written: str
    lower: str
    places: list[int]

    @classmethod
    def of(cls, said: str) -> "Even":
        pairs = [
            (even, place) for place, char in enumerate(said) for even in _even(char, said[place - 1 : place])
        ]
        written = "".join(even for even, _ in pairs)
        return cls(said, written, written.lower(), [place for _, place in pairs])


def _even(char: str, before: str) -> str:
    if char.isascii():
        return " " if char.isspace() else char
    if char.isspace():
        return " "
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char.isdigit():
        # A raised digit is a power or a note; glued to a number it makes a name of it.
        return "º"
    if char in "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞":
        # 2½ must not become 21⁄2, nor ¼¼ 1⁄41⁄4.
        return (" " if before.isnumeric() else "") + unicodedata.normalize("NFKC", char)
    return {"٬": ",", "٫": ".", "−": "-", "’": "'"}.get(char) or (char if len(char.lower()) == 1 else "I")
