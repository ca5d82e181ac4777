"""Noun phrases to the left and to the right of a verb, with what hangs on them: who the subject is.

A small hand-written reader of phrases in place of a parser. It walks a bounded number of words and gives up
rather than guess: no subject is better than a wrong one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.extraction import words
from factcheck.extraction.tokens import Token

Tokens = Sequence[Token]
# Words of a subject with all that hangs on it; longer ones are given up.
FARTHEST = 45


@dataclass(frozen=True, slots=True)
class Phrase:
    """[first, last] of the whole, and of its head without what follows ("the head of the agency" is all head,
    "Ann Lee" that of "Ann Lee, who leads it")."""

    first: int
    last: int
    head_last: int


def subject_before(tokens: Tokens, at: int, floor: int = 0) -> Phrase | None:
    """The noun phrase whose last word is at `at`, or that a comma at `at` closes off."""
    if at < floor:
        return None
    floor = max(floor, at - FARTHEST)
    tag = tokens[at].tag
    if tag in (",", "-"):
        return _before_insert(tokens, at, floor)
    if tag == ")":
        opened = _opening(tokens, at, floor)
        inner = subject_before(tokens, opened - 1, floor) if opened > floor else None
        return Phrase(inner.first, at, inner.head_last) if inner else None
    if tag in "VA":
        described = _past_relative(tokens, at, floor)
        if described is None or tokens[at].low.endswith("ing"):
            return None
        whole = _attached(tokens, described, floor)
        return Phrase(whole.first, at, whole.head_last) if whole else None
    return _attached(tokens, at, floor)


def phrase_before(tokens: Tokens, at: int) -> Phrase | None:
    """The plain noun phrase whose last word is at `at`, without "of …"."""
    first = _run_left(tokens, at, max(0, at - FARTHEST))
    return None if first is None else Phrase(first, at, at)


def phrase_after(tokens: Tokens, at: int, ceiling: int) -> Phrase | None:
    """The noun phrase that begins at `at`: "Ann Lee, a spokeswoman for the city"."""
    ceiling = min(ceiling, at + FARTHEST)
    head_last = _run_right(tokens, at, ceiling)
    if head_last is None:
        return None
    last = head_last
    while last + 2 < ceiling and tokens[last + 1].tag == "P" and tokens[last + 1].low not in _NOT_OF_NAMES:
        further = _run_right(tokens, last + 2, ceiling)
        if further is None:
            break
        last = further
    head_last = last
    return Phrase(at, _with_apposition(tokens, last, ceiling), head_last)


def is_bare_time(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the phrase is only a time: "Monday", "last week"."""
    low = [token.low for token in tokens[first : last + 1]]
    return low[-1] in words.DAYS or low[-1] in _TIMES or (low[0] in words.MONTHS and len(low) <= 3)


_TIMES = frozenset(
    "today yesterday tonight week month year night morning afternoon evening day weekend earlier later ago "
    "weeks months years hours days".split()
)
# After an inverted subject these begin a place or time of the utterance: "said Ann Lee on Monday".
_NOT_OF_NAMES = frozenset(
    "on during after before in at by as via per to with about since through from despite".split()
)


def _attached(tokens: Tokens, at: int, floor: int) -> Phrase | None:
    """A phrase with "of …" and shortened relative clauses, from its last word leftwards."""
    first = _run_left(tokens, at, floor)
    if first is None:
        return None
    head_last = at
    while first > floor:
        before: int | None = first - 1
        tag = tokens[first - 1].tag
        if tag == "P":
            before = _past_preposition(tokens, first - 1, floor)
        elif tag in "VX":
            before = _past_relative(tokens, first - 1, floor)
        else:
            break
        if before is None:
            break
        further = _run_left(tokens, before, floor)
        if further is None:
            break
        first, head_last = further, at if tag == "P" else before
    return Phrase(first, at, head_last)


def _past_preposition(tokens: Tokens, at: int, floor: int) -> int | None:
    """The last word of what a preposition hangs on: "troops deployed | to"."""
    before = at - 1
    if before < floor:
        return None
    if tokens[before].tag in "NM" and not is_bare_time(tokens, before, before):
        return before
    if tokens[before].low in words.STANDING_ALONE:
        return before
    if tokens[before].tag == "V" and tokens[before].low.endswith(("ed", "ing")):
        before -= 1
        if before >= floor and tokens[before].tag == "N":
            return before
        return _past_relative(tokens, before + 1, floor)
    if tokens[before].tag in "VX":
        return _past_relative(tokens, before, floor)
    return None


def _past_relative(tokens: Tokens, verb: int, floor: int) -> int | None:
    """The word before "who …" or "that …", when a verb stands in such a clause or is a participle itself."""
    for place in range(verb, max(floor, verb - 9), -1):
        token = tokens[place]
        if token.tag in (",", ":", ";", "Q", "."):
            return None
        if token.tag == "W" or token.low == "that":
            before = place - 1
            if before > floor and tokens[before].tag in (",", "P"):
                before -= 1
            return before if before >= floor and tokens[before].tag in "NM" else None
    low = tokens[verb].low
    if low.endswith("ing") and verb > floor and tokens[verb - 1].tag == "N":
        return verb - 1
    return None


def _run_left(tokens: Tokens, at: int, floor: int) -> int | None:
    """The first word of the plain noun phrase that ends at `at`; None when none does."""
    token = tokens[at]
    if token.tag in "RO" or (token.tag == "W" and token.low == "who"):
        return at
    if token.tag in "DSC" and token.low in words.STANDING_ALONE:
        return at
    if token.tag not in "NMQ" or _is_speech(token):
        return None
    place = at
    while place > floor:
        before = tokens[place - 1]
        if before.tag == "D":
            place -= 1
            if place > floor and tokens[place - 1].low in ("all", "both", "not"):
                place -= 1
            break
        if _goes_before(tokens, place - 1, floor):
            place -= 1
        else:
            break
    return place


def _goes_before(tokens: Tokens, at: int, floor: int) -> bool:
    """Whether this word belongs to the noun phrase that begins right after it."""
    before = tokens[at]
    if before.tag in "NMQ" and not _is_speech(before):
        return True
    return _is_modifier(tokens, at) or (before.low == "and" and _joins_names(tokens, at, floor))


def _is_speech(token: Token) -> bool:
    return token.quote is not None and token.quote.ends_clause


def _is_modifier(tokens: Tokens, at: int) -> bool:
    """ "newly elected officials": an adverb or participle within a noun phrase."""
    token = tokens[at]
    if token.tag == "A":
        return at > 0 and tokens[at - 1].tag == "D"
    return token.tag == "V" and token.low.endswith(("ed", "ing")) and at > 0 and tokens[at - 1].tag in "DAM"


def _joins_names(tokens: Tokens, at: int, floor: int) -> bool:
    """ "Smith and Jones": both sides are of one kind, and no verb stands before."""
    before, after = tokens[at - 1], tokens[at + 1]
    if at - 1 < floor or before.tag not in "NM" or after.tag not in "ND":
        return False
    for token in reversed(tokens[max(floor, at - 7) : at]):
        if token.tag in "VX":
            return False
        if token.tag in ("D", ",", ":", ";", "."):
            break
    return before.is_capital == after.is_capital or after.tag == "D"


def _run_right(tokens: Tokens, at: int, ceiling: int) -> int | None:
    if at >= ceiling:
        return None
    token = tokens[at]
    if token.tag in "RO":
        return at
    if token.tag not in "DNM" and not (token.tag == "V" and token.is_capital):
        return at if token.low in words.STANDING_ALONE else None
    place = at
    while place + 1 < ceiling and _goes_after(tokens, place + 1, ceiling):
        place += 1
    if tokens[place].tag == "D" and tokens[place].low not in words.STANDING_ALONE:
        return None
    return place


def _goes_after(tokens: Tokens, at: int, ceiling: int) -> bool:
    """Whether this word belongs to the noun phrase before it."""
    following, before = tokens[at], tokens[at - 1]
    if following.tag in "NM":
        return not is_bare_time(tokens, at, at)
    if following.tag == "D":
        return before.tag == "D"
    if at + 1 >= ceiling:
        return False
    if following.tag == "V":
        return tokens[at + 1].tag == "N" and before.tag == "D"
    return following.low == "and" and _and_more(tokens, at - 1)


def _and_more(tokens: Tokens, place: int) -> bool:
    after = tokens[place + 2]
    return after.tag in "N" and tokens[place].is_capital == after.is_capital


def _with_apposition(tokens: Tokens, last: int, ceiling: int) -> int:
    """The end of ", a spokeswoman for the city" or ", who leads it", up to the next comma or stop."""
    if last + 2 >= ceiling or tokens[last + 1].tag != ",":
        return last
    opener = tokens[last + 2]
    if not (opener.tag in "DW" or (opener.tag == "N" and not opener.is_capital)):
        return last
    for place in range(last + 2, ceiling):
        if tokens[place].tag in (",", ".", ";", ":", "Q", "-"):
            return place - 1 if opener.tag == "W" or not _has_verb(tokens, last + 2, place) else last
    return ceiling - 1


def _has_verb(tokens: Tokens, first: int, end: int) -> bool:
    for token in tokens[first:end]:
        if token.tag == "W" or token.low == "that":
            return False
        if token.tag == "X" or (token.tag == "V" and not token.low.endswith(("ed", "ing"))):
            return True
    return False


def _before_insert(tokens: Tokens, closing: int, floor: int) -> Phrase | None:
    """ "Ann Lee, a farmer from Ohio, said": the phrase before what the two commas hold."""
    mark = tokens[closing].tag
    tried = 0
    for place in range(closing - 1, floor, -1):
        tag = tokens[place].tag
        if tag in (".", ":", ";", "Q"):
            return None
        if tag != mark:
            continue
        tried += 1
        subject = _attached(tokens, place - 1, floor) if tokens[place - 1].tag in "NMRD" else None
        if tokens[place - 1].tag == ")":
            subject = subject_before(tokens, place - 1, floor)
        if subject and _inserted(tokens, place + 1, closing) and _is_name_like(tokens, subject, place):
            return Phrase(subject.first, closing - 1, subject.head_last)
        if tried == 3:
            return None
    return None


def _inserted(tokens: Tokens, first: int, closing: int) -> bool:
    """Whether what stands between the commas describes: no clause of its own with a verb."""
    if first >= closing:
        return False
    opener = tokens[first]
    if opener.low == "or" and closing - first == 2:
        return tokens[first + 1].is_capital
    if opener.tag in "WMP" or opener.low in (
        "that",
        "along",
        "formerly",
        "then",
        "also",
        "now",
        "too",
        "whose",
    ):
        return True
    if opener.tag == "V":
        return opener.low.endswith(("ed", "ing"))
    if opener.tag in "RXC":
        return False
    for place in range(first, closing):
        token = tokens[place]
        if token.tag == "W" or token.low == "that":
            return True
        if token.tag == "X" or (token.tag == "V" and not token.low.endswith(("ed", "ing"))):
            return False
    return True


def _is_name_like(tokens: Tokens, subject: Phrase, comma: int) -> bool:
    """Not a leading "On Monday," or "In Geneva,": the phrase begins the clause or follows its verb."""
    if is_bare_time(tokens, subject.first, comma - 1):
        return False
    before = tokens[subject.first - 1] if subject.first else None
    if before is not None and before.tag == "P":
        return False
    held = tokens[subject.first : comma]
    return held[0].tag in "DR" or any(token.is_capital for token in held)


def _opening(tokens: Tokens, closing: int, floor: int) -> int:
    for place in range(closing - 1, max(floor, closing - 14), -1):
        if tokens[place].tag == "(":
            return place
    return -1
