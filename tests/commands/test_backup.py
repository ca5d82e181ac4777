"""A desk goes into one file and comes back from it, byte for byte and with its guards."""

import json
import stat
import zipfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from factcheck.actions.checkpoints import sign_checkpoint
from factcheck.actions.comments import comment_on
from factcheck.ledger_key import make_key
from factcheck.models import Claim, Comment, LedgerEntry
from tests import clean_slate
from tests.cast import Newsroom

pytestmark = pytest.mark.django_db(transaction=True)


def run(name: str, *args: object) -> str:
    out = StringIO()
    with clean_slate.owner():
        call_command(name, *map(str, args), stdout=out, stderr=out)
    return out.getvalue()


def all_rows() -> dict[str, bytes]:
    with clean_slate.owner(), connection.cursor() as cursor:
        rows = {}
        for table in clean_slate.tables(cursor):
            with cursor.copy(f'COPY (SELECT * FROM "{table}" t ORDER BY t) TO STDOUT') as copy:
                rows[table] = b"".join(bytes(part) for part in copy)
    return rows


def test_a_desk_comes_back_as_it_was_and_works_on(newsroom: Newsroom, tmp_path: Path, settings: Any) -> None:
    settings.LEDGER_KEY_FILE = tmp_path / "ledger.key"
    claim = newsroom.published()
    newsroom.says(
        claim, "Russia", quote="Neither Moscow nor Pyongyang has confirmed any of it.", figure="some 11,000"
    )
    newsroom.decides(claim)
    comment_on(claim=claim, text="@cho\tlook\\n\n확인", by=newsroom.cast.ed)
    sign_checkpoint(key=make_key(settings.LEDGER_KEY_FILE, "desk.example/ledger"))
    before, file = all_rows(), tmp_path / "desk.backup"

    assert f"{LedgerEntry.objects.count()} ledger entries" in run("backup", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="is there already"):
        run("backup", file)
    with pytest.raises(CommandError, match="This desk is in use: it has"):
        run("restore", file)
    assert all_rows() == before

    clean_slate.wipe()
    assert not LedgerEntry.objects.exists()
    assert "The ledger verifies." in run("restore", file)
    assert all_rows() == before

    # The guards stand again, and the counters go on where they were.
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE factcheck_decision SET reason = 'x'")
    newsroom.claim("A claim after the restore.")
    comment_on(claim=Claim.objects.latest("pk"), text="Another.", by=newsroom.cast.ed)
    assert Comment.objects.count() == 2
    assert "The ledger verifies." in run("verify_ledger")


def spoil(file: Path, change: Any) -> None:
    """Write the archive anew with its members changed."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def manifest_with(**facts: object) -> Any:
    def change(members: dict[str, bytes]) -> None:
        members["manifest.json"] = json.dumps(json.loads(members["manifest.json"]) | facts).encode()

    return change


def test_a_backup_that_is_not_whole_changes_nothing(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.claim()
    good = tmp_path / "good.backup"
    run("backup", good)
    clean_slate.wipe()
    empty = all_rows()
    file = tmp_path / "bad.backup"
    for change, words in (
        (lambda members: members.update({"factcheck_claim.copy": b"x\n"}), "damaged: factcheck_claim"),
        (lambda members: members.pop("factcheck_claim.copy"), "cannot be read as a backup"),
        (lambda members: members.pop("manifest.json"), "cannot be read as a backup"),
        (manifest_with(format=2), "no backup that this version"),
        (manifest_with(migrations=["0001_the_desk"]), "another version of the desk"),
        (manifest_with(tables={}), "does not have the tables"),
    ):
        file.write_bytes(good.read_bytes())
        spoil(file, change)
        with pytest.raises(CommandError, match=words):
            run("restore", file)
    file.write_bytes(good.read_bytes()[:-100])
    with pytest.raises(CommandError, match="cannot be read as a backup"):
        run("restore", file)
    with pytest.raises(CommandError, match="cannot be read as a backup"):
        run("restore", tmp_path / "nowhere")
    assert all_rows() == empty
