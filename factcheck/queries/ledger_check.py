"""Recompute the ledger from its first entry to its last, and hold it against what was signed."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from factcheck.models import Checkpoint, LedgerHead, Redaction
from factcheck.rules.entries import SealedEntry, fault_of_record, fault_of_seal, version_of
from factcheck.rules.merkle import Frontier
from factcheck.rules.notes import Checkpoint as Signed
from factcheck.rules.notes import NoteRefused, VerifierKey, open_checkpoint

BATCH = 1_000
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not fit. seq: the entry, where it is about one."""

    says: str
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class SavedHead:
    """A checkpoint that somebody kept, and where it was found."""

    signed: Signed
    found_in: str


_ENTRIES = """
    SELECT e.seq, e.kind, coalesce(c.code, ''), e.claim_seq, ledger_time_text(e.recorded_at),
        ledger_time_text(e.sealed_at), e.previous_hash, e.body, e.hash,
        coalesce((SELECT p.hash FROM factcheck_ledgerentry p
                  WHERE p.claim_id = e.claim_id AND p.claim_seq = e.claim_seq - 1),
                 (SELECT p.hash FROM factcheck_ledgerentry p
                  WHERE e.claim_id IS NULL AND p.claim_id IS NULL AND p.claim_seq = e.claim_seq - 1), ''),
        coalesce(e.claim_version_id, e.attribution_id, e.evidence_id, e.decision_id, e.publication_act_id,
            e.conflict_ruling_id, e.recount_id, e.redaction_id, e.relation_version_id, e.setting_change_id),
        coalesce(s.salts, '{}')::text
    FROM factcheck_ledgerentry e
    LEFT JOIN factcheck_claim c ON c.id = e.claim_id
    LEFT JOIN factcheck_ledgersalt s ON s.seq = e.seq
    WHERE e.seq > %s AND e.seq <= %s ORDER BY e.seq LIMIT %s
"""

# Asked for many at once: by itself each took half of the time.
_STORED = """
    SELECT ledger_record(kind, id, version)::text
    FROM unnest(%s::text[], %s::bigint[], %s::int[]) WITH ORDINALITY AS asked (kind, id, version, place)
    ORDER BY place
"""

# Each table of records with the entry's column that points at it and the column of its time.
_RECORDS = {
    "claimversion": ("claim_version_id", "recorded_at"),
    "attribution": ("attribution_id", "recorded_at"),
    "evidence": ("evidence_id", "recorded_at"),
    "decision": ("decision_id", "decided_at"),
    "publicationact": ("publication_act_id", "acted_at"),
    "conflictruling": ("conflict_ruling_id", "recorded_at"),
    "recount": ("recount_id", "recorded_at"),
    "redaction": ("redaction_id", "recorded_at"),
    "sourcerelationversion": ("relation_version_id", "recorded_at"),
    "settingchange": ("setting_change_id", "recorded_at"),
}

# After each entry of a claim: what its state says, and what the records up to there say.
_STATES = """
    SELECT s.ledger_seq, c.code, s.status, s.publication, s.version, s.decision_count,
        coalesce(d.to_status, 'unverified'), coalesce(p.to_state, 'draft'), e.claim_seq, coalesce(n.count, 0)
    FROM factcheck_claimstate s
    JOIN factcheck_claim c ON c.id = s.claim_id
    LEFT JOIN factcheck_ledgerentry e ON e.seq = s.ledger_seq AND e.claim_id = s.claim_id
    LEFT JOIN LATERAL (SELECT to_status FROM factcheck_decision WHERE claim_id = s.claim_id
        AND ledger_seq <= s.ledger_seq ORDER BY ledger_seq DESC LIMIT 1) d ON true
    LEFT JOIN LATERAL (SELECT to_state FROM factcheck_publicationact WHERE claim_id = s.claim_id
        AND ledger_seq <= s.ledger_seq ORDER BY ledger_seq DESC LIMIT 1) p ON true
    LEFT JOIN LATERAL (SELECT count(*) FROM factcheck_decision WHERE claim_id = s.claim_id
        AND ledger_seq <= s.ledger_seq) n ON true
    LEFT JOIN LATERAL (SELECT text FROM factcheck_claimversion WHERE claim_id = s.claim_id
        AND ledger_seq <= s.ledger_seq ORDER BY ledger_seq DESC LIMIT 1) v ON true
    WHERE (s.status, s.publication, s.version, s.decision_count, s.text)
          IS DISTINCT FROM (coalesce(d.to_status, 'unverified'), coalesce(p.to_state, 'draft'), e.claim_seq,
                            coalesce(n.count, 0), v.text)
    ORDER BY s.ledger_seq LIMIT 1
"""

_LAST_STATES = """
    SELECT c.code FROM factcheck_claim c
    LEFT JOIN factcheck_claimstate s ON s.claim_id = c.id AND s.ledger_seq = c.ledger_seq
    WHERE s.ledger_seq IS NULL
       OR (c.status, c.publication, c.version, c.text, c.last_reason)
          IS DISTINCT FROM (s.status, s.publication, s.version, s.text, s.last_reason)
       OR EXISTS (SELECT FROM factcheck_ledgerentry e WHERE e.claim_id = c.id AND e.seq > c.ledger_seq)
    ORDER BY c.code LIMIT 1
"""


def entry_faults(saved: Sequence[SavedHead], progress: Progress) -> Iterator[Fault]:
    """Entry by entry, in order: its number, seal, chain and record; then the roots that were signed or kept.

    The first fault is the first bad entry; what follows from it is not told too.
    """
    redacted = defaultdict(set)
    for seq, field in Redaction.objects.values_list("entry_id", "field"):
        redacted[seq].add(field)
    total = LedgerHead.objects.get().seq
    frontier, sizes = Frontier(), {head.signed.size for head in saved}
    roots = {0: frontier.root}
    last_time = ""
    for entry, salts, stored in _entries(total):
        if entry.seq != frontier.size + 1:
            missing = f"entry {frontier.size + 1} is missing; after {frontier.size} comes {entry.seq}"
            yield Fault(missing, frontier.size + 1)
            return
        fault = fault_of_seal(entry)
        if fault is None and entry.recorded_at <= last_time:
            fault = f"its time {entry.recorded_at} is not after {last_time} of the entry before"
        if fault is None:
            fault = _record_fault(entry, stored, salts, redacted[entry.seq])
        if fault is not None:
            yield Fault(fault, entry.seq)
            return
        last_time = entry.recorded_at
        frontier.append(bytes.fromhex(entry.hash))
        if frontier.size in sizes:
            roots[frontier.size] = frontier.root
        if frontier.size % BATCH == 0:
            progress(frontier.size, total)
    progress(frontier.size, total)
    if frontier.size != total:
        yield Fault(f"the head says that there are {total} entries, and there are {frontier.size}")
    yield from _head_faults(saved, frontier.size, roots)


def _entries(last: int) -> Iterator[tuple[SealedEntry, dict[str, str], str | None]]:
    """Each entry with its salts and with what its record says now, as JSON; None where that is gone."""
    reached = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_ENTRIES, [reached, last, BATCH])
            rows = cursor.fetchall()
            entries = [SealedEntry(*row[:10]) for row in rows]
            asked = (
                [entry.kind for entry in entries],
                [row[10] for row in rows],
                [version_of(entry) for entry in entries],
            )
            cursor.execute(_STORED, asked)
            stored = [record for (record,) in cursor.fetchall()]
        for entry, row, record in zip(entries, rows, stored, strict=True):
            yield entry, json.loads(row[11]), record
        if len(rows) < BATCH:
            return
        reached = entries[-1].seq


def _record_fault(
    entry: SealedEntry, stored: str | None, salts: dict[str, str], redacted: set[str]
) -> str | None:
    if stored is None:
        return f"its {entry.kind} is gone"
    return fault_of_record(json.loads(entry.body)["record"], json.loads(stored), salts, redacted)


def _head_faults(saved: Sequence[SavedHead], size: int, roots: dict[int, bytes]) -> Iterator[Fault]:
    for head in sorted(saved, key=lambda head: head.signed.size):
        signed = head.signed.size
        if signed > size:
            yield Fault(f"{head.found_in} signs {signed} entries, the ledger has {size}: its tail is cut off")
        elif roots[signed] != head.signed.root:
            yield Fault(f"{head.found_in} signs another root for the first {signed}: they were rewritten")


def record_faults() -> Iterator[Fault]:
    """Records that no entry seals, or that say another place, time or claim than their entry."""
    for table, (column, time) in _RECORDS.items():
        claim = "r.claim_id" if table not in ("sourcerelationversion", "settingchange") else "NULL"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT r.id, r.ledger_seq FROM factcheck_{table} r"  # noqa: S608 - names of our own
                f" LEFT JOIN factcheck_ledgerentry e ON e.{column} = r.id"
                " WHERE (e.seq, e.recorded_at, e.claim_id)"
                f" IS DISTINCT FROM (r.ledger_seq, r.{time}, {claim})"
                " ORDER BY r.ledger_seq LIMIT 1"
            )
            for record_id, seq in cursor.fetchall():
                yield Fault(f"{table} {record_id} is not what its entry seals: place, time or claim", seq)


def state_faults() -> Iterator[Fault]:
    """Claims whose status, wording or publication is not what replaying their entries gives, at any time."""
    with connection.cursor() as cursor:
        cursor.execute(_STATES)
        for seq, code, *values in cursor.fetchall():
            shown, replayed = values[:4], values[4:]
            names = ("status", "publication", "version", "decisions")
            differing = [
                f"{name} {a!r} where the ledger gives {b!r}"
                for name, a, b in zip(names, shown, replayed, strict=True)
                if a != b
            ]
            yield Fault(f"{code} shows after this entry: {'; '.join(differing) or 'another wording'}", seq)
        cursor.execute(_LAST_STATES)
        for (code,) in cursor.fetchall():
            yield Fault(f"{code} is not shown as its last entry left it")


def tree_faults() -> Iterator[Fault]:
    """Runs of the Merkle tree that are not the hash of what they cover."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT level, index FROM factcheck_ledgertile"
            " WHERE decode(hash, 'hex') IS DISTINCT FROM ledger_node(8 * level, index) ORDER BY 1, 2 LIMIT 1"
        )
        for level, index in cursor.fetchall():
            yield Fault(f"run {index} of level {level} of the tree is not the hash of what it covers")


def listed_heads(keys: Sequence[VerifierKey]) -> tuple[list[SavedHead], list[Fault]]:
    """The checkpoints that the site itself lists, and those that no key of ours has signed."""
    heads, faults = [], []
    for row in Checkpoint.objects.order_by("id"):
        try:
            signed = open_checkpoint(row.note, *keys)
            heads.append(SavedHead(signed, f"checkpoint {row.pk} of the site's own list"))
            if (signed.size, signed.root.hex()) != (row.size, row.root):
                faults.append(Fault(f"checkpoint {row.pk} says one thing beside its note and another in it"))
        except NoteRefused as refused:
            faults.append(Fault(f"checkpoint {row.pk} cannot be believed: {refused}"))
    return heads, faults
