"""The day's digest by e-mail."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from factcheck.actions.comments import comment_on
from factcheck.actions.digests import send_digests
from factcheck.actions.watching import watch
from factcheck.models import Digest, User
from tests.cast import Newsroom


@pytest.fixture
def readers(newsroom: Newsroom) -> None:
    """Ed watches the claim, Cho is named, Edna has an address and no news, Alice has news and no address."""
    for name in ("ed", "cho", "edna"):
        User.objects.filter(username=name).update(email=f"{name}@paper.example")
    claim = newsroom.claim("North Korea sent <soldiers> & guns.")
    newsroom.says(claim)
    watch(person=newsroom.cast.ed, subject=claim)
    watch(person=newsroom.cast.alice, subject=claim.topic)
    comment_on(claim=claim, text='@cho, is it the same "brigade"?', by=newsroom.cast.edna)


def test_each_gets_their_own_news_once(readers: None) -> None:
    today = timezone.localdate()
    assert [sent.person.username for sent in send_digests(today)] == ["ed", "cho"]
    to_ed, to_cho = mail.outbox
    assert "North Korea sent <soldiers> & guns." in to_ed.body
    assert "Statement recorded: Joint Chiefs of Staff" in to_ed.body
    assert 'is it the same "brigade"?' in to_cho.body
    assert "Statement recorded" not in to_cho.body
    assert "named 1 time" in to_cho.subject
    assert "\n" not in to_cho.subject
    assert list(send_digests(today)) == []
    assert len(mail.outbox) == 2
    assert Digest.objects.count() == 2


def test_one_that_fails_is_tried_again_by_the_next_run(readers: None, settings) -> None:  # type: ignore[no-untyped-def]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 9, False
    today = timezone.localdate()
    assert all(sent.problem for sent in send_digests(today))
    assert not Digest.objects.exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert len(list(send_digests(today))) == 2


def test_the_command_sends_yesterdays_and_waits_for_todays(readers: None) -> None:
    out = StringIO()
    call_command("send_digest", stdout=out)
    yesterday = timezone.localdate() - timedelta(days=1)
    assert out.getvalue() == f"Digest of {yesterday}: 0 sent.\n"
    with pytest.raises(CommandError, match="not over yet"):
        call_command("send_digest", "--day", timezone.localdate().isoformat())
