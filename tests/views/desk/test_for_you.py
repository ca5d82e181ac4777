"""What is new for one person: mentions, what others did, what is watched, the day's digest."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from factcheck.actions.comments import comment_on, take_back_comment
from factcheck.actions.merging import merge_sources
from factcheck.actions.people import deactivate_person
from factcheck.actions.watching import watch
from factcheck.models import DeskMark, FeedKey, Mention, Watch
from tests.cast import Newsroom

PAGE = "/desk/for-you/"


def text_of(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def mark(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(ledger_seq|comment_seq)" value="(\d+)"', page))


def test_a_mention_stands_in_the_list_until_it_is_ticked_off(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    comment_on(claim=claim, text="@cho, is this the same brigade?", by=newsroom.cast.ed)
    client.force_login(newsroom.cast.ed)
    assert "is this the same brigade?" not in text_of(client)
    mention = Mention.objects.get()
    client.post(f"{PAGE}mentions/{mention.pk}/seen/")
    client.force_login(newsroom.cast.cho)
    page = text_of(client)
    assert "For you (1)" in page
    assert "is this the same brigade?" in page
    assert client.post(f"{PAGE}mentions/{mention.pk}/seen/")["Location"] == PAGE
    assert "For you (0)" in text_of(client)


def test_a_comment_taken_back_calls_nobody(client: Client, newsroom: Newsroom) -> None:
    comment, _ = comment_on(claim=newsroom.claim(), text="@cho look", by=newsroom.cast.ed)
    take_back_comment(comment=comment, by=newsroom.cast.ed)
    client.force_login(newsroom.cast.cho)
    assert "For you (0)" in text_of(client)


def test_what_others_did_is_news_until_it_is_marked_as_seen_and_nothing_between_is_lost(
    client: Client, newsroom: Newsroom
) -> None:
    claim = newsroom.claim()
    newsroom.says(claim)
    comment_on(claim=claim, text="A word between us.", by=newsroom.cast.edna)
    client.force_login(newsroom.cast.ed)
    page = text_of(client)
    assert "Statement recorded: Joint Chiefs of Staff" in page
    assert "A word between us." in page
    newsroom.decides(claim, by=newsroom.cast.cho, reason="It came after the page was read.")
    client.post(f"{PAGE}seen/", mark(page))
    page = text_of(client)
    assert "Statement recorded" not in page
    assert "A word between us." not in page
    assert "It came after the page was read." in page
    client.post(f"{PAGE}seen/", mark(page))
    assert "Nobody else did anything since." in text_of(client)


def test_ones_own_acts_are_no_news(client: Client, newsroom: Newsroom) -> None:
    newsroom.claim()
    client.force_login(newsroom.cast.alice)
    assert "Nobody else did anything since." in text_of(client)


def test_a_mark_never_goes_back_nor_ahead_of_what_there_is(client: Client, newsroom: Newsroom) -> None:
    newsroom.claim()
    client.force_login(newsroom.cast.ed)
    client.post(f"{PAGE}seen/", {"ledger_seq": 2**63 - 1, "comment_seq": 9})
    first = DeskMark.objects.get().ledger_seq
    assert 0 < first < 100
    client.post(f"{PAGE}seen/", {"ledger_seq": 0, "comment_seq": 0})
    assert DeskMark.objects.get().ledger_seq == first
    for bad in ({"ledger_seq": "x"}, {"ledger_seq": 2**63, "comment_seq": 0}):
        assert client.post(f"{PAGE}seen/", bad).status_code == 422


def test_watching_a_claim_or_its_topic_brings_it_into_the_list_and_the_digest(
    client: Client, newsroom: Newsroom
) -> None:
    claim = newsroom.claim()
    client.force_login(newsroom.cast.ed)
    digest = f"/desk/digest/?day={timezone.localdate().isoformat()}"
    for what in ({"claim": claim.code}, {"topic": claim.topic.slug}):
        assert claim.text not in text_of(client, f"{PAGE}?watched=1")
        for _ in range(2):
            assert client.post("/desk/watch/", what | {"on": "1"}).status_code == 303
        assert Watch.objects.count() == 1
        assert claim.text in text_of(client, f"{PAGE}?watched=1")
        assert claim.text in text_of(client, digest)
        assert ("You watch this claim." in text_of(client, f"/desk/claims/{claim.code}/")) == (
            "claim" in what
        )
        client.post("/desk/watch/", what)
        assert not Watch.objects.exists()
    assert "Nothing happened to it that day." in text_of(client, digest)


@pytest.mark.parametrize("what", [{}, {"claim": "NK-9999"}, {"topic": "nothing"}, {"topic": "x\x00"}])
def test_nothing_to_watch_is_said(what: dict, client: Client, newsroom: Newsroom) -> None:
    client.force_login(newsroom.cast.ed)
    assert client.post("/desk/watch/", what | {"on": "1"}).status_code == 422


@pytest.mark.parametrize("day", ["", "tomorrow", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_any_day_has_a_page(day: str, client: Client, newsroom: Newsroom) -> None:
    client.force_login(newsroom.cast.ed)
    assert "Digest of" in text_of(client, f"/desk/digest/?day={day}")


def test_of_a_watched_source_each_statement_is_heard_in_whose_chain_it_stands(
    client: Client, newsroom: Newsroom
) -> None:
    claim, other = newsroom.claim(), newsroom.claim("Another claim.")
    tass, agency = newsroom.source("Tass"), newsroom.source("TASS agency")
    client.force_login(newsroom.cast.ed)
    page = text_of(client, f"/desk/sources/{tass.slug}/")
    assert "Watch this source" in page
    answer = client.post("/desk/watch/", {"source": tass.slug, "on": "1"}, follow=True)
    assert "You watch Tass." in answer.content.decode()
    assert "You watch this source." in text_of(client, f"/desk/sources/{tass.slug}/")
    newsroom.says(claim, "TASS agency")
    newsroom.says(other, "The ministry")
    assert "Nothing happened to what you watch." in text_of(client, f"{PAGE}?watched=1")
    newsroom.says(claim, "Tass")
    page = text_of(client, f"{PAGE}?watched=1")
    assert claim.text in page
    assert other.text not in page
    # An entry that turns out to be the same source is heard from then on.
    merge_sources(duplicate=agency, into=tass, reason="One agency.", by=newsroom.cast.cho)
    assert text_of(client, f"{PAGE}?watched=1").count("Statement recorded") == 2
    client.post("/desk/watch/", {"source": tass.slug})
    assert not Watch.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"topic": "nowhere"}, {"source": "tass", "claim": "NK-0001"}])
def test_exactly_one_thing_is_watched_at_a_time(
    client: Client, newsroom: Newsroom, sent: dict[str, str]
) -> None:
    newsroom.claim()
    newsroom.source("Tass")
    client.force_login(newsroom.cast.ed)
    assert client.post("/desk/watch/", sent | {"on": "1"}).status_code == 422
    assert not Watch.objects.exists()


def test_a_feed_of_ones_own_has_what_one_watches_as_far_as_it_is_public(
    client: Client, newsroom: Newsroom
) -> None:
    followed, other = newsroom.published(), newsroom.published(text="Another claim.")
    draft = newsroom.claim("Not for readers yet.")
    newsroom.says(followed, "Tass")
    for subject in (newsroom.source("Tass"), draft):
        watch(person=newsroom.cast.ed, subject=subject)
    client.force_login(newsroom.cast.ed)
    made = client.post("/desk/feed/").content.decode()
    atom, json_feed = re.findall(r'href="(/feeds/own/[^"]+)"', made)
    assert FeedKey.objects.get().key_hash not in made
    assert atom not in text_of(client)
    client.logout()
    for address in (atom, json_feed):
        feed = client.get(address)
        assert "private" in feed["Cache-Control"]
        body = feed.content.decode()
        assert followed.text in body
        assert other.text not in body
        assert draft.text not in body
    # A new address ends the old one; a closed account has none.
    client.force_login(newsroom.cast.ed)
    newer = re.findall(r'href="(/feeds/own/[^"]+atom)"', client.post("/desk/feed/").content.decode())[0]
    assert (client.get(atom).status_code, client.get(newer).status_code) == (404, 200)
    deactivate_person(person=newsroom.cast.ed, by=newsroom.cast.ada)
    assert client.get(newer).status_code == 404


def test_no_feed_any_more(client: Client, newsroom: Newsroom) -> None:
    client.force_login(newsroom.cast.ed)
    client.post("/desk/feed/")
    assert "You have one" in text_of(client)
    client.post("/desk/feed/", {"drop": "1"})
    assert not FeedKey.objects.exists()
