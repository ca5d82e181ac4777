#!/usr/bin/env python3
"""Check a ledger that you downloaded, without trusting the newsroom it came from.

    python3 verify_ledger.py entries.jsonl --checkpoint checkpoints.txt --vkey @key.txt
    python3 verify_ledger.py entries.jsonl --decisions decisions.csv

Python 3.11 or later; nothing to install. The files lie under /ledger/ on the newsroom's site. A checkpoint
that you, or a witness, saved EARLIER proves most: it shows that nothing up to it has been changed since.

Exit status: 0 sound, 1 tampered with, 2 cannot tell (bad arguments, unreadable file, unknown version).
"""

import argparse
import base64
import csv
import functools
import hashlib
import json
import re
import sys
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

SOUND, TAMPERED, CANNOT_TELL = 0, 1, 2
VERDICTS = {SOUND: "sound", TAMPERED: "tampered", CANNOT_TELL: "cannot tell"}

LINE_BYTES = 16 * 1024 * 1024
KEYS = frozenset("v seq kind claim claim_seq previous recorded_at sealed_at record".split())
KINDS = frozenset(
    "claim attribution evidence decision publication conflict recount redaction relation setting".split()
)
VERSIONS = (1, 2)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
HEX = re.compile(r"[0-9a-f]{64}")


class CannotTell(Exception):
    """What was asked cannot be answered, one way or the other."""


class Finding(NamedTuple):
    """What is wrong with one entry, in words."""

    seq: int
    field: str
    words: str
    stands: str = ""
    should: str = ""

    def __str__(self) -> str:
        text = f"entry {self.seq:,}, {self.field}: {self.words}"
        if self.stands or self.should:
            text += f"\n    there stands:  {self.stands}\n    should be:     {self.should}"
        return text


class Broken(Exception):
    """Nothing after this line can be judged."""


# ---- Ed25519 [RFC 8032], verification only ----
# The same lines stand in verify_ledger.py and witness.py, on purpose: each is one file that a stranger can
# read to its end and run, with nothing to install and nothing to trust beside it. A test holds the two alike.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)


def add(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point(encoded: bytes) -> Point:
    """Decode a point [5.1.3]. Raises ValueError when there is none."""
    sign, y = divmod(int.from_bytes(encoded, "little"), 2**255)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_ONE % P
    if len(encoded) != 32 or y >= P or x * x % P != square or (x == 0 and sign):
        raise ValueError("these are not the bytes of an Ed25519 public key")
    if x % 2 != sign:
        x = P - x
    return x, y, 1, x * y % P


def multiples(of: Point) -> list[list[Point]]:
    """For each hex digit of a factor, each value's worth of the point: thousands of checks become quick."""
    rows = []
    for _ in range(64):
        row = [NEUTRAL]
        for _ in range(15):
            row.append(add(row[-1], of))
        rows.append(row)
        of = add(row[-1], of)
    return rows


@functools.cache
def base_multiples() -> list[list[Point]]:
    return multiples(point((4 * pow(5, -1, P) % P).to_bytes(32, "little")))


class PublicKey:
    def __init__(self, encoded: bytes) -> None:
        x, y, z, t = point(encoded)
        self.encoded = encoded
        self._multiples_of_minus = multiples((P - x, y, z, P - t))

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether R = sB - hA [5.1.7]. Public values only, so nothing here needs constant time."""
        r, s = signature[:32], int.from_bytes(signature[32:], "little")
        # Without this bound anyone could make a second signature out of each.
        if len(signature) != 64 or s >= L:
            return False
        h = int.from_bytes(hashlib.sha512(r + self.encoded + message).digest(), "little") % L
        total = NEUTRAL
        for of_base, of_key in zip(base_multiples(), self._multiples_of_minus, strict=True):
            total = add(add(total, of_base[s % 16]), of_key[h % 16])
            s, h = s // 16, h // 16
        shrink = pow(total[2], -1, P)
        sign, y = total[0] * shrink % P % 2, total[1] * shrink % P
        return (sign << 255 | y).to_bytes(32, "little") == r


# ---- Signed checkpoints [C2SP signed-note, tlog-checkpoint]; alike in both programs too ----

NOTE = re.compile(r"((?:[^\n]+\n)+)\n((?:— [^\n]+\n)+)\n*")
TIME_LINE = re.compile(r"^time (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$", re.MULTILINE | re.ASCII)


class Checkpoint(NamedTuple):
    """One signed head: so many entries, this root. `text` is what the signature covers."""

    origin: str
    size: int
    root: bytes
    time: str
    text: str
    note: str


class Signer:
    """The key that signs checkpoints, out of its vkey line [Go's sumdb/note]. Raises ValueError."""

    def __init__(self, vkey: str) -> None:
        parts = vkey.split("+", 2)
        if len(parts) != 3:
            raise ValueError("a key is a line of three parts, name+id+key")
        self.vkey, self.name = vkey, parts[0]
        key = base64.b64decode(parts[2], validate=True)
        if len(key) != 33 or key[0] != 1:
            raise ValueError("this is not an Ed25519 key")
        self.id = hashlib.sha256(self.name.encode() + b"\n" + key).digest()[:4]
        if self.id.hex() != parts[1]:
            raise ValueError(f"the key's id should be {self.id.hex()}, not {parts[1]}")
        self._key = PublicKey(key[1:])

    def signed(self, checkpoint: Checkpoint) -> bool:
        """Whether this key signed it. Signatures by others, such as witnesses, do not matter here."""
        if checkpoint.origin != self.name:
            return False
        for line in checkpoint.note[len(checkpoint.text) + 1 :].splitlines():
            name, _, encoded = line.removeprefix("— ").rpartition(" ")
            signature = base64.b64decode(encoded, validate=True)
            if name == self.name and signature[:4] == self.id:
                return self._key.signed(checkpoint.text.encode(), signature[4:])
        return False


class Keys:
    """All the keys of one ledger, a line each: one that was replaced still vouches for what it signed."""

    def __init__(self, text: str) -> None:
        self.signers = [Signer(line) for line in text.split()]
        if len({signer.name for signer in self.signers}) != 1:
            raise ValueError("there should be one ledger's key, or several of the same ledger")
        self.name = self.signers[0].name
        self.lines = [signer.vkey for signer in self.signers]

    def signed(self, checkpoint: Checkpoint) -> bool:
        return any(signer.signed(checkpoint) for signer in self.signers)


def checkpoints_in(text: str) -> list[Checkpoint]:
    """Notes in the order in which they stand. Raises ValueError at the first that is none."""
    text = text.replace("\r\n", "\n").strip("\n") + "\n"
    found: list[Checkpoint] = []
    place = 0
    while place < len(text):
        note = NOTE.match(text, place)
        if note is None:
            raise ValueError(
                f"after {len(found)} checkpoints comes something that is not a signed checkpoint"
            )
        found.append(_checkpoint(note[1], note[1] + "\n" + note[2]))
        place = note.end()
    return found


def _checkpoint(text: str, note: str) -> Checkpoint:
    lines = text.split("\n")
    if len(lines) < 4 or not re.fullmatch(r"0|[1-9][0-9]{0,17}", lines[1]):
        raise ValueError(f"this is not a checkpoint: {shown(text)}")
    for line in note[len(text) + 1 :].splitlines():
        base64.b64decode(line.rpartition(" ")[2], validate=True)
    root = base64.b64decode(lines[2], validate=True)
    if len(root) != 32:
        raise ValueError(f"the root of a checkpoint has 32 bytes, not {len(root)}: {shown(lines[2])}")
    time = TIME_LINE.search(text)
    return Checkpoint(lines[0], int(lines[1]), root, time[1] if time else "", text, note)


def shown(value: object) -> str:
    """A value as it can be printed: short, on one line, nothing that a terminal would obey."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = "".join(
        c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in text
    )
    return text if len(text) <= 160 else text[:157] + "..."


# ---- The Merkle tree [RFC 6962] ----


class Frontier:
    """The roots of the full subtrees from the left: all that a growing tree needs to remember."""

    def __init__(self) -> None:
        self.size = 0
        self._roots: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        rest, self.size = self.size, self.size + 1
        while rest & 1:
            leaf = hashlib.sha256(b"\x01" + self._roots.pop() + leaf).digest()
            rest >>= 1
        self._roots.append(leaf)

    def root(self) -> bytes:
        if not self._roots:
            return hashlib.sha256().digest()
        *lefts, root = self._roots
        for left in reversed(lefts):
            root = hashlib.sha256(b"\x01" + left + root).digest()
        return root


# ---- The entries ----

LARGEST = 2**53 - 1  # Beyond it RFC 8785 cannot write a whole number exactly.


def _whole(digits: str) -> int:
    number = int(digits)
    if abs(number) > LARGEST:
        raise ValueError(f"{shown(digits)} is beyond what JSON numbers hold exactly")
    return number


def _no_fraction(digits: str) -> float:
    raise ValueError(f"{shown(digits)} is no whole number, and a sealed body holds no others")


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands in it twice")
    return found


# A name that stands twice lets two readers see two records, so lines may not have one; in a body, the
# comparison with its canonical form finds it.
LINE_JSON = json.JSONDecoder(object_pairs_hook=_each_key_once)
BODY_JSON = json.JSONDecoder(parse_int=_whole, parse_float=_no_fraction, parse_constant=_no_fraction)
# Names are ASCII, so sorting them by code point is sorting by UTF-16 unit, which RFC 8785 asks for.
CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def commitments_in(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The texts that a record only commits itself to: each one's path, and the hash."""
    if isinstance(value, dict):
        if value.keys() == {"commitment"} and isinstance(value["commitment"], str):
            yield path, value["commitment"]
            return
        pairs: Iterable[tuple[object, Any]] = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    else:
        return
    for name, item in pairs:
        if isinstance(item, dict | list):
            yield from commitments_in(item, f"{path}/{name}" if path else str(name))


class Examination:
    """Reads the ledger line by line. Memory grows with claims and with withheld lines, not with entries."""

    def __init__(self, checkpoints: Iterable[Checkpoint] = ()) -> None:
        self.findings: list[Finding] = []
        self.unknown: list[str] = []
        self.notes: list[str] = []
        self.frontier = Frontier()
        self.decisions = self.redacted = 0
        self.withheld: dict[bytes, int] = {}
        self.matching: list[Checkpoint] = []
        self.differing: list[tuple[Checkpoint, bytes]] = []
        self._due: dict[int, list[Checkpoint]] = {}
        for checkpoint in checkpoints:
            self._due.setdefault(checkpoint.size, []).append(checkpoint)
        self._chains: dict[str, tuple[int, str]] = {}
        self._chains_known = True
        self._missing: set[tuple[int, str]] = set()
        self._last_time = ""
        self.kind = ""  # Of the line read last; empty where it is not shown.
        self._compare_roots()

    @property
    def size(self) -> int:
        return self.frontier.size

    def found(self, field: str, words: str, stands: object = "", should: object = "", seq: int = 0) -> None:
        self.findings.append(Finding(seq or self.size, field, words, shown(stands), shown(should)))

    def line(self, raw: bytes) -> None:
        """Examine the next line. Raises Broken when those after it cannot be judged any more."""
        here = self.size + 1
        try:
            if len(raw) > LINE_BYTES:
                raise ValueError(f"longer than {LINE_BYTES:,} bytes")
            entry = LINE_JSON.decode(raw.decode())
            if not isinstance(entry, dict):
                raise ValueError("no JSON object")
        except (ValueError, RecursionError) as error:
            tail = "" if raw.endswith(b"\n") else " It is the file's end, so perhaps the download broke off."
            self.found("line", f"this line cannot be read: {shown(str(error))}.{tail}", seq=here)
            raise Broken from error
        seq, leaf = entry.get("seq"), entry.get("hash")
        if type(seq) is not int or seq != here:
            missing = type(seq) is int and seq > here
            words = f"entry {here:,} is missing" if missing else "another entry stands in its place"
            self.found(
                "seq", words + "; the sequence may have no gap and no second of the same", seq, here, here
            )
            raise Broken
        if not isinstance(leaf, str) or not HEX.fullmatch(leaf):
            self.found("hash", "this is no sha256 in hex", leaf, "64 hex digits", here)
            raise Broken
        self.frontier.add(bytes.fromhex(leaf))
        self.kind = ""
        if extra := entry.keys() - {"seq", "hash", "body", "texts"}:
            self.found("line", f"it carries {shown(min(extra))}, which nothing seals")
        if "body" in entry:
            self._shown_entry(entry)
        else:
            if "texts" in entry:
                self.found("texts", "an entry whose body is withheld shows texts")
            self.withheld[bytes.fromhex(leaf)] = seq
        self._compare_roots()

    def end(self) -> None:
        """After the last line: what only now is known to be missing."""
        for seq, field in sorted(self._missing):
            self.found(field, "this text is missing, and no redaction entry names it", seq=seq)
        if self._due:
            words = (
                "missing, and all after it: the file's tail is cut, for a checkpoint speaks of more entries"
                " (if you downloaded the checkpoint after the entries, download the entries again)"
            )
            stands, should = f"{self.size:,} entries", f"{max(self._due):,} entries"
            self.found("seq", words, stands, should, self.size + 1)

    def _compare_roots(self) -> None:
        for checkpoint in self._due.pop(self.size, ()):
            root = self.frontier.root()
            if root == checkpoint.root:
                self.matching.append(checkpoint)
            else:
                self.differing.append((checkpoint, root))

    def _shown_entry(self, entry: dict[str, Any]) -> None:
        text = entry["body"]
        try:
            sealed = text.encode()
            body = BODY_JSON.decode(text)
        except (AttributeError, ValueError, RecursionError) as error:
            return self.found("body", f"it cannot be read: {shown(str(error))}")
        leaf = hashlib.sha256(b"\x00" + sealed).hexdigest()
        if leaf != entry["hash"]:
            self.found(
                "hash", "the body does not give this hash, so one of the two was changed", entry["hash"], leaf
            )
        if (canonical := CANONICAL.encode(body)) != text or not _ascii_names(body, text):
            place = next(
                (i for i, pair in enumerate(zip(text, canonical, strict=False)) if len({*pair}) > 1), 0
            )
            self.found(
                "body", f"not in the one form that RFC 8785 allows, from character {place:,}",
                text[place : place + 60], canonical[place : place + 60],
            )  # fmt: skip
        if not isinstance(body, dict) or type(body.get("v")) is not int:
            return self.found("body", "it does not say its version", text, '{..."v":2}')
        if body["v"] not in VERSIONS:
            self._chains_known = False
            return self.unknown.append(
                f"Entry {self.size:,} has a body of version {body['v']}, unknown to this program."
            )
        if self._form_holds(body, entry):
            self._in_its_time(body)
            self._in_its_chain(body, entry["hash"])
            self._texts(body, entry.get("texts", {}))
            self._kind(body)
        return None

    def _form_holds(self, body: dict[str, Any], entry: dict[str, Any]) -> bool:
        if body.keys() != KEYS:
            odd = ", ".join(sorted(body.keys() ^ KEYS))
            self.found("body", f"a body of this version has other parts; see: {shown(odd)}")
            return False
        if body["seq"] != entry["seq"]:
            self.found("seq", "the body was sealed under another number", body["seq"], entry["seq"])
        kinds = {"kind": str, "claim": str, "claim_seq": int, "previous": str, "record": dict}
        for name, kind in kinds.items():
            if type(body[name]) is not kind:
                self.found(name, "not of the kind that this part has", body[name], kind.__name__)
                return False
        return True

    def _in_its_time(self, body: dict[str, Any]) -> None:
        for name in ("recorded_at", "sealed_at"):
            if not isinstance(body[name], str) or not TIME.fullmatch(body[name]):
                return self.found(name, "this is no time in UTC", body[name], "YYYY-MM-DDTHH:MM:SS.ffffffZ")
        if body["recorded_at"] < self._last_time:
            words = "earlier than an entry before it; the ledger's time never goes back"
            self.found("recorded_at", words, body["recorded_at"], f"{self._last_time} or later")
        self._last_time = max(self._last_time, body["recorded_at"])
        return None

    def _in_its_chain(self, body: dict[str, Any], leaf: str) -> None:
        claim, place, previous = body["claim"], body["claim_seq"], body["previous"]
        last, last_hash = self._chains.get(claim, (0, ""))
        self._chains[claim] = place, leaf
        if not self._chains_known or (place, previous) == (last + 1, last_hash):
            return None
        chain = f"claim {shown(claim)}" if claim else "the desk's own chain"
        if place == last + 1:
            return self.found(
                "previous", f"not the hash of entry {last} of {chain}", previous, last_hash or "empty"
            )
        hidden = self.withheld.get(bytes.fromhex(previous)) if HEX.fullmatch(previous) else None
        if place <= last or hidden is None:
            return self.found(
                "claim_seq", f"the entries of {chain} are not all there in order", place, last + 1
            )
        if claim:
            # Drafts are withheld as a whole. To hide one entry of a claim that readers see is to rewrite it.
            words = f"{chain} is shown, but its entry {place - 1} is not: line {hidden:,} hides it"
            return self.found("claim_seq", words, place, last + 1)
        return self.notes.append(
            f"Entry {self.size:,} follows withheld entries of {chain}, which were not checked."
        )

    def _texts(self, body: dict[str, Any], texts: object) -> None:
        if not isinstance(texts, dict):
            return self.found("texts", "no JSON object", texts, "{}")
        committed = dict(commitments_in(body["record"])) if body["v"] > 1 else {}
        for field in texts.keys() - committed.keys():
            self.found(field, "this text stands beside the body, which does not commit itself to one")
        for field, commitment in committed.items():
            if field not in texts:
                self._missing.add((self.size, field))
            elif (told := commitment_of(texts[field])) != commitment:
                self.found(field, "text and salt do not give the commitment in the body", told, commitment)
        return None

    def _kind(self, body: dict[str, Any]) -> None:
        if body["kind"] not in KINDS:
            self.unknown.append(
                f"Entry {self.size:,} is a {shown(body['kind'])}, a kind unknown to this program."
            )
        self.kind = body["kind"]
        self.decisions += self.kind == "decision"
        if body["kind"] != "redaction":
            return None
        seq, field = body["record"].get("seq"), body["record"].get("field")
        if type(seq) is not int or not isinstance(field, str) or not 0 < seq < self.size:
            return self.found("record", "a redaction names an entry before it and a field", body["record"])
        self.redacted += 1
        if (seq, field) in self._missing:
            self._missing.remove((seq, field))
        else:
            self.notes.append(
                f"Entry {self.size:,} withdraws {shown(field)} of entry {seq:,}, which is not missing."
            )
        return None


def commitment_of(text: Any) -> str:
    """sha256 over salt and text, in hex; words that say what is amiss where there is no such thing."""
    match text:
        case {"salt": str(salt), "text": str(words)} if len(text) == 2 and HEX.fullmatch(salt):
            return hashlib.sha256(bytes.fromhex(salt) + words.encode(errors="surrogatepass")).hexdigest()
    return "no text with a salt of 64 hex digits"


def _ascii_names(value: Any, text: str) -> bool:
    if text.isascii():
        return True
    if isinstance(value, dict):
        return all(name.isascii() and _ascii_names(item, text) for name, item in value.items())
    return not isinstance(value, list) or all(_ascii_names(item, text) for item in value)


# ---- decisions.csv ----

# What a decision's body tells of a row.
ROW_FROM_BODY = {
    "claim_code": ("claim",),
    "decided_at": ("recorded_at",),
    "from_status": ("record", "from"),
    "to_status": ("record", "to"),
    "reason": ("record", "reason"),
    "public_note": ("record", "public_note"),
    "decided_by": ("record", "by"),
    "approved_by": ("record", "approved_by"),
    "rule_met": ("record", "rule_met"),
    "overridden": ("record", "overridden"),
}
WITHDRAWN = "[text withdrawn]"
FORMULA_STARTS = ("'=", "'+", "'-", "'@", "'\t", "'\r")


class Places:
    """Where each line begins, and which are decisions: nine bytes an entry, to look rows up by number."""

    def __init__(self) -> None:
        self.starts = array("q")
        self.awaited = bytearray()

    def add(self, start: int, kind: str) -> None:
        self.starts.append(start)
        self.awaited.append(kind == "decision")


def compare_decisions(path: str, file: BinaryIO, places: Places, seen: Examination, *, whole: bool) -> int:
    """Compare each row with its entry; returns how many there were."""
    rows = 0
    csv.field_size_limit(LINE_BYTES)
    with Path(path).open(encoding="utf-8-sig", newline="") as text:
        reader = csv.DictReader(text, strict=True)
        if not {"ledger_seq", "hash"} <= set(reader.fieldnames or ()):
            raise CannotTell(f"{path} has no columns ledger_seq and hash; is it decisions.csv?")
        for row in reader:
            rows += 1
            _compare_row(row, f"row {rows:,} of {path}", file, places, seen)
    if whole and (first := places.awaited.find(1)) >= 0:
        seen.found("decisions.csv", "this decision has no row", seq=first + 1)
    return rows


def _compare_row(row: dict[str, Any], name: str, file: BinaryIO, places: Places, seen: Examination) -> None:
    number = row["ledger_seq"] or ""
    seq = int(number) if re.fullmatch(r"[1-9][0-9]{0,17}", number) else 0
    if not 0 < seq <= len(places.starts):
        words = f"{name} belongs to entry {shown(number)}, which is not in the file"
        return seen.found("decisions.csv", words, seq=seq or seen.size + 1)
    file.seek(places.starts[seq - 1])
    entry = json.loads(file.readline())
    if row["hash"] != entry["hash"]:
        seen.found("hash", f"{name} has another hash", row["hash"], entry["hash"], seq)
    if not places.awaited[seq - 1]:
        return seen.found(
            "decisions.csv", f"{name} is no shown decision, or there are two rows of it", seq=seq
        )
    places.awaited[seq - 1] = 0
    try:
        told = _told(json.loads(entry["body"]), entry.get("texts", {}))
    except (ValueError, TypeError, AttributeError):
        return None  # Found and said when the entry itself was read.
    for column, value in told.items():
        cell = row.get(column, value)
        # The download for spreadsheets has an apostrophe before what they would take for a formula.
        if cell != value and not (cell and cell.startswith(FORMULA_STARTS) and cell[1:] == value):
            seen.found(column, f"{name} says something else than its entry", cell, value, seq)
    return None


def _told(body: Any, texts: Any) -> dict[str, str]:
    told = {}
    for column, path in ROW_FROM_BODY.items():
        value = body
        for name in path:
            value = value.get(name, ...) if isinstance(value, dict) else ...
        match value:
            case None:
                told[column] = ""
            case bool():
                told[column] = "true" if value else "false"
            case str():
                told[column] = value
            case {"commitment": _}:
                told[column] = texts[column]["text"] if column in texts else WITHDRAWN
    return told


# ---- The answer ----


def answer(
    seen: Examination, keys: Keys | None, unsigned: list[Checkpoint], rows: int | None
) -> dict[str, Any]:
    """What was found, as --json prints it."""
    proved, not_proved = _meaning(seen, keys, unsigned)
    findings = sorted(seen.findings, key=lambda finding: finding.seq)
    troubles = _checkpoint_troubles(seen, unsigned)
    verdict = TAMPERED if findings or troubles else CANNOT_TELL if seen.unknown else SOUND
    return {
        "verdict": VERDICTS[verdict],
        "exit": verdict,
        "entries": seen.size,
        "withheld": len(seen.withheld),
        "decisions": seen.decisions,
        "decision_rows": rows,
        "redactions": seen.redacted,
        "root": seen.frontier.root().hex(),
        "first_bad": findings[0]._asdict() if findings else None,
        "findings": [finding._asdict() for finding in findings],
        "checkpoint_findings": troubles,
        "checkpoints_matched": len(seen.matching),
        "unknown": seen.unknown,
        "notes": seen.notes,
        "proved": proved,
        "not_proved": not_proved,
    }


def _checkpoint_troubles(seen: Examination, unsigned: list[Checkpoint]) -> list[str]:
    troubles = [
        f"The checkpoint of {one.size:,} entries ({one.time}) is not signed by this key." for one in unsigned
    ]
    for checkpoint, root in sorted(seen.differing, key=lambda pair: pair[0].size):
        good = max((one.size for one in seen.matching if one.size < checkpoint.size), default=0)
        since = f"Up to entry {good:,} a checkpoint agrees, so it is" if good else "It is"
        troubles.append(
            f"These are not the entries of the checkpoint of {checkpoint.size:,} ({checkpoint.time})."
            f" {since} one of {good + 1:,} to {checkpoint.size:,} that differs.\n"
            f"    there stands:  root {root.hex()}\n"
            f"    should be:     root {checkpoint.root.hex()}"
        )
    return troubles


def _meaning(seen: Examination, keys: Keys | None, unsigned: list[Checkpoint]) -> tuple[list[str], list[str]]:
    counted = f"{seen.size:,} entries, {len(seen.withheld):,} of them withheld"
    proved = [f"{counted}: numbers, hashes, chains, times and texts agree with each other."]
    not_proved = []
    heads = [one for one in seen.matching if one not in unsigned]
    head = max(heads, key=lambda one: one.size, default=None)
    if head is None:
        not_proved.append(
            "Without a checkpoint only this is shown: the file agrees with itself. Whoever keeps the ledger"
            " could have changed an entry and sealed everything after it anew; that cannot be seen without a"
            " checkpoint saved before."
        )
    else:
        by = f"signed head of {shown(keys.name)}" if keys else "head"
        proved.append(
            f"The first {head.size:,} entries are those of the {by}, {head.time}, root {head.root.hex()}."
        )
        if keys is None:
            not_proved.append("Who signed the checkpoint was not checked: there was no --vkey.")
        if head.size < seen.size:
            not_proved.append(f"No checkpoint covers the {seen.size - head.size:,} entries after it.")
        not_proved.append(
            "A checkpoint shows that nothing was changed since you, or a witness, saved it; one downloaded"
            " together with the entries shows only what the site signs today."
        )
    if seen.withheld:
        not_proved.append(
            "What the withheld entries say; only that their hashes have their place in the ledger."
        )
    not_proved.append("Whether what the entries say is true: only that they are what was recorded.")
    return proved, not_proved


def print_answer(told: dict[str, Any], *, quiet: bool) -> None:
    findings = [Finding(**finding) for finding in told["findings"]]
    if findings:
        print(f"First bad {findings[0]}")
        for finding in findings[1:20]:
            print(f"Also {finding}")
        if len(findings) > 20:
            print(f"And {len(findings) - 20:,} more.")
    for line in [*told["checkpoint_findings"], *told["unknown"][:5]]:
        print(line)
    if told["unknown"]:
        print("Fetch a newer verify_ledger.py.")
    if quiet:
        return
    for line in told["notes"][:20]:
        print(line)
    if told["exit"] == SOUND:
        print("Proved:", *told["proved"], sep="\n  ")
        if told["decision_rows"] is not None:
            print(f"  The {told['decision_rows']:,} rows of the CSV say what their entries say.")
        print("Not proved:", *told["not_proved"], sep="\n  ")
    print({SOUND: "Sound.", TAMPERED: "TAMPERED WITH.", CANNOT_TELL: "Cannot tell."}[told["exit"]])


# ---- The command ----


def load_checkpoints(paths: Iterable[str]) -> list[Checkpoint]:
    """Notes out of checkpoints.txt, one saved note, head.json or a witness's memory."""
    found: dict[str, Checkpoint] = {}
    for path in paths:
        text = Path(path).read_text("utf-8")
        try:
            if text.startswith("{"):
                kept = json.loads(text)
                text = "\n".join(kept["checkpoints"]) if "checkpoints" in kept else kept["checkpoint"]
            found |= {one.note: one for one in checkpoints_in(text)}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CannotTell(f"{path}: {shown(str(error))}") from error
    return list(found.values())


def load_keys(vkey: str | None) -> Keys | None:
    if vkey is None:
        return None
    try:
        return Keys(Path(vkey[1:]).read_text("utf-8") if vkey.startswith("@") else vkey)
    except ValueError as error:
        raise CannotTell(f"--vkey: {shown(str(error))}") from error


def examine(arguments: argparse.Namespace) -> dict[str, Any]:
    keys = load_keys(arguments.vkey)
    checkpoints = load_checkpoints(arguments.checkpoint)
    unsigned = [one for one in checkpoints if not keys.signed(one)] if keys else []
    seen = Examination(checkpoints)
    rows = None
    with Path(arguments.entries).open("rb") as file:
        file.seek(0, 2)
        progress = Progress(file.tell(), wanted=sys.stderr.isatty() and not arguments.quiet)
        file.seek(0)
        places, start = Places(), 0
        try:
            while raw := file.readline(LINE_BYTES + 1):
                seen.line(raw)
                if arguments.decisions:
                    places.add(start, seen.kind)
                start += len(raw)
                progress.at(seen.size, start)
            seen.end()
        except Broken:
            pass
        else:
            if arguments.decisions:
                rows = compare_decisions(arguments.decisions, file, places, seen, whole=arguments.whole_csv)
        progress.done()
    if not seen.size and not checkpoints and not seen.findings:
        raise CannotTell(f"{arguments.entries} is empty")
    return answer(seen, keys, unsigned, rows)


class Progress:
    def __init__(self, total: int, *, wanted: bool) -> None:
        self._total, self._wanted = total, wanted

    def at(self, entries: int, place: int) -> None:
        if self._wanted and entries % 5000 == 0:
            print(
                f"\r{entries:,} entries, {place * 100 // self._total} %", end="", file=sys.stderr, flush=True
            )

    def done(self) -> None:
        if self._wanted:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def parser() -> argparse.ArgumentParser:
    about, _, rest = (__doc__ or "").partition("\n")
    arguments = argparse.ArgumentParser(
        description=about, epilog=rest, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("entries", metavar="ENTRIES.jsonl", help="the downloaded /ledger/entries.jsonl")
    arguments.add_argument(
        "--checkpoint", metavar="FILE", action="append", default=[],
        help="signed checkpoints: a saved note, checkpoints.txt, head.json or a witness's witness.json",
    )  # fmt: skip
    arguments.add_argument(
        "--vkey", metavar="KEY", help="the key that must have signed them, or @FILE that holds it"
    )
    arguments.add_argument(
        "--decisions", metavar="FILE", help="a downloaded decisions.csv to compare with the entries"
    )
    arguments.add_argument(
        "--whole-csv", action="store_true", help="it is unfiltered: every shown decision has a row"
    )
    arguments.add_argument("--json", action="store_true", help="print the answer as one JSON object")
    arguments.add_argument("--quiet", action="store_true", help="print only what is wrong")
    return arguments


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    arguments = parser().parse_args()
    if arguments.whole_csv and not arguments.decisions:
        parser().error("--whole-csv says something of --decisions, which is not there")
    if arguments.vkey and not arguments.checkpoint:
        parser().error("--vkey says who signed a --checkpoint, and there is none")
    try:
        told = examine(arguments)
    except (CannotTell, OSError, UnicodeDecodeError, csv.Error) as error:
        if arguments.json:
            print(json.dumps({"verdict": VERDICTS[CANNOT_TELL], "exit": CANNOT_TELL, "why": str(error)}))
        print(f"Cannot tell: {error}", file=sys.stderr)
        return CANNOT_TELL
    if arguments.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print_answer(told, quiet=arguments.quiet)
    return int(told["exit"])


if __name__ == "__main__":
    sys.exit(main())
