"""One sentence of a claim for a writer to copy: who says it, through whom, how surely, who does not confirm.

It never says more than the record. A relay stays in it ("as reported by Tass"), a hedge stays in the
source's own words, a figure that differs from the claim's stands beside its source, silence is told as
silence. Nobody is left out for the sake of brevity.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.rules.stances import SIDE_OF, Side, Stance

# Words that a claim may begin with and that have no capital of their own.
_SMALL = frozenset(
    "a the an some about around roughly nearly almost at up over more another additional as many several "
    "both one two three four five six seven eight nine ten dozens hundreds thousands no all most there "
    "its".split()
)
_ORDER = (Side.FOR, Side.AGAINST, Side.NOT_CONFIRMING, Side.REMOVED)


@dataclass(frozen=True, slots=True)
class Word:
    """A source's latest word. relays: who passed it on, nearest the source first, the publisher left out."""

    name: str
    stance: Stance
    relays: tuple[str, ...] = ()
    hedge: str = ""
    figure: str = ""


def writers_sentence(claim: str, words: Sequence[Word]) -> str:
    """The sentence; "" while nobody is on record. claim: one proposition in neutral words."""
    groups: dict[tuple[Stance, tuple[str, ...], str, str], list[str]] = {}
    for word in sorted(words, key=lambda word: _place(word.stance)):
        figure = "" if word.figure.casefold() in claim.casefold() else word.figure
        groups.setdefault((word.stance, word.relays, word.hedge, figure), []).append(word.name)
    parts = [
        _part(names, *said, that=_that(claim) if place == 0 else "")
        for place, (said, names) in enumerate(groups.items())
    ]
    sentence = "; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def _place(stance: Stance) -> tuple[int, int]:
    return _ORDER.index(SIDE_OF[stance]), list(Stance).index(stance)


def _part(
    names: list[str], stance: Stance, relays: tuple[str, ...], hedge: str, figure: str, that: str
) -> str:
    """What these sources say together. that: the claim as a clause for the first part, else ""."""
    who = _all(names)
    if stance == Stance.NOT_CONFIRMED:
        what = f"has confirmed {that or 'it'}"
        words = f"neither {' nor '.join(names)} {what}" if len(names) == 2 else _silent(names, that or "it")
    else:
        first, later = _VERBS[stance]
        verb = first.format(that=that) if that else later
        words = f"{who} {verb}"
    hedged = f" (“{hedge}”)" if hedge else ""
    given = f", giving the figure as “{figure}”" if figure else ""
    reported = f", as reported by {_all(relays)}" if relays else ""
    return f"{words}{hedged}{given}{reported}"


# With the claim, where the sentence begins; and of "it", once the claim has been told.
_VERBS: dict[Stance, tuple[str, str]] = {
    Stance.AFFIRMS: ("said {that}", "said so too"),
    Stance.AFFIRMS_HEDGED: ("said, without being sure, {that}", "said so without being sure"),
    Stance.DENIES: ("denied {that}", "denied it"),
    Stance.DOUBTS: ("cast doubt on the statement {that}", "cast doubt on it"),
    Stance.DISPUTES_FIGURE: ("disputed the figure in the statement {that}", "disputed the figure"),
    Stance.DECLINED_TO_COMMENT: ("declined to comment on the statement {that}", "declined to comment"),
    Stance.NO_RESPONSE: ("did not respond to questions about the statement {that}", "did not respond"),
    Stance.CANNOT_VERIFY: ("could not verify {that}", "could not verify it"),
    Stance.RETRACTED: ("withdrew an earlier statement {that}", "withdrew an earlier statement"),
}


def _silent(names: list[str], what: str) -> str:
    return (
        f"{names[0]} has not confirmed {what}"
        if len(names) == 1
        else f"none of {_all(names)} has confirmed {what}"
    )


def _that(claim: str) -> str:
    words = claim.strip().rstrip(".。").strip()
    first = words.partition(" ")[0]
    return f"that {words[:1].lower()}{words[1:]}" if first.casefold() in _SMALL else f"that {words}"


def _all(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
