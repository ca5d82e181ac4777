"""Numbers that are spelled out: twenty-five, two and a half million, half a dozen, hundreds of thousands."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
}
_ONES = frozenset(list(_SMALL)[1:10])
_TENS = {
    word: value * 10
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {
    "hundred": 100, "dozen": 12, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100, "halves": 2,
}  # fmt: skip
_PARTS |= {f"{part}s": number for part, number in _PARTS.items() if not part.startswith("hal")}
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth".split())
_WHICH = _ORDINALS | frozenset("last latter former other next top bottom opposite".split())
# "Half the force" is a share; a "third attack" and a "half brother" are not.
_BEFORE_A_WHOLE = frozenset("of the its their his her all these those our".split())

# With one of these a spelled number begins; of all other words nothing need be asked.
FIRST_WORDS = frozenset([*_SMALL, *_TENS, *SCALES, "a", "an", "half"])

PLURALS = "tens|scores|dozens|hundreds|thousands|millions|billions"
MANY = "several|a few|few|many|multiple|a couple of|a couple"
# From two of the unit to one of the next; dozens and scores end where people begin to say hundreds.
_VAGUE = {
    "ten": (20, 100), "score": (40, 100), "dozen": (24, 100), "hundred": (200, 1_000),
    "thousand": (2_000, 10_000), "million": (2 * 10**6, 10**7), "billion": (2 * 10**9, 10**10),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """A number at the head of a row of words: its value, smallest step said, and how many words it took.

    is_part: a fraction of some whole, below one or above, as in "two thirds of".
    """

    value: Decimal
    step: Decimal
    words: int
    scale: int = 1
    below: Decimal | None = None
    is_part: bool = False


def last_digit(value: Decimal) -> Decimal:
    """One unit of the last significant digit of a whole number: 1,000 for 11,000; 10 for 220."""
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent)) if value else Decimal(1)


def vague_amount(word: str, larger: str) -> Amount:
    """Dozens; several hundred; tens of thousands. One token, whatever its words."""
    low, below = _VAGUE[word.removesuffix("s")]
    times = SCALES[larger.removesuffix("s")] if larger else 1
    return Amount(Decimal(low * times), Decimal(low * times), 1, below=Decimal(below * times))


def tail_at(words: Sequence[str]) -> tuple[Decimal, int, int]:
    """What may follow digits: "and a half"; scale words, multiplied; and how many words. 0 for none."""
    row = _Row(words)
    return row.half(), row.scale(), row.at


def part_at(words: Sequence[str], before: str) -> Amount | None:
    """Half a million (a number) or two thirds of the force (a part); before: the word that goes before."""
    row = _Row(words)
    top = row.take(*_SMALL, "a", "an")
    part = row.take(*_PARTS) if top else row.take("half")
    if part is None or before in _WHICH:
        return None
    share, used = Decimal(_SMALL.get(top or "", 1)) / _PARTS[part], row.at
    row.take("of")
    row.take("a", "an")
    if scale := row.scale():
        return Amount(share * scale, share * scale, row.at, scale)
    stands_alone = len(words) == used or words[used] in _BEFORE_A_WHOLE
    return Amount(share, share, used, is_part=True) if stands_alone and share else None


def spelled_at(words: Sequence[str], before: str) -> Amount | None:
    """Twenty-five; three hundred and one thousand; two and a half million; a dozen."""
    row = _Row(words)
    total, step, last = Decimal(0), Decimal(1), 0
    while True:
        began = row.at
        if last:
            row.take("and")
        value = row.group()
        half = row.half()
        scale = row.scale()
        # "A thousand and two thousand" are two numbers: each group is smaller than the scale before it.
        if value is None or (last and (value + half) * (scale or 1) >= last):
            row.at = began
            break
        total += (value + half) * (scale or 1)
        step = (_half_step(half) or last_digit(value)) * (scale or 1)
        last = scale
        if scale and (half := row.half()):
            total, step = total + half * scale, _half_step(half) * scale
        if half or not scale:
            break
    if row.at == 0 or before in ("no", "every") or _is_no_number(words, row.at):
        return None
    said = last or (100 if words[row.at - 1] == "hundred" else 1)
    return Amount(total if before != "minus" else -total, step, row.at, said)


def _half_step(half: Decimal) -> Decimal:
    return Decimal("0.25") if half == Decimal("0.75") else half


def _is_no_number(words: Sequence[str], end: int) -> bool:
    """The twenty-fifth brigade; one another; one half mile, of which the one is not the number."""
    last, after = words[end - 1], words[end] if end < len(words) else ""
    is_ordinal = last in _TENS and after in _ORDINALS
    return is_ordinal or (last in _SMALL and after in _PARTS) or (last == "one" and after == "another")


class _Row:
    """A row of words from which numbers are taken, left to right."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.at = 0

    def take(self, *words: str) -> str | None:
        if self.at < len(self.words) and self.words[self.at] in words:
            self.at += 1
            return self.words[self.at - 1]
        return None

    def group(self) -> Decimal | None:
        """What stands before a scale word: twenty-five; a hundred and one; 1 for the bare "thousand"."""
        began = self.at
        article = self.take("a", "an")
        value = None if article else self.below_hundred()
        if self.take("hundred"):
            value = (value or 1) * 100 + self.rest_of_hundred()
        elif value is None and self.at < len(self.words) and self.words[self.at] in SCALES:
            value = 1
        if value is None:
            self.at = began
            return None
        return Decimal(value)

    def below_hundred(self) -> int | None:
        if tens := self.take(*_TENS):
            ones = self.take(*_ONES)
            return _TENS[tens] + (_SMALL[ones] if ones else 0)
        small = self.take(*_SMALL)
        return None if small is None else _SMALL[small]

    def rest_of_hundred(self) -> int:
        began = self.at
        self.take("and")
        rest = self.below_hundred()
        if rest is None or (self.at < len(self.words) and self.words[self.at] == "hundred"):
            self.at = began
            return 0
        return rest

    def half(self) -> Decimal:
        """The end of "two and a half", "two and three quarters"; 0 without one."""
        began = self.at
        if self.take("and") and (top := self.take("a", "one", "three")):
            if top != "three" and self.take("half"):
                return Decimal("0.5")
            if self.take("quarter", "quarters"):
                return Decimal("0.75") if top == "three" else Decimal("0.25")
        self.at = began
        return Decimal(0)

    def scale(self) -> int:
        """The scale words from here on, multiplied; 0 without any."""
        scale = 0
        while word := self.take(*SCALES, *(f"{name}s" for name in SCALES)):
            scale = (scale or 1) * SCALES[word.removesuffix("s")]
        return scale
