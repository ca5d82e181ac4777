"""Keep the ledger's checkpoints up to date."""

import argparse
import os
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections

from factcheck.actions.checkpoints import SigningRefused, is_due, sign_checkpoint
from factcheck.ledger_key import KeyMissing, make_key, public_keys, read_key
from factcheck.management.commands.ledger_key import default_origin
from factcheck.models import Checkpoint
from factcheck.rules.notes import Checkpoint as Signed
from factcheck.rules.notes import NoteRefused, SignerKey, open_checkpoint

LONGEST_PAUSE_SECONDS = 300


class Command(BaseCommand):
    help = (
        "Sign the ledger's size and root whenever there are new entries, and at least once an hour. "
        "What was signed last is remembered in a file beside the key, and nothing that contradicts it is "
        "signed. One signer a ledger is enough; `serve` runs it."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--watch", action="store_true", help="Go on until stopped.")
        parser.add_argument("--every", type=int, default=10, metavar="SECONDS", help="Look so often (10).")

    def handle(self, *args: Any, watch: bool, every: int, **options: Any) -> None:
        if not 1 <= every <= 60:
            raise CommandError("--every takes 1 to 60 seconds: a decision is signed within a minute.")
        path: Path = settings.LEDGER_KEY_FILE
        try:
            key = read_key(path) if path.exists() else make_key(path, default_origin())
        except (KeyMissing, OSError) as error:
            raise CommandError(str(error)) from None
        if watch:
            self.watch(key, every)
            return
        try:
            checkpoint = sign_and_remember(key)
        except (SigningRefused, DatabaseError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(checkpoint.note)

    def watch(self, key: SignerKey, every: int) -> None:
        pause = every
        while True:
            try:
                if is_due():
                    sign_and_remember(key)
                pause = every
            except DatabaseError as error:
                # The database restarts now and then; the next look finds it again.
                self.stderr.write(f"No checkpoint yet: {str(error).strip()}")
            except SigningRefused as error:
                self.stderr.write(
                    f"ALARM: no checkpoint is signed. {error} Run `manage.py verify_ledger`. If the database "
                    f"was restored from a backup on purpose, remove {memory()} and say so in public."
                )
                pause = LONGEST_PAUSE_SECONDS
            close_old_connections()
            time.sleep(pause)


def memory() -> Path:
    return settings.STATE_DIR / "ledger.last"


def sign_and_remember(key: SignerKey) -> Checkpoint:
    """Sign, after what this signer itself remembers, and remember that."""
    checkpoint = sign_checkpoint(key=key, remembered=_remembered(key))
    fresh = memory().with_suffix(f".{os.getpid()}")
    fresh.write_text(checkpoint.note)
    fresh.replace(memory())
    return checkpoint


def _remembered(key: SignerKey) -> Signed | None:
    known = [key.verifier, *public_keys(settings.LEDGER_KEY_FILE)]
    try:
        return open_checkpoint(memory().read_text(), *known)
    except FileNotFoundError:
        return None
    except NoteRefused as error:
        raise SigningRefused(f"{memory()} is not what this key signed: {error}") from None
