"""What a source commits itself to: the closed list of stances, and how each counts.

After FactBank [Saurí and Pustejovsky 2009]: factuality is always relative to a source.
"Has not confirmed" is a stance on record, never missing data and never a denial.
"""

from enum import StrEnum


class Stance(StrEnum):
    AFFIRMS = "affirms"
    AFFIRMS_HEDGED = "affirms_hedged"
    DENIES = "denies"
    DOUBTS = "doubts"
    DISPUTES_FIGURE = "disputes_figure"
    NOT_CONFIRMED = "not_confirmed"
    DECLINED_TO_COMMENT = "declined_to_comment"
    NO_RESPONSE = "no_response"
    CANNOT_VERIFY = "cannot_verify"
    RETRACTED = "retracted"


class Side(StrEnum):
    """Where a stance stands in "who says what"."""

    FOR = "for"
    AGAINST = "against"
    NOT_CONFIRMING = "not_confirming"
    REMOVED = "removed"


SIDE_OF: dict[Stance, Side] = {
    Stance.AFFIRMS: Side.FOR,
    Stance.AFFIRMS_HEDGED: Side.FOR,
    Stance.DENIES: Side.AGAINST,
    Stance.DOUBTS: Side.AGAINST,
    # For the event, against the figure: it grounds a dispute, so it stands with those against.
    Stance.DISPUTES_FIGURE: Side.AGAINST,
    Stance.NOT_CONFIRMED: Side.NOT_CONFIRMING,
    Stance.DECLINED_TO_COMMENT: Side.NOT_CONFIRMING,
    Stance.NO_RESPONSE: Side.NOT_CONFIRMING,
    Stance.CANNOT_VERIFY: Side.NOT_CONFIRMING,
    Stance.RETRACTED: Side.REMOVED,
}

STANCES_ON: dict[Side, tuple[Stance, ...]] = {
    side: tuple(stance for stance in Stance if SIDE_OF[stance] == side) for side in Side
}

# Weak: the source hedges its own words.
WEAK = frozenset({Stance.AFFIRMS_HEDGED, Stance.DOUBTS})

LABELS = {
    Stance.AFFIRMS: "affirms",
    Stance.AFFIRMS_HEDGED: "affirms, with a hedge",
    Stance.DENIES: "denies",
    Stance.DOUBTS: "doubts",
    Stance.DISPUTES_FIGURE: "disputes the figure",
    Stance.NOT_CONFIRMED: "has not confirmed",
    Stance.DECLINED_TO_COMMENT: "declined to comment",
    Stance.NO_RESPONSE: "did not respond",
    Stance.CANNOT_VERIFY: "could not verify",
    Stance.RETRACTED: "withdrew its statement",
}

TYPICAL_CUES = {
    Stance.AFFIRMS: "said, announced, confirmed",
    Stance.AFFIRMS_HEDGED: "assesses, believes, estimates, appears to",
    Stance.DENIES: "denied, rejected, called false",
    Stance.DOUBTS: "questioned, cast doubt on",
    Stance.DISPUTES_FIGURE: "said the number was lower",
    Stance.NOT_CONFIRMED: "has not confirmed",
    Stance.DECLINED_TO_COMMENT: "declined to comment",
    Stance.NO_RESPONSE: "did not respond",
    Stance.CANNOT_VERIFY: "could not independently verify",
    Stance.RETRACTED: "withdrew",
}

SIDE_LABELS = {
    Side.FOR: "For",
    Side.AGAINST: "Against",
    Side.NOT_CONFIRMING: "Has not confirmed",
    Side.REMOVED: "Withdrawn",
}
