"""Put the rule "What would confirm this?" to a claim's record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

from factcheck.models import Attribution, Claim, ClaimParty, Evidence
from factcheck.queries.conflicts import accepted_conflicts
from factcheck.queries.origins import Known, known_of
from factcheck.queries.prepared import Prepared
from factcheck.rules.confirmation import PartyStance, RuleReport, what_would_confirm
from factcheck.rules.stances import Side, Stance
from factcheck.rules.statuses import Grounds
from factcheck.rules.vocabulary import Bearing, EvidenceKind


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What stands on a claim's record, read once: the rule and the grounds of a decision both look at it."""

    claim: Claim
    standing: list[Attribution]
    evidence: list[Evidence]
    as_of: datetime | None = None

    def report(self) -> RuleReport:
        known = known_of([said.source for said in self.standing], self.as_of)
        return report_on(self.standing, self.evidence, _parties(self.claim, self.as_of), known)

    def grounds(self, *, has_successor: bool = False) -> Grounds:
        """What stands there for a decision to rest on."""
        sides = [said.side for said in self.standing]
        return Grounds(
            attributions_for=sides.count(Side.FOR),
            attributions_against=sides.count(Side.AGAINST),
            evidence=len(self.evidence),
            accepted_conflicts=accepted_conflicts(self.claim),
            has_successor=has_successor,
        )


def on_record(claim: Claim, as_of: datetime | None = None) -> OnRecord:
    """The record of a claim now, or as known at a moment."""
    if as_of is None:
        return OnRecord(claim, _standing.rows(claim.code), _evidence.rows(claim.code))
    standing = Attribution.objects.standing(as_of).filter(claim=claim).select_related("source")
    evidence = Evidence.objects.filter(claim=claim, recorded_at__lte=as_of)
    return OnRecord(claim, list(standing), list(evidence), as_of)


_standing = Prepared(
    lambda code: Attribution.objects.standing().filter(claim__code=code).select_related("source")
)
_evidence = Prepared(lambda code: Evidence.objects.filter(claim__code=code))


def rule_report_of(claim: Claim, as_of: datetime | None = None) -> RuleReport:
    """What speaks for the claim by the rule, now or as known at a moment."""
    return on_record(claim, as_of).report()


def report_on(
    standing: Sequence[Attribution],
    evidence: Iterable[Evidence],
    parties: Sequence[tuple[int, str]],
    known: Known,
) -> RuleReport:
    """The same from a record that is at hand. parties: id and name of those that the claim is about."""
    return what_would_confirm(
        known.origins_of([a.source for a in standing if a.side == Side.FOR]),
        primary_documents=sum(
            item.kind == EvidenceKind.PRIMARY_DOCUMENT and item.bearing == Bearing.SUPPORTS
            for item in evidence
        ),
        parties=last_words_of(parties, standing, known),
    )


def last_words_of(
    parties: Iterable[tuple[int, str]], standing: Sequence[Attribution], known: Known
) -> list[PartyStance]:
    """Each party's last word for or against; where it has none of these, its last word at all.

    Whoever acts for a party, by whatever steps, speaks for it: a general staff for its state. Silence takes
    nothing back.
    """
    return [_word_of(party_id, name, standing, known) for party_id, name in parties]


def _word_of(party_id: int, name: str, standing: Sequence[Attribution], known: Known) -> PartyStance:
    words = sorted((a for a in standing if known.speaks_for(a.source_id, party_id)), key=_when_said)
    committed = [said for said in words if said.side in (Side.FOR, Side.AGAINST)]
    if not words:
        return PartyStance(name, None)
    last = (committed or words)[-1]
    same_side = list(takewhile(lambda said: said.side == last.side, reversed(committed)))
    # A plain yes is not weakened by a careful one that follows it.
    plain = any(said.stance == Stance.AFFIRMS for said in same_side)
    return PartyStance(
        name, Stance.AFFIRMS if plain else Stance(last.stance), at_odds=len(same_side) < len(committed)
    )


def _when_said(said: Attribution) -> tuple[date, int]:
    return said.said_on or said.recorded_at.date(), said.ledger_seq


def _parties(claim: Claim, as_of: datetime | None) -> list[tuple[int, str]]:
    versions = claim.versions.all() if as_of is None else claim.versions.filter(recorded_at__lte=as_of)
    last = versions.order_by("-ledger_seq").values("pk")[:1]
    parties = ClaimParty.objects.filter(claim_version__in=last).order_by("source__name_key")
    return list(parties.values_list("source_id", "source__name"))
