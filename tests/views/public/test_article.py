"""GET /articles/ and /articles/<id>/: the stories that public claims rest on, their claims marked."""

import re

import pytest
from django.test import Client

from factcheck.actions.publication import publish_claim
from factcheck.models import Article, Claim
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from tests.cast import Newsroom

SENT = "North Korea sent another 3,000 soldiers or more to Russia"
MORE = "another 3,000 soldiers or more to Russia, the South said"


def get(client: Client, article: Article) -> str:
    response = client.get(f"/articles/{article.pk}/")
    assert response.status_code == 200
    return response.content.decode()


def quoted(newsroom: Newsroom, text: str, quote: str, **facts: object) -> Claim:
    """A published claim taken from these words of the story."""
    claim = newsroom.claim(text)
    newsroom.says(claim, quote=quote, **facts)  # type: ignore[arg-type]
    claim.refresh_from_db()
    publish_claim(claim=claim, version=claim.version, by=newsroom.cast.ed)
    claim.refresh_from_db()
    return claim


def story_of(page: str) -> str:
    """The article's own words, without numbers and notes."""
    text = page.split('class="article-text with-notes"')[1].partition(">")[2].split("</article>")[0]
    for other in (r"<sup.*?</sup>", r'<ol class="notes".*?</ol>', r"<[^>]+>"):
        text = re.sub(other, "", text, flags=re.S)
    return text


def test_a_claim_is_marked_by_its_status_and_leads_to_its_note(client: Client, newsroom: Newsroom) -> None:
    claim = quoted(newsroom, "North Korea sent 3,000 more soldiers.", SENT)
    newsroom.decides(claim, Status.CONFIRMED, reason="Satellites saw them.")
    page = get(client, newsroom.article())
    assert f'<mark class="marked" data-status="confirmed" id="mark-1">{SENT}<sup' in page
    assert 'href="#note-1" aria-label="Note 1, confirmed"' in page
    assert 'id="note-1" data-status="confirmed"' in page
    assert "Satellites saw them." in page
    assert f"Open {claim.code}" in page


def test_marks_leave_the_words_of_the_story_as_they_are(client: Client, newsroom: Newsroom) -> None:
    quoted(newsroom, "First.", SENT)
    quoted(newsroom, "Second.", MORE)
    quoted(newsroom, "Third.", "3,000 soldiers")
    article = newsroom.article()
    words = " ".join(story_of(get(client, article)).split())
    assert words == " ".join(article.body_text.split())


def test_overlapping_claims_are_both_marked(client: Client, newsroom: Newsroom) -> None:
    quoted(newsroom, "First.", SENT)
    quoted(newsroom, "Second.", MORE)
    page = get(client, newsroom.article())
    assert page.count("<mark") == page.count("</mark>") == 4
    assert page.count('id="mark-1"') == page.count('id="mark-2"') == 1
    assert page.index('href="#note-1"') < page.index('href="#note-2"')


def test_a_claim_has_one_number_and_one_note_wherever_it_stands(client: Client, newsroom: Newsroom) -> None:
    claim = quoted(newsroom, "First.", SENT)
    newsroom.says(
        claim, "Russia", Stance.NOT_CONFIRMED, quote="Neither Moscow nor Pyongyang has confirmed any of it"
    )
    page = get(client, newsroom.article())
    assert page.count('href="#note-1"') == 2
    assert page.count('id="note-1"') == page.count('id="mark-1"') == 1


def test_drafts_are_not_marked(client: Client, newsroom: Newsroom) -> None:
    quoted(newsroom, "First.", SENT)
    draft = newsroom.claim("A draft that nobody sees.")
    newsroom.says(draft, quote="Neither Moscow nor Pyongyang has confirmed any of it")
    page = get(client, newsroom.article())
    assert page.count("<mark") == 1
    assert "A draft that nobody sees" not in page


def test_an_article_without_a_public_claim_is_not_there(client: Client, newsroom: Newsroom) -> None:
    article = newsroom.article()
    newsroom.says(newsroom.claim())
    assert client.get(f"/articles/{article.pk}/").status_code == 404
    assert article.headline not in client.get("/articles/").content.decode()
    client.force_login(newsroom.cast.alice)
    assert "Not public" in get(client, article)


def test_where_rights_forbid_it_only_the_quoted_words_are_sent(client: Client, newsroom: Newsroom) -> None:
    article = newsroom.article(excerpt_only=True)
    quoted(newsroom, "First.", SENT)
    page = get(client, article)
    assert SENT in page
    assert "[…]" in page
    for hidden in ("SEOUL, March 27", "Of some 11,000 soldiers", "Neither Moscow"):
        assert hidden not in page


def test_the_story_is_escaped(client: Client, newsroom: Newsroom) -> None:
    body = "He wrote <script>alert(1)</script> and <b>left</b>."
    article = newsroom.article(body, headline="<i>A headline</i>")
    quoted(newsroom, "He left.", "<b>left</b>", article=article)
    page = get(client, article)
    assert "<script>alert" not in page
    assert "<b>left" not in page
    assert "<i>A headline" not in page
    assert "&lt;b&gt;left&lt;/b&gt;" in page


def test_a_text_of_another_language_says_so(client: Client, newsroom: Newsroom) -> None:
    body = "북한이 러시아에 병력 3천 명을 추가로 파병했다."
    article = newsroom.article(body, language="ko")
    quoted(newsroom, "First.", "병력 3천 명", article=article)
    page = get(client, article)
    assert 'class="article-text with-notes" lang="ko"' in page
    assert "병력 3천 명<sup" in page


def test_the_list_shows_only_what_readers_may_open(client: Client, newsroom: Newsroom) -> None:
    quoted(newsroom, "First.", SENT)
    newsroom.article("Another text.", headline="Still on the desk")
    page = client.get("/articles/").content.decode()
    assert "South says more soldiers sent" in page
    assert "1 published claim" in page
    assert "Still on the desk" not in page


@pytest.mark.parametrize("address", ["/articles/?before=x", "/articles/?after=-1"])
def test_a_place_that_is_none_is_a_bad_request(client: Client, newsroom: Newsroom, address: str) -> None:
    assert client.get(address).status_code == 400
