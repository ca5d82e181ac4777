"""What must hold of one sealed entry, by itself and beside the entry before it in its chain."""

import json
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from factcheck.rules.canonical_json import canonical
from factcheck.rules.merkle import leaf_hash

VERSIONS = (1, 2)


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """An entry as it is stored; times as they stand in bodies. previous: of the chain's entry before."""

    seq: int
    kind: str
    claim: str
    claim_seq: int
    recorded_at: str
    sealed_at: str
    previous_hash: str
    body: str
    hash: str
    chain_before: str


def fault_of_seal(entry: SealedEntry) -> str | None:
    """What does not fit between an entry's columns, its body and its hash, in words; None when all does."""
    if leaf_hash(entry.body.encode()).hex() != entry.hash:
        return "its hash is not the hash of its body"
    try:
        body = json.loads(entry.body)
        rewritten = canonical(body)
    except (ValueError, TypeError):
        return "its body is no JSON"
    if rewritten != entry.body:
        return "its body is not canonical JSON [RFC 8785]"
    if body.get("v") not in VERSIONS:
        return f"its body has the version {body.get('v')}, which is not known here"
    said = {
        name: body.get(name) for name in ("seq", "kind", "claim", "claim_seq", "recorded_at", "sealed_at")
    }
    for name, value in said.items():
        if value != getattr(entry, name):
            return f"{name} is {getattr(entry, name)!r} beside it and {value!r} in its body"
    if not body["previous"] == entry.previous_hash == entry.chain_before:
        return "it does not hold the hash of the entry before it in its chain"
    return None


def version_of(entry: SealedEntry) -> int:
    """By which of VERSIONS a body is written; the last one where it does not say."""
    try:
        version = json.loads(entry.body)["v"]
    except (ValueError, TypeError, KeyError):
        return VERSIONS[-1]
    return version if version in VERSIONS else VERSIONS[-1]


def fault_of_record(
    sealed: Mapping[str, Any], stored: Mapping[str, Any], salts: Mapping[str, str], redacted: set[str]
) -> str | None:
    """What differs between the record as sealed and as it is stored now; None when nothing does.

    salts: hex, by field, of the texts that stand in the sealed record as commitments. redacted: the fields
    that an entry of kind redaction names. A text without salt must be among them.
    """
    covered = dict(stored)
    for field, salt in salts.items():
        words = _at(covered, field)
        if not isinstance(words, str):
            return f"{field} has a salt and no text"
        digest = sha256(bytes.fromhex(salt) + words.encode()).hexdigest()
        _put(covered, field, {"commitment": digest})
    for field in redacted - salts.keys():
        _put(covered, field, _at(sealed, field))
    for name in sorted({*covered, *sealed}):
        if covered.get(name) != sealed.get(name):
            if _is_commitment(sealed.get(name)) and name not in salts:
                return f"the text of {name} is gone, and no redaction says so"
            if _is_commitment(sealed.get(name)):
                return f"{name} is now {stored.get(name)!r}, which is not the text that was sealed"
            return f"{name} is {sealed.get(name)!r} as sealed and {stored.get(name)!r} as stored now"
    return None


def _is_commitment(value: object) -> bool:
    return isinstance(value, Mapping) and set(value) == {"commitment"}


def _at(record: Any, field: str) -> Any:
    for step in field.split("/"):
        try:
            record = record[int(step)] if step.isdigit() else record[step]
        except (KeyError, IndexError, TypeError):
            return None
    return record


def _put(record: Any, field: str, value: Any) -> None:
    """Put a value in its place; what it stands in is copied, so that what was read stays as it is."""
    step, _, rest = field.partition("/")
    key = int(step) if step.isdigit() else step
    if not rest:
        record[key] = value
    elif _at(record, step) is not None:
        record[key] = copy(record[key])
        _put(record[key], rest, value)
