from collections.abc import Sequence

from django.db import connection

from factcheck import ledger
from factcheck.actions.claim_states import record_state
from factcheck.actions.claims import lock_claim
from factcheck.models import LedgerEntry, LedgerSalt, Redaction, User
from factcheck.permissions import Permission, require
from factcheck.statements import run


class RedactionRefused(Exception):
    """There is no such text to take out of the record."""


def withdrawable_texts(seq: int) -> list[str]:
    """The fields of an entry whose text could be withdrawn: those that stand in its body as commitments."""
    salts = LedgerSalt.objects.filter(pk=seq).values_list("salts", flat=True).first()
    return sorted(salts or {})


def redact(*, seq: int, fields: Sequence[str], reason: str, by: User) -> list[Redaction]:
    """Take texts of one ledger entry out of the record for good, by order of a court or a like duty.

    Each leaves an entry that says what went, on whose order. The sealed entry keeps its commitment, so the
    ledger still verifies. A quote takes its words in the stored article along. Works only in a session of the
    database's owner. Raises RedactionRefused, NotAllowed.
    """
    require(by, Permission.REDACT)
    if not reason.strip():
        raise RedactionRefused("Say who ordered it and on what ground: the reason stays, in public.")
    with ledger.writing():
        entry = LedgerEntry.objects.filter(pk=seq).first()
        if entry is None:
            raise RedactionRefused(f"The ledger has no entry {seq}.")
        return [_redact_one(entry, field, reason.strip(), by) for field in _in_full(entry, fields)]


def _in_full(entry: LedgerEntry, fields: Sequence[str]) -> list[str]:
    """The fields asked for; words quoted go together with the places where the article has them."""
    known = withdrawable_texts(entry.seq)
    unknown = [field for field in fields if field not in known]
    if unknown:
        raise RedactionRefused(
            f"Entry {entry.seq} has no text {', '.join(unknown)} that could be withdrawn. "
            f"It has: {', '.join(known) or 'none (withdrawn already, or sealed before texts could be)'}."
        )
    spans = [field for field in known if field.startswith("spans/")] if "quote" in fields else []
    return list(dict.fromkeys([*fields, *spans]))


def _redact_one(entry: LedgerEntry, field: str, reason: str, by: User) -> Redaction:
    redaction = Redaction.objects.create(
        claim_id=entry.claim_id, entry=entry, field=field, reason=reason, recorded_by=by
    )
    sealed = ledger.seal(redaction)
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_withdraw_text(%s)", [redaction.pk])
    if entry.claim is not None:
        run("SELECT claim_index_forget(%s)", [entry.claim.pk])
        record_state(lock_claim(entry.claim), sealed)
    return redaction
