"""Cutting a story into sentences and quotations, with positions, for readers of any script.

Every step looks at each character a fixed number of times, so that the work grows with the text.
"""

import re
from collections.abc import Iterator

from factcheck.extraction.statements import Place

LONGEST_SENTENCE = 2_000
LONGEST_CLAIM = 280
_PAIRS = {"«": "»", "“": "”", "„": "“", "「": "」", "『": "』"}
_CLOSING = frozenset("»”」』")
_MARK = re.compile(r"[«»“”„「」『』\"\n]")
_END = re.compile(r"[.!?…。][»”\"」]?(?:\s+(?=[—–«“„\"A-ZА-ЯЁ가-힣0-9\-])|$)|\n")
_SHORT = re.compile(
    r"(?:^|[\s(«\"])(?:[A-ZА-ЯЁ]|г|гг|ул|им|тыс|мл[нр]д?|т\.\s?д|т\.\s?п|т\.\s?е|см|стр|др|руб)$"
)


def quotations(text: str) -> list[Place]:
    """The outermost quotations, their marks included. One left open at the end of its paragraph is none."""
    found: list[Place] = []
    start, closing, opening, depth = -1, "", "", 0
    for mark in _MARK.finditer(text):
        sign = mark[0]
        if sign == "\n":
            depth = 0
        elif depth == 0 and (sign in _PAIRS or sign == '"'):
            start, opening, closing, depth = mark.start(), sign, _PAIRS.get(sign, '"'), 1
        elif depth and sign == closing:
            depth -= 1
            if depth == 0:
                found.append((start, mark.end()))
        elif depth and sign == opening:
            depth += 1
    return found


def sentence_places(text: str, quoted: list[Place]) -> Iterator[Place]:
    """Sentences in order. Full stops in quotations end none; over LONGEST_SENTENCE is left out."""
    start, number = 0, 0
    for end in _END.finditer(text):
        while number < len(quoted) and quoted[number][1] <= end.start():
            number += 1
        inside = number < len(quoted) and quoted[number][0] < end.start() < quoted[number][1]
        if inside or (end[0][0] == "." and _SHORT.search(text[max(start, end.start() - 8) : end.start()])):
            continue
        if 0 < end.end() - start <= LONGEST_SENTENCE:
            yield start, end.end()
        start = end.end()
    if 0 < len(text) - start <= LONGEST_SENTENCE:
        yield start, len(text)


def trimmed(text: str, start: int, end: int, off: str = " \t\r\n\xa0,.;:—–-") -> Place:
    """The same place without the signs in `off` at either end."""
    while start < end and text[start] in off:
        start += 1
    while end > start and text[end - 1] in off:
        end -= 1
    return start, end


def claim_of(text: str, places: tuple[Place, ...]) -> str:
    """The words at `places` as one line without the outer quotation marks, cut at LONGEST_CLAIM."""
    parts = (text[start:end].strip(' ,.«»“”„"「」『』–—-\n') for start, end in places)
    line = " ".join(" ".join(parts).split())
    return line if len(line) <= LONGEST_CLAIM else line[: LONGEST_CLAIM - 1].rstrip() + "…"
