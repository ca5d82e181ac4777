"""Keep what lists show of a claim in step with its ledger."""

from factcheck.models import Attribution, Claim, ClaimState, LedgerEntry
from factcheck.models.claims import ClaimFacts
from factcheck.queries.origins import known_of
from factcheck.rules.stances import Side

_FACTS = [field.name for field in ClaimFacts._meta.get_fields()]


def record_state(claim: Claim, entry: LedgerEntry, *, statements_changed: bool = True) -> None:
    """Bring the claim's cached facts up to an entry just sealed, and keep them as its state from then on."""
    if statements_changed:
        count_statements(claim)
    claim.version = entry.claim_seq
    claim.ledger_seq = entry.seq
    claim.save()
    facts = {name: getattr(claim, name) for name in _FACTS}
    ClaimState.objects.create(claim=claim, ledger_seq=entry.seq, recorded_at=entry.recorded_at, **facts)


def count_statements(claim: Claim) -> None:
    """Put on the claim who stands on which side, each source once whatever its entries, and the origins."""
    standing = list(Attribution.objects.standing().filter(claim=claim).select_related("source"))
    claim.sources_for = _ids(standing, Side.FOR)
    claim.sources_against = _ids(standing, Side.AGAINST)
    claim.sources_not_confirming = _ids(standing, Side.NOT_CONFIRMING)
    affirming = [a.source for a in standing if a.side == Side.FOR]
    claim.independent_origins = known_of(affirming).origins_of(affirming).count


def _ids(attributions: list[Attribution], side: Side) -> list[int]:
    return sorted({a.source.one_id for a in attributions if a.side == side})
