"""Keep what lists show of a claim in step with its ledger."""

from factcheck.models import Attribution, Claim, LedgerEntry
from factcheck.models.claims import ClaimFacts
from factcheck.queries.origins import known_of
from factcheck.rules.stances import Side
from factcheck.statements import as_stored, run

_FACTS = {field.name for field in ClaimFacts._meta.get_fields()}
_COLUMNS = ", ".join(str(field.column) for field in Claim._meta.concrete_fields if field.name in _FACTS)
_BROUGHT_UP = [
    field for field in Claim._meta.concrete_fields if field.name in _FACTS | {"ledger_seq", "review_by"}
]
# The claim's facts and, in the same breath, its state from now on. What is not the ledger's to say (who works
# on it, until when) stays as it is.
_BRING_UP = f"""
    WITH claim AS (
        UPDATE factcheck_claim SET {", ".join(f"{one.column} = %s" for one in _BROUGHT_UP)}
        WHERE id = %s::bigint RETURNING *)
    INSERT INTO factcheck_claimstate ({_COLUMNS}, claim_id, ledger_seq, recorded_at)
    SELECT {_COLUMNS}, id, ledger_seq, %s::timestamptz FROM claim
"""  # noqa: S608 - our own words


def record_state(claim: Claim, entry: LedgerEntry, *, statements_changed: bool = True) -> None:
    """Bring the claim's cached facts up to an entry just sealed, and keep them as its state from then on."""
    if statements_changed:
        count_statements(claim)
    claim.version = entry.claim_seq
    claim.ledger_seq = entry.seq
    values = [as_stored(claim, field) for field in _BROUGHT_UP]
    run(_BRING_UP, [*values, claim.pk, entry.recorded_at])


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
