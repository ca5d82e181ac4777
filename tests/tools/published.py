"""A ledger as it is published, made from the format alone: nothing here calls the desk or its tools."""

import base64
import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

TOOLS = Path(__file__).resolve().parents[2] / "tools"
ORIGIN = "desk.example/ledger"
BEGINNING = datetime(2026, 11, 23, 10, tzinfo=UTC)
FIRST_CLAIM, SECOND_CLAIM, DRAFT = "NK-0001", "NK-0002", "NK-0003"


def run(tool: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a tool as a stranger would: isolated, with no packages but Python's own."""
    command = [sys.executable, "-I", "-S", str(TOOLS / tool), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env={"PATH": ""}, check=False)


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 2.1, as it is written there."""
    if not leaves:
        return sha256()
    if len(leaves) == 1:
        return leaves[0]
    k = _split(len(leaves))
    return sha256(b"\x01", root(leaves[:k]), root(leaves[k:]))


def consistency(size: int, leaves: list[bytes], *, complete: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 6962 2.1.2."""
    if size == len(leaves):
        return [] if complete else [root(leaves)]
    k = _split(len(leaves))
    if size <= k:
        return [*consistency(size, leaves[:k], complete=complete), root(leaves[k:])]
    return [*consistency(size - k, leaves[k:], complete=False), root(leaves[:k])]


def _split(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


@dataclass
class Key:
    secret: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    name: str = ORIGIN

    @property
    def _typed(self) -> bytes:
        return b"\x01" + self.secret.public_key().public_bytes_raw()

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode(), b"\n", self._typed)[:4]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(self._typed).decode()}"

    def checkpoint(self, leaves: list[bytes], time: str = "2026-11-23T11:00:00Z", origin: str = "") -> str:
        encoded = base64.b64encode(root(leaves)).decode()
        text = f"{origin or self.name}\n{len(leaves)}\n{encoded}\ntime {time}\n"
        signature = base64.b64encode(self.id + self.secret.sign(text.encode())).decode()
        return f"{text}\n— {self.name} {signature}\n"


class Publication:
    """Entries as they were sealed, each in the form of a line of entries.jsonl."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []
        self._chains: dict[str, tuple[int, str]] = {}

    def add(
        self,
        kind: str,
        claim: str,
        record: dict[str, Any],
        *,
        texts: dict[str, str] | None = None,
        version: int = 2,
    ) -> dict[str, Any]:
        """Seal an entry. texts: by their path in the record, which gets the commitments."""
        seq = len(self.lines) + 1
        salted = {}
        for path, words in (texts or {}).items():
            salt = hashlib.sha256(f"{seq} {path}".encode()).digest()
            salted[path] = {"salt": salt.hex(), "text": words}
            _put(record, path.split("/"), {"commitment": sha256(salt, words.encode()).hex()})
        place, previous = self._chains.get(claim, (0, ""))
        moment = (BEGINNING + timedelta(seconds=seq)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        body: Any = {"v": version, "seq": seq, "kind": kind, "claim": claim, "claim_seq": place + 1}
        body |= {"previous": previous, "recorded_at": moment, "sealed_at": moment, "record": record}
        line: dict[str, Any] = {"seq": seq, "body": rfc8785.dumps(body).decode(), "texts": salted}
        seal(line)
        self._chains[claim] = place + 1, line["hash"]
        self.lines.append(line)
        return line

    @property
    def leaves(self) -> list[bytes]:
        return [bytes.fromhex(line["hash"]) for line in self.lines]

    def reseal_from(self, seq: int) -> None:
        """Seal every entry anew from one on, with right numbers, hashes and chains, as an insider could."""
        chains: dict[str, tuple[int, str]] = {}
        for number, line in enumerate(self.lines, start=1):
            if "body" not in line:
                continue
            body = json.loads(line["body"])
            place, previous = chains.get(body["claim"], (0, ""))
            if number >= seq:
                body |= {"seq": number, "claim_seq": place + 1, "previous": previous}
                line["seq"], line["body"] = number, rfc8785.dumps(body).decode()
                seal(line)
            chains[body["claim"]] = place + 1, line["hash"]

    def jsonl(self) -> str:
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in self.lines)


def seal(line: dict[str, Any]) -> None:
    line["hash"] = sha256(b"\x00", line["body"].encode()).hex()


def edit(line: dict[str, Any], **changes: Any) -> None:
    """Change parts of a body and give it the hash that fits."""
    line["body"] = rfc8785.dumps(json.loads(line["body"]) | changes).decode()
    seal(line)


def _put(record: Any, path: list[str], value: Any) -> None:
    *way, last = path
    for name in way:
        record = record[int(name)] if isinstance(record, list) else record[name]
    record[int(last) if isinstance(record, list) else last] = value


def a_small_ledger() -> Publication:
    """Eleven entries: two claims that are shown, a draft that is withheld, an old body, a setting."""
    ledger = Publication()
    made = {"topic": "northgate", "place": "Северодонецк", "by": "ada", "text": "", "reason": None}
    ledger.add("claim", FIRST_CLAIM, made | {"text": "The bridge is closed — 'for good'.\t€"}, version=1)
    ledger.add("claim", SECOND_CLAIM, dict(made), texts={"text": "Some 300 were killed."})
    _attribution(ledger, FIRST_CLAIM, "The bridge “is closed”, 桥 said.")
    ledger.add("claim", DRAFT, dict(made), texts={"text": "A draft."})
    _decision(ledger, FIRST_CLAIM, "unverified", "confirmed", "Two independent sources.", note="")
    ledger.add("setting", "", {"name": "two_pairs_of_eyes", "value": True, "reason": "Policy.", "by": "cho"})
    _attribution(ledger, SECOND_CLAIM, "About 300 dead.")
    _attribution(ledger, DRAFT, "Nobody knows.")
    _decision(
        ledger, SECOND_CLAIM, "unverified", "disputed", '=Figures, and\r\n"words", differ.', note="Disputed."
    )
    ledger.add("relation", "", {"a": "x", "b": "y", "kind": "owns", "note": "", "by": "cho"})
    _decision(
        ledger, FIRST_CLAIM, "confirmed", "retracted", "It was open all the time.", note="We were wrong."
    )
    for line in ledger.lines:
        if json.loads(line["body"])["claim"] == DRAFT:
            del line["body"], line["texts"]
    return ledger


def _attribution(ledger: Publication, claim: str, quote: str) -> None:
    record = {"source": "agency", "quote": "", "spans": [{"start": 3, "end": 9, "exact": ""}], "by": "ada"}
    ledger.add("attribution", claim, record, texts={"quote": quote, "spans/0/exact": quote})


def _decision(ledger: Publication, claim: str, before: str, after: str, reason: str, *, note: str) -> None:
    record: dict[str, Any] = {
        "from": before,
        "to": after,
        "reason": reason,
        "public_note": note,
        "by": "ed",
        "approved_by": None,
    }
    record |= {"rule_met": True, "overridden": False, "shown": [], "rule": {"origins": 2}}
    ledger.add("decision", claim, record, texts={"reason": reason} | ({"public_note": note} if note else {}))
