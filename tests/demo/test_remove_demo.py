"""The demonstration is taken out whole, only where nothing else is lost, and the desk works on."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from factcheck.actions.checkpoints import sign_checkpoint
from factcheck.actions.claims import create_claim
from factcheck.actions.people import create_person
from factcheck.demo.load import is_loaded
from factcheck.ledger_key import make_key, read_key
from factcheck.models import Claim, LedgerEntry, LedgerHead, Measure, Topic, User
from factcheck.queries.ledger_guards import missing_guards
from factcheck.rules.vocabulary import Role
from tests import clean_slate
from tests.cast import Newsroom

pytestmark = pytest.mark.django_db(transaction=True)


def run(*args: str) -> str:
    out = StringIO()
    with clean_slate.owner():
        call_command(*args, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def key(tmp_path: Path, settings: Any) -> Path:
    settings.LEDGER_KEY_FILE = tmp_path / "ledger.key"
    make_key(settings.LEDGER_KEY_FILE, "desk.example/ledger")
    return settings.LEDGER_KEY_FILE


def test_it_goes_and_what_comes_next_is_entry_one(key: Path, newsroom: Newsroom) -> None:
    run("load_demo")
    sign_checkpoint(key=read_key(key))
    with pytest.raises(CommandError, match="Nothing was changed"):
        run("remove_demo")
    assert is_loaded()

    said = run("remove_demo", "--yes")
    # The others had accounts here before, with passwords of their own.
    assert "Accounts taken away: mina." in said
    assert "Accounts that stay: ada, alice, cho, ed, edna." in said
    assert not key.exists()
    assert key.with_name("ledger.key.of-the-demonstration").exists()
    assert list(missing_guards()) == []
    assert [topic.slug for topic in Topic.objects.all()] == ["general"]
    assert Measure.objects.exists()
    assert LedgerHead.objects.get().seq == 0
    assert "nothing was changed" in run("remove_demo", "--yes")

    claim = newsroom.published()
    newsroom.decides(claim)
    assert LedgerEntry.objects.order_by("seq").values_list("seq", flat=True)[0] == 1
    assert "The ledger verifies." in run("verify_ledger")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE factcheck_decision SET reason = 'x'")


def test_it_stays_while_something_of_ones_own_would_be_lost(key: Path) -> None:
    run("load_demo")
    with pytest.raises(CommandError, match="Nobody could look after the site afterwards"):
        run("remove_demo", "--yes")
    rosa = create_person(username="rosa", password="a long password of my own", role=Role.ADMIN)
    own = create_claim(text="A claim of our own.", topic=Topic.objects.get(slug="general"), by=rosa)
    with pytest.raises(CommandError, match="The site also has 1 claims of your own"):
        run("remove_demo", "--yes")
    assert Claim.objects.filter(pk=own.pk).exists()
    assert is_loaded()
    assert "Accounts that stay: rosa." in run("remove_demo", "--yes", "--with-my-own")
    assert not Claim.objects.exists()
    assert [person.username for person in User.objects.all()] == ["rosa"]
