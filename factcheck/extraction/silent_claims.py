"""What a silence is about: "the claims made by the U.S. and South Korea", "the report", "it"."""

from dataclasses import dataclass

from factcheck.extraction.phrases import Phrase, Tokens, phrase_after
from factcheck.extraction.silence import split_parties
from factcheck.extraction.statements import Statement

_NOUNS = frozenset(
    "claim claims report reports allegation allegations assertion assertions accusation "
    "accusations statement statements "
    "figure figures estimate estimates account accounts".split()
)
_MADE = frozenset(
    "made put forward given released issued cited provided announced reported offered levelled".split()
)
_FARTHEST_BACK = 60


@dataclass(frozen=True, slots=True)
class Claimed:
    """Numbers of tokens: "claims made by" and each party."""

    cue: tuple[int, int]
    parties: tuple[tuple[int, int], ...]


def claimed_by(tokens: Tokens, held: tuple[int, int] | None) -> Claimed | None:
    """Whose claims the object of a silence names."""
    if held is None:
        return None
    for place in range(held[0], held[1]):
        if tokens[place].low not in _NOUNS:
            continue
        at = place + 1
        while at < held[1] and tokens[at].low in _MADE:
            at += 1
        if tokens[at].low not in ("by", "of", "from"):
            return None
        phrase = phrase_after(tokens, at + 1, held[1] + 1)
        if phrase is None or not tokens[phrase.head_last].is_capital:
            return None
        parties = split_parties(tokens, Phrase(phrase.first, phrase.head_last, phrase.head_last))
        return Claimed((place, at), tuple(parties))
    return None


def is_about(found: list[Statement], before: list[int], parties: frozenset[str]) -> tuple[int, ...]:
    """The statements before it that a silence speaks of; and earlier ones of parties whose claims it
    names."""
    numbers = {number for number in before if not found[number].about}
    for number in range(max(0, len(found) - _FARTHEST_BACK), len(found)):
        speaker = found[number].speaker
        if speaker is not None and speaker.name in parties and not found[number].about:
            numbers.add(number)
    return tuple(sorted(numbers))
