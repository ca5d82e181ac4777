"""The front page, topics, corrections and how we check."""

import re

import pytest
from django.test import Client

from factcheck.actions.decisions import decide
from factcheck.actions.publication import correct_claim, withdraw_claim
from factcheck.actions.topics import create_topic
from factcheck.rules.figures import BASIS_LABELS
from factcheck.rules.stances import LABELS as STANCE_LABELS
from factcheck.rules.stances import TYPICAL_CUES
from factcheck.rules.statuses import LABELS, MEANINGS, Status
from factcheck.rules.vocabulary import CREDIBILITY_LABELS, RELIABILITY_LABELS
from tests.cast import Newsroom


def text_at(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_front_page_counts_by_status_with_the_base(client: Client, newsroom: Newsroom) -> None:
    newsroom.decides(newsroom.published("First."), reason="Two documents show it.")
    newsroom.published("Second.")
    newsroom.claim("A draft that nobody sees.")
    page = text_at(client, "/")
    assert "Of 2 published claims: Confirmed 1 Unverified 1" in page
    assert "First. Two documents show it." in page
    assert "North Korean troops in Russia 2 claims" in page
    assert "A draft that nobody sees" not in page


def test_the_front_page_of_an_empty_desk_says_what_to_do(client: Client, newsroom: Newsroom) -> None:
    assert "Nothing is published yet. Whoever works at this desk can sign in" in text_at(client, "/")
    client.force_login(newsroom.cast.alice)
    assert "Paste a story" in text_at(client, "/")


def test_a_topic_shows_its_claims_and_counts(client: Client, newsroom: Newsroom) -> None:
    newsroom.decides(newsroom.published("First."))
    newsroom.claim("A draft that nobody sees.")
    page = text_at(client, "/topics/north-korean-troops-in-russia/")
    assert "Of 1 published claim: Confirmed 1" in page
    assert "First." in page
    assert "A draft that nobody sees" not in page
    assert "1 published claim" in text_at(client, "/topics/")


def test_a_topic_without_a_published_claim_is_the_desks_own_affair(
    client: Client, newsroom: Newsroom
) -> None:
    topic = create_topic(name="A secret inquiry", prefix="SI", by=newsroom.cast.alice)
    assert client.get(f"/topics/{topic.slug}/").status_code == 404
    assert "A secret inquiry" not in text_at(client, "/topics/")
    client.force_login(newsroom.cast.alice)
    assert "No claim of this topic is published." in text_at(client, f"/topics/{topic.slug}/")


def test_corrections_withdrawals_and_retractions_are_listed(client: Client, newsroom: Newsroom) -> None:
    cast = newsroom.cast
    corrected, withdrawn, retracted = (newsroom.published(text) for text in ("One.", "Two.", "Three."))
    correct_claim(claim=corrected, note="We had the wrong month.", version=corrected.version, by=cast.ed)
    withdraw_claim(claim=withdrawn, note="Nobody said this.", version=withdrawn.version, by=cast.ed)
    decide(claim=retracted, status=Status.RETRACTED, reason="A misreading.", public_note="We misread it.",
           version=retracted.version, by=cast.cho)  # fmt: skip
    page = text_at(client, "/corrections/")
    told = ["Retracted NK-0003 Unverified became Retracted Three. We misread it.",
            "Withdrawn NK-0002 Two. Nobody said this.",
            "Corrected NK-0001 One. We had the wrong month."]  # fmt: skip
    places = [page.index(words) for words in told]
    assert places == sorted(places)


def test_without_corrections_the_page_says_so(client: Client, newsroom: Newsroom) -> None:
    assert "Nothing has had to be corrected so far." in text_at(client, "/corrections/")


def test_the_methodology_explains_every_word_of_the_closed_lists(client: Client, db: None) -> None:
    page = text_at(client, "/methodology/")
    words = [*LABELS.values(), *MEANINGS.values(), *STANCE_LABELS.values(), *TYPICAL_CUES.values(),
             *RELIABILITY_LABELS.values(), *CREDIBILITY_LABELS.values(), *BASIS_LABELS.values()]  # fmt: skip
    assert [word for word in words if word not in page] == []
    assert "some 11,000 from 10,500 to under 11,500" in page


@pytest.mark.parametrize(
    "address", ["/", "/claims/", "/articles/", "/sources/", "/topics/", "/corrections/", "/methodology/"]
)
def test_public_pages_are_only_read(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 200
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405
