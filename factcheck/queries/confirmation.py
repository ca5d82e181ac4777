"""Put the rule "What would confirm this?" to a claim's record."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from factcheck.models import Attribution, Claim, ClaimParty, Evidence
from factcheck.queries.origins import origins_of
from factcheck.rules.confirmation import PartyStance, RuleReport, what_would_confirm
from factcheck.rules.stances import Side, Stance
from factcheck.rules.statuses import Grounds
from factcheck.rules.vocabulary import Bearing, EvidenceKind


def rule_report_of(claim: Claim, as_of: datetime | None = None) -> RuleReport:
    """What speaks for the claim by the rule, now or as known at a moment."""
    standing = list(Attribution.objects.standing(as_of).filter(claim=claim).select_related("source"))
    evidence = Evidence.objects.filter(
        claim=claim, kind=EvidenceKind.PRIMARY_DOCUMENT, bearing=Bearing.SUPPORTS
    )
    if as_of is not None:
        evidence = evidence.filter(recorded_at__lte=as_of)
    return what_would_confirm(
        origins_of([a.source for a in standing if a.side == Side.FOR]),
        primary_documents=evidence.count(),
        parties=last_words_of(_parties(claim, as_of), standing),
    )


def grounds_of(claim: Claim, *, has_successor: bool = False) -> Grounds:
    """What stands on record for a decision to rest on."""
    sides = [a.side for a in Attribution.objects.standing().filter(claim=claim)]
    return Grounds(
        attributions_for=sides.count(Side.FOR),
        attributions_against=sides.count(Side.AGAINST),
        evidence=Evidence.objects.filter(claim=claim).count(),
        has_successor=has_successor,
    )


def last_words_of(parties: Iterable[tuple[int, str]], standing: Sequence[Attribution]) -> list[PartyStance]:
    """Each party's (id, name) last word. Whoever acts for it speaks for it: a general staff for its state."""
    stances = []
    for party_id, name in parties:
        own = [a for a in standing if party_id in (a.source_id, a.source.parent_id)]
        affirming = any(a.stance == Stance.AFFIRMS for a in own)
        last_word = max(own, key=lambda a: a.ledger_seq, default=None)
        stance = Stance.AFFIRMS if affirming else (Stance(last_word.stance) if last_word else None)
        stances.append(PartyStance(name, stance))
    return stances


def _parties(claim: Claim, as_of: datetime | None) -> list[tuple[int, str]]:
    versions = claim.versions.all() if as_of is None else claim.versions.filter(recorded_at__lte=as_of)
    last = versions.order_by("-ledger_seq").values("pk")[:1]
    parties = ClaimParty.objects.filter(claim_version__in=last).order_by("source__name_key")
    return list(parties.values_list("source_id", "source__name"))
