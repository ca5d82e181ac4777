""" "…, according to Tass", "according to officials, …", "per the ministry": a source that a preposition
names."""

from dataclasses import dataclass

from factcheck.extraction.clauses import Run
from factcheck.extraction.phrases import Phrase, Tokens, phrase_after
from factcheck.extraction.verbs import Heard


@dataclass(frozen=True, slots=True)
class Told:
    source: Phrase
    cue: Run
    content: tuple[Run, ...]


def according_in(tokens: Tokens, heard: list[Heard]) -> list[Told]:
    """Each "according to" of a sentence, with the clause that it belongs to."""
    found: list[Told] = []
    for place, token in enumerate(tokens):
        if token.low != "according" or place + 2 >= len(tokens) or tokens[place + 1].low != "to":
            continue
        source = phrase_after(tokens, place + 2, len(tokens))
        if source is None:
            continue
        content = _content(tokens, place, source, heard)
        if content:
            found.append(Told(source, (place, place + 1), content))
    return found


def _content(tokens: Tokens, place: int, source: Phrase, heard: list[Heard]) -> tuple[Run, ...]:
    before = place - 1
    while before >= 0 and tokens[before].tag in (",", "-", "(", "A", "C"):
        before -= 1
    after = source.last + 1
    if before < 0:
        return _after(tokens, after, heard)
    first = before
    while first > 0 and tokens[first - 1].tag not in (";", ".", ":"):
        first -= 1
    left = (first, before)
    resumed = after + 1 < len(tokens) and tokens[after].tag == "," and tokens[place - 1].tag == ","
    if resumed and before - first < 6:
        return (left, *_after(tokens, after, heard))
    return (left,)


def _after(tokens: Tokens, after: int, heard: list[Heard]) -> tuple[Run, ...]:
    """What follows the comma, to the end of the sentence or the next cue."""
    while after < len(tokens) and tokens[after].tag != ",":
        after += 1
    first, last = after + 1, len(tokens) - 1
    while last >= first and tokens[last].tag in (".", ","):
        last -= 1
    return ((first, last),) if first <= last else ()
