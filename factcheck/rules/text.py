"""Exact places in an article's text [Web Annotation: TextQuoteSelector and TextPositionSelector].

A position counts Unicode code points of body_text from 0; a span is half open, [start, end), so
body_text[start:end] is always the text that it names. Sentences are in rules/sentences.py.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

CONTEXT_CHARACTERS = 32
T = TypeVar("T")


# --- paragraphs -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    start: int
    end: int
    text: str


_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*+")
_LINE = re.compile(r"[^\n]+")
# Lines broken by a typewriter's margin: none longer than this …
_WRAP_WIDTH = 100
# … and each but the last long enough that the next word did not fit.
_WRAP_LEAST = 45


def paragraphs(body_text: str) -> list[Paragraph]:
    """Part the text at blank lines, and at each line feed too unless the lines were only wrapped.

    Nothing but blanks lies between two paragraphs.
    """
    found: list[Paragraph] = []
    for block in _BLOCK.finditer(body_text):
        lines = [(line.start(), line.end()) for line in _LINE.finditer(body_text, *block.span())]
        if _is_wrapped([end - start for start, end in lines]):
            lines = [block.span()]
        for start, end in lines:
            if text := trimmed(body_text, start, end):
                found.append(Paragraph(*text, body_text[slice(*text)]))
    return found


def _is_wrapped(lengths: list[int]) -> bool:
    return (
        len(lengths) > 1
        and max(lengths) <= _WRAP_WIDTH
        and all(length >= _WRAP_LEAST for length in lengths[:-1])
    )


def trimmed(body_text: str, start: int, end: int) -> tuple[int, int] | None:
    """Narrow a span by the blanks at its ends; None when there is nothing else."""
    text = body_text[start:end]
    if not text.strip():
        return None
    return start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())


# --- quotes -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextQuote:
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def quote_at(body_text: str, start: int, end: int, context: int = CONTEXT_CHARACTERS) -> TextQuote:
    """Name a span by its words and its neighbours'. Raises ValueError for a span outside the text."""
    if not 0 <= start < end <= len(body_text):
        raise ValueError(f"There is no span {start} to {end} in a text of {len(body_text)} characters.")
    return TextQuote(
        exact=body_text[start:end],
        prefix=body_text[max(0, start - context) : start],
        suffix=body_text[end : end + context],
        start=start,
        end=end,
    )


def find_quote(
    body_text: str, exact: str, prefix: str = "", suffix: str = "", near: int | None = None
) -> TextQuote | None:
    """Find the very words, or say None; never a lookalike.

    Only runs of blanks may differ, as they do in what a browser hands over for a selection. Several places
    with the same words are told apart by the words around them, then by the position where they should be.
    """
    places = list(_places(body_text, exact)) if exact else []
    if not places:
        return None
    scored = [(_context_score(body_text, place, prefix, suffix), place) for place in places]
    best = max(score for score, _ in scored)
    chosen = [place for score, place in scored if score == best]
    if best == 0 and (prefix or suffix):
        # The words stand here and their neighbours do not. As many words as the neighbours would
        # have been are proof enough, and so is the position; less could be any other "3,000".
        chosen = [p for p in chosen if p[0] == near] or (
            chosen if len(chosen) == 1 and len(exact) >= CONTEXT_CHARACTERS else []
        )
    if len(chosen) > 1 and near is not None:
        distance = min(abs(start - near) for start, _ in chosen)
        chosen = [place for place in chosen if abs(place[0] - near) == distance]
    return quote_at(body_text, *chosen[0]) if len(chosen) == 1 else None


def _places(body_text: str, exact: str) -> Iterator[tuple[int, int]]:
    start = body_text.find(exact)
    if start < 0:
        yield from _places_by_words(body_text, exact)
    while start >= 0:
        yield start, start + len(exact)
        start = body_text.find(exact, start + 1)


def _places_by_words(body_text: str, exact: str) -> Iterator[tuple[int, int]]:
    """The same words with other blanks between them."""
    words = exact.split()
    if words:
        pattern = re.compile(r"\s++".join(map(re.escape, words)))
        for match in pattern.finditer(body_text):
            yield match.span()


def _context_score(body_text: str, place: tuple[int, int], prefix: str, suffix: str) -> int:
    """How many of the two neighbours given stand beside this place."""
    start, end = place
    before = body_text[max(0, start - _window(prefix)) : start]
    after = body_text[end : end + _window(suffix)]
    return (bool(prefix) and _ends_with(before, prefix)) + (bool(suffix) and _starts_with(after, suffix))


def _window(context: str) -> int:
    # Room for blanks that are longer in the text than in the selection.
    return 2 * len(context) + 16


def _ends_with(text: str, prefix: str) -> bool:
    return text.endswith(prefix) or " ".join(text.split()).endswith(" ".join(prefix.split()))


def _starts_with(text: str, suffix: str) -> bool:
    return text.startswith(suffix) or " ".join(text.split()).startswith(" ".join(suffix.split()))


# --- marks ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Segment(Generic[T]):
    """A piece of a paragraph that lies in the same spans throughout."""

    start: int
    end: int
    text: str
    marks: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class MarkedParagraph(Generic[T]):
    start: int
    end: int
    segments: tuple[Segment[T], ...]


def split_for_marking(body_text: str, spans: Sequence[tuple[int, int, T]]) -> list[MarkedParagraph[T]]:
    """Cut each paragraph where a span begins or ends; spans may overlap and cross paragraphs.

    The marks of a segment stand in the order in which the spans begin. Empty spans mark nothing.
    """
    waiting = sorted(
        ((start, end, mark) for start, end, mark in spans if start < end),
        key=lambda span: (span[0], -span[1]),
        reverse=True,
    )
    open_spans: list[tuple[int, int, T]] = []
    marked = []
    for paragraph in paragraphs(body_text):
        while waiting and waiting[-1][0] < paragraph.end:
            open_spans.append(waiting.pop())
        open_spans = [span for span in open_spans if span[1] > paragraph.start]
        segments = tuple(_segments(body_text, paragraph, open_spans))
        marked.append(MarkedParagraph(paragraph.start, paragraph.end, segments))
    return marked


def _segments(body_text: str, paragraph: Paragraph, spans: list[tuple[int, int, T]]) -> Iterator[Segment[T]]:
    inside = {at for start, end, _ in spans for at in (start, end) if paragraph.start < at < paragraph.end}
    cuts = [paragraph.start, *sorted(inside), paragraph.end]
    for start, end in pairwise(cuts):
        marks = tuple(mark for first, last, mark in spans if first <= start and end <= last)
        yield Segment(start, end, body_text[start:end], marks)
