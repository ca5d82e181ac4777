"""Putting a claim on record and wording it anew."""

from datetime import date

import pytest

from factcheck.actions.claims import ClaimRefused, StaleVersion, assign_claim, event_range, reword_claim
from factcheck.actions.topics import TopicRefused, create_topic
from factcheck.models import Claim, ClaimState, LedgerEntry, Topic
from factcheck.permissions import NotAllowed
from tests.cast import Newsroom


def reworded(claim: Claim, newsroom: Newsroom, **changes: object) -> Claim:
    facts: dict = {
        "version": claim.version,
        "text": "North Korea sent some 11,000 soldiers to Russia.",
        "topic": claim.topic,
        "reason": "The figure was left out.",
        "by": newsroom.cast.alice,
    }
    return reword_claim(claim=claim, **(facts | changes))


def test_a_claim_begins_as_an_unverified_draft(newsroom: Newsroom) -> None:
    claim = newsroom.claim("  North Korea sent\nsoldiers to  Russia. ")
    assert claim.text == "North Korea sent soldiers to Russia."
    assert (claim.status, claim.publication, claim.version) == ("unverified", "draft", 1)
    assert claim.status_since == claim.created_at
    assert ClaimState.objects.get(claim=claim).ledger_seq == claim.ledger_seq


def test_claims_of_a_topic_are_numbered_from_one(newsroom: Newsroom) -> None:
    codes = [newsroom.claim(f"Statement {n}.").code for n in range(3)]
    assert codes == ["NK-0001", "NK-0002", "NK-0003"]


def test_280_characters_fit_and_281_do_not(newsroom: Newsroom) -> None:
    assert len(newsroom.claim("é" * 280).text) == 280
    with pytest.raises(ClaimRefused, match="The claim has 281 characters; at most 280 fit"):
        newsroom.claim("é" * 281)
    assert Claim.objects.count() == 1


def test_a_claim_needs_words(newsroom: Newsroom) -> None:
    with pytest.raises(ClaimRefused, match="Write the claim"):
        newsroom.claim(" \n ")


def test_a_refused_claim_takes_no_number(newsroom: Newsroom) -> None:
    with pytest.raises(ClaimRefused):
        newsroom.claim("")
    assert newsroom.claim().code == "NK-0001"


def test_the_days_of_an_event_are_both_included() -> None:
    days = event_range(date(2025, 1, 1), date(2025, 2, 28))
    assert days is not None
    assert (days.lower, days.upper, days.bounds) == (date(2025, 1, 1), date(2025, 2, 28), "[]")
    assert event_range(None, None) is None
    with pytest.raises(ClaimRefused, match="ends before it begins"):
        event_range(date(2025, 2, 1), date(2025, 1, 1))


def test_new_words_keep_the_code_and_the_old_words(newsroom: Newsroom) -> None:
    claim = reworded(newsroom.claim(), newsroom)
    assert (claim.code, claim.version) == ("NK-0001", 2)
    assert [version.text for version in claim.versions.order_by("ledger_seq")] == [
        "North Korea sent soldiers to Russia.",
        "North Korea sent some 11,000 soldiers to Russia.",
    ]
    assert LedgerEntry.objects.filter(claim=claim).count() == 2


def test_new_words_need_a_reason(newsroom: Newsroom) -> None:
    with pytest.raises(ClaimRefused, match="Say why"):
        reworded(newsroom.claim(), newsroom, reason=" ")


def test_of_two_who_reword_at_once_one_is_told(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    reworded(claim, newsroom)
    with pytest.raises(StaleVersion) as refused:
        reworded(claim, newsroom, version=1, text="Something else.")
    assert [entry.claim_seq for entry in refused.value.changes] == [2]


def test_what_readers_see_is_reworded_by_editors(newsroom: Newsroom) -> None:
    claim = newsroom.published()
    with pytest.raises(NotAllowed):
        reworded(claim, newsroom)
    assert reworded(claim, newsroom, by=newsroom.cast.ed).version == claim.version + 1


def test_assigning_a_claim_is_no_part_of_its_record(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    assign_claim(claim=claim, to=newsroom.cast.ed, by=newsroom.cast.alice)
    claim.refresh_from_db()
    assert (claim.assigned_to, claim.version) == (newsroom.cast.ed, 1)


@pytest.mark.parametrize("prefix", ["", "N1", "TOOLONGX", "НК", "N K"])
def test_a_prefix_is_one_to_six_latin_letters(newsroom: Newsroom, prefix: str) -> None:
    with pytest.raises(TopicRefused, match="one to six letters"):
        create_topic(name="A topic", prefix=prefix, by=newsroom.cast.alice)


def test_a_topic_has_a_name_and_a_prefix_of_its_own(newsroom: Newsroom) -> None:
    create_topic(name="Rents", prefix="re", by=newsroom.cast.alice)
    for name, prefix in (("Rents", "RX"), ("Rents in town", "RE")):
        with pytest.raises(TopicRefused, match="Another topic has"):
            create_topic(name=name, prefix=prefix, by=newsroom.cast.alice)
    assert Topic.objects.get(name="Rents").prefix == "RE"
