"""Signed checkpoints: what the signer signs, what it refuses, and what the database refuses."""

import subprocess
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from factcheck import ledger, ledger_key
from factcheck.actions.checkpoints import SigningRefused, is_due, sign_checkpoint
from factcheck.models import Checkpoint, Claim, LedgerEntry, LedgerTile, SettingChange
from factcheck.queries.tree import consistency_of, inclusion_of, root_at
from factcheck.rules import notes
from factcheck.rules.merkle import root_of, verify_consistency, verify_inclusion
from factcheck.rules.notes import SignerKey, VerifierKey, open_checkpoint
from tests.cast import Newsroom
from tests.clean_slate import owner

KEY = SignerKey.new("desk.example/ledger")


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    return newsroom.published()


@pytest.fixture
def long_ledger(newsroom: Newsroom) -> int:
    """More entries than one run of 256 holds."""
    for _ in range(300):
        with ledger.writing():
            ledger.seal(
                SettingChange.objects.create(name="x", value=1, reason="x", changed_by=newsroom.cast.ada)
            )
    return LedgerEntry.objects.count()


def leaves() -> list[bytes]:
    return [bytes.fromhex(h) for h in LedgerEntry.objects.order_by("seq").values_list("hash", flat=True)]


def test_a_checkpoint_states_size_and_root_and_is_signed(claim: Claim) -> None:
    checkpoint = sign_checkpoint(key=KEY)
    stated = open_checkpoint(checkpoint.note, KEY.verifier)
    assert (stated.origin, stated.size) == ("desk.example/ledger", LedgerEntry.objects.count())
    assert stated.root == root_of(leaves()) == bytes.fromhex(checkpoint.root)
    assert stated.time is not None
    assert timezone.now() - stated.time < timedelta(minutes=1)


def test_one_is_due_when_there_are_new_entries_and_else_every_hour(claim: Claim, newsroom: Newsroom) -> None:
    assert is_due()
    sign_checkpoint(key=KEY)
    assert not is_due()
    newsroom.decides(claim)
    assert is_due()
    sign_checkpoint(key=KEY)
    with owner(), connection.cursor() as cursor:
        # What waits for the end of the transaction stands in the way of ALTER TABLE.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE factcheck_checkpoint DISABLE TRIGGER USER")
        cursor.execute("UPDATE factcheck_checkpoint SET signed_at = now() - interval '61 minutes'")
    assert is_due()


def test_roots_and_proofs_come_from_runs_that_the_database_keeps(long_ledger: int) -> None:
    root = bytes.fromhex(sign_checkpoint(key=KEY).root)
    hashes = leaves()
    assert LedgerTile.objects.count() == 1
    assert root == root_of(hashes)
    for seq in (1, 2, 255, 256, 257, long_ledger):
        proof = inclusion_of(seq, long_ledger)
        assert verify_inclusion(seq - 1, long_ledger, hashes[seq - 1], proof, root)
    for size in (1, 100, 256, 257, long_ledger):
        steps = consistency_of(size, long_ledger)
        assert verify_consistency(size, long_ledger, root_at(size), root, steps)
        assert root_at(size) == root_of(hashes[:size])


def test_a_proof_takes_two_statements_whatever_its_length(
    long_ledger: int, django_assert_num_queries: object
) -> None:
    sign_checkpoint(key=KEY)
    with django_assert_num_queries(1):  # type: ignore[operator]
        inclusion_of(100, long_ledger)


def test_the_signer_refuses_a_ledger_that_was_rewritten(claim: Claim) -> None:
    sign_checkpoint(key=KEY)
    with owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE factcheck_ledgerentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE factcheck_ledgerentry SET hash = repeat('a', 64) WHERE seq = 2")
    with pytest.raises(SigningRefused, match="says otherwise"):
        sign_checkpoint(key=KEY)


def test_the_signer_refuses_a_ledger_shorter_than_it_remembers(claim: Claim) -> None:
    remembered = notes.Checkpoint(KEY.name, 99, b"r" * 32)
    with pytest.raises(SigningRefused, match="99 entries and the ledger has only"):
        sign_checkpoint(key=KEY, remembered=remembered)


@pytest.mark.parametrize(
    ("size", "root"),
    [("99", "ledger_root(1)"), ("1", "repeat('0', 64)"), ("0", "ledger_root(0)"), ("3", "ledger_root(2)")],
)
def test_the_database_takes_only_what_the_ledger_is(claim: Claim, size: str, root: str) -> None:
    sign_checkpoint(key=KEY)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO factcheck_checkpoint (size, root, note, signed_at)"
            f" VALUES ({size}, {root}, 'x', now())"
        )


def test_the_web_process_cannot_make_runs_of_the_tree(claim: Claim) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        LedgerTile.objects.create(level=1, index=0, hash="0" * 64)


# --- the key and the commands -------------------------------------------------------------------------


@pytest.fixture
def key_file(tmp_path: Path, settings: Any) -> Path:
    settings.STATE_DIR = tmp_path
    settings.LEDGER_KEY_FILE = tmp_path / "ledger.key"
    return settings.LEDGER_KEY_FILE


def test_the_first_signing_makes_a_key_that_only_its_owner_reads(claim: Claim, key_file: Path) -> None:
    out = StringIO()
    call_command("sign_checkpoints", stdout=out)
    assert key_file.stat().st_mode & 0o777 == 0o600
    [public] = ledger_key.public_keys(key_file)
    assert open_checkpoint(Checkpoint.objects.get().note, public).size == 3
    assert "PRIVATE" not in out.getvalue() + ledger_key.public_path(key_file).read_text()


def test_what_was_signed_is_remembered_outside_the_database(claim: Claim, key_file: Path) -> None:
    call_command("sign_checkpoints", stdout=StringIO())
    note = Checkpoint.objects.get().note
    assert (key_file.parent / "ledger.last").read_text() == note
    forged = notes.sign_checkpoint(notes.Checkpoint(KEY.name, 1, b"r" * 32), KEY)
    (key_file.parent / "ledger.last").write_text(forged)
    with pytest.raises(CommandError, match="not what this key signed"):
        call_command("sign_checkpoints", stdout=StringIO())


def test_a_replaced_key_stays_on_the_public_list(claim: Claim, key_file: Path) -> None:
    call_command("sign_checkpoints", stdout=StringIO())
    call_command("ledger_key", replace=True, stdout=StringIO(), stderr=StringIO())
    call_command("sign_checkpoints", stdout=StringIO())
    old, new = ledger_key.public_keys(key_file)
    first, second = Checkpoint.objects.order_by("id")
    assert open_checkpoint(first.note, old).size == open_checkpoint(second.note, new).size
    assert old.name == new.name


def test_a_key_is_never_written_over(key_file: Path) -> None:
    one = ledger_key.make_key(key_file, "desk.example/ledger")
    assert ledger_key.make_key(key_file, "other.example/ledger") == one
    assert [key.text() for key in ledger_key.public_keys(key_file)] == [one.verifier.text()]


def test_without_a_key_the_command_says_how_to_make_one(key_file: Path) -> None:
    with pytest.raises(CommandError, match=r"no key in .*ledger.key. Make one: manage.py ledger_key --new"):
        call_command("ledger_key")
    out = StringIO()
    call_command("ledger_key", new=True, origin="desk.example/ledger", stdout=out, stderr=StringIO())
    assert VerifierKey.parse(out.getvalue()).name == "desk.example/ledger"


def test_a_pause_that_breaks_the_promise_of_a_minute_is_refused() -> None:
    with pytest.raises(CommandError, match="within a minute"):
        call_command("sign_checkpoints", every=61)


def test_git_never_takes_the_key(tmp_path: Path) -> None:
    ignored = subprocess.run(["git", "check-ignore", "-q", "var/ledger.key"], check=False)
    assert ignored.returncode == 0
