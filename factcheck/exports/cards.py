"""A picture of a claim with its status, for sites that show a preview of a link: 1200 × 630 pixels, PNG."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from threading import Lock

from PIL import Image, ImageDraw, ImageFont

from factcheck.exports.card_fonts import (
    SANS,
    SERIF,
    Lettering,
    Run,
    drawable,
    font,
    is_right_to_left,
    lettering,
)
from factcheck.exports.card_signs import draw_sign
from factcheck.rules.statuses import Status

WIDTH, HEIGHT = 1200, 630
MARGIN = 72
INK, QUIET, PAPER, RULE = "#17191e", "#50545c", "#fbfaf6", "#17191e"
# The three hands of the status, as in static/css/tokens.css: text, ground, line.
_COLOURS = {
    Status.CONFIRMED: ("#004e7a", "#dcebf7", "#0b6fb8"),
    Status.DISPUTED: ("#7a3100", "#ffe3c7", "#c2540a"),
}
_OTHERS = ("#454545", "#f3f1ea", "#6b6b6b")
# Raise it when the drawing changes, so that no cache shows the old one.
_DRAWING = 1
_TEXT_SIZES = (60, 54, 48, 42, 36, 32)
_TEXT_TOP, _TEXT_BOTTOM = 254, 478
_STATUS_PIXELS, _LINE_PIXELS = 58, 28
_AT_ONCE = Lock()


@dataclass(frozen=True, slots=True)
class Card:
    """status: its sign and colours. word: the status as words. who: who says it, in one line."""

    status: Status
    word: str
    text: str
    who: str
    code: str
    site_name: str

    @property
    def digest(self) -> str:
        """Changes when the picture does."""
        return sha256(repr((_DRAWING, *astuple(self))).encode()).hexdigest()[:32]


# One after the other: a font that is open keeps a state, and a thread must not wait on a crowd of drawings.
def draw_card(card: Card) -> bytes:
    """The picture as PNG. Words in letters that no font here has are left out, never drawn as boxes."""
    with _AT_ONCE:
        return _drawn(card)


@lru_cache(maxsize=64)
def _drawn(card: Card) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    text_colour, ground, line = _COLOURS.get(card.status, _OTHERS)
    pen.rectangle((0, 0, WIDTH, 168), fill=ground)
    pen.rectangle((0, 0, 16, HEIGHT), fill=line)
    draw_sign(image, card.status, (MARGIN, 42), 84, line, ground)
    _line(pen, card.word, _STATUS_PIXELS, 700, (MARGIN + 112, 104), text_colour)
    _paragraph(pen, card.text)
    _line(pen, card.who, _LINE_PIXELS, 400, (MARGIN, 522), QUIET)
    pen.rectangle((MARGIN, 550, WIDTH - MARGIN, 552), fill=RULE)
    code_width = _line(pen, card.code, _LINE_PIXELS, 600, (WIDTH - MARGIN, 596), INK, at_end=True)
    _line(pen, card.site_name, _LINE_PIXELS, 600, (MARGIN, 596), INK, less=code_width + 40)
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


@dataclass(frozen=True)
class _Hand:
    """A text's fonts at one size, in pixels."""

    letters: Lettering
    size: int
    weight: int = 400

    def width(self, part: str) -> int:
        return sum(round(self._font(run).getlength(run.text)) for run in self.letters.runs(part))

    def put(self, pen: ImageDraw.ImageDraw, part: str, where: tuple[int, int], colour: str) -> None:
        x, y = where
        for run in self.letters.runs(part):
            pen.text((x, y), run.text, fill=colour, font=self._font(run), anchor="ls")
            x += round(self._font(run).getlength(run.text))

    def put_from_right(self, pen: ImageDraw.ImageDraw, part: str, where: tuple[int, int]) -> None:
        for run in self.letters.runs(part):
            pen.text(where, run.text, fill=INK, font=self._font(run), anchor="rs", direction="rtl")

    def _font(self, run: Run) -> ImageFont.FreeTypeFont:
        return font(run.face, self.size, self.weight)


def _paragraph(pen: ImageDraw.ImageDraw, text: str) -> None:
    """The claim, as large as it fits; the sizes end where the longest claim does."""
    words = drawable(text)
    letters = lettering(words, SERIF)
    if letters is None:
        return
    for size in _TEXT_SIZES:
        hand, leading = _Hand(letters, size), round(size * 1.28)
        lines = list(_wrapped(words, hand))
        if (len(lines) - 1) * leading <= _TEXT_BOTTOM - _TEXT_TOP:
            break
    for number, part in enumerate(lines[: (_TEXT_BOTTOM - _TEXT_TOP) // leading + 1]):
        baseline = _TEXT_TOP + number * leading
        if is_right_to_left(words):
            hand.put_from_right(pen, part, (WIDTH - MARGIN, baseline))
        else:
            hand.put(pen, part, (MARGIN, baseline), INK)


def _line(
    pen: ImageDraw.ImageDraw, text: str, size: int, weight: int, where: tuple[int, int], colour: str,
    *, at_end: bool = False, less: int = 0,
) -> int:  # fmt: skip
    """One line, cut where it is too long; returns its width in pixels. at_end: it ends at `where`."""
    words = drawable(text)
    letters = lettering(f"{words}…", SANS) if words else None
    if letters is None:
        return 0
    hand = _Hand(letters, size, weight)
    room = where[0] - MARGIN if at_end else WIDTH - MARGIN - where[0] - less
    if hand.width(words) > room:
        words = _cut(words, lambda part: hand.width(part) <= room)
    width = hand.width(words)
    hand.put(pen, words, (where[0] - width if at_end else where[0], where[1]), colour)
    return width


def _cut(words: str, fits: Callable[[str], bool]) -> str:
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(f"{words[:middle].rstrip()}…") else (low, middle - 1)
    return f"{words[:low].rstrip()}…"


def _wrapped(words: str, hand: _Hand) -> Iterator[str]:
    """Lines that fit, broken at blanks, and inside what has none: many scripts write without."""
    room = WIDTH - 2 * MARGIN
    blank = hand.width(" ")
    line, taken = "", 0
    for part in _parts(words, lambda word: hand.width(word) > room):
        width = hand.width(part.rstrip())
        if line and taken + width > room:
            yield line.strip()
            line, taken = "", 0
        line += part
        taken += width + (blank if part.endswith(" ") else 0)
    if line.strip():
        yield line.strip()


def _parts(words: str, is_too_long: Callable[[str], bool]) -> Iterator[str]:
    """Words with the blank behind them; one that no line holds, letter by letter with its marks."""
    for word in words.split(" "):
        if not is_too_long(word):
            yield f"{word} "
            continue
        letter = ""
        for sign in word:
            if letter and not _stays_with_the_last(sign):
                yield letter
                letter = ""
            letter += sign
        yield f"{letter} "


def _stays_with_the_last(sign: str) -> bool:
    return unicodedata.category(sign) in {"Mn", "Mc", "Me", "Cf", "Pe", "Pf", "Po"}
