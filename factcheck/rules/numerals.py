"""Numbers as people write them: 11,000, 1.2 million, twenty-five, two thirds, dozens; digits of any script.

A number that can be read in two ways is refused, never guessed. Each keeps the smallest step that it was
said in, because "about two dozen" leaves more open than "about 24".
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from factcheck.rules.number_words import (
    FIRST_WORDS,
    MANY,
    PLURALS,
    Amount,
    last_digit,
    part_at,
    spelled_at,
    tail_at,
    vague_amount,
)
from factcheck.rules.told import told

_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12}
# What the database keeps of a number after the point.
SIGNIFICANT_PLACES = 6
_LARGER = r"(?:hundred|thousand|million|billion)s?"
# What may be glued to digits without making them a name: 155mm is a figure; 1st, 1990s, 4x4 and 5G are not.
_GLUED = (
    "km|kg|mm|cm|nm|g|mg|t|kt|mph|kph|kw|mw|gw|kwh|mwh|kv|ev|hz|khz|mhz|ghz|ha|l|ml|gb|mb|tb|ft|lb|lbs|oz|p"
    "|ga|ma|ka"
)
# A point is a decimal point before these: nobody counts thousands of picometres.
_FINE_UNIT = re.compile(r" ?(?:[pnµμ]m|mg|[kmgt]hz|[kmg]ev|volts?|watts?|°)(?![^\W_])")
_LENGTH = re.compile(r" (?:inch(?:es)?|miles?|acres?|hours?|cups?|tons?|tbsp|tsp|teaspoons?)\b")
_POWER_OF_TEN = r"(?:e[+-]?\d{1,2}(?!\d)| ?[x×] ?10\^?[+-]?\d{1,2}(?!\d))"
_DIGITS = (
    rf"\d+(?:\.\d+)?{_POWER_OF_TEN}"
    r"|\d{1,3}(?: \d{3})+(?:\.\d+)?(?![\d,]| \d)|\d+(?:[.,]\d+)*|(?<![\w.])\.\d+"
)
_SLASHED = (
    r"(?:\d+ )?\d+⁄\d+|\d+ \d+/\d+(?!\d)"
    r"|\d+/\d+(?= (?:of|the|hundred|thousand|[mb]illion|inch(?:es)?|miles?|acres?|hours?|cups?|tons?)\b)"
)
_TOKEN = re.compile(
    rf"(?P<vague>\b(?:(?:{MANY}) (?:dozens?|{_LARGER})|{PLURALS})\b(?:(?: of)? {_LARGER}\b)?)"
    # Not the tail of a name (COVID-19, Su-35), but the second half of 12k-15k.
    r"|(?P<literal>(?<!\w)(?<!\d[.,])(?:(?<![^\W\d_]-)|(?<=\d[kmb]-)|(?<=\d[bkmt][gmn]-))"
    r"(?:(?<![\w).,%/+-])(?P<minus>-))?(?P<currency>(?:us|c|a|hk|nz)?[$£€₩₽¥₴])? ?"
    rf"(?>(?P<slashed>{_SLASHED})|(?P<digits>{_DIGITS}))"
    rf"(?:(?P<short> ?(?:k|mn|bn|tn)|[mb])(?![^\W_]))?(?:(?:{_GLUED})(?![^\W_])|(?=$|[\W_]|p[cp](?![^\W_]))))"
    r"|(?P<word>[^\W\d_]+)"
)
_PERCENT = re.compile(r" ?(?:(?P<points>percentage points?\b|pp\b)|%|percent\b|per[ -]cent\b|pc\b)")
_OUT_OF = re.compile(r" (?:in|out of)(?: every)? ")
_SPELL_OF_TIME = re.compile(r" (?:second|minute|hour|day|night|week|month|year)s?\b")


class NumeralRefused(ValueError):
    """A number that can be read in two ways, or in none."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text, and where it stands.

    step: the smallest step it was said in: 1,000 for 11,000; 10 for 220; 12 for two dozen.
    scale: the word that multiplies it ("2 million"), 1 without. below: for dozens, hundreds and the like the
    first number that is too large for the word. is_share: the value is in per cent of a whole.
    """

    value: Decimal
    step: Decimal
    start: int
    end: int
    scale: int = 1
    unit: str = ""
    below: Decimal | None = None
    is_share: bool = False

    def times(self, scale: int) -> "Numeral":
        return replace(self, value=self.value * scale, step=self.step * scale, scale=scale)


def plain_digits(text: str) -> str:
    """Even out widths, digits and blanks: １１,０００ and ١١٬٠٠٠ become 11,000. Length may change."""
    for char in text:
        # A raised digit is a power or a note: 10⁵ must not become 105.
        if char.isdigit() and unicodedata.decomposition(char).startswith(("<super>", "<sub>")):
            raise NumeralRefused(
                told("“{char}” is a raised or lowered digit. Leave out notes; write powers out.", char=char)
            )
    # 2½ must not become 21⁄2.
    spaced = re.sub(r"(?<=\d)(?=[¼-¾⅐-⅞])", " ", text)
    even = unicodedata.normalize("NFKC", spaced).replace("٬", ",").replace("٫", ".").replace("−", "-")
    even = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in even)
    return " ".join(even.split())


def numerals_in(text: str) -> list[Numeral]:
    """Every number in a lower-case text with plain digits, in order. Raises NumeralRefused for "10.000"."""
    return list(_with_shares_joined(_one_by_one(text), text))


def plain_numerals_in(text: str) -> list[Numeral]:
    """The same without those that can be read in two ways: for running text, where nobody can be asked."""
    return list(_with_shares_joined(_one_by_one(text, skip_doubtful=True), text))


def _one_by_one(text: str, *, skip_doubtful: bool = False) -> Iterator[Numeral]:
    tokens = list(_TOKEN.finditer(text))
    at = 0
    while at < len(tokens):
        try:
            found = _amount_at(tokens, at, text)
        except NumeralRefused:
            if not skip_doubtful:
                raise
            found = None
        if found is None:
            at += 1
            continue
        has_minus = at > 0 and tokens[at - 1][0] == "minus" and found.value < 0
        start, end = tokens[at - has_minus].start(), tokens[at + found.words - 1].end()
        unit = (tokens[at]["currency"] or "").upper() if tokens[at]["literal"] else ""
        yield _with_percent(_numeral(found, start, end, unit), text)
        at += found.words


def _amount_at(tokens: list[re.Match[str]], at: int, text: str) -> Amount | None:
    if tokens[at]["vague"] is not None:
        return _vague(tokens, at)
    if tokens[at]["literal"] is not None:
        return _written(tokens, at, text)
    if tokens[at][0] not in FIRST_WORDS:
        return None
    words = _words_from(tokens, at, text)
    before = tokens[at - 1][0] if at and _is_joined(tokens, at, text) else ""
    return part_at(words, before) or spelled_at(words, before)


def _numeral(found: Amount, start: int, end: int, unit: str) -> Numeral:
    if found.is_part:
        return _share(found.value, start, end)
    value = found.value
    if abs(value) < 10**15:
        # A third of a dozen is 4, and no more than the database keeps.
        value = round(value, SIGNIFICANT_PLACES)
    return Numeral(value, found.step, start, end, found.scale, unit, found.below)


def _share(part: Decimal, start: int, end: int) -> Numeral:
    """A part of one, in per cent; as coarse as a percentage of one digit: a third like 30%."""
    percent = (part * 100).quantize(Decimal(1).scaleb(-SIGNIFICANT_PLACES))
    step = Decimal(1).scaleb(percent.adjusted())
    return Numeral(percent, step, start, end, unit="%", is_share=True)


def _with_percent(number: Numeral, text: str) -> Numeral:
    match = None if number.is_share else _PERCENT.match(text, number.end)
    if match is None:
        return number
    if match["points"]:
        return replace(number, end=match.end(), unit="points")
    return replace(number, end=match.end(), unit="%", is_share=True)


def _with_shares_joined(numerals: Iterator[Numeral], text: str) -> Iterator[Numeral]:
    """Make one share of the two numbers in "two in five"."""
    joined = False
    for number, of in pairwise([*numerals, None]):
        if joined or number is None:
            joined = False
        elif of is not None and _is_share_of(number, of, text):
            joined = True
            yield _share(number.value / of.value, number.start, of.end)
        else:
            yield number


def _is_share_of(number: Numeral, of: Numeral, text: str) -> bool:
    plain = number.scale == 1 and not (number.unit or of.unit or number.below or of.below)
    # Not "3 in 2024", nor "two in five days".
    fits = 0 < number.value < of.value and (of.value <= 100 or of.value in (1_000, 10_000, 100_000))
    joined = _OUT_OF.fullmatch(text[number.end : of.start]) is not None
    return plain and fits and joined and _SPELL_OF_TIME.match(text, of.end) is None


def _words_from(tokens: list[re.Match[str]], at: int, text: str) -> list[str]:
    """The words from here on that only a blank or a hyphen parts; one number has never more than thirty."""
    words = [tokens[at][0]]
    for after in range(at + 1, min(at + 30, len(tokens))):
        if not _is_joined(tokens, after, text):
            break
        words.append(tokens[after][0])
    return words


def _is_joined(tokens: list[re.Match[str]], at: int, text: str) -> bool:
    return text[tokens[at - 1].end() : tokens[at].start()] in (" ", "-")


def _vague(tokens: list[re.Match[str]], at: int) -> Amount:
    words = tokens[at]["vague"]
    first, *larger = re.findall(rf"{PLURALS}|dozen|{_LARGER}", words.removeprefix("a few"))
    return vague_amount(first, larger[0] if larger else "")


def _written(tokens: list[re.Match[str]], at: int, text: str) -> Amount:
    """A number in digits, with the scale words after it."""
    token = tokens[at]
    half, scale, used = tail_at(_words_from(tokens, at, text)[1:])
    if token["slashed"]:
        has_unit = bool(token["currency"]) or _LENGTH.match(text, token.end()) is not None
        return _slashed(token["slashed"], scale, used, has_unit=has_unit)
    short = (token["short"] or "").strip()
    if short in ("m", "b") and not token["currency"]:
        # Twelve million, or twelve metres.
        raise NumeralRefused(
            told(
                "“{token}” can be read in two ways. Write its last letter as a word.", token=token[0].strip()
            )
        )
    is_decimal = scale or short or _PERCENT.match(text, token.end()) or _FINE_UNIT.match(text, token.end())
    value, step = _digits(token["digits"], is_decimal=bool(is_decimal))
    if half:
        value, step = value + half, Decimal("0.5") if half == Decimal("0.5") else Decimal("0.25")
    scale = (scale or 1) * _SHORT_SCALES.get(short, 1)
    sign = -1 if token["minus"] or (at and tokens[at - 1][0] == "minus") else 1
    return Amount(value * sign * scale, step * scale, 1 + used, scale)


def _slashed(text: str, scale: int, used: int, *, has_unit: bool) -> Amount:
    top, bottom = (int(part) for part in re.split("[⁄/]", text.split(" ")[-1]))
    whole = int(text.split(" ")[0]) if " " in text else 0
    if bottom == 0:
        raise NumeralRefused(told("“{text}” divides by nothing.", text=text))
    value, step = whole + Decimal(top) / bottom, Decimal(1) / bottom
    if scale or whole or has_unit or top > bottom:
        return Amount(value * (scale or 1), step * (scale or 1), 1 + used, scale or 1)
    return Amount(value, step, 1, is_part=True)


def _digits(text: str, *, is_decimal: bool) -> tuple[Decimal, Decimal]:
    """The value of digits with separators, and the smallest step they show."""
    if power := re.fullmatch(r"(?P<digits>[\d.]+?)(?:e| ?[x×] ?10\^?)(?P<exponent>[+-]?\d{1,2})", text):
        value, step = _digits(power["digits"], is_decimal=True)
        exponent = int(power["exponent"])
        if exponent < -SIGNIFICANT_PLACES:
            raise NumeralRefused(
                told(
                    "“{text}” is too small: {significant_places} decimals are the most.",
                    text=text,
                    significant_places=SIGNIFICANT_PLACES,
                )
            )
        return value.scaleb(exponent), step.scaleb(exponent)
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text) and not is_decimal:
        thousands, decimal = text.replace(".", ","), f"{Decimal(text).normalize():f}"
        decimal = decimal if decimal != text else f"{text}0"
        raise NumeralRefused(
            told(
                "“{text}” can mean {thousands} or {decimal}. Write the one that is meant.",
                text=text,
                thousands=thousands,
                decimal=decimal,
            )
        )
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", text):
        text = text.replace(".", "")
    if not re.fullmatch(r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d*)(?:\.\d+)?", text):
        raise NumeralRefused(
            told(
                "“{text}” cannot be read. Thousands take a comma (11,000), decimals a point (1.5).", text=text
            )
        )
    value = Decimal(text.replace(",", "").replace(" ", ""))
    if "." not in text:
        return value, last_digit(value)
    places = len(text.partition(".")[2])
    if places > SIGNIFICANT_PLACES:
        raise NumeralRefused(
            told(
                "“{text}” has {places} decimals; {significant_places} are the most.",
                text=text,
                places=places,
                significant_places=SIGNIFICANT_PLACES,
            )
        )
    return value, Decimal(1).scaleb(-places)
