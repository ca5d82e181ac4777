"""Numbers as people write them: 11,000, 1.2 million, twenty-five, two thirds; digits of any script."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: value * 10
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {"hundred": 100, "dozen": 12, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SHORT_SCALES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}
_PARTS = {
    "half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip

_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:[.,]\d+)?"
_WORD = "|".join([*_SMALL, *_TENS])
_SCALE = "|".join(_SCALES)
_NUMBER = re.compile(
    rf"(?<![\w.,])(?:"
    rf"(?P<digits>[-−]?(?:{_DIGITS}))(?:[ -]?(?P<short>k|mn|m|bn)\b|[ -](?P<scale>{_SCALE})\b)?"
    rf"|(?P<spelled>(?:an?[ -])?(?:half[ -])?(?:{_SCALE})\b(?:[ -](?:{_SCALE})\b)*"
    rf"|(?:{_WORD})\b(?:(?:[ -]and[ -]|[ -])(?:a[ -]half[ -])?(?:{_WORD}|{_SCALE})\b)*)"
    rf")"
)
_FRACTION = re.compile(
    r"\b(?P<top>an?|one|two|three|four|five|six|seven|nine)?[ -]?"
    rf"(?P<part>{'|'.join(_PARTS)})\b(?=\s+(?:of|the)\b)"
)
_IN = re.compile(rf"\b(?P<top>\d+|{_WORD}) (?:in|out of)(?: every)? (?P<whole>\d+|{_WORD})\b")


class NumeralRefused(ValueError):
    """A number that can be read in two ways, or in none."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: its value, where it stands, and whether it named its own scale ("2 million")."""

    value: Decimal
    start: int
    end: int
    scale: int = 1

    @property
    def unit(self) -> Decimal:
        """One unit of the last significant digit: 1,000 for 11,000; 10 for 220; 100,000 for 1.2 million."""
        exponent = int(self.value.normalize().as_tuple().exponent) if self.value else 0
        return Decimal(1).scaleb(exponent)

    def times(self, scale: int) -> "Numeral":
        return Numeral(self.value * scale, self.start, self.end, scale)


def plain_digits(text: str) -> str:
    """Even out widths and digits: １１,０００ and ١١٬٠٠٠ become 11,000. Length may change."""
    even = unicodedata.normalize("NFKC", text).replace("٬", ",").replace("٫", ".").replace("−", "-")
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in even)


def numerals_in(text: str) -> list[Numeral]:
    """Every number in a lower-case text with plain digits, in order. Raises NumeralRefused for "10.000"."""
    return [_numeral(match) for match in _NUMBER.finditer(text)]


def fraction_in(text: str) -> tuple[Decimal, int, int] | None:
    """The first share said as a fraction, in per cent: "a third of" (33.333333), "two in five" (40)."""
    if match := _FRACTION.search(text):
        top = match["top"] or "a"
        number = 1 if top in ("a", "an") else _SMALL[top]
        return _percent(number, _PARTS[match["part"]]), match.start(), match.end()
    if match := _IN.search(text):
        top, whole = (
            _SMALL.get(word) or _TENS.get(word) or (int(word) if word.isdigit() else 0)
            for word in match.groups()
        )
        if 0 < top <= whole:
            return _percent(top, whole), match.start(), match.end()
    return None


def _percent(top: int, whole: int) -> Decimal:
    return (Decimal(top) * 100 / Decimal(whole)).quantize(Decimal("0.000001")).normalize()


def _numeral(match: re.Match[str]) -> Numeral:
    if match["spelled"] is not None:
        value, scale = _spelled(match["spelled"])
        return Numeral(value, match.start(), match.end(), scale)
    scale = _SCALES.get(match["scale"] or "", 0) or _SHORT_SCALES.get(match["short"] or "", 1)
    return Numeral(_digits(match["digits"]) * scale, match.start(), match.end(), scale)


def _digits(text: str) -> Decimal:
    text = text.replace("−", "-")
    if re.fullmatch(r"-?\d{1,3}\.\d{3}", text):
        thousands, whole = text.replace(".", ","), text.split(".")[0]
        raise NumeralRefused(f"“{text}” can mean {thousands} or {whole}. Write it as {thousands} or {whole}.")
    if re.fullmatch(r"-?\d+,(?:\d{1,2}|\d{4,})", text):
        raise NumeralRefused(
            f"“{text}” cannot be read. Thousands take a comma (11,000), decimals a point (1.5)."
        )
    return Decimal(re.sub(r"[, \u00a0\u202f]", "", text))


def _spelled(text: str) -> tuple[Decimal, int]:
    """Twenty-five; three hundred and one thousand; two and a half million; a dozen."""
    total, group, scale = Decimal(0), Decimal(0), 1
    for word in re.split(r"[ -]+", text):
        if word in ("a", "an"):
            continue
        if word == "half":
            group += Decimal("0.5")
        elif word in _SMALL or word in _TENS:
            group += _SMALL.get(word, 0) + _TENS.get(word, 0)
        elif word in ("hundred", "dozen"):
            scale = _SCALES[word]
            group = (group or Decimal(1)) * scale
        elif word in _SCALES:
            scale = _SCALES[word]
            total, group = total + (group or Decimal(1)) * scale, Decimal(0)
    return total + group, scale
