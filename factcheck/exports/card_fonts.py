"""Which font draws which letters of a card. A letter that no font has is never drawn as an empty box.

The house's own fonts come first; for other scripts those of the system, found by fontconfig where it is
installed. Letters that join or stand above each other, and lines from right to left, need Raqm, which the
usual builds of Pillow bring along.
"""

import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError
from PIL import ImageFont, features

FOLDER = Path(__file__).parent.parent.parent / "static" / "fonts"
SERIF, SANS = "source-serif-4", "source-sans-3"
_SUBSETS = ("latin", "latin-ext", "cyrillic")
_FC_LIST_SECONDS = 10
# Looking for a font letter by letter is for a few odd signs among known ones.
_MOST_ODD_LETTERS = 8
_JOINERS = "\u200c\u200d"
# Controls, signs of format, halves of a sign.
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
_STYLES = ("Bold", "Italic", "Oblique", "Light", "Thin", "Black", "Mono")


@dataclass(frozen=True, slots=True)
class Face:
    """A font file; index: which font of a collection."""

    path: str
    index: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that one font draws."""

    text: str
    face: Face


def drawable(text: str) -> str:
    """The same words composed, on one line, without controls and signs that show nothing."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    shown = (sign for sign in composed if sign in _JOINERS or unicodedata.category(sign) not in _UNSEEN)
    return " ".join("".join(shown).split())


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    directions = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind for kind in directions if kind in {"L", "R", "AL"}), "L") != "L"


@dataclass(frozen=True)
class Lettering:
    """The fonts of one text: one for all of it, or one for each sign."""

    whole: Face | None
    by_sign: Mapping[str, Face]

    def runs(self, part: str) -> list[Run]:
        """Cut a part of the text where the font changes. Blanks, points and digits stay with the letters."""
        if self.whole is not None:
            return [Run(part, self.whole)]
        faces: list[Face] = []
        for sign in part:
            own = self.by_sign.get(sign)
            last = faces[-1] if faces else own
            stays = own is None or not (sign.isalpha() or last is None or not _has(last, sign))
            faces.append((last if stays else own) or next(iter(self.by_sign.values())))
        pairs = groupby(zip(part, faces, strict=True), lambda pair: pair[1])
        return [Run("".join(sign for sign, _ in group), face) for face, group in pairs]


@lru_cache(maxsize=256)
def lettering(text: str, family: str) -> Lettering | None:
    """Fonts for a text of drawable() signs; None where some sign has none.

    A text with letters that run from right to left takes one font: its order is laid out as a whole.
    """
    signs = frozenset(text) - frozenset(_JOINERS)
    if not signs or (_is_complex(text) and not features.check("raqm")):
        return None
    if any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in signs):
        face = _system_face(signs)
        return Lettering(face, {}) if face else None
    house = [Face(str(FOLDER / f"{family}-{subset}.woff2")) for subset in _SUBSETS]
    own = {sign: face for sign in signs for face in reversed(house) if _has(face, sign)}
    others = _system_faces(signs.difference(own))
    return None if others is None else Lettering(None, own | others)


@lru_cache(maxsize=128)
def font(face: Face, size: int, weight: int = 400) -> ImageFont.FreeTypeFont:
    """size in pixels; weight where the font can vary."""
    loaded = ImageFont.truetype(face.path, size, index=face.index)
    if face.path.startswith(str(FOLDER)):
        loaded.set_variation_by_axes([weight])
    return loaded


@lru_cache(maxsize=256)
def _system_faces(signs: frozenset[str]) -> dict[str, Face] | None:
    """A font of the system for each sign: one for all of them where there is one."""
    if not signs:
        return {}
    if face := _system_face(signs):
        return dict.fromkeys(signs, face)
    if len(signs) > _MOST_ODD_LETTERS:
        return None
    found = {sign: _system_face(frozenset(sign)) for sign in signs}
    return {sign: face for sign, face in found.items() if face} if all(found.values()) else None


@lru_cache(maxsize=256)
def _system_face(signs: frozenset[str]) -> Face | None:
    """The first font of the system that has all these signs and draws them as outlines."""
    program = shutil.which("fc-list")
    if program is None:
        return None
    wanted = " ".join(f"{ord(sign):x}" for sign in sorted(signs))
    pattern = f":charset={wanted}:scalable=true:color=false"
    try:
        answer = subprocess.run(  # noqa: S603
            [program, "-f", "%{file}\t%{index}\n", pattern],
            capture_output=True, text=True, timeout=_FC_LIST_SECONDS, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    faces = sorted(_listed(answer.stdout.splitlines()), key=_preference)
    return next((face for face in faces if all(_has(face, sign) for sign in signs)), None)


def _listed(lines: Iterable[str]) -> Iterable[Face]:
    for line in lines:
        path, _, index = line.partition("\t")
        # Higher numbers name an instance of a variable font, which its file already is.
        if index.isdecimal() and int(index) <= 0xFFFF and path.endswith((".ttf", ".otf", ".ttc", ".otc")):
            yield Face(path, int(index))


def _preference(face: Face) -> tuple[bool, bool, bool, int, str]:
    """Upright, regular and made for many scripts first; then whatever, in an order that stays the same."""
    name = Path(face.path).stem
    is_plain = not any(style in name for style in _STYLES)
    return (not is_plain, "Noto" not in name, "Sans" not in name, face.index, face.path)


def _has(face: Face, sign: str) -> bool:
    return ord(sign) in _coverage(face)


@lru_cache(maxsize=32)
def _coverage(face: Face) -> frozenset[int]:
    try:
        with TTFont(face.path, fontNumber=face.index, lazy=True) as opened:
            return frozenset(opened.getBestCmap() or ())
    except (OSError, TTLibError):
        return frozenset()


def _is_complex(text: str) -> bool:
    """Whether letters must be joined, stacked or turned round before they can be read."""
    return any(
        unicodedata.category(sign) in {"Mn", "Mc"} or unicodedata.bidirectional(sign) in {"R", "AL"}
        for sign in text
    )
