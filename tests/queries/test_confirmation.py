"""The rule put to a record: whose word counts as the word of the party that a claim is about."""

from datetime import date

import pytest

from factcheck.models import Claim, Source
from factcheck.queries.confirmation import rule_report_of
from factcheck.rules.confirmation import Line
from factcheck.rules.stances import Stance
from tests.cast import Newsroom


@pytest.fixture
def kremlin(newsroom: Newsroom) -> Source:
    """Two steps below the state: the spokesman of the president's office."""
    office = newsroom.source("President's office", parent=newsroom.source("Russia"))
    return newsroom.source("Spokesman", parent=office)


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    return newsroom.claim(parties=[newsroom.source("Russia")])


def party_line(claim: Claim) -> Line:
    return rule_report_of(claim).lines[2]


def test_whoever_acts_for_a_party_by_two_steps_speaks_for_it(
    claim: Claim, kremlin: Source, newsroom: Newsroom
) -> None:
    newsroom.says(claim, kremlin)
    assert party_line(claim).ok


def test_a_later_denial_by_another_arm_outweighs_an_earlier_yes(
    claim: Claim, kremlin: Source, newsroom: Newsroom
) -> None:
    newsroom.says(claim, newsroom.source("General staff", parent=newsroom.source("Russia")))
    newsroom.says(claim, kremlin, Stance.DENIES)
    assert not party_line(claim).ok
    assert "Russia speaks against it" in party_line(claim).text
    assert "had affirmed it; the last word counts" in party_line(claim).text


def test_a_later_yes_by_another_arm_outweighs_an_earlier_denial(
    claim: Claim, kremlin: Source, newsroom: Newsroom
) -> None:
    newsroom.says(claim, kremlin, Stance.DENIES)
    newsroom.says(claim, newsroom.source("General staff", parent=newsroom.source("Russia")))
    assert party_line(claim).ok


def test_the_day_on_which_it_was_said_counts_and_not_the_day_of_recording(
    claim: Claim, kremlin: Source, newsroom: Newsroom
) -> None:
    staff = newsroom.source("General staff", parent=newsroom.source("Russia"))
    newsroom.says(claim, staff, said_on=date(2025, 4, 26))
    newsroom.says(claim, kremlin, Stance.DENIES, said_on=date(2024, 10, 10))
    assert party_line(claim).ok


@pytest.mark.parametrize(
    "silence", [Stance.NOT_CONFIRMED, Stance.DECLINED_TO_COMMENT, Stance.NO_RESPONSE, Stance.AFFIRMS_HEDGED]
)
def test_silence_or_a_careful_yes_takes_no_plain_yes_back(
    claim: Claim, kremlin: Source, newsroom: Newsroom, silence: Stance
) -> None:
    newsroom.says(claim, kremlin)
    newsroom.says(claim, "Russia", silence)
    assert party_line(claim).ok


def test_another_state_does_not_speak_for_the_party(claim: Claim, newsroom: Newsroom) -> None:
    newsroom.says(claim, "Ukraine")
    assert not party_line(claim).ok
