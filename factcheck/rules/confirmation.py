"""What would confirm this? The rule that a decision is held against, said in words before it is made."""

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.rules.independence import Origins
from factcheck.rules.stances import SIDE_OF, Side, Stance

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
            text = "No source affirms it yet. Two that are independent of each other would confirm it."
        case 1 if len(origins.groups[0]) == 1:
            text = f"One origin affirms it: {names[0]}. A second, independent one would confirm it."
        case 1:
            together = f"{len(origins.groups[0])} sources affirm it and count as one origin: {names[0]}."
            text = f"{together} {_why(origins)} One that is independent of them would confirm it."
        case _:
            text = (
                f"{origins.count} independent origins affirm it: {' / '.join(names)}. {_why(origins)}".strip()
            )
    return Line("two_independent_origins", origins.count >= 2, text)


def _why(origins: Origins) -> str:
    """The first reasons why sources count as one; a page has no room for forty."""
    reasons = [join.why for join in origins.joins]
    more = f"And {len(reasons) - REASONS_SAID} more." if len(reasons) > REASONS_SAID else ""
    return " ".join([*reasons[:REASONS_SAID], more]).strip()


def _origin_and_document(origins: Origins, documents: int) -> Line:
    ok = origins.count >= 1 and documents >= 1
    if ok:
        text = f"An origin affirms it and {_count(documents, 'primary document')} supports it."
    elif documents:
        text = "A primary document supports it; one source that affirms it would complete that."
    else:
        text = "There is no primary document. One, together with a source that affirms it, would confirm it."
    return Line("origin_and_primary_document", ok, text)


def _party_concerned(parties: Sequence[PartyStance]) -> Line:
    # A hedged yes is not yet a commitment, and a party's silence says nothing either way.
    owning_up = [party.name for party in parties if party.stance == Stance.AFFIRMS]
    if owning_up:
        return Line("party_concerned", True, f"Affirmed by the party that it is about: {_and(owning_up)}.")
    if not parties:
        return Line(
            "party_concerned",
            False,
            "No party is named that the claim is about, whose own word would confirm it.",
        )
    denying = [p.name for p in parties if p.stance and SIDE_OF[p.stance] == Side.AGAINST]
    silent = [p.name for p in parties if p.name not in denying]
    words = [f"{_and(denying)} {'speak' if len(denying) > 1 else 'speaks'} against it."] if denying else []
    split = [p.name for p in parties if p.name in denying and p.at_odds]
    if split:
        words.append(f"Earlier, others who act for {_and(split)} had affirmed it; the last word counts.")
    if silent:
        words.append(
            f"{_and(silent)} {'have' if len(silent) > 1 else 'has'} not affirmed it; that is not a denial."
        )
    return Line("party_concerned", False, " ".join(words))


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _count(number: int, noun: str) -> str:
    return f"a {noun}" if number == 1 else f"{number} {noun}s"
