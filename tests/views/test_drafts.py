"""Which draft the server says it has saved; what the browser does with it: tests/browser/test_drafts.py."""

import pytest
from django.test import Client

from tests.cast import Cast

NEW = "/desk/topics/new/"
TOPIC = {"name": "Harbour", "prefix": "HB", "_draft": "abc-123"}


def test_a_saved_form_names_its_draft(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    assert client.post(NEW, TOPIC).cookies["saved_draft"].value == "abc-123"


@pytest.mark.parametrize("change", [{"prefix": "?"}, {"_draft": "a; Path=/evil"}, {"_draft": ""}])
def test_a_refused_form_or_an_odd_name_clears_nothing(change: dict, client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    assert "saved_draft" not in client.post(NEW, TOPIC | change).cookies


def test_a_session_that_ended_saves_nothing(client: Client, cast: Cast) -> None:
    answer = client.post(NEW, TOPIC)
    assert answer["Location"].startswith("/accounts/login/")
    assert "saved_draft" not in answer.cookies
