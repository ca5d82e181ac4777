from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from factcheck.demo.load import is_loaded
from factcheck.demo.logins import LOGINS
from factcheck.models import LedgerEntry
from tests.cast import Newsroom


def test_loading_twice_changes_nothing(as_owner: None) -> None:
    first, second = StringIO(), StringIO()
    call_command("load_demo", stdout=first)
    entries = LedgerEntry.objects.count()
    call_command("load_demo", stdout=second)
    assert all(username in first.getvalue() for username, _, _ in LOGINS)
    assert "here already" in second.getvalue()
    assert LedgerEntry.objects.count() == entries


def test_a_site_in_use_is_left_alone(newsroom: Newsroom) -> None:
    newsroom.claim()
    with pytest.raises(CommandError, match="empty site"):
        call_command("load_demo")
    assert not is_loaded()
