"""How far the content of a cue reaches: before it, after it, or both."""

from factcheck.extraction import words
from factcheck.extraction.cues import Takes
from factcheck.extraction.phrases import Tokens, is_bare_time, phrase_after
from factcheck.extraction.verbs import Heard

Run = tuple[int, int]  # numbers of tokens, [first, last]

_CIRCUMSTANCES = frozenset(
    "statement interview speech press news conference briefing rally event meeting post tweet letter email "
    "e-mail memo report reporters journalists lawmakers twitter facebook telegram televised address call "
    "article op-ed editorial column hearing testimony radio television remarks comments conversation visit "
    "video message appearance debate forum town session audience crowd monday tuesday wednesday "
    "thursday friday "
    "saturday sunday morning evening night afternoon week month year condition".split()
)
_CIRCUMSTANCE_PREPOSITIONS = frozenset("in on at during to via through after before with by for from".split())
_FARTHEST_THAT = 24


def runs_of(tokens: Tokens, heard: list[Heard], number: int) -> list[Run]:
    """The content of cue `number`, as runs of tokens in order; none when it cannot be told."""
    own = heard[number]
    start = _content_start(tokens, own)
    right = _right(tokens, heard, number, start) if start is not None else None
    left = _left(tokens, heard, number) if own.form.cue.takes in (Takes.SAID, Takes.THAT) else None
    if own.form.cue.takes == Takes.THAT and right is not None and not _is_plainly_said(tokens, right[0]):
        right = None
    if right is not None and left is not None:
        return [left, right] if _continues(tokens, left, right) else [left]
    return [run for run in (left or right,) if run is not None]


def _content_start(tokens: Tokens, own: Heard) -> int | None:
    """The first token of what follows the cue, past the hearer, the time and the place of the utterance."""
    place = own.after
    if own.form.cue.has_hearer and own.order != "after":
        hearer = phrase_after(tokens, place, len(tokens))
        if hearer is not None and not _is_subject(tokens, hearer.head_last + 1):
            place = hearer.last + 1
    if own.form.cue.takes in (Takes.SAID, Takes.CLAUSE, Takes.THAT):
        that = _that_after(tokens, place)
        if that is not None:
            return that
        place = past_circumstances(tokens, place)
    return place if place < len(tokens) else None


def _is_subject(tokens: Tokens, place: int) -> bool:
    return place < len(tokens) and tokens[place].tag in "VX"


def _that_after(tokens: Tokens, place: int) -> int | None:
    """A "that" or a colon with only circumstances between: "said in a statement on Monday that"."""
    for at in range(place, min(len(tokens), place + _FARTHEST_THAT)):
        token = tokens[at]
        if token.low == "that" and (at == place or tokens[at - 1].tag in "NMA,"):
            return (
                at if at == place or tokens[place].tag in "PA" or _starts_with_time(tokens, place) else None
            )
        if token.tag == ":":
            return at + 1
        if token.tag in "VXRQS.;" or (at > place and token.tag == "W"):
            return None
    return None


def _starts_with_time(tokens: Tokens, place: int) -> bool:
    return is_bare_time(tokens, place, place)


def past_circumstances(tokens: Tokens, place: int) -> int:
    """The first token after "on Monday in a statement to reporters", or `place` itself."""
    while place < len(tokens):
        token = tokens[place]
        if token.low in words.DAYS or token.low in (
            "yesterday",
            "today",
            "earlier",
            "later",
            "again",
            "recently",
        ):
            place += 1
        elif (
            token.low in ("last", "this", "late", "early")
            and place + 1 < len(tokens)
            and is_bare_time(tokens, place + 1, place + 1)
        ) or (token.low in words.MONTHS and place + 1 < len(tokens) and tokens[place + 1].tag == "M"):
            place += 2
        elif token.low in _CIRCUMSTANCE_PREPOSITIONS and (end := _circumstance(tokens, place)) is not None:
            place = end
        else:
            break
    return place


def _circumstance(tokens: Tokens, place: int) -> int | None:
    phrase = phrase_after(tokens, place + 1, min(len(tokens), place + 12))
    if phrase is None:
        return None
    for at in range(place + 1, phrase.head_last + 1):
        if tokens[at].low in _CIRCUMSTANCES or tokens[at].low in words.MONTHS:
            return phrase.head_last + 1
    return None


def _right(tokens: Tokens, heard: list[Heard], number: int, start: int) -> Run | None:
    own = heard[number]
    if start < len(tokens) and tokens[start].tag in (",", ":"):
        if own.order != "after" and tokens[start].tag == "," and not _resumes(tokens, start):
            return None
        if (
            tokens[start].tag == ","
            and own.form.cue.takes == Takes.THAT
            and tokens[start + 1 :][:1]
            and tokens[start + 1].tag != "Q"
        ):
            return None
        start += 1
    if start >= len(tokens) or tokens[start].tag in ".,;)" or tokens[start].low in ("according", "as"):
        return None
    if own.form.cue.takes == Takes.SAID and tokens[start].tag == "C" and tokens[start].low != "nor":
        return None
    last = _end(tokens, heard, number, start)
    return (start, last) if last >= start and _is_enough(tokens, start, last) else None


def _is_plainly_said(tokens: Tokens, first: int) -> bool:
    """A quotation, or "that"; or a short subject with its verb."""
    if tokens[first].tag == "Q" or tokens[first].low == "that" or tokens[first - 1].tag == ":":
        return True
    phrase = phrase_after(tokens, first, min(len(tokens), first + 8))
    return phrase is not None and _is_subject(tokens, phrase.last + 1)


def _resumes(tokens: Tokens, comma: int) -> bool:
    """ "said, “…”" goes on after its comma; "said, adding" does not."""
    return comma + 1 < len(tokens) and not tokens[comma + 1].low.endswith("ing")


def _is_enough(tokens: Tokens, first: int, last: int) -> bool:
    return any(token.tag in "NVQOMRX" for token in tokens[first : last + 1])


def _end(tokens: Tokens, heard: list[Heard], number: int, start: int) -> int:
    own = heard[number]
    # "Ann Lee, who said it was safe, recalled …": a verb whose subject stands farther back breaks off too.
    breaks = {begins for later in heard[number + 1 :] for begins in (later.begins, later.first)}
    place = start
    while place < len(tokens):
        token = tokens[place]
        if token.tag == ";" or (token.tag == "." and place == len(tokens) - 1):
            break
        if (
            place > start
            and (token.tag == "," or token.low in ("and", "but"))
            and _cuts(tokens, place, breaks, own)
        ):
            break
        if (
            place > start
            and token.low == "according"
            and place + 1 < len(tokens)
            and tokens[place + 1].low == "to"
        ):
            break
        if place > start and own.form.cue.takes == Takes.OBJECT and _ends_object(tokens, place):
            break
        place += 1
    last = place - 1
    while last >= start and tokens[last].tag in (",", ".", ":", "-", "C"):
        last -= 1
    return last


def _ends_object(tokens: Tokens, place: int) -> bool:
    """A noun as content ends at a comma, unless a list goes on, and before "when", "because"."""
    token = tokens[place]
    if token.tag == ",":
        return not any(later.low == "and" for later in tokens[place + 1 : place + 8])
    return token.tag == "S" and token.low not in (
        "that",
        "whether",
        "what",
        "how",
        "than",
        "even",
        "why",
        "so",
    )


def _cuts(tokens: Tokens, place: int, breaks: set[int], own: Heard) -> bool:
    """Whether a comma or an "and" ends the content: another cue's clause begins there, or a "but" of the
    story."""
    following = place + 1
    if following >= len(tokens):
        return True
    if tokens[place].low == "and":
        return following in breaks and tokens[following].tag not in "RDNM"
    if tokens[place].low == "but":
        return following in breaks and tokens[place - 1].tag != ","
    if following in breaks:
        return True
    low = tokens[following].low
    if (
        low in ("but", "and", "while", "though", "although", "yet", "as", "when", "after")
        and following + 1 in breaks
    ):
        return True
    return low == "but" and own.form.cue.takes != Takes.OBJECT and _new_subject(tokens, following + 1)


def _new_subject(tokens: Tokens, place: int) -> bool:
    return place < len(tokens) and tokens[place].tag in "DNR" and tokens[place].low not in ("that", "it")


def _left(tokens: Tokens, heard: list[Heard], number: int) -> Run | None:
    """What stands before "…, Ann Lee said": a quotation, or a clause that a comma closes."""
    own = heard[number]
    last = own.begins - 1
    if own.order == "shared" or last < 0:
        return None
    if tokens[last].tag == "-" and last > 0:
        last -= 1
    if tokens[last].tag == ",":
        last -= 1
    elif tokens[last].tag != "Q":
        return None
    if last < 0 or not _is_complement(tokens, own, last):
        return None
    first = 0
    for earlier in heard[:number]:
        if earlier.begins <= last:
            first = max(first, 0 if earlier.subject is None else _after_clause(tokens, earlier, last))
    for place in range(last, first - 1, -1):
        if tokens[place].tag == ";":
            first = place + 1
            break
    return (first, last) if first <= last and _is_enough(tokens, first, last) else None


def _after_clause(tokens: Tokens, earlier: Heard, last: int) -> int:
    """Content begins behind an earlier cue that has its own; a quotation behind it is the later speaker's."""
    for place in range(last, earlier.verb, -1):
        if tokens[place].tag == "Q" and place == last:
            return place
        if tokens[place].tag not in "QN":
            break
    return 0


def _is_complement(tokens: Tokens, own: Heard, last: int) -> bool:
    """A long enough left part, and a cue with nothing of its own to its right but a time or a place."""
    if tokens[last].tag == "Q":
        return True
    if own.form.cue.takes == Takes.THAT:
        return False
    place = past_circumstances(tokens, own.after)
    if _is_parenthesis(tokens, place):
        return True
    closes = (
        place >= len(tokens)
        or tokens[place].tag in ".,;-"
        or tokens[place].low in ("according", "as", "in", "on", "at")
    )
    return closes and any(token.tag in "VX" or token.low.endswith("s") for token in tokens[: last + 1])


def _is_parenthesis(tokens: Tokens, place: int) -> bool:
    """ "The bridge, she said, would open": the clause goes on with its verb after the second comma."""
    return place + 1 < len(tokens) and tokens[place].tag == "," and tokens[place + 1].tag == "X"


def _continues(tokens: Tokens, left: Run, right: Run) -> bool:
    """Whether the sentence goes on with the content behind the cue: "“…,” she said, “…”"."""
    if tokens[right[0]].tag == "Q":
        return True
    if tokens[left[1]].tag == "Q":
        return tokens[right[0]].low == "that"
    opener = tokens[right[0]]
    if tokens[right[0] - 1].tag != "," or opener.low.endswith("ing"):
        return False
    return opener.tag in "VXDRNM" or opener.low in (
        "by",
        "of",
        "for",
        "with",
        "to",
        "from",
        "that",
        "because",
        "if",
    )
