"""Sign what the ledger is, so that nobody can say later that it was something else."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from factcheck import ledger
from factcheck.models import Checkpoint
from factcheck.queries.tree import last_checkpoint, root_at
from factcheck.rules import notes
from factcheck.rules.notes import SignerKey

AT_LEAST_EVERY = timedelta(hours=1)


class SigningRefused(Exception):
    """The ledger does not continue what was signed before: rewritten, or restored from an older copy."""


def is_due() -> bool:
    """Whether there are entries that no checkpoint covers, or the last one is an hour old."""
    last = last_checkpoint()
    if last is None or last.size < ledger.head().seq:
        return True
    return last.signed_at < timezone.now() - AT_LEAST_EVERY


def sign_checkpoint(*, key: SignerKey, remembered: notes.Checkpoint | None = None) -> Checkpoint:
    """Sign the ledger as it stands and put the checkpoint on the list.

    remembered: what the signer itself signed last, kept outside the database. Raises SigningRefused unless
    the ledger begins with all that was signed before: a log never signs two histories [C2SP tlog-checkpoint].
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT ledger_grow_tree()")
        size = ledger.head().seq
        last = last_checkpoint()
        if last is not None:
            _check(last.size, bytes.fromhex(last.root), size, "The last checkpoint on the list")
        if remembered is not None:
            _check(remembered.size, remembered.root, size, "The checkpoint that was signed last")
        root = root_at(size)
        note = notes.sign_checkpoint(notes.Checkpoint(key.name, size, root, timezone.now()), key)
        return Checkpoint.objects.create(size=size, root=root.hex(), note=note, signed_at=timezone.now())


def _check(signed_size: int, signed_root: bytes, size: int, what: str) -> None:
    if signed_size > size:
        raise SigningRefused(f"{what} has {signed_size} entries and the ledger has only {size}.")
    if root_at(signed_size) != signed_root:
        raise SigningRefused(f"{what} says otherwise what the first {signed_size} entries are.")
