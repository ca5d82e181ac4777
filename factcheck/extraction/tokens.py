"""Cut a story into sentences of words, each quotation being one piece, with a guess at each word's kind.

A quotation is one piece because what it says inside is its speaker's: a full stop in it ends no sentence of
the story. Sentences with more pieces than LONGEST are left unread: no writer meant them to be one, and the
work for each sentence stays bounded.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from factcheck.extraction import words
from factcheck.extraction.layout import Line, story_lines
from factcheck.extraction.quote_marks import Quote, quotes_in
from factcheck.rules.sentences import sentences as cut_sentences

LONGEST = 220


@dataclass(frozen=True, slots=True)
class Token:
    """A word, mark or whole quotation. tag: one letter, see TAGS. quote: for a quotation."""

    start: int
    end: int
    low: str
    tag: str
    is_capital: bool = False
    quote: Quote | None = None

    @property
    def is_possessive(self) -> bool:
        return self.tag == "N" and self.low.endswith(("'s", "s'"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """number: counted through the story. paragraph: the number of its line."""

    number: int
    paragraph: int
    start: int
    end: int
    tokens: tuple[Token, ...]


TAGS = {
    "D": "determiner", "P": "preposition", "C": "conjunction", "S": "subordinator", "R": "subject pronoun",
    "O": "object pronoun", "W": "relative", "V": "verb", "X": "auxiliary", "A": "adverb", "N": "noun",
    "M": "number", "Q": "quotation", ",": "comma", ":": "colon", ";": "semicolon", ".": "stop", "(": "opens",
    ")": "closes", "-": "dash",
}  # fmt: skip

_PIECE = re.compile(
    r"(?P<dotted>(?:[A-Za-z]\.){2,8}(?:['’]s\b)?)"
    r"|(?P<word>[^\W\d_]++(?:['’\-‐&/@.](?=[^\W_])[\w]++)*+['’]?)"
    r"|(?P<number>[$€£¥]?\d[\w.,:/%]*+(?:-[\w]++)*+)"
    r"|(?P<dash>[—–]|--+|\s-(?=\s))"
    r"|(?P<mark>[,:;.!?()\[\]…])"
)
_MARKS = {"[": "(", "]": ")", "!": ".", "?": ".", "…": "."}
_TITLES = frozenset(
    "mr mrs ms dr prof gen lt col maj sgt capt cmdr adm brig rep reps sen sens gov govs pres amb "
    "hon rev st jr sr "
    "no inc corp co ltd".split()
)
_BY_LIST = (
    ("R", words.SUBJECT_PRONOUNS),
    ("O", words.OBJECT_PRONOUNS),
    ("W", words.RELATIVES),
    ("C", words.CONJUNCTIONS),
    ("X", words.AUXILIARIES),
    ("S", words.SUBORDINATORS),
    ("D", words.DETERMINERS),
    ("P", words.PREPOSITIONS),
    ("A", words.ADVERBS),
)
_TAG_OF = {word: tag for tag, listed in reversed(_BY_LIST) for word in listed}


def read_sentences(body_text: str) -> tuple[list[Sentence], list[Quote]]:
    """The sentences of the story's own lines, and every quotation of them in order."""
    lines = [line for line in story_lines(body_text) if line.is_story]
    found: list[Sentence] = []
    quotes: list[Quote] = []
    ends = [sentence.end for sentence in cut_sentences(body_text)]
    for line in lines:
        inside = quotes_in(body_text, line.start, line.end)
        quotes += inside
        at = 0
        for start, end in _outside_quotes(line, ends, inside):
            own = at
            while at < len(inside) and inside[at].start < end:
                at += 1
            tokens = _tokens(body_text, start, end, inside[own:at])
            if tokens:
                found.append(Sentence(len(found), line.number, start, end, tokens))
    return found, quotes


def _outside_quotes(line: Line, ends: list[int], quotes: list[Quote]) -> list[tuple[int, int]]:
    """The sentences of one line, cut nowhere within a quotation."""
    cut: list[tuple[int, int]] = []
    start, at = line.start, 0
    for end in ends[bisect_right(ends, line.start) :]:
        if end >= line.end:
            break
        while at < len(quotes) and quotes[at].end < end:
            at += 1
        if at < len(quotes) and quotes[at].start < end < quotes[at].end:
            continue
        cut.append((start, end))
        start = end
    cut.append((start, line.end))
    return cut


def _tokens(text: str, start: int, end: int, quotes: list[Quote]) -> tuple[Token, ...]:
    """The pieces of a sentence; none when there are too many of them."""
    found: list[Token] = []
    for quote in quotes[: LONGEST + 1]:
        _words(text, start, quote.start, found)
        found.append(Token(quote.start, quote.end, "", "Q", False, quote))
        start = quote.end
        if len(found) > LONGEST:
            return ()
    _words(text, start, end, found)
    return tuple(found) if len(found) <= LONGEST else ()


def _words(text: str, start: int, end: int, found: list[Token]) -> None:
    for match in _PIECE.finditer(text, start, end):
        if len(found) > LONGEST:
            return
        piece = match[0]
        if match.lastgroup == "mark":
            if piece == "." and found and found[-1].end == match.start() and found[-1].low in _TITLES:
                continue
            found.append(Token(*match.span(), piece, _MARKS.get(piece, piece)))
        elif match.lastgroup == "dash":
            found.append(Token(*match.span(), piece, "-"))
        elif match.lastgroup == "number":
            found.append(Token(match.start(), match.start() + len(piece.rstrip(".,:")), piece, "M"))
            _mark_after_number(match, found)
        else:
            found.extend(_word(match.start(), piece, found))


def _mark_after_number(match: re.Match[str], found: list[Token]) -> None:
    trailing = match[0][len(match[0].rstrip(".,:")) :]
    if trailing:
        found.append(Token(match.end() - 1, match.end(), trailing[-1], trailing[-1]))


def _word(start: int, piece: str, found: list[Token]) -> list[Token]:
    low = piece.lower().replace("’", "'")
    if low.endswith("'") and not low.endswith("s'"):
        piece, low = piece[:-1], low[:-1]
    head, _, tail = low.rpartition("'")
    if head in words.SUBJECT_PRONOUNS or (head in words.RELATIVES and tail == "s"):
        cut = start + len(head)
        return [
            Token(start, cut, head, _TAG_OF[head], piece[:1].isupper()),
            Token(cut, start + len(piece), f"'{tail}", "X"),
        ]
    is_capital = piece[:1].isupper()
    return [Token(start, start + len(piece), low, _tag(low, is_capital, found), is_capital)]


def _tag(low: str, is_capital: bool, before: list[Token]) -> str:
    """What a word most likely is after the words before it."""
    last = before[-1].tag if before else ""
    opens = last in ("", ":", ".", "-", "(", "Q")
    if low in _TAG_OF and (not is_capital or opens or low in words.SUBJECT_PRONOUNS):
        return _small(low, last)
    if is_capital and not opens:
        return "N"
    if last == "D" or (before and before[-1].is_possessive):
        return "N"
    if low in words.VERBS:
        return "V"
    if low.endswith("ly") and low not in words.NOT_ADVERBS and not is_capital:
        return "A"
    if low.endswith(("ed", "ing")) and len(low) > 3 and low not in words.NO_VERBS and not is_capital:
        return "V" if last in ("N", "R", "X", "A", "C", "W", "M", ",", "") else "N"
    return "N"


def _small(low: str, last: str) -> str:
    if low == "her" and last in ("V", "P"):
        return "D"
    if low == "may" and last in ("P", "M"):
        return "N"
    return _TAG_OF[low]
