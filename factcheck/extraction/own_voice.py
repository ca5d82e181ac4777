"""What the article says in its own voice and an editor may want to check: few sentences, with a figure or a
day and something that has happened."""

import re

from factcheck.extraction.statements import Place
from factcheck.extraction.tokens import Sentence

_TIME = re.compile(
    r"\b(?:on (?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|(?:this|last) (?:week|month|year)"
    r"|in (?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|(?:in|since) (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?:[$€£¥]\s?\d|\b\d{1,3}(?:,\d{3})+\b|\b\d+(?:\.\d+)? ?(?:percent|per cent|%|million"
    r"|billion|trillion)|%"
    r"|\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|dozens? of|hundreds? of|thousands? of)"
    r" (?:[a-z-]+ ){0,2}(?:people|soldiers|troops|civilians|missiles|drones|ships|planes|workers"
    r"|children|women|men"
    r"|officers|cases|deaths|dead|killed|wounded|injured|casualties|victims|members|states|countries|votes|delegates)\b)",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"\b(?:said|says|say|told|tells|according to|reported by|announced by)\b", re.IGNORECASE
)
_OPINION = re.compile(r"\b(?:should|must|I|we|our|you|your|if|would|imagine|let's)\b")
_LONGEST = 600


def is_worth_checking(text: str, sentence: Sentence) -> bool:
    """A statement of fact with a figure, or with a time and something named that has happened."""
    tokens = sentence.tokens
    words = text[sentence.start : sentence.end]
    if (
        not len(tokens) >= 6
        or len(words) > _LONGEST
        or words.endswith(("?", "!"))
        or _OPINION.search(words)
        or _REPORTING.search(words)
    ):
        return False
    if tokens[0].tag == "Q" or not any(token.tag in "VX" for token in tokens):
        return False
    if _FIGURE.search(words):
        return True
    return _TIME.search(words) is not None and tokens[0].is_capital and _has_happened(sentence)


def place_of(sentence: Sentence) -> Place:
    """The sentence without its last stop."""
    tokens = sentence.tokens
    last = len(tokens) - 1
    while last > 0 and tokens[last].tag == ".":
        last -= 1
    return tokens[0].start, tokens[last].end


def _has_happened(sentence: Sentence) -> bool:
    """A verb in the past, and a name among what comes before it."""
    named = False
    for place, token in enumerate(sentence.tokens):
        named = named or (token.tag == "N" and token.is_capital)
        is_past = token.low.endswith("ed") or token.low in ("has", "have", "was", "were", "had")
        if token.tag in "VX" and is_past and place:
            return named
    return False
