"""The three axes of a claim, and what may follow what.

Confirmation status, publication and work are never merged: a claim can be disputed and
published, or confirmed and still a draft. The tables below are the whole workflow.
"""

from dataclasses import dataclass
from enum import StrEnum

from factcheck.rules.told import word


class Status(StrEnum):
    """Confirmation status: what the desk has decided about a claim."""

    UNVERIFIED = "unverified"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    RETRACTED = "retracted"
    SUPERSEDED = "superseded"


class Publication(StrEnum):
    """Whether readers see the claim."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


# A withdrawn claim keeps its page and says so, hence it stays public.
PUBLIC = frozenset({Publication.PUBLISHED, Publication.CORRECTED, Publication.WITHDRAWN})
# What lists, counts and pages of sources show.
LISTED = frozenset({Publication.PUBLISHED, Publication.CORRECTED})
# Labels that end a claim's life; only a further decision by a chief editor leaves them.
TERMINAL = frozenset({Status.RETRACTED, Status.SUPERSEDED})

LABELS = {
    Status.UNVERIFIED: "Unverified",
    Status.CONFIRMED: "Confirmed",
    Status.DISPUTED: "Disputed",
    Status.RETRACTED: "Retracted",
    Status.SUPERSEDED: "Superseded",
}

MEANINGS = {
    Status.UNVERIFIED: (
        "Someone has said this, and we have not been able to establish whether it is so. "
        "It does not mean that it is false."
    ),
    Status.CONFIRMED: (
        "We have decided, on the grounds given, that this is established. "
        "The reason and the evidence stand on this page."
    ),
    Status.DISPUTED: (
        "A source or a piece of evidence contradicts this, and the contradiction is not settled. "
        "It does not mean that it is false."
    ),
    Status.RETRACTED: "We withdrew this claim from our record because it should not have stood as it did.",
    Status.SUPERSEDED: "A later claim replaces this one.",
}

PUBLICATION_LABELS = {
    Publication.DRAFT: "Draft",
    Publication.PUBLISHED: "Published",
    Publication.CORRECTED: "Corrected",
    Publication.WITHDRAWN: "Withdrawn",
}

MAY_FOLLOW: dict[Status, frozenset[Status]] = {
    Status.UNVERIFIED: frozenset({Status.CONFIRMED, Status.DISPUTED, Status.RETRACTED, Status.SUPERSEDED}),
    Status.CONFIRMED: frozenset({Status.UNVERIFIED, Status.DISPUTED, Status.RETRACTED, Status.SUPERSEDED}),
    Status.DISPUTED: frozenset({Status.UNVERIFIED, Status.CONFIRMED, Status.RETRACTED, Status.SUPERSEDED}),
    Status.RETRACTED: frozenset(),
    Status.SUPERSEDED: frozenset({Status.RETRACTED}),
}

PUBLICATION_MAY_FOLLOW: dict[Publication, frozenset[Publication]] = {
    Publication.DRAFT: frozenset({Publication.PUBLISHED}),
    Publication.PUBLISHED: frozenset({Publication.CORRECTED, Publication.WITHDRAWN}),
    Publication.CORRECTED: frozenset({Publication.CORRECTED, Publication.WITHDRAWN}),
    Publication.WITHDRAWN: frozenset({Publication.CORRECTED}),
}


# How long the decider can take a slip back.
UNDO_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Grounds:
    """What stands on record for and against a claim when somebody wants to decide on it."""

    attributions_for: int
    attributions_against: int
    evidence: int
    accepted_conflicts: int = 0
    has_successor: bool = False


def missing_ground(to_status: Status, grounds: Grounds) -> str | None:
    """Say what a decision still lacks, in words for the editor; None when it may go ahead."""
    match to_status:
        case Status.CONFIRMED if not (grounds.attributions_for or grounds.evidence):
            return word("To confirm a claim, record a source that affirms it or add evidence first.")
        case Status.DISPUTED if not (
            grounds.attributions_against or grounds.accepted_conflicts or grounds.evidence
        ):
            return word(
                "To dispute a claim, record a source against it, accept a conflict of figures "
                "or add evidence first."
            )
        case Status.SUPERSEDED if not grounds.has_successor:
            return word("To supersede a claim, name the claim that replaces it.")
    return None
