"""Keep what lists show of a claim in step with its ledger."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from factcheck.ledger import OfClaim, Sealed, sealing, sealing_values
from factcheck.models import Attribution, Claim
from factcheck.models.claims import ClaimFacts
from factcheck.queries.origins import known_of
from factcheck.rules.stances import Side
from factcheck.statements import as_stored, run

_FACTS = {field.name for field in ClaimFacts._meta.get_fields()}
_COLUMNS = ", ".join(str(field.column) for field in Claim._meta.concrete_fields if field.name in _FACTS)
_FROM_THE_ENTRY = {"version": "claim_seq", "ledger_seq": "seq"}
_BROUGHT_UP = [
    field
    for field in Claim._meta.concrete_fields
    if field.name in _FACTS | {"review_by"} and field.name not in _FROM_THE_ENTRY
]
# The claim's facts and, in the same breath, its state from now on. What is not the ledger's to say (who works
# on it, until when) stays as it is.
_BRING_UP = f"""
    claim AS (
        UPDATE factcheck_claim SET {", ".join(f"{one.column} = %s" for one in _BROUGHT_UP)},
            {", ".join(f"{column} = sealed.{of_entry}" for column, of_entry in _FROM_THE_ENTRY.items())}
        FROM sealed WHERE id = %s::bigint RETURNING factcheck_claim.*)
    INSERT INTO factcheck_claimstate ({_COLUMNS}, claim_id, ledger_seq, recorded_at)
    SELECT {_COLUMNS}, claim.id, ledger_seq, sealed.recorded_at FROM claim, sealed
    RETURNING version, ledger_seq
"""  # noqa: S608 - our own words
_SEALED = f"WITH sealed ({', '.join(Sealed._fields)}) AS"
_SEALED_BEFORE = f"{_SEALED} (VALUES (%s::bigint, %s::bigint, %s::timestamptz)), {_BRING_UP}"


def seal_with_state(record: OfClaim, claim: Claim, *, statements_changed: bool = True) -> None:
    """Seal a record of the claim, and bring the claim up to its entry, in one statement."""
    _bring_up(_sealing(type(record)), sealing_values(record), claim, statements_changed=statements_changed)


def record_state(claim: Claim, sealed: Sealed) -> None:
    """Bring the claim up to an entry sealed before: its cached facts, and its state from then on."""
    _bring_up(_SEALED_BEFORE, sealed, claim, statements_changed=True)


@cache
def _sealing(model: type[OfClaim]) -> str:
    return f"{_SEALED} ({sealing(model)}), {_BRING_UP}"


def _bring_up(statement: str, of_entry: Iterable[Any], claim: Claim, *, statements_changed: bool) -> None:
    if statements_changed:
        count_statements(claim)
    facts = [as_stored(claim, field) for field in _BROUGHT_UP]
    ((claim.version, claim.ledger_seq),) = run(statement, [*of_entry, *facts, claim.pk])


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
