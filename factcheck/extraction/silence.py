""" "Neither A nor B has confirmed it", "Moscow has not commented", "could not independently verify".

Silence is a stance on record, one for each party, and says what it is silent about.
"""

from dataclasses import dataclass

from factcheck.extraction import words
from factcheck.extraction.phrases import Phrase, Tokens, phrase_after, subject_before
from factcheck.rules.stances import Stance


@dataclass(frozen=True, slots=True)
class Silence:
    """Numbers of tokens. parties: the phrase of each, as (first, last). object: what follows the verb."""

    stance: Stance
    parties: tuple[tuple[int, int], ...]
    cue: tuple[int, int]
    object: tuple[int, int] | None


_CONFIRM = frozenset("confirm confirmed acknowledge acknowledged corroborate corroborated".split())
_COMMENT = frozenset("comment commented".split())
_RESPOND = frozenset("respond responded reply replied answer answered return returned".split())
_VERIFY = frozenset("verify verified confirm confirmed corroborate corroborated".split())
_FILLERS = frozenset(
    "immediately independently yet publicly officially directly so far be been to also either".split()
)
_NO_ANSWER = frozenset("comment response reaction reply confirmation word statement".split())
_ABLE = frozenset("could can was were able unable cannot couldn't can't not wasn't weren't".split())


def silences_in(tokens: Tokens) -> list[Silence]:
    """Each sentence or clause that tells of somebody who does not say, from left to right."""
    found: list[Silence] = []
    for place, token in enumerate(tokens):
        silence = None
        if token.low in _CONFIRM | _COMMENT | _RESPOND | _VERIFY:
            silence = _at_verb(tokens, place)
        elif token.low in ("declined", "refused", "declining", "refusing", "declines", "refuses"):
            silence = _declined(tokens, place)
        elif token.low == "no":
            silence = _no_comment(tokens, place)
        if silence is not None and not (found and found[-1].cue[1] >= silence.cue[0]):
            found.append(silence)
    return found


def _at_verb(tokens: Tokens, place: int) -> Silence | None:
    first = _group(tokens, place)
    group = [token.low for token in tokens[first:place]]
    subject = _parties(tokens, first - 1)
    is_neither = bool(subject) and tokens[subject[0][0] - 1].low in ("neither", "nor")
    has_yet = "yet" in group and "to" in group and "not" not in group
    if not (is_neither or has_yet or "unable" in group or not words.NEGATIONS.isdisjoint(group)) or not group:
        return None
    stance = _stance(tokens[place].low, group)
    if stance is None or not subject:
        return None
    if "be" in group or "been" in group:
        return _unverifiable(tokens, first, place, subject, stance)
    return Silence(stance, tuple(subject), (first, place), _object(tokens, place + 1))


def _unverifiable(
    tokens: Tokens, first: int, place: int, subject: list[tuple[int, int]], stance: Stance
) -> Silence | None:
    """ "The report could not be verified": nobody is named who could not; the subject is what it is about."""
    if stance != Stance.CANNOT_VERIFY:
        return None
    if place + 1 < len(tokens) and tokens[place + 1].low == "by":
        party = phrase_after(tokens, place + 2, len(tokens))
        if party is not None:
            return Silence(stance, ((party.first, party.head_last),), (first, place), subject[0])
    return Silence(stance, (), (first, place), subject[0])


def _stance(verb: str, group: list[str]) -> Stance | None:
    if verb in _VERIFY and not _ABLE.isdisjoint(group) and not {"has", "have", "had", "did"} & set(group):
        return Stance.CANNOT_VERIFY
    if verb in _CONFIRM:
        return Stance.NOT_CONFIRMED
    if verb in ("verify", "verified"):
        return Stance.CANNOT_VERIFY
    return Stance.NO_RESPONSE


def _group(tokens: Tokens, place: int) -> int:
    first = place
    while first > 0 and (
        tokens[first - 1].tag in "XA" or tokens[first - 1].low in _FILLERS | _ABLE | {"yet"}
    ):
        first -= 1
    return first


def _parties(tokens: Tokens, last: int) -> list[tuple[int, int]]:
    """Who is silent: one phrase, or each of "Neither A nor B", "A and B"."""
    if last < 0:
        return []
    subject = subject_before(tokens, last)
    if subject is None:
        return []
    parties = split_parties(tokens, subject)
    before = parties[0][0] - 1
    while before > 1 and tokens[before].low in ("nor", "or", "and", ",") and len(parties) < 6:
        place = before - 1 if tokens[before - 1].tag == "," else before
        other = subject_before(tokens, place - 1)
        if other is None:
            break
        parties = [*split_parties(tokens, other), *parties]
        before = parties[0][0] - 1
    return parties


def split_parties(tokens: Tokens, subject: Phrase) -> list[tuple[int, int]]:
    """Each name of "the U.S. and South Korea"; the whole phrase when its sides are no names."""
    cut = [
        place for place in range(subject.first, subject.head_last + 1) if tokens[place].low in ("and", ",")
    ]
    if not any(tokens[place].low == "and" for place in cut):
        return [(subject.first, subject.head_last)]
    parts: list[tuple[int, int]] = []
    start = subject.first
    for place in [*cut, subject.head_last + 1]:
        if place > start:
            parts.append((start, place - 1))
        start = place + 1
    if all(_is_name(tokens, part) for part in parts):
        return parts
    return [(subject.first, subject.head_last)]


def _is_name(tokens: Tokens, part: tuple[int, int]) -> bool:
    held = tokens[part[0] : part[1] + 1]
    named = held[1:] if held[0].tag == "D" else held
    return bool(named) and all(token.is_capital or token.low in words.PREPOSITIONS for token in named)


def _declined(tokens: Tokens, place: int) -> Silence | None:
    if place + 2 >= len(tokens) or tokens[place + 1].low != "to":
        return None
    verb = tokens[place + 2].low
    if verb not in (
        "comment",
        "confirm",
        "say",
        "elaborate",
        "discuss",
        "answer",
        "respond",
        "speak",
        "give",
        "provide",
    ):
        return None
    first = _group(tokens, place)
    parties = _parties(tokens, first - 1)
    if not parties:
        return None
    return Silence(Stance.DECLINED_TO_COMMENT, tuple(parties), (place, place + 2), _object(tokens, place + 3))


def _no_comment(tokens: Tokens, place: int) -> Silence | None:
    """ "There was no immediate comment from Moscow"."""
    noun = place + 1
    while (
        noun < len(tokens)
        and noun < place + 3
        and tokens[noun].low in ("immediate", "official", "public", "independent")
    ):
        noun += 1
    if (
        noun + 2 >= len(tokens)
        or tokens[noun].low not in _NO_ANSWER
        or tokens[noun + 1].low not in ("from", "by")
    ):
        return None
    party = phrase_after(tokens, noun + 2, len(tokens))
    if party is None:
        return None
    stance = Stance.NOT_CONFIRMED if tokens[noun].low == "confirmation" else Stance.NO_RESPONSE
    return Silence(
        stance,
        tuple(split_parties(tokens, Phrase(party.first, party.head_last, party.head_last))),
        (place, noun),
        None,
    )


def _object(tokens: Tokens, first: int) -> tuple[int, int] | None:
    """What follows, without "on" or "to", up to a comma or the stop."""
    if first < len(tokens) and tokens[first].low in ("on", "to", "about", "regarding"):
        first += 1
    last = first - 1
    while last + 1 < len(tokens) and tokens[last + 1].tag not in (",", ".", ";", ":", "-", "Q"):
        last += 1
    return (first, last) if last >= first else None
