"""What proves that a claim's record is unchanged: its entries, recomputed, and their place in the tree."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from factcheck.models import Checkpoint, Claim, LedgerEntry
from factcheck.queries.tree import inclusion_of, last_checkpoint
from factcheck.rules.merkle import verify_inclusion
from factcheck.rules.told import word


@dataclass(frozen=True, slots=True)
class ProvedEntry:
    """One entry. fault: what does not fit, in words, or empty. signed: whether a checkpoint covers it."""

    seq: int
    claim_seq: int
    kind: str
    recorded_at: datetime
    hash: str
    signed: bool
    fault: str


@dataclass(frozen=True, slots=True)
class ClaimProof:
    entries: list[ProvedEntry]
    checkpoint: Checkpoint | None

    @property
    def holds(self) -> bool:
        return not any(entry.fault for entry in self.entries)

    @property
    def unsigned(self) -> int:
        return sum(not entry.signed for entry in self.entries)


def claim_proof_of(claim: Claim) -> ClaimProof:
    """Recompute the claim's chain, and for its last signed entry the way up to the signed root.

    Each entry holds the hash of the one before, so the last one's proof speaks for all that precede it.
    """
    checkpoint = last_checkpoint()
    size = checkpoint.size if checkpoint else 0
    rows = list(LedgerEntry.objects.filter(claim=claim).order_by("claim_seq"))
    last_signed = max((row.seq for row in rows if row.seq <= size), default=0)
    entries, before = [], ""
    for row in rows:
        fault = _fault(row, before)
        if not fault and checkpoint is not None and row.seq == last_signed:
            fault = _fault_of_place(row, checkpoint)
        entries.append(
            ProvedEntry(row.seq, row.claim_seq, row.kind, row.recorded_at, row.hash, row.seq <= size, fault)
        )
        before = row.hash
    return ClaimProof(entries, checkpoint)


def _fault(row: LedgerEntry, before: str) -> str:
    if sha256(b"\x00" + row.body.encode()).hexdigest() != row.hash:
        return word("The body does not have this hash.")
    if json.loads(row.body)["previous"] != before:
        return word("It does not follow on the claim's entry before.")
    return ""


def _fault_of_place(row: LedgerEntry, checkpoint: Checkpoint) -> str:
    proof = inclusion_of(row.seq, checkpoint.size)
    root = bytes.fromhex(checkpoint.root)
    proved = verify_inclusion(row.seq - 1, checkpoint.size, bytes.fromhex(row.hash), proof, root)
    return "" if proved else word("The signed root does not contain it.")
