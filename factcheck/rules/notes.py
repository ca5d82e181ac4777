"""Signed checkpoints of the ledger [C2SP signed-note, tlog-checkpoint, tlog-proof; Ed25519, RFC 8032].

A checkpoint is a short text that anybody can keep: whose ledger, how many entries, the root over them, when.
Its signature covers the text up to and including the line feed before the empty line.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
KEY_ID_BYTES = 4
_PRIVATE = "PRIVATE+KEY+"
MOST_SIGNATURES = 100
_SIGNATURE = re.compile(r"— (?P<name>[^\s+]+) (?P<signature>[A-Za-z0-9+/]+={0,2})")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_TIME = "%Y-%m-%dT%H:%M:%SZ"


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
            lines.append(f"time {self.time.astimezone(UTC):{_TIME}}")
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
    seed: bytes = field(repr=False)

    @classmethod
    def new(cls, name: str) -> "SignerKey":
        return cls(_checked_name(name), Ed25519PrivateKey.generate().private_bytes_raw())

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
    _read_text(text, key.name)  # What nobody would accept is not signed.
    signature = base64.b64encode(key.verifier.key_id + key.sign(text)).decode()
    return f"{text}\n— {key.name} {signature}\n"


def open_checkpoint(note: str, *keys: VerifierKey) -> Checkpoint:
    """What a note states, if one of the keys has signed it; others may have too. Raises NoteRefused.

    Signatures of keys that are not given are passed over; those of keys that are must all fit.
    """
    if not keys:
        raise NoteRefused("Nobody's signature can be checked: no known key was given.")
    if _CONTROL.search(note):
        raise NoteRefused("The note has a control character other than the end of a line.")
    text, _, signatures = note.rpartition("\n\n")
    if not text or not note.endswith("\n"):
        raise NoteRefused("This is no signed note: a text, an empty line, signatures.")
    text += "\n"
    known = {(key.name, key.key_id): key for key in keys}
    signers = []
    for name, key_id, signature in _signatures(signatures):
        key = known.get((name, key_id))
        if key is None:
            continue
        if not key.has_signed(signature, text):
            raise NoteRefused(f"The signature of {name} does not fit the text: one was changed.")
        signers.append(key)
    if not signers:
        names = " or ".join(dict.fromkeys(key.name for key in keys))
        raise NoteRefused(f"The note has no signature of {names} by a known key.")
    return _read_text(text, signers[0].name)


def split_notes(text: str) -> list[str]:
    """The notes of a file in which an empty line stands between two."""
    notes: list[str] = []
    lines: list[str] = []
    signed = False
    for line in text.split("\n"):
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
    found: list[tuple[str, bytes, bytes]] = []
    for line in lines.split("\n")[:-1]:
        if len(found) == MOST_SIGNATURES:
            raise NoteRefused(f"The note has more than {MOST_SIGNATURES} signatures.")
        match = _SIGNATURE.fullmatch(line)
        if match is None:
            raise NoteRefused(f"This is no signature: {line[:80]}")
        raw = _bytes(match["signature"])
        found.append((match["name"], raw[:KEY_ID_BYTES], raw[KEY_ID_BYTES:]))
    return found


def _read_text(text: str, name: str) -> Checkpoint:
    lines = text.split("\n")[:-1]
    if len(lines) < 3 or not all(lines) or not _SIZE.fullmatch(lines[1]):
        raise NoteRefused("This is no checkpoint: a name, a number of entries, a root.")
    if lines[0] != name:
        raise NoteRefused(f"The checkpoint is of {lines[0]}, not of {name}.")
    root = _bytes(lines[2])
    if len(root) != 32:
        raise NoteRefused("The root is no sha256.")
    times = [_moment(line.removeprefix("time ")) for line in lines[3:] if line.startswith("time ")]
    if len(times) > 1:
        raise NoteRefused("The checkpoint states two times.")
    return Checkpoint(lines[0], int(lines[1]), root, times[0] if times else None)


def _moment(said: str) -> datetime:
    try:
        moment = datetime.strptime(said, _TIME).replace(tzinfo=UTC)
    except ValueError:
        raise NoteRefused(f"This is no time: {said}") from None
    if f"{moment:{_TIME}}" != said:
        raise NoteRefused(f"This is no time: {said}")
    return moment


def _checked_name(name: str) -> str:
    if not re.fullmatch(r"[^\s+]+", name) or not name.isprintable():
        raise NoteRefused(f"A ledger's name has neither blanks nor plus signs: {name!r}.")
    return name


def _parsed_key(text: str) -> tuple[str, bytes]:
    parts = text.split("+", 2)
    if len(parts) != 3 or not parts[0]:
        raise NoteRefused("A key has the form name+number+base64.")
    key = _bytes(parts[2])
    if key[:1] != ED25519 or len(key) != 33:
        raise NoteRefused("This is no Ed25519 key.")
    return _checked_name(parts[0]), key[1:]


def _bytes(text: str) -> bytes:
    """From base64 in its one right form: spare bits are zero, so no two texts mean the same bytes."""
    try:
        value = base64.b64decode(text, validate=True)
    except ValueError:
        raise NoteRefused(f"This is no base64: {text[:80]}") from None
    if base64.b64encode(value).decode() != text:
        raise NoteRefused(f"This is no base64: {text[:80]}")
    return value
