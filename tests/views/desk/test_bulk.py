"""POST /desk/bulk/: one act and one reason for several claims, each with a decision of its own."""

import pytest
from django.test import Client
from django.utils import timezone

from factcheck.actions.desk_settings import set_second_editor
from factcheck.models import Claim, Decision, LedgerEntry, Proposal
from factcheck.rules.statuses import Status
from tests.cast import Newsroom

BULK = "/desk/bulk/"


@pytest.fixture
def ed(client: Client, newsroom: Newsroom) -> Client:
    client.force_login(newsroom.cast.ed)
    return client


def claims(newsroom: Newsroom, count: int) -> list[Claim]:
    made = [newsroom.claim(f"Claim number {number}.") for number in range(1, count + 1)]
    for claim in made:
        newsroom.says(claim)
        claim.refresh_from_db()
    return made


def picked(*chosen: Claim) -> list[str]:
    return [f"{claim.code}:{claim.version}" for claim in chosen]


def test_each_claim_gets_a_decision_and_an_entry_of_its_own(ed: Client, newsroom: Newsroom) -> None:
    one, two, _ = claims(newsroom, 3)
    answer = ed.post(BULK, {"picked": picked(one, two), "act": "confirmed", "reason": "Seen in both notes."})
    assert answer.status_code == 200
    assert "Done (2)" in answer.content.decode()
    assert {(d.claim_id, d.reason) for d in Decision.objects.all()} == {
        (one.pk, "Seen in both notes."),
        (two.pk, "Seen in both notes."),
    }
    assert LedgerEntry.objects.filter(kind="decision").count() == 2


def test_a_claim_that_is_refused_holds_up_no_other_and_says_why(ed: Client, newsroom: Newsroom) -> None:
    fine, changed = claims(newsroom, 2)
    bare = newsroom.claim("Nobody says it.")
    sent = picked(fine, changed, bare)
    newsroom.says(changed, "Russia")
    page = ed.post(BULK, {"picked": sent, "act": "confirmed", "reason": "Kept words."}).content.decode()
    assert list(Decision.objects.values_list("claim__code", flat=True)) == [fine.code]
    assert "Done (1)" in page
    assert "Refused (2)" in page
    assert "It has changed since you picked it." in page
    assert "record a source that affirms it" in page
    assert "Kept words.</textarea>" in page
    # To be tried again knowingly: with the version that is shown now, and not ticked.
    changed.refresh_from_db()
    assert f'value="{picked(changed)[0]}">' in page


def test_what_is_missing_is_said_and_the_versions_seen_are_kept(ed: Client, newsroom: Newsroom) -> None:
    (claim,) = claims(newsroom, 1)
    sent = picked(claim)
    newsroom.says(claim, "Russia")
    answer = ed.post(BULK, {"picked": sent, "act": "disputed", "reason": " "})
    assert answer.status_code == 422
    assert "Give the reason" in answer.content.decode()
    assert f'value="{sent[0]}" checked' in answer.content.decode()
    for bad in ({}, {"picked": ["x"]}, {"picked": ["NK-9999:1"]}, {"picked": [f"{claim.code}:1"] * 101}):
        assert ed.post(BULK, {"act": "confirmed", "reason": "x", **bad}).status_code == 422
    assert ed.post(BULK, {"picked": sent, "reason": "x"}).status_code == 422
    assert not Decision.objects.exists()


def test_several_are_given_to_somebody_until_a_time(ed: Client, newsroom: Newsroom) -> None:
    one, two = claims(newsroom, 2)
    due = {"to": "cho", "due_at": "2030-01-02T18:00"}
    ed.post(BULK, {"picked": picked(one, two), "act": "assign", **due})
    for claim in (one, two):
        claim.refresh_from_db()
        assert claim.assigned_to == newsroom.cast.cho
        assert timezone.localtime(claim.due_at).hour == 18


def test_where_a_second_editor_is_asked_for_each_is_proposed(ed: Client, newsroom: Newsroom) -> None:
    set_second_editor(statuses=[Status.CONFIRMED], reason="x", by=newsroom.cast.ada)
    one, two = claims(newsroom, 2)
    page = ed.post(BULK, {"picked": picked(one, two), "act": "confirmed", "reason": "x"}).content.decode()
    assert Proposal.objects.count() == 2
    assert not Decision.objects.exists()
    assert "Another editor approves." in page


def test_reporters_assign_and_do_not_decide(client: Client, newsroom: Newsroom) -> None:
    (claim,) = claims(newsroom, 1)
    client.force_login(newsroom.cast.alice)
    sent = {"picked": picked(claim), "reason": "x"}
    assert client.post(BULK, {**sent, "act": "confirmed"}).status_code == 403
    assert client.post(BULK, {**sent, "act": "assign", "to": "ed"}).status_code == 200


def test_the_queue_offers_its_rows_to_be_picked(ed: Client, newsroom: Newsroom) -> None:
    (claim,) = claims(newsroom, 1)
    page = ed.get("/desk/").content.decode()
    assert f'form="bulk" name="picked" id="pick-{claim.code}" value="{picked(claim)[0]}"' in page
    assert 'id="bulk" method="post" action="/desk/bulk/"' in page
