"""The ledger's door: take the lock, append, and read the history back.

The database gives sequence, time and hash (migrations/sql/0002_ledger.sql); nothing here can set them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from factcheck.models import (
    Attribution,
    Claim,
    ClaimVersion,
    ConflictRuling,
    Decision,
    Evidence,
    LedgerEntry,
    LedgerHead,
    PublicationAct,
    Recount,
    Redaction,
    SettingChange,
    SourceRelationVersion,
)
from factcheck.models.ledger import EntryKind
from factcheck.statements import PreparedInsert, run

OfClaim = ClaimVersion | Attribution | Evidence | Decision | PublicationAct | ConflictRuling | Recount
Record = OfClaim | Redaction | SourceRelationVersion | SettingChange

_KIND_AND_COLUMN: dict[type, tuple[EntryKind, str]] = {
    ClaimVersion: (EntryKind.CLAIM, "claim_version"),
    Attribution: (EntryKind.ATTRIBUTION, "attribution"),
    Evidence: (EntryKind.EVIDENCE, "evidence"),
    Decision: (EntryKind.DECISION, "decision"),
    PublicationAct: (EntryKind.PUBLICATION, "publication_act"),
    ConflictRuling: (EntryKind.CONFLICT, "conflict_ruling"),
    Recount: (EntryKind.RECOUNT, "recount"),
    Redaction: (EntryKind.REDACTION, "redaction"),
    SourceRelationVersion: (EntryKind.RELATION, "relation_version"),
    SettingChange: (EntryKind.SETTING, "setting_change"),
}


@contextmanager
def writing() -> Iterator[None]:
    """One transaction that writes to the ledger. Takes the ledger's lock before any other.

    One order of locks for all writers, the head first and then the claims, so none can deadlock.
    """
    with transaction.atomic():
        run("SELECT ledger_lock()")
        yield


class Sealed(NamedTuple):
    """Where a record stands in the ledger, and since when."""

    seq: int
    claim_seq: int
    recorded_at: datetime


def seal(record: Record) -> Sealed:
    """Append a record to the ledger. Complete it first (hops, spans, evidence): sealed, it cannot grow.

    What concerns no single claim goes into the desk's own chain. A claim is brought up to its new entry by
    `actions.claim_states`, which does both at once.
    """
    ((seq, claim_seq, recorded_at),) = run(sealing(type(record)), sealing_values(record))
    return Sealed(seq, claim_seq, recorded_at)


@cache
def sealing(model: type[Record]) -> str:
    """The statement that seals a record of a kind and gives a row of Sealed; its values come from below."""
    kind, column = _KIND_AND_COLUMN[model]
    return (
        f"INSERT INTO factcheck_ledgerentry (kind, claim_id, {column}_id)"  # noqa: S608 - our own words
        f" VALUES ('{kind.value}', %s::bigint, %s::bigint) RETURNING {', '.join(Sealed._fields)}"
    )


def sealing_values(record: Record) -> list[int | None]:
    return [getattr(record, "claim_id", None), record.pk]


def insert_row(record: Model) -> None:
    """Put a new record in, as its save() would, in a tenth of the time."""
    _insert_into(type(record)).insert_row(record)


_insert_into = cache(PreparedInsert)


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive numbers of the ledger for records that are sealed together. moment: the time of the
    first.
    """

    first: int
    last: int
    moment: datetime


def take_many(how_many: int) -> Run:
    """Take the next numbers, 1 to 100,000, inside writing(). Each must get its record before seal_many().

    Records inserted with one of these as their ledger_seq keep it; the database gives them their times.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_know_sizes()")
        cursor.execute("SELECT first, moment FROM ledger_take_many(%s)", [how_many])
        first, moment = cursor.fetchone()
    return Run(first, first + how_many - 1, moment)


def seal_many() -> int:
    """Seal the numbers taken last, all at once, into the entries that seal() would have made one by one.

    Claims, attributions, evidence, decisions and publications only; a decision in a later run than what it
    rests on.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_know_sizes()")
        cursor.execute("SELECT ledger_seal_many()")
        sealed = cursor.fetchone()[0]
    look_at_once()
    return sealed


def look_at_once() -> None:
    """For the rest of the transaction each statement's rows are held against their references at its end.

    For many records: PostgreSQL keeps a note of each row that it is to look at later, and lets go of none
    before the transaction ends. What waits for the seal still waits for it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT string_agg(DISTINCT quote_ident(conname), ', ') FROM pg_constraint WHERE condeferrable"
            " AND (conrelid = 'factcheck_ledgersalt'::regclass OR conname LIKE %s)",
            [r"z\_demand\_%"],
        )
        cursor.execute(f"SET CONSTRAINTS {cursor.fetchone()[0]} DEFERRED")


@contextmanager
def backdated_to(moment: datetime) -> Iterator[None]:
    """Record for an earlier day: archives and the demo. Only the database's owner may; others get today.

    Entries keep both times: recorded_at as given, sealed_at by the clock.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('factcheck.backdate_to', %s, false)", [moment.isoformat()])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('factcheck.backdate_to', '', false)")


def settle(as_of: datetime | None) -> None:
    """Wait for writers under way when a moment is so near that they may still belong before it."""
    if as_of is not None and as_of > timezone.now() - timedelta(minutes=1):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT ledger_settle()")


def head() -> LedgerHead:
    return LedgerHead.objects.get(pk=1)


def head_entry(as_of: datetime | None = None) -> LedgerEntry | None:
    """The ledger's last entry, now or as of a moment; None while it is empty."""
    entries = LedgerEntry.objects.order_by("-seq")
    if as_of is not None:
        entries = entries.filter(recorded_at__lte=as_of)
    return entries.first()


def history_of(claim: Claim, as_of: datetime | None = None, *, after_version: int = 0) -> list[LedgerEntry]:
    """What happened to a claim, oldest first, with the records and the people at hand.

    after_version: only what came after the claim had that many entries.
    """
    entries = LedgerEntry.objects.filter(claim=claim, claim_seq__gt=after_version).select_related(
        "claim_version__recorded_by",
        "evidence__recorded_by",
        "decision__decided_by",
        "decision__approved_by",
        "publication_act__acted_by",
        "conflict_ruling__ruled_by",
        "conflict_ruling__one__source",
        "conflict_ruling__other__source",
        "recount__recorded_by",
        "redaction__recorded_by",
        "attribution__source",
        "attribution__recorded_by",
    )
    if as_of is not None:
        entries = entries.filter(recorded_at__lte=as_of)
    return list(entries.order_by("seq"))
