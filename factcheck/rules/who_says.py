"""Who says a claim, in one sentence that never says more than the record.

"Said by South Korea; neither Russia nor North Korea has confirmed it." Silence is told as silence, never as
a denial, and a hedge is told as a hedge.
"""

from collections.abc import Sequence

from factcheck.rules.stances import Stance
from factcheck.rules.told import Told, all_of, begun, joined, told, word

NAMES_AT_MOST = 3
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NOBODY = word("No source is on record with a word on this.")

# In the order of the stances.
SAID_BY = {
    Stance.AFFIRMS: "said by {names}",
    Stance.AFFIRMS_HEDGED: "said with a hedge by {names}",
    Stance.DENIES: "denied by {names}",
    Stance.DOUBTS: "doubted by {names}",
    Stance.DISPUTES_FIGURE: "its figure disputed by {names}",
    Stance.DECLINED_TO_COMMENT: "{names} declined to comment",
    Stance.NO_RESPONSE: "{names} did not respond",
    Stance.CANNOT_VERIFY: "{names} could not verify it",
    Stance.RETRACTED: "withdrawn by {names}",
}


def who_says(said: Sequence[tuple[str, Stance]]) -> Told:
    """One sentence from each source's latest stance, in the order of the stances."""
    names: dict[Stance, list[str]] = {stance: [] for stance in Stance}
    for name, stance in said:
        names[stance].append(name)
    parts = [_part(stance, those) for stance, those in names.items() if those]
    if not parts:
        return NOBODY
    return begun(told("{sentence}.", sentence=joined(parts, "; ")))


def _part(stance: Stance, names: list[str]) -> Told:
    if stance == Stance.NOT_CONFIRMED:
        return _has_not_confirmed(names)
    return told(SAID_BY[stance], names=listed(names))


def _has_not_confirmed(names: list[str]) -> Told:
    match names:
        case [one]:
            return told("{name} has not confirmed it", name=one)
        case [one, other]:
            return told("neither {name} nor {other} has confirmed it", name=one, other=other)
        case _:
            return told("none of {names} has confirmed it", names=listed(names))


def listed(names: Sequence[str]) -> str:
    """`A, B and C`; beyond three, `A, B and four others`."""
    if len(names) > NAMES_AT_MOST:
        shown = NAMES_AT_MOST - 1
        return told(
            "{names} and {count} others", names=", ".join(names[:shown]), count=in_words(len(names) - shown)
        )
    return all_of(names)


def in_words(count: int) -> Told:
    """Small numbers as words: `two`, `11`."""
    return word(NUMBERS[count]) if 0 <= count < len(NUMBERS) else word(f"{count:,}")
