"""The key that signs checkpoints: in a file beside the database, never in it, and not in its backups.

The private half is for the signer alone. The public half, one line a key with the newest last, is what the
site publishes; a key that was replaced stays on the list, for the checkpoints that it signed.
"""

import os
import secrets
from pathlib import Path

from factcheck.rules.notes import NoteRefused, SignerKey, VerifierKey


class KeyMissing(Exception):
    """There is no usable key; the message says which file and what to do."""


def public_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.pub")


def make_key(path: Path, origin: str) -> SignerKey:
    """Make a key for the ledger `origin`, readable by its owner only. Never over one that is there."""
    key = SignerKey.new(origin)
    path.parent.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    fresh.touch(mode=0o600)
    fresh.write_text(key.text() + "\n")
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        return read_key(path)
    finally:
        fresh.unlink()
    with public_path(path).open("a") as published:
        published.write(key.verifier.text() + "\n")
    return key


def read_key(path: Path) -> SignerKey:
    """Raises KeyMissing."""
    try:
        return SignerKey.parse(path.read_text())
    except FileNotFoundError:
        raise KeyMissing(f"There is no key in {path}. Make one: manage.py ledger_key --new") from None
    except (OSError, NoteRefused) as error:
        raise KeyMissing(f"The key in {path} cannot be used: {error}") from None


def public_keys(path: Path) -> list[VerifierKey]:
    """The published keys, newest last; none while there is no key."""
    try:
        lines = public_path(path).read_text().split()
    except OSError:
        return []
    return [VerifierKey.parse(line) for line in lines]
