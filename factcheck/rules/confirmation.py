"""What would confirm this? The rule that a decision is held against, said in words before it is made."""

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.rules.independence import Origins
from factcheck.rules.stances import SIDE_OF, Side, Stance
from factcheck.rules.told import Told, all_of, joined, told, told_many, word

REASONS_SAID = 3


@dataclass(frozen=True, slots=True)
class PartyStance:
    """What a party that the claim is about says of it itself. at_odds: an arm of it said otherwise."""

    name: str
    stance: Stance | None
    at_odds: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One of the ways to confirm a claim: whether it is met, and how or what it lacks."""

    rule: str
    ok: bool
    text: str


@dataclass(frozen=True, slots=True)
class RuleReport:
    """Met when any of its lines is. An editor may decide against it, with a public reason."""

    lines: tuple[Line, ...]
    origins: Origins
    primary_documents: int

    @property
    def met(self) -> bool:
        return any(line.ok for line in self.lines)

    @property
    def met_by(self) -> str | None:
        return next((line.rule for line in self.lines if line.ok), None)

    def as_record(self) -> dict[str, object]:
        """The report as a decision keeps it: ASCII keys; strings, whole numbers and booleans only."""
        return {
            "met": self.met,
            "met_by": self.met_by or "",
            "independent_origins": self.origins.count,
            "primary_documents": self.primary_documents,
            "joined": [join.why for join in self.origins.joins],
            "lines": [{"rule": line.rule, "ok": line.ok, "text": line.text} for line in self.lines],
        }


def what_would_confirm(
    origins: Origins, *, primary_documents: int, parties: Sequence[PartyStance]
) -> RuleReport:
    """Ask for two independent origins, one and a primary document, or the party concerned."""
    lines = (
        _two_origins(origins),
        _origin_and_document(origins, primary_documents),
        _party_concerned(parties),
    )
    return RuleReport(lines, origins, primary_documents)


def _two_origins(origins: Origins) -> Line:
    names = ["; ".join(party.name for party in group) for group in origins.groups]
    match origins.count:
        case 0:
            text = word("No source affirms it yet. Two that are independent of each other would confirm it.")
        case 1 if len(origins.groups[0]) == 1:
            text = told(
                "One origin affirms it: {name}. A second, independent one would confirm it.", name=names[0]
            )
        case 1:
            together = told(
                "{number} sources affirm it and count as one origin: {names}.",
                number=len(origins.groups[0]),
                names=names[0],
            )
            lacking = word("One that is independent of them would confirm it.")
            text = joined([together, _why(origins), lacking])
        case _:
            affirm = told(
                "{number} independent origins affirm it: {names}.",
                number=origins.count,
                names=" / ".join(names),
            )
            text = joined([affirm, _why(origins)])
    return Line("two_independent_origins", origins.count >= 2, text)


def _why(origins: Origins) -> Told:
    """The first reasons why sources count as one; a page has no room for forty."""
    reasons = [join.why for join in origins.joins]
    left = len(reasons) - REASONS_SAID
    return joined([*reasons[:REASONS_SAID], told("And {number} more.", number=left) if left > 0 else ""])


def _origin_and_document(origins: Origins, documents: int) -> Line:
    ok = origins.count >= 1 and documents >= 1
    if ok:
        text = told_many(
            "An origin affirms it and a primary document supports it.",
            "An origin affirms it and {number} primary documents support it.",
            documents,
        )
    elif documents:
        text = word("A primary document supports it; one source that affirms it would complete that.")
    else:
        text = word(
            "There is no primary document. One, together with a source that affirms it, would confirm it."
        )
    return Line("origin_and_primary_document", ok, text)


def _party_concerned(parties: Sequence[PartyStance]) -> Line:
    # A hedged yes is not yet a commitment, and a party's silence says nothing either way.
    owning_up = [party.name for party in parties if party.stance == Stance.AFFIRMS]
    if owning_up:
        affirmed = told("Affirmed by the party that it is about: {names}.", names=all_of(owning_up))
        return Line("party_concerned", True, affirmed)
    if not parties:
        return Line(
            "party_concerned",
            False,
            word("No party is named that the claim is about, whose own word would confirm it."),
        )
    denying = [p.name for p in parties if p.stance and SIDE_OF[p.stance] == Side.AGAINST]
    silent = [p.name for p in parties if p.name not in denying]
    words = []
    if denying:
        words.append(
            told_many(
                "{names} speaks against it.",
                "{names} speak against it.",
                len(denying),
                names=all_of(denying),
            )
        )
    split = [p.name for p in parties if p.name in denying and p.at_odds]
    if split:
        words.append(
            told(
                "Earlier, others who act for {names} had affirmed it; the last word counts.",
                names=all_of(split),
            )
        )
    if silent:
        words.append(
            told_many(
                "{names} has not affirmed it; that is not a denial.",
                "{names} have not affirmed it; that is not a denial.",
                len(silent),
                names=all_of(silent),
            )
        )
    return Line("party_concerned", False, joined(words))
