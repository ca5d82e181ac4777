"""Attacks on the ledger by somebody who owns the database, and that each is found.

Every attack is held against `verify_ledger` and against the stand-alone program that outsiders run, each
with a checkpoint that was saved before.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from factcheck.actions.checkpoints import sign_checkpoint
from factcheck.actions.redactions import redact
from factcheck.actions.sources import describe_source
from factcheck.exports.entries import entry_lines
from factcheck.ledger_key import make_key
from factcheck.models import Claim, LedgerEntry, User
from factcheck.queries.ledger_guards import missing_guards
from factcheck.rules.notes import SignerKey
from factcheck.rules.stances import Stance
from factcheck.rules.vocabulary import SourceKind
from tests.cast import Newsroom
from tests.clean_slate import owner

TOOL = Path(__file__).parent.parent.parent / "tools" / "verify_ledger.py"


@pytest.fixture
def key(tmp_path: Path, settings: Any) -> SignerKey:
    settings.LEDGER_KEY_FILE = tmp_path / "ledger.key"
    return make_key(settings.LEDGER_KEY_FILE, "desk.example/ledger")


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    claim = newsroom.published(parties=[newsroom.source("Russia")])
    newsroom.says(claim, "United States", quote="another 3,000 soldiers or more", figure="3,000 or more")
    newsroom.says(claim, "Russia", Stance.NOT_CONFIRMED)
    other = newsroom.published("Another matter entirely.")
    newsroom.decides(claim, reason="Both say so.")
    newsroom.decides(other, reason="A document shows it.")
    return claim


@pytest.fixture
def saved(claim: Claim, key: SignerKey, tmp_path: Path) -> Path:
    """A checkpoint that somebody outside keeps."""
    path = tmp_path / "kept.txt"
    path.write_text(sign_checkpoint(key=key).note)
    return path


@contextmanager
def unguarded() -> Iterator[Callable[..., None]]:
    """What an owner of the database can do: every trigger off, and on again as it was."""
    with owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgenabled = 'A'"
        )
        triggers = cursor.fetchall()
        for table, name in triggers:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        yield cursor.execute
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, name in triggers:
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def reseal(run: Callable[..., None], first: int) -> None:
    """Make everything from an entry on fit again: bodies, chains and hashes, as only the owner can."""
    run(
        "SELECT seq, claim_id, body FROM factcheck_ledgerentry WHERE seq >= %s ORDER BY seq",
        [first],
    )
    for entry in LedgerEntry.objects.filter(seq__gte=first).order_by("seq"):
        before = LedgerEntry.objects.filter(claim=entry.claim_id, seq__lt=entry.seq).order_by("-seq").first()
        run(
            "UPDATE factcheck_ledgerentry SET previous_hash = %s,"
            " body = canonical_json(body::jsonb || jsonb_build_object('previous', %s::text, 'seq', seq))"
            " WHERE seq = %s",
            [before.hash if before else "", before.hash if before else "", entry.seq],
        )
        run(
            "UPDATE factcheck_ledgerentry SET hash ="
            " encode(sha256('\\x00'::bytea || convert_to(body, 'UTF8')), 'hex') WHERE seq = %s",
            [entry.seq],
        )


def change_one_byte_of_a_body(run: Callable[..., None]) -> None:
    run("UPDATE factcheck_ledgerentry SET body = replace(body, '\"for\"', '\"foR\"') WHERE seq = 9")
    run("UPDATE factcheck_ledgerentry SET body = replace(body, 'alice', 'alicE') WHERE seq = 4")


def change_one_byte_of_a_hash(run: Callable[..., None]) -> None:
    run(
        "UPDATE factcheck_ledgerentry SET hash = overlay(hash PLACING"
        " CASE WHEN left(hash, 1) = 'a' THEN 'b' ELSE 'a' END FROM 1 FOR 1) WHERE seq = 4"
    )


def drop_an_entry(run: Callable[..., None]) -> None:
    run("DELETE FROM factcheck_ledgersalt WHERE seq = 4")
    run("DELETE FROM factcheck_ledgerentry WHERE seq = 4")


def swap_two(run: Callable[..., None]) -> None:
    columns = (
        "claim_id, claim_seq, kind, attribution_id, publication_act_id, recorded_at, sealed_at,"
        " previous_hash, body, hash"
    )
    run(f"CREATE TEMPORARY TABLE two ON COMMIT DROP AS SELECT seq, {columns} FROM factcheck_ledgerentry"
        " WHERE seq IN (4, 5)")  # fmt: skip
    run("DELETE FROM factcheck_ledgerentry WHERE seq IN (4, 5)")
    run(f"INSERT INTO factcheck_ledgerentry (seq, {columns}) SELECT 9 - seq, {columns} FROM two")


def add_one_in_the_middle(run: Callable[..., None]) -> None:
    run("UPDATE factcheck_ledgerhead SET seq = seq + 1")
    # From the last on, so that no two ever have the same number.
    for entry in LedgerEntry.objects.filter(seq__gte=5).order_by("-seq"):
        run("UPDATE factcheck_ledgersalt SET seq = seq + 1 WHERE seq = %s", [entry.seq])
        run("UPDATE factcheck_ledgerentry SET seq = seq + 1 WHERE seq = %s", [entry.seq])
    run(
        "INSERT INTO factcheck_settingchange (name, value, reason, changed_by_id, recorded_at, ledger_seq)"
        " SELECT 'x', '1', 'x', min(id), now(), 5 FROM factcheck_user"
    )
    run(
        "INSERT INTO factcheck_ledgerentry (seq, claim_seq, kind, setting_change_id, recorded_at, sealed_at,"
        " previous_hash, body, hash)"
        " SELECT 5, 1, 'setting', max(s.id), e.recorded_at + interval '1 us', now(), '', '{}',"
        " repeat('0', 64)"
        " FROM factcheck_settingchange s, factcheck_ledgerentry e"
        " WHERE e.seq = 4 GROUP BY e.recorded_at"
    )


def cut_the_tail(run: Callable[..., None]) -> None:
    run("DELETE FROM factcheck_claimstate WHERE ledger_seq >= 8")
    run("DELETE FROM factcheck_ledgersalt WHERE seq >= 8")
    run("SELECT decision_id FROM factcheck_ledgerentry WHERE seq >= 8")
    run("DELETE FROM factcheck_ledgerentry WHERE seq >= 8")
    run("DELETE FROM factcheck_decision")
    run("DELETE FROM factcheck_publicationact WHERE ledger_seq >= 8")
    run("UPDATE factcheck_ledgerhead SET seq = 7")
    run(
        "UPDATE factcheck_claim c SET ledger_seq = s.ledger_seq, status = s.status, version = s.version,"
        " publication = s.publication, last_reason = s.last_reason FROM factcheck_claimstate s"
        " WHERE s.ledger_seq = (SELECT max(ledger_seq) FROM factcheck_claimstate x WHERE x.claim_id = c.id)"
    )
    run("DELETE FROM factcheck_checkpoint")


def rewrite_a_reason_and_reseal_everything(run: Callable[..., None]) -> None:
    seq = LedgerEntry.objects.filter(decision__isnull=False).earliest("seq").seq
    run("UPDATE factcheck_decision SET reason = 'Nobody says so.' WHERE ledger_seq = %s", [seq])
    run("UPDATE factcheck_claimstate SET last_reason = 'Nobody says so.' WHERE ledger_seq = %s", [seq])
    run("UPDATE factcheck_claim SET last_reason = 'Nobody says so.' WHERE ledger_seq = %s", [seq])
    run(
        "UPDATE factcheck_ledgerentry e SET body = canonical_json(jsonb_set(e.body::jsonb, '{record}',"
        " ledger_covered(ledger_record('decision', e.decision_id, 2), s.salts)))"
        " FROM factcheck_ledgersalt s WHERE s.seq = e.seq AND e.seq = %s",
        [seq],
    )
    reseal(run, seq)
    run("DELETE FROM factcheck_checkpoint")


ATTACKS = [
    change_one_byte_of_a_body,
    change_one_byte_of_a_hash,
    drop_an_entry,
    swap_two,
    add_one_in_the_middle,
    cut_the_tail,
    rewrite_a_reason_and_reseal_everything,
]


def verify(*heads: Path) -> str:
    """What verify_ledger says. Raises CommandError where it finds something, with what it said."""
    out = StringIO()
    try:
        call_command("verify_ledger", head=list(heads), stdout=out)
    except CommandError as error:
        raise CommandError(f"{out.getvalue()}{error}") from None
    return out.getvalue()


def outsider(tmp_path: Path, saved: Path | None, key: SignerKey) -> subprocess.CompletedProcess[str]:
    """Download the ledger and check it with the stand-alone program, in a Python without packages."""
    entries = tmp_path / "entries.jsonl"
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(seq) FROM factcheck_ledgerentry")
        last = cursor.fetchone()[0]
    entries.write_bytes(b"".join(entry_lines(1, last)))
    words = [sys.executable, "-I", "-S", str(TOOL), str(entries)]
    if saved is not None:
        words += ["--checkpoint", str(saved), "--vkey", key.verifier.text()]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_a_ledger_that_nobody_touched_verifies(saved: Path, key: SignerKey, tmp_path: Path) -> None:
    assert "The ledger verifies" in verify(saved)
    done = outsider(tmp_path, saved, key)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_the_command_finds(attack: Callable, saved: Path) -> None:
    with unguarded() as run:
        attack(run)
    with owner(), pytest.raises(CommandError, match="does NOT verify"):
        verify(saved)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_outsider_finds(attack: Callable, saved: Path, key: SignerKey, tmp_path: Path) -> None:
    with unguarded() as run:
        attack(run)
    done = outsider(tmp_path, saved, key)
    assert done.returncode == 1, done.stdout + done.stderr


@pytest.mark.parametrize("attack", [cut_the_tail, rewrite_a_reason_and_reseal_everything])
def test_without_a_saved_checkpoint_a_whole_forgery_would_pass(
    attack: Callable, saved: Path, key: SignerKey, tmp_path: Path
) -> None:
    # Why checkpoints are published, and why somebody else should keep them.
    with unguarded() as run:
        attack(run)
    with owner():
        assert "would look the same" in verify()
    assert outsider(tmp_path, None, key).returncode == 0


@pytest.mark.parametrize(
    ("attack", "says"),
    [
        (change_one_byte_of_a_body, "Entry 4: its hash is not the hash of its body"),
        (drop_an_entry, "Entry 4: entry 4 is missing"),
        (cut_the_tail, "its tail is cut off"),
        (rewrite_a_reason_and_reseal_everything, "signs another root for the first"),
    ],
)
def test_the_first_bad_entry_is_named_with_what_differs(attack: Callable, says: str, saved: Path) -> None:
    with unguarded() as run:
        attack(run)
    with owner(), pytest.raises(CommandError, match=says):
        verify(saved)


@pytest.mark.parametrize(
    ("forgery", "says"),
    [
        ("UPDATE factcheck_decision SET reason = 'Nobody says so.'", "reason is now 'Nobody says so.'"),
        (
            "UPDATE factcheck_attribution SET stance = 'denies' WHERE stance = 'affirms'",
            "stance is 'affirms' as",
        ),
        ("UPDATE factcheck_hop SET cue = 'lied'", "chain is"),
        ("UPDATE factcheck_quantity SET bounds = '[1,2)'", "quantity is"),
        ("DELETE FROM factcheck_quantity", "quantity is"),
        ("UPDATE factcheck_attribution SET recorded_at = recorded_at - interval '1 year'", "place, time or"),
        ("UPDATE factcheck_claimstate SET status = 'disputed'", "shows after this entry: status 'disputed'"),
        ("UPDATE factcheck_claim SET status = 'disputed'", "is not shown as its last entry left it"),
        ("UPDATE factcheck_ledgersalt SET salts = '{}'", "is gone, and no redaction says so"),
        ("UPDATE factcheck_checkpoint SET note = replace(note, 'time 20', 'time 19')", "cannot be believed"),
        ("UPDATE factcheck_user SET username = 'somebody' WHERE username = 'ed'", "by is 'ed' as sealed"),
        ("UPDATE factcheck_ledgerhead SET seq = 99", "the head says that there are 99 entries"),
    ],
)
def test_a_record_that_was_changed_beside_its_seal_is_found(saved: Path, forgery: str, says: str) -> None:
    with unguarded() as run:
        run(forgery)
    with owner(), pytest.raises(CommandError, match=says):
        verify(saved)


def test_a_redacted_ledger_still_verifies(
    claim: Claim, saved: Path, key: SignerKey, newsroom: Newsroom, tmp_path: Path
) -> None:
    said = claim.attributions.exclude(quote="").get()
    decision = claim.decisions.get()
    with owner():
        redact(seq=said.ledger_seq, fields=["quote"], reason="By order.", by=newsroom.cast.cho)
        redact(seq=decision.ledger_seq, fields=["reason"], reason="By order.", by=newsroom.cast.cho)
        assert "The ledger verifies" in verify(saved)
    done = outsider(tmp_path, saved, key)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_source_with_a_new_name_leaves_what_was_said_before_as_it_was(
    claim: Claim, saved: Path, newsroom: Newsroom
) -> None:
    source = newsroom.source("United States")
    describe_source(
        source=source, by=newsroom.cast.cho, name="U.S. government", kind=SourceKind.GOVERNMENT, parent=None,
        country="US", position_note="",
    )  # fmt: skip
    assert "The ledger verifies" in verify(saved)


def test_a_login_that_the_ledger_names_never_changes(claim: Claim) -> None:
    with pytest.raises(DatabaseError, match="username never changes"), transaction.atomic():
        User.objects.filter(username="ed").update(username="somebody")


# --- the guards ---------------------------------------------------------------------------------------


def test_all_guards_stand_after_the_migrations(db: None) -> None:
    assert list(missing_guards()) == []


@pytest.mark.parametrize(
    ("sabotage", "says"),
    [
        ("DROP TRIGGER deny_change ON factcheck_decision", "lost its trigger deny_change"),
        ("ALTER TABLE factcheck_decision DISABLE TRIGGER deny_change", "switched off"),
        ("ALTER TABLE factcheck_decision ENABLE TRIGGER deny_change", "switched off, or can be"),
        (
            "CREATE OR REPLACE FUNCTION ledger_deny() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
            "ledger_deny is not as the migrations made it",
        ),
        ("GRANT UPDATE ON factcheck_decision TO factcheck_web", "right to UPDATE on factcheck_decision"),
        (
            "GRANT DELETE ON factcheck_ledgerentry TO factcheck_web",
            "right to DELETE on",
        ),
        (
            "CREATE RULE r AS ON INSERT TO factcheck_decision DO INSTEAD NOTHING",
            "factcheck_decision has a rule that is not ours",
        ),
        (
            "CREATE TRIGGER mine BEFORE INSERT ON factcheck_decision EXECUTE FUNCTION ledger_deny()",
            "a trigger that is not ours: mine",
        ),
    ],
)
def test_a_guard_that_was_taken_away_is_missed(db: None, sabotage: str, says: str) -> None:
    with owner(), connection.cursor() as cursor:
        cursor.execute(sabotage)
        assert any(says in words for words in missing_guards())


# --- bad input ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no checkpoint"),
        ("{}", "cannot be read"),
        ("desk.example/ledger\n1\nAAAA\n\n— desk.example/ledger AAAA\n", "no signature of"),
    ],
)
def test_a_head_that_is_none_is_refused(saved: Path, tmp_path: Path, text: str, says: str) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text(text)
    with pytest.raises(CommandError, match=says):
        verify(bad)


def test_a_copy_of_the_head_serves_as_a_saved_checkpoint(saved: Path, tmp_path: Path) -> None:
    copy = tmp_path / "head.json"
    copy.write_text(json.dumps({"checkpoint": saved.read_text()}))
    assert "entries are those of the checkpoint that you kept" in verify(copy)
