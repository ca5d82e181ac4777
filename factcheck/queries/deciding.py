"""All that a decision on a claim rests on, with the claim itself locked, by one statement."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS

from factcheck.models import Claim
from factcheck.queries.confirmation import RECORD_NOW, OnRecord, read_record
from factcheck.queries.desk_settings import LAST_SETTINGS, HouseRules, house_rules
from factcheck.statements import run

_COLUMNS = [field.column for field in Claim._meta.concrete_fields if field.column != "match_words"]
_ATTRIBUTES = [field.attname for field in Claim._meta.concrete_fields if field.column != "match_words"]
_LOCKED = f"""
    SELECT {", ".join(f"claim.{column}" for column in _COLUMNS)},
        (SELECT entry.hash FROM factcheck_ledgerentry AS entry
         WHERE entry.claim_id = claim.id AND entry.claim_seq = claim.version),
        {RECORD_NOW}, {LAST_SETTINGS},
        ARRAY(SELECT user_id FROM factcheck_atwork WHERE claim_id = claim.id)
    FROM factcheck_claim AS claim WHERE claim.code = %s FOR UPDATE OF claim
"""  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class Ground:
    """last_hash: of the claim's last ledger entry. at_work: ids of those who are working on the claim."""

    claim: Claim
    last_hash: str
    record: OnRecord
    rules: HouseRules
    at_work: Sequence[int]


def lock_and_read(code: str) -> Ground:
    """Lock a claim's row and read what a decision on it rests on. Inside ledger.writing().

    The ledger's lock must have been taken by a statement before: this one sees what was there when it began.
    """
    ((*row, last_hash, record, settings, at_work),) = run(_LOCKED, [code])
    claim = Claim.from_db(DEFAULT_DB_ALIAS, _ATTRIBUTES, row)
    return Ground(claim, last_hash, read_record(record), house_rules(settings), at_work)
