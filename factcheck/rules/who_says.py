"""Who says a claim, in one sentence that never says more than the record.

"Said by South Korea; neither Russia nor North Korea has confirmed it." Silence is told as silence, never as
a denial, and a hedge is told as a hedge.
"""

from collections.abc import Sequence

from factcheck.rules.stances import Stance

NAMES_AT_MOST = 3
NOBODY = "No source is on record with a word on this."

_SAID_BY = {
    Stance.AFFIRMS: "said by {}",
    Stance.AFFIRMS_HEDGED: "said with a hedge by {}",
    Stance.DENIES: "denied by {}",
    Stance.DOUBTS: "doubted by {}",
    Stance.DISPUTES_FIGURE: "its figure disputed by {}",
    Stance.DECLINED_TO_COMMENT: "{} declined to comment",
    Stance.NO_RESPONSE: "{} did not respond",
    Stance.CANNOT_VERIFY: "{} could not verify it",
    Stance.RETRACTED: "withdrawn by {}",
}


def who_says(said: Sequence[tuple[str, Stance]]) -> str:
    """One sentence from each source's latest stance, in the order of the stances."""
    names: dict[Stance, list[str]] = {stance: [] for stance in Stance}
    for name, stance in said:
        names[stance].append(name)
    parts = [_part(stance, those) for stance, those in names.items() if those]
    if not parts:
        return NOBODY
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _part(stance: Stance, names: list[str]) -> str:
    if stance == Stance.NOT_CONFIRMED:
        return _has_not_confirmed(names)
    return _SAID_BY[stance].format(listed(names))


def _has_not_confirmed(names: list[str]) -> str:
    match names:
        case [one]:
            return f"{one} has not confirmed it"
        case [one, other]:
            return f"neither {one} nor {other} has confirmed it"
        case _:
            return f"none of {listed(names)} has confirmed it"


def listed(names: Sequence[str]) -> str:
    """`A, B and C`; beyond three, `A, B and four others`."""
    if len(names) == 1:
        return names[0]
    if len(names) > NAMES_AT_MOST:
        shown = NAMES_AT_MOST - 1
        return f"{', '.join(names[:shown])} and {in_words(len(names) - shown)} others"
    return f"{', '.join(names[:-1])} and {names[-1]}"


def in_words(count: int) -> str:
    """Small numbers as words: `two`, `11`."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[count] if 0 <= count < len(words) else f"{count:,}"
