"""What a reader found, put in the order and the groups in which an editor goes through it.

Statements over the same words are one claim: "the U.S. and South Korea say", and "neither Russia nor North
Korea has confirmed" what they say. The first of them leads. A statement on several claims is offered once for
each of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from factcheck.extraction.statements import Place, Statement
from factcheck.rules.names import name_key


@dataclass(frozen=True, slots=True)
class Offer:
    """A statement as offered. lead: the place in the list of the offer whose claim it speaks of."""

    statement: Statement
    lead: int
    place: Place
    fingerprint: str


def offers_of(body_text: str, statements: Sequence[Statement]) -> list[Offer]:
    """All statements in the order of the text, each behind the one whose claim it speaks of."""
    leads = _leads(statements)
    pairs = sorted(
        ((lead, number) for number, found in enumerate(leads) for lead in found),
        key=lambda pair: (_place_of(statements[pair[0]]), pair[0], pair[0] != pair[1], pair[1]),
    )
    place_of_lead = {lead: place for place, (lead, number) in enumerate(pairs) if lead == number}
    return [
        Offer(
            statements[number],
            place_of_lead[lead],
            _place_of(statements[number]),
            _fingerprint(body_text, statements[number], statements[lead]),
        )
        for lead, number in pairs
    ]


def _leads(statements: Sequence[Statement]) -> list[list[int]]:
    """For each statement the numbers of those whose claims it speaks of, itself when it brings its own."""
    first_with: dict[tuple[Place, ...], int] = {}
    leads: list[list[int]] = []
    for number, statement in enumerate(statements):
        if statement.content and not statement.about:
            first_with.setdefault(statement.content, number)
    for number, statement in enumerate(statements):
        targets = [first_with.get(statements[about].content) for about in statement.about]
        found = list(dict.fromkeys(target for target in targets if target is not None))
        leads.append(found or [first_with.get(statement.content, number)])
    return leads


def _place_of(statement: Statement) -> Place:
    """From the first to the last of its words: what is said, or else the cue or the speaker."""
    if statement.content:
        return (min(start for start, _ in statement.content), max(end for _, end in statement.content))
    speaker = statement.speaker.place if statement.speaker else None
    return statement.cue or speaker or (0, 0)


def _fingerprint(body_text: str, statement: Statement, lead: Statement) -> str:
    """The same for the same words by the same speaker with the same stance, wherever they stand."""
    said = " ".join(body_text[start:end] for start, end in lead.content or statement.content)
    speaker = name_key(statement.speaker.name) if statement.speaker else ""
    parts = (speaker, statement.stance.value, " ".join(said.casefold().split()))
    return sha256("\x00".join(parts).encode(errors="replace")).hexdigest()
