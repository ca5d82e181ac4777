"""Signed checkpoints of the ledger [C2SP signed-note, tlog-checkpoint, tlog-proof; Ed25519, RFC 8032].

A checkpoint is a short text that anybody can keep: whose ledger, how many entries, the root over them, when.
Its signature covers the text up to and including the line feed before the empty line.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
KEY_ID_BYTES = 4
_PRIVATE = "PRIVATE+KEY+"
_SIGNATURE = re.compile(r"^— (?P<name>[^\s+]+) (?P<signature>[A-Za-z0-9+/]+={0,2})$")


class NoteRefused(Exception):
    """A note, or a key, is not what it should be; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a note states: the root over the first `size` entries of the ledger `origin` at a time, in UTC."""

    origin: str
    size: int
    root: bytes
    time: datetime | None = None

    def text(self) -> str:
        lines = [self.origin, str(self.size), base64.b64encode(self.root).decode()]
        if self.time is not None:
            lines.append(f"time {self.time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name of its ledger."""

    name: str
    public: bytes

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """Read `name+keyid+base64`. Raises NoteRefused."""
        name, key = _parsed_key(text.strip())
        verifier = cls(name, key)
        if text.strip() != verifier.text():
            raise NoteRefused("The key's number does not belong to the key.")
        return verifier

    @property
    def key_id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:KEY_ID_BYTES]

    def text(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"

    def has_signed(self, signature: bytes, text: str) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class SignerKey:
    """The private half. Belongs in a file that its owner alone can read, never in the database."""

    name: str
    seed: bytes

    @classmethod
    def new(cls, name: str) -> "SignerKey":
        if not re.fullmatch(r"[^\s+]+", name):
            raise NoteRefused(f"A ledger's name has neither blanks nor plus signs: {name!r}.")
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> "SignerKey":
        """Read `PRIVATE+KEY+name+keyid+base64`. Raises NoteRefused."""
        if not text.strip().startswith(_PRIVATE):
            raise NoteRefused(f"A private key begins with {_PRIVATE}.")
        signer = cls(*_parsed_key(text.strip().removeprefix(_PRIVATE)))
        if text.strip() != signer.text():
            raise NoteRefused("The key's number does not belong to the key.")
        return signer

    @property
    def verifier(self) -> VerifierKey:
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        return VerifierKey(self.name, private.public_key().public_bytes_raw())

    def text(self) -> str:
        key = base64.b64encode(ED25519 + self.seed).decode()
        return f"{_PRIVATE}{self.name}+{self.verifier.key_id.hex()}+{key}"

    def sign(self, text: str) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())


def sign_checkpoint(checkpoint: Checkpoint, key: SignerKey) -> str:
    """The note to publish."""
    if checkpoint.origin != key.name:
        raise NoteRefused(f"The key of {key.name} does not sign for {checkpoint.origin}.")
    text = checkpoint.text()
    signature = base64.b64encode(key.verifier.key_id + key.sign(text)).decode()
    return f"{text}\n— {key.name} {signature}\n"


def open_checkpoint(note: str, *keys: VerifierKey) -> Checkpoint:
    """What a note states, if one of the keys has signed it; others may have too. Raises NoteRefused."""
    text, _, signatures = note.rpartition("\n\n")
    if not text or not note.endswith("\n"):
        raise NoteRefused("This is no signed note: a text, an empty line, signatures.")
    text += "\n"
    for key in keys:
        ours = [signed for signed in _signatures(signatures) if signed[:2] == (key.name, key.key_id)]
        if any(key.has_signed(signature, text) for _, _, signature in ours):
            return _read_text(text, key.name)
        if ours:
            raise NoteRefused(f"The signature of {key.name} does not fit the text: one was changed.")
    raise NoteRefused(f"The note has no signature of {' or '.join(key.name for key in keys)} by a known key.")


def split_notes(text: str) -> list[str]:
    """The notes of a file in which an empty line stands between two."""
    notes: list[str] = []
    lines: list[str] = []
    signed = False
    for line in text.splitlines():
        if not line and signed:
            notes.append("\n".join(lines) + "\n")
            lines, signed = [], False
        elif line or lines:
            lines.append(line)
            signed = signed or line.startswith("— ")
    if lines:
        notes.append("\n".join(lines) + "\n")
    return notes


def tlog_proof_text(index: int, proof: Sequence[bytes], note: str) -> str:
    """An inclusion proof that can be checked without asking anybody [C2SP tlog-proof]."""
    hashes = "".join(f"{base64.b64encode(step).decode()}\n" for step in proof)
    return f"c2sp.org/tlog-proof@v1\nindex {index}\n{hashes}\n{note}"


def _signatures(lines: str) -> list[tuple[str, bytes, bytes]]:
    """Name, key id and signature of each line."""
    found = []
    for line in lines.splitlines():
        match = _SIGNATURE.match(line)
        if match is None:
            raise NoteRefused(f"This is no signature: {line[:80]}")
        raw = _bytes(match["signature"])
        found.append((match["name"], raw[:KEY_ID_BYTES], raw[KEY_ID_BYTES:]))
    return found


def _read_text(text: str, name: str) -> Checkpoint:
    lines = text.split("\n")[:-1]
    if len(lines) < 3 or not re.fullmatch(r"0|[1-9][0-9]*", lines[1]):
        raise NoteRefused("This is no checkpoint: a name, a number of entries, a root.")
    if lines[0] != name:
        raise NoteRefused(f"The checkpoint is of {lines[0]}, not of {name}.")
    root = _bytes(lines[2])
    if len(root) != 32:
        raise NoteRefused("The root is no sha256.")
    said = next((line.removeprefix("time ") for line in lines[3:] if line.startswith("time ")), None)
    return Checkpoint(lines[0], int(lines[1]), root, _moment(said) if said else None)


def _moment(said: str) -> datetime:
    try:
        return datetime.strptime(said, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise NoteRefused(f"This is no time: {said}") from None


def _parsed_key(text: str) -> tuple[str, bytes]:
    parts = text.split("+", 2)
    if len(parts) != 3 or not parts[0]:
        raise NoteRefused("A key has the form name+number+base64.")
    key = _bytes(parts[2])
    if key[:1] != ED25519 or len(key) != 33:
        raise NoteRefused("This is no Ed25519 key.")
    return parts[0], key[1:]


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise NoteRefused(f"This is no base64: {text[:80]}") from None
