"""Comments: told to colleagues, never to readers."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from factcheck.actions.comments import CommentRefused, comment_on, take_back_comment
from factcheck.models import Comment, Mention
from tests.cast import Newsroom
from tests.views.test_permissions import READ_BY_ANYONE, site

__all__ = ["site"]

SECRET = "Zwischenruf"


def test_a_comment_stands_on_the_work_page_with_its_words_as_typed(
    client: Client, newsroom: Newsroom
) -> None:
    claim = newsroom.claim()
    client.force_login(newsroom.cast.ed)
    text = f"@Cho, {SECRET}: <script>alert(1)</script>\nhttps://a.example/?x=1&y=2"
    answer = client.post(f"/desk/claims/{claim.code}/comment/", {"text": text}, follow=True)
    page = answer.content.decode()
    assert "Comment added." in page
    assert "<strong>@Cho</strong>" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert 'href="https://a.example/?x=1&amp;y=2" rel="noopener noreferrer nofollow"' in page
    assert list(Mention.objects.values_list("person__username", flat=True)) == ["cho"]
    assert claim.version == 1, "The ledger knows nothing of it."


def test_a_name_that_nobody_has_is_said(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    client.force_login(newsroom.cast.ed)
    address = f"/desk/claims/{claim.code}/comment/"
    answer = client.post(address, {"text": "@bob look, me too: @ed"}, headers={"HX-Request": "true"})
    assert "Nobody here signs in as @bob." in answer.content.decode()
    assert not Mention.objects.exists()


@pytest.mark.parametrize("text", ["", " \n", "x" * 4001, "a\x00b"])
def test_no_words_or_too_many_are_refused_and_kept(text: str, client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    client.force_login(newsroom.cast.ed)
    answer = client.post(f"/desk/claims/{claim.code}/comment/", {"text": text})
    assert answer.status_code == 422
    assert text.strip().replace("\x00", "")[:40] in answer.content.decode().replace("\x00", "")
    assert not Comment.objects.exists()


def test_in_the_queue_a_comment_is_added_and_refused_in_the_panel(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    client.force_login(newsroom.cast.ed)
    address, there = f"/desk/claims/{claim.code}/comment/", {"next": f"/desk/?claim={claim.code}"}
    by_htmx = {"HX-Request": "true"}
    added = client.post(address, {"text": SECRET, **there}, headers=by_htmx).content.decode()
    assert added.lstrip().startswith('<section class="sheet sticky" id="panel"')
    assert "Comment added." in added and SECRET in added and "Comments (1)" in added
    refused = client.post(address, {"text": "x" * 4001, **there}, headers=by_htmx)
    assert refused.status_code == 422
    assert "x" * 4001 in refused.content.decode() and 'id="panel"' in refused.content.decode()
    plain = client.post(address, {"text": "One more.", **there})
    written = Comment.objects.latest("pk")
    assert plain.headers["Location"] == f"/desk/?claim={claim.code}#comment-{written.pk}"
    taken = client.post(f"/desk/comments/{written.pk}/take-back/", there, headers=by_htmx).content.decode()
    assert 'id="panel"' in taken and "Comment taken back." in taken


def test_its_author_takes_it_back_within_minutes_and_a_line_stays(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    comment, _ = comment_on(claim=claim, text=SECRET, by=newsroom.cast.ed)
    client.force_login(newsroom.cast.ed)
    page = client.post(f"/desk/comments/{comment.pk}/take-back/", follow=True).content.decode()
    assert SECRET not in page
    assert "Taken back" in page
    comment.refresh_from_db()
    assert comment.text == ""


def test_nobody_else_takes_it_back_and_nobody_later(newsroom: Newsroom) -> None:
    comment, _ = comment_on(claim=newsroom.claim(), text=SECRET, by=newsroom.cast.ed)
    with pytest.raises(CommentRefused, match="Only who wrote"):
        take_back_comment(comment=comment, by=newsroom.cast.cho)
    with pytest.raises(CommentRefused, match="more than 15 minutes"):
        take_back_comment(comment=comment, by=newsroom.cast.ed, at=timezone.now() + timedelta(minutes=16))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE factcheck_comment SET author_id = author_id",
        "UPDATE factcheck_comment SET written_at = now()",
        "DELETE FROM factcheck_comment",
        "DELETE FROM factcheck_mention",
    ],
)
def test_the_database_keeps_who_wrote_what_when(statement: str, newsroom: Newsroom) -> None:
    comment_on(claim=newsroom.claim(), text=f"@cho {SECRET}", by=newsroom.cast.ed)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


def test_no_public_address_knows_a_comment(
    client: Client, newsroom: Newsroom, site: dict[str, Any], tmp_path: Path
) -> None:
    for claim in newsroom.topic().claims.all():
        comment_on(claim=claim, text=f"@cho {SECRET}", by=newsroom.cast.ed)
    for name in READ_BY_ANYONE.split():
        answer = client.get(reverse(name, kwargs=site.get(name, {})), follow=True)
        body = b"".join(answer) if answer.streaming else answer.content
        assert SECRET.encode() not in body, name
