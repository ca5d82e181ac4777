"""The words around a number that say how far it binds, and what kind of count it is."""

import re
from enum import StrEnum


class Hedge(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    RANGE = "range"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    FEWER_THAN = "fewer_than"
    NEARLY = "nearly"
    ORDER_OF_MAGNITUDE = "order_of_magnitude"


class Basis(StrEnum):
    """What kind of count it is. Additional never compares with cumulative: it adds to it."""

    STOCK = "stock"
    CUMULATIVE = "cumulative"
    ADDITIONAL = "additional"
    RATE = "rate"
    SHARE = "share"


FROM_BELOW = frozenset({Hedge.AT_LEAST, Hedge.MORE_THAN})
FROM_ABOVE = frozenset({Hedge.UP_TO, Hedge.FEWER_THAN})

_LESS = "(?:fewer|less|lower)"
_MORE = "(?:more|greater|higher)"
_BIT = "(?:just|slightly|marginally|a little|a bit|shortly|barely)"
_LEAST, _MOST = "at (?:the )?(?:very )?least", "at (?:the )?(?:very )?most"
_BEFORE: dict[Hedge, str] = {
    Hedge.AT_LEAST: rf"{_LEAST}|(?:no|not) {_LESS} than|not (?:under|below)|as (?:few|little) as"
    r"|(?:a )?minimum(?: of)?|≥|>=",
    Hedge.UP_TO: rf"{_MOST}|up to(?: and including)?|as (?:many|much|high) as|(?:no|not) {_MORE} than"
    r"|not (?:over|above|exceeding)|(?:a )?maximum(?: of)?|≤|<=",
    Hedge.NEARLY: rf"nearly|almost|close to|{_BIT} (?:under|below|short of|{_LESS} than)|just shy of"
    r"|approaching|nearing|not quite",
    Hedge.MORE_THAN: rf"{_MORE} than|over|above|exceed(?:s|ed|ing)?|in excess of|upwards? of|north of"
    r"|(?:sur)?pass(?:es|ed|ing)|topp(?:ed|ing)|>",
    Hedge.FEWER_THAN: rf"{_LESS} than|under|below|short of|<",
    Hedge.ABOUT: r"some|about|around|roughly|approximately|approx\.?|an? estimated|estimated|circa|ca?\."
    r"|~|≈|more or less|something like|(?:in|on) the (?:region|order|neighbou?rhood|vicinity) of|or so",
}
_AFTER: dict[Hedge, str] = {
    Hedge.AT_LEAST: rf"(?:or|and|if not|or even) {_MORE}\b(?! (?:less|than))"
    rf"|(?:or|and) (?:above|over|up|upwards?)\b|{_LEAST}\b|(?:as )?a minimum\b|minimum\b|and counting\b",
    Hedge.UP_TO: rf"or {_LESS}\b|or under\b|{_MOST}\b|(?:as )?a maximum\b|maximum\b|tops\b",
    Hedge.ABOUT: r"or so\b|or thereabouts\b|more or less\b|give or take\b(?! \w)",
}
# These hold for the number alone: in "3,000 men plus equipment" and "3,000, roughly armed" they do not.
_RIGHT_AFTER: dict[Hedge, str] = {
    Hedge.AT_LEAST: r"-plus\b| ?\+(?! ?\d)| plus(?=$|[\W_]*$)",
    Hedge.ABOUT: r" ?\(?(?:approximately|approx\b|roughly|estimated|circa|or so)(?=$|[\W_]*$)",
}

# What may stand between the words above and the number.
_FILL = (
    r"(?:a total of|a factor of|another|an?|one of"
    r"|(?:an? )?(?:additional|further|extra|estimated|combined|total of|reported))"
)
_BEFORE_NUMBER = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<{hedge}>{words})" for hedge, words in _BEFORE.items())
    + rf")\s*(?:{_FILL}\s+)*$"
)
# "3,000 North Korean soldiers or more": up to six words, none of which begins another thought.
_NOUNS = r"(?:(?!(?:and|but|if|or at|while|with|for|plus)\b)[^\W\d_]+(?:['’-][^\W\d_]+)*,? ){0,6}?"
_AFTER_NUMBER = re.compile(
    rf"^[”\"')]?,? ?\(?{_NOUNS}\(?(?:"
    + "|".join(f"(?P<{hedge}>{words})" for hedge, words in _AFTER.items())
    + ")"
)
_RIGHT_AFTER_NUMBER = re.compile(
    "^(?:" + "|".join(f"(?P<{hedge}>{words})" for hedge, words in _RIGHT_AFTER.items()) + ")"
)

_MORE_BEFORE = re.compile(r"\b(?:another|additional|extra|further|more)\s+(?:(?:some|about|around)\s+)?$")
_MORE_AFTER = re.compile(
    rf"^ {_NOUNS}(?:(?:additional|extra)\b|(?<!or )(?<!and )(?<!not )(?<!even )more\b(?! (?:than|or less)\b))"
    r"|^ further\b(?! (?:north|south|east|west|away)\b)"
    r"|^.*\b(?:additionally|in addition)\b(?! to\b)"
)
# The same, ending with the word itself.
_MORE_BEHIND = re.compile(
    rf"^ {_NOUNS}(?:(?:additional|extra)\b|(?<!or )(?<!and )more\b(?! (?:than|or less)\b))"
)
# Not "3,000 in a year", nor "3,000 a year ago".
_PERIOD = "second|minute|hour|day|night|week|fortnight|month|quarter|year"
_NO_RATE = "in|within|over|for|after|before|during|than|half|once|twice|by|since|of|and|or|but|times"
_RATE_AFTER = re.compile(
    rf"^ ?(?:(?:(?!(?:{_NO_RATE}|per|an?|each|every)\b)[^\W\d_]+(?:['’-][^\W\d_]+)* ){{0,4}}"
    rf"(?:(?:per|an?|each|every) (?P<period>{_PERIOD})\b"
    r"(?! (?:ago|earlier|later|before|after|from|on|since|long|old|into|when)\b)"
    rf"|(?P<adverb>hourly|daily|weekly|monthly|yearly|annually)\b)|/ ?(?P<slash>{_PERIOD})\b)"
)
_RATE_BEFORE = re.compile(r"\b(?P<adverb>hourly|daily|weekly|monthly|yearly|annual)\b")
_PERIOD_OF = {"daily": "day", "annually": "year", "annual": "year"}


def hedges_before(text: str) -> tuple[set[Hedge], str]:
    """The hedges that lead up to a number, and what stands before them: "at least some" is two."""
    found: set[Hedge] = set()
    # `search` finds the longest, because it begins furthest left: "no more than", not "more than".
    while match := _BEFORE_NUMBER.search(text):
        found.add(Hedge(match.lastgroup or ""))
        text = text[: match.start()]
    return found, text


def hedges_after(text: str) -> set[Hedge]:
    matches = (_AFTER_NUMBER.match(text), _RIGHT_AFTER_NUMBER.match(text))
    return {Hedge(match.lastgroup or "") for match in matches if match}


def strongest(hedges: set[Hedge]) -> Hedge | None:
    """The hedge that counts: some 3,000 or more is 3,000 or more. None when two contradict each other."""
    below, above = hedges & FROM_BELOW, hedges & FROM_ABOVE
    if below and above:
        return None
    order = (Hedge.AT_LEAST, Hedge.UP_TO, Hedge.MORE_THAN, Hedge.FEWER_THAN, Hedge.NEARLY, Hedge.ABOUT)
    return next((hedge for hedge in order if hedge in hedges), Hedge.EXACT)


def period_of_rate(before: str, after: str) -> str:
    """The unit of time in "600 a day", "daily losses of 600"; "" when none is said."""
    match = _RATE_AFTER.match(after) or _RATE_BEFORE.search(before)
    if match is None:
        return ""
    said = match.groupdict()
    return said.get("period") or said.get("slash") or _period_of(said["adverb"])


def _period_of(adverb: str) -> str:
    return _PERIOD_OF.get(adverb) or adverb.removesuffix("ly")


def is_additional(before: str, after: str) -> bool:
    """Whether the words say that the figure comes on top: "another 3,000", "3,000 more"."""
    return bool(_MORE_BEFORE.search(before) or _MORE_AFTER.match(after))


def hedge_after_ends(text: str) -> int:
    """How many characters a hedge behind a number takes, with what stands between; 0 without one."""
    matches = (_AFTER_NUMBER.match(text), _RIGHT_AFTER_NUMBER.match(text))
    return max((match.end() for match in matches if match), default=0)


def rate_ends(text: str) -> int:
    """How many characters "a day" or "per month" takes behind a number, with what stands between; else 0."""
    match = _RATE_AFTER.match(text)
    return match.end() if match else 0


def additional_around(before: str, after: str) -> tuple[int, int]:
    """How many characters "another" takes before a number, and "more" with its noun behind; 0 without."""
    leading, trailing = _MORE_BEFORE.search(before), _MORE_BEHIND.match(after)
    return len(before) - leading.start() if leading else 0, trailing.end() if trailing else 0
