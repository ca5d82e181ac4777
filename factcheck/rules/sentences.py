"""Part a text into numbered sentences by plain rules, in many scripts and in linear time.

The desk numbers sentences so that a quote can be chosen without JavaScript. A cut too few costs little
(the editor gets two sentences), a cut inside "Gen. Smith" looks foolish: in doubt it does not cut.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.rules.text import paragraphs, trimmed


@dataclass(frozen=True, slots=True)
class Sentence:
    number: int
    start: int
    end: int
    text: str


_CLOSERS = "\"'”’»›)\\]}」』”’）】》〉"
# One run of stops with the quotes and brackets that close after it; possessive, hence linear.
_STOPS = re.compile(rf"(?P<stops>[.!?…‽؟۔।॥]++|[。！？｡．]++)(?P<closers>[{_CLOSERS}]*+)")
_WIDE_STOPS = frozenset("。！？｡．")
_OPENERS = frozenset("\"'“‘«‹([{「『（【《〈„‚¿¡—–-")
# 「…。」と述べた: the quotation goes on into its verb.
_GOES_ON_AFTER_QUOTE = frozenset("とっなのにをはがもで")

# Before a name: never the end of a sentence.
_TITLES = frozenset(
    "mr mrs ms mx dr prof gen lt col maj sgt cpl capt cmdr cdr adm brig rep sen gov pres amb hon "
    "rev fr st ste mt messrs vs cf viz al fig vol art sec no nos pp approx ca dept supt insp det "
    "г-н г-жа ген полк подполк лейт кап адм акад проф доц им ул пр просп пл д кв стр рис см напр "
    "т.е т.н т.к тов гр о св г-на".split()
)
# At the end of a sentence or in the middle: the next word decides.
_SHORTENED = frozenset(
    "inc ltd corp co bros jr sr esq jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed "
    "thu thurs fri sat sun a.m p.m etc e.g i.e ph.d est ave blvd rd mi km kg lb lbs oz ft hr hrs min "
    "г гг в вв т.д т.п др пр млн млрд трлн тыс руб долл коп мин сек ч "
    "янв фев апр авг сен сент окт ноя дек".split()
)
_DOTTED = re.compile(r"(?:\w\.){1,8}\w")
_STARTERS = frozenset(
    "a an the he she it they we i you his her its their our my this that these those there in on at by "
    "for from to as if but and or so yet however meanwhile neither nor both some many most "
    "after before when while since according later earlier now then what who why how with "
    "under one two no not all other another "
    "он она оно они мы я вы это эта этот эти в на по как но и а если при после до также однако об о с "
    "что так для из у к".split()
)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_LOOK_BACK = 24


def sentences(body_text: str) -> list[Sentence]:
    """Number the sentences from 1. They tile each paragraph: only blanks lie between two of them."""
    found: list[Sentence] = []
    for paragraph in paragraphs(body_text):
        start = paragraph.start
        for end in _ends(paragraph.text):
            span = trimmed(body_text, start, paragraph.start + end)
            start = paragraph.start + end
            if span:
                found.append(Sentence(len(found) + 1, *span, body_text[slice(*span)]))
    return found


def _ends(text: str) -> Iterator[int]:
    begin = 0
    for match in _STOPS.finditer(text):
        if match.end() < len(text) and _ends_sentence(text, begin, match):
            begin = match.end()
            yield begin
    yield len(text)


def _ends_sentence(text: str, begin: int, match: re.Match[str]) -> bool:
    end = match.end()
    if match["stops"][0] in _WIDE_STOPS:
        return not (match["closers"] and text[end] in _GOES_ON_AFTER_QUOTE)
    if not text[end].isspace():
        return False
    following = _first_after(text, end)
    if following.islower():
        return False
    if match["stops"] != ".":
        return True
    word = _word_before(text, begin, match.start())
    if not word:
        return True
    if match["closers"] and set(match["closers"]) - set(")]}"):
        # A quotation that closes after its full stop is over, whatever its last word was.
        return True
    return _word_ends_sentence(text, begin, match, word, following)


def _word_ends_sentence(text: str, begin: int, match: re.Match[str], word: str, following: str) -> bool:
    folded = word.casefold()
    if folded in _TITLES and not (folded == "no" and not following.isdigit()):
        return False
    # "1. First", or "V. Putin" at the very start: a number or an initial is no sentence.
    if (len(word) == 1 or word.isdigit()) and not text[begin : begin + 40].lstrip().find(word + "."):
        return False
    is_initial = len(word) == 1 and word.isupper() and word != "I"
    if folded in _SHORTENED or is_initial or _DOTTED.fullmatch(word):
        return following in _OPENERS - set("([-–—'") or _next_word(text, match.end()) in _STARTERS
    return True


def _word_before(text: str, begin: int, at: int) -> str:
    """The word that the full stop belongs to, inner full stops kept: U.S, т.е."""
    window = text[max(begin, at - _LOOK_BACK) : at]
    return window[len(window) - _word_length(window) :]


def _word_length(window: str) -> int:
    length = 0
    for character in reversed(window):
        if not (character.isalnum() or character in ".-"):
            break
        length += 1
    return length


def _first_after(text: str, at: int) -> str:
    """The first character that says how the next words begin; openers tell nothing of upper or lower case."""
    first = ""
    for character in text[at : at + 8]:
        if character.isspace():
            continue
        first = first or character
        if character not in _OPENERS:
            return character if character.islower() else first
    return first


def _next_word(text: str, at: int) -> str:
    found = _WORD.search(text, at, at + 40)
    return found[0].casefold() if found else ""
