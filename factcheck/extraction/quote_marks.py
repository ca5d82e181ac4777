"""Where quotations open and close, also over several paragraphs.

A quotation that runs on opens again at each paragraph and closes once, at the end: such a paragraph's quote
ends with the paragraph and says so (`runs_on`). One pass over the marks; nesting is not kept.
"""

import re
from dataclasses import dataclass

_DOUBLE = re.compile(r"[\"“”„«»‟]|``|''")
_SINGLE = re.compile(r"[‘’']")
_OPENING = frozenset("“„«‟")
_CLOSING = frozenset("”»")
_CLAUSE_ENDS = frozenset(",.?!…-–—")
_BEFORE_OPENING = frozenset("([{—–-/:‘'")


@dataclass(frozen=True, slots=True)
class Quote:
    """[start, end) with its marks. runs_on: not closed in its paragraph. ends_clause: a comma or a stop
    stands
    at its end, so it is speech and no title."""

    start: int
    end: int
    runs_on: bool = False
    ends_clause: bool = False

    @property
    def length(self) -> int:
        return self.end - self.start


def quotes_in(text: str, start: int, end: int) -> list[Quote]:
    """The quotations of one paragraph, in order and apart from one another."""
    found = _double(text, start, end)
    return found or _single(text, start, end)


def _double(text: str, start: int, end: int) -> list[Quote]:
    found: list[Quote] = []
    opened = -1
    for match in _DOUBLE.finditer(text, start, end):
        at = match.start()
        if opened < 0:
            if _opens(text, match, start):
                opened = at
        elif match[0] not in _OPENING and not (match[0] == '"' and _only_opens(text, at, end)):
            ends_clause = text[at - 1] in _CLAUSE_ENDS or text[at + 1 : at + 2] == ","
            found.append(Quote(opened, match.end(), ends_clause=ends_clause))
            opened = -1
    if opened >= 0:
        found.append(Quote(opened, end, runs_on=True, ends_clause=True))
    return found


def _opens(text: str, match: re.Match[str], start: int) -> bool:
    if match[0] in _OPENING or match[0] == "``":
        return True
    if match[0] in _CLOSING:
        return False
    at = match.start()
    return at == start or text[at - 1].isspace() or text[at - 1] in _BEFORE_OPENING


def _only_opens(text: str, at: int, end: int) -> bool:
    """Whether a straight mark within a quotation can only open another: a blank before it, a letter after."""
    return text[at - 1].isspace() and at + 1 < end and not text[at + 1].isspace()


def _single(text: str, start: int, end: int) -> list[Quote]:
    """British style, only where plain: ‘…’ opened after a blank and closed after a comma or a stop."""
    found: list[Quote] = []
    opened = -1
    for match in _SINGLE.finditer(text, start, end):
        at = match.start()
        if opened < 0:
            before = at == start or text[at - 1].isspace()
            if before and match[0] in "‘'" and at + 1 < end and text[at + 1].isupper():
                opened = at
        elif match[0] in "’'" and text[at - 1] in ",.?!…":
            found.append(Quote(opened, at + 1, ends_clause=True))
            opened = -1
    return found
