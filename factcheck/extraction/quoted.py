""" "Tass quoted him as saying", "was quoted by Tass as saying": the words are his, Tass passed them on."""

from dataclasses import dataclass

from factcheck.extraction import words
from factcheck.extraction.clauses import Run
from factcheck.extraction.phrases import Phrase, Tokens, phrase_after, subject_before

_QUOTED = frozenset("quoted quotes quoting quote cited cites citing cite".split())


@dataclass(frozen=True, slots=True)
class QuotedAs:
    """relay: who quotes, None when nobody is named."""

    source: Phrase
    relay: Phrase | None
    cue: Run
    content: Run


def quoted_as(tokens: Tokens) -> list[QuotedAs]:
    """Each "quoted … as saying" of a sentence."""
    found: list[QuotedAs] = []
    for place in range(1, len(tokens) - 1):
        if tokens[place].low != "as" or tokens[place + 1].low not in ("saying", "telling", "claiming"):
            continue
        verb = next(
            (at for at in range(place - 1, max(-1, place - 12), -1) if tokens[at].low in _QUOTED), None
        )
        read = None if verb is None else _read(tokens, verb, place)
        if read is not None:
            found.append(read)
    return found


def _read(tokens: Tokens, verb: int, place: int) -> QuotedAs | None:
    first = verb
    while first > 0 and tokens[first - 1].tag in "XA":
        first -= 1
    before = subject_before(tokens, first - 1) if first else None
    passive = any(token.low in words.BE_FORMS for token in tokens[first:verb])
    between = place > verb + 1
    if passive:
        by = verb + 1 if between and tokens[verb + 1].low == "by" else None
        relay = phrase_after(tokens, by + 1, place) if by is not None else None
        source, start = before, place + 2
        if relay is None and start < len(tokens) and tokens[start].low == "by":
            relay = phrase_after(tokens, start + 1, len(tokens))
            start = relay.last + 1 if relay else start
    else:
        source = phrase_after(tokens, verb + 1, place) if between else None
        relay, start = before, place + 2
    if source is None:
        return None
    clause = min(phrase.first for phrase in (source, relay) if phrase is not None)
    content = _content(tokens, start, min(clause, first))
    return None if content is None else QuotedAs(source, relay, (place, place + 1), content)


def _content(tokens: Tokens, start: int, clause: int) -> Run | None:
    while start < len(tokens) and tokens[start].tag in (",", ":"):
        start += 1
    last = len(tokens) - 1
    while last >= 0 and tokens[last].tag in (".", ","):
        last -= 1
    if start <= last and tokens[start].tag not in "P":
        return start, last
    last = clause - 1
    while last >= 0 and tokens[last].tag in (",", "-"):
        last -= 1
    return (0, last) if last > 0 or (last == 0 and tokens[0].tag == "Q") else None
