"""Check that nobody rewrote the ledger."""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from factcheck.ledger_key import public_keys
from factcheck.queries.ledger_check import (
    Fault,
    SavedHead,
    entry_faults,
    listed_heads,
    record_faults,
    state_faults,
    tree_faults,
)
from factcheck.queries.ledger_guards import missing_guards
from factcheck.rules.notes import NoteRefused, VerifierKey, open_checkpoint, split_notes


class Command(BaseCommand):
    help = (
        "Recompute the whole ledger: numbers, hashes, chains, records, states, the Merkle tree and all "
        "signed checkpoints; and look whether the database's own guards stand. Names the first bad entry and "
        "what differs. Exit status 1 when anything does not fit. With a checkpoint that was kept elsewhere "
        "(--head) it also finds a ledger that was rewritten as a whole or cut short."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--head", action="append", type=Path, default=[], metavar="FILE",
            help="Checkpoints that somebody kept: a copy of checkpoints.txt or head.json, or one note.",
        )  # fmt: skip
        parser.add_argument("--vkey", action="append", default=[], help="A public key to believe, too.")

    def handle(self, *args: Any, head: list[Path], vkey: list[str], **options: Any) -> None:
        try:
            keys = [*public_keys(settings.LEDGER_KEY_FILE), *map(VerifierKey.parse, vkey)]
        except NoteRefused as refused:
            raise CommandError(f"--vkey: {refused}") from None
        kept = [saved for path in head for saved in read_heads(path, keys)]
        with transaction.atomic(), connection.cursor() as cursor:
            # A long ledger takes minutes. The desk goes on working: what is new meanwhile is left out.
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            self.verify(keys, kept)

    def verify(self, keys: list[VerifierKey], kept: list[SavedHead]) -> None:
        listed, bad = listed_heads(keys)
        faults = self.tell("entries, against their records and every checkpoint", self.entries(listed, kept))
        faults += self.tell("records, against their entries", record_faults())
        faults += self.tell("what the claims show, replayed", state_faults())
        faults += self.tell("the tree", tree_faults())
        faults += self.tell("signatures of the checkpoints", bad)
        faults += self.tell("the database's guards", (Fault(words) for words in missing_guards()))
        if faults:
            raise CommandError(f"The ledger does NOT verify: {faults} fault{'s' if faults > 1 else ''}.")
        largest = max((saved.signed.size for saved in kept), default=None)
        self.stdout.write("The ledger verifies.")
        if largest is None:
            self.stdout.write(
                "Without a checkpoint that was kept elsewhere (--head), a ledger rewritten as a whole, "
                "checkpoints included, would look the same."
            )
        else:
            self.stdout.write(f"Its first {largest} entries are those of the checkpoint that you kept.")

    def entries(self, listed: list[SavedHead], kept: list[SavedHead]) -> Iterable[Fault]:
        shown = self.stderr.isatty()

        def progress(done: int, total: int) -> None:
            if shown:
                self.stderr.write(f"\r  {done:,} of {total:,} entries", ending="" if done < total else "\n")

        return entry_faults([*listed, *kept], progress)

    def tell(self, what: str, faults: Iterable[Fault]) -> int:
        found = list(faults)
        self.stdout.write(f"{'FAULT' if found else 'fits '}  {what}")
        for fault in found:
            entry = f"Entry {fault.seq}: " if fault.seq else ""
            self.stdout.write(f"       {entry}{fault.says.rstrip('.')}.")
        return len(found)


def read_heads(path: Path, keys: list[VerifierKey]) -> list[SavedHead]:
    """The notes of a file. Raises CommandError where it has none, or one that no known key has signed."""
    try:
        text = path.read_text()
        if text.lstrip().startswith("{"):
            text = json.loads(text)["checkpoint"] or ""
        signed = [open_checkpoint(note, *keys) for note in split_notes(text)]
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError) as error:
        raise CommandError(f"{path} cannot be read as checkpoints: {error}") from None
    except NoteRefused as refused:
        raise CommandError(f"{path}: {refused}") from None
    if not signed:
        raise CommandError(f"{path} holds no checkpoint.")
    return [SavedHead(one, f"a checkpoint in {path}") for one in signed]
