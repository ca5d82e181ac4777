"""Conflicts of figures: proposed by the desk, ruled on by an editor, seen by readers when accepted."""

from datetime import date

import pytest
from django.test import Client

from factcheck.actions.conflicts import ConflictRefused, rule_on_conflict
from factcheck.actions.decisions import DecisionRefused
from factcheck.models import Attribution, Claim, ConflictRuling, LedgerEntry
from factcheck.rules.figures import Basis
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import ConflictAnswer
from tests.cast import Newsroom

MARCH = date(2025, 3, 27)
Pair = tuple[Attribution, Attribution]


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    return newsroom.published()


@pytest.fixture
def pair(claim: Claim, newsroom: Newsroom) -> Pair:
    said = (
        newsroom.says(claim, "United States", figure="at least 3,000", as_of=MARCH),
        newsroom.says(claim, "Ukraine", figure="up to 2,500", as_of=MARCH),
    )
    claim.refresh_from_db()
    return said


def ruling(claim: Claim, pair: Pair, **changes: object) -> dict[str, object]:
    return {
        "one": pair[0].pk,
        "other": pair[1].pk,
        "answer": "accepted",
        "reason": "Both speak of the same day.",
        "version": claim.version,
    } | changes


@pytest.fixture
def desk(client: Client, newsroom: Newsroom) -> Client:
    client.force_login(newsroom.cast.ed)
    return client


def test_a_conflict_is_proposed_with_its_explanation(desk: Client, claim: Claim, pair: Pair) -> None:
    page = desk.get(f"/desk/claims/{claim.code}/").content.decode()
    assert "No number fits both United States (“at least 3,000”, 27 Mar 2025)" in page
    assert "Accept the conflict" in page


def test_an_accepted_conflict_is_in_the_ledger_and_readers_see_it(
    desk: Client, claim: Claim, pair: Pair
) -> None:
    assert "In conflict" not in desk.get(f"/claims/{claim.code}/").content.decode()
    answer = desk.post(f"/desk/claims/{claim.code}/conflict/", ruling(claim, pair))
    assert answer.status_code == 303
    assert LedgerEntry.objects.filter(claim=claim).latest("seq").kind == "conflict"
    desk.logout()
    page = desk.get(f"/claims/{claim.code}/").content.decode()
    assert "In conflict" in page
    assert "Both speak of the same day." in page


def test_a_dismissed_conflict_is_not_told_to_readers(desk: Client, claim: Claim, pair: Pair) -> None:
    desk.post(f"/desk/claims/{claim.code}/conflict/", ruling(claim, pair, answer="dismissed"))
    desk.logout()
    assert "In conflict" not in desk.get(f"/claims/{claim.code}/").content.decode()


def test_an_accepted_conflict_is_ground_to_dispute_and_a_dismissed_one_is_none(
    claim: Claim, pair: Pair, newsroom: Newsroom
) -> None:
    with pytest.raises(DecisionRefused, match="accept a conflict of figures"):
        newsroom.decides(claim, Status.DISPUTED)
    facts: dict = {
        "claim": claim,
        "one": pair[1],
        "other": pair[0],
        "by": newsroom.cast.ed,
        "reason": "Same.",
    }
    rule_on_conflict(answer=ConflictAnswer.DISMISSED, version=claim.version, **facts)
    claim.refresh_from_db()
    with pytest.raises(DecisionRefused):
        newsroom.decides(claim, Status.DISPUTED)
    claim.refresh_from_db()
    rule_on_conflict(answer=ConflictAnswer.ACCEPTED, version=claim.version, **facts)
    assert newsroom.decides(claim, Status.DISPUTED).to_status == "disputed"


def test_a_figure_that_was_replaced_takes_its_conflict_along(
    claim: Claim, pair: Pair, newsroom: Newsroom
) -> None:
    facts: dict = {
        "claim": claim,
        "one": pair[0],
        "other": pair[1],
        "by": newsroom.cast.ed,
        "reason": "Same.",
    }
    rule_on_conflict(answer=ConflictAnswer.ACCEPTED, version=claim.version, **facts)
    newsroom.says(claim, "Ukraine", figure="up to 3,500", as_of=MARCH, supersedes=pair[1])
    with pytest.raises(DecisionRefused):
        newsroom.decides(claim, Status.DISPUTED)


def test_only_what_the_desk_proposes_can_be_ruled_on(claim: Claim, pair: Pair, newsroom: Newsroom) -> None:
    third = newsroom.says(claim, "Russia", Stance.NOT_CONFIRMED)
    claim.refresh_from_db()
    with pytest.raises(ConflictRefused, match="not in conflict"):
        rule_on_conflict(
            claim=claim, one=pair[0], other=third, answer=ConflictAnswer.ACCEPTED, reason="x",
            version=claim.version, by=newsroom.cast.ed,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "status", "says"),
    [
        ({"reason": ""}, 422, "Give the reason"),
        ({"answer": ""}, 422, "Accept the conflict or dismiss it"),
        ({"answer": "maybe"}, 422, "valid choice"),
        ({"one": "999999"}, 422, "valid choice"),
        ({"one": "x"}, 422, "valid choice"),
        ({"version": "1"}, 409, "has changed since you opened it"),
    ],
)
def test_a_ruling_that_cannot_be_keeps_what_was_typed(
    desk: Client, claim: Claim, pair: Pair, wrong: dict[str, str], status: int, says: str
) -> None:
    sent = ruling(claim, pair, reason="Kept words.") | wrong
    answer = desk.post(f"/desk/claims/{claim.code}/conflict/", sent)
    page = answer.content.decode()
    assert (answer.status_code, ConflictRuling.objects.count()) == (status, 0)
    if "one" not in wrong:
        assert says in page
        assert "Kept words." in page or "reason" in wrong


def test_a_reporter_sees_the_conflict_and_has_no_form(
    client: Client, claim: Claim, pair: Pair, newsroom: Newsroom
) -> None:
    client.force_login(newsroom.cast.alice)
    page = client.get(f"/desk/claims/{claim.code}/").content.decode()
    assert "No number fits both" in page
    assert "Accept the conflict" not in page


def test_as_known_before_the_ruling_there_is_none(desk: Client, claim: Claim, pair: Pair) -> None:
    then = LedgerEntry.objects.filter(claim=claim).latest("seq").recorded_at
    address = f"/claims/{claim.code}/?as_of={then:%Y-%m-%dT%H:%M:%S.%fZ}"
    before = Client().get(address).content
    desk.post(f"/desk/claims/{claim.code}/conflict/", ruling(claim, pair))
    assert Client().get(address).content == before


def test_an_addition_and_an_update_are_explained_and_no_conflict(
    client: Client, claim: Claim, newsroom: Newsroom
) -> None:
    newsroom.says(claim, "United States", figure="some 11,000", as_of=date(2024, 12, 31))
    newsroom.says(claim, "United States", figure="12,000", as_of=MARCH)
    newsroom.says(claim, "Ukraine", figure="3,000 more", basis=Basis.ADDITIONAL, as_of=MARCH)
    page = client.get(f"/claims/{claim.code}/").content.decode()
    assert "a later figure of the same source" in page
    assert "an addition, no contradiction" in page
    assert "computed by us; nobody said that" in page
