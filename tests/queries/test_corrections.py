"""What counts as put right, and how the claim read before and after."""

from typing import Any

import pytest

from factcheck.actions.claims import reword_claim
from factcheck.actions.evidence import EvidenceDraft, add_evidence
from factcheck.actions.publication import correct_claim, publish_claim, withdraw_claim
from factcheck.actions.undo import undo_decision
from factcheck.models import Claim, ClaimState
from factcheck.queries.corrections import Correction, CorrectionKind, before_and_after, corrections_to_read
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from tests.cast import Newsroom

NOTE = "We had the wrong month."


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    return newsroom.published("Soldiers came in May.")


def told(newsroom: Newsroom) -> list[Correction]:
    return before_and_after(corrections_to_read().order_by("seq"))


def kinds(newsroom: Newsroom) -> list[CorrectionKind]:
    return [correction.kind for correction in told(newsroom)]


def reword(newsroom: Newsroom, claim: Claim, text: str) -> None:
    claim.refresh_from_db()
    reword_claim(
        claim=claim, version=claim.version, text=text, topic=claim.topic, reason="A misreading.",
        by=newsroom.cast.ed,
    )  # fmt: skip
    claim.refresh_from_db()


def correct(newsroom: Newsroom, claim: Claim) -> None:
    claim.refresh_from_db()
    correct_claim(claim=claim, note=NOTE, version=claim.version, by=newsroom.cast.ed)


def test_a_correction_shows_the_wording_that_readers_knew(newsroom: Newsroom, claim: Claim) -> None:
    reword(newsroom, claim, "Soldiers came in june.")
    reword(newsroom, claim, "Soldiers came in June.")
    add_evidence(claim=claim, draft=EvidenceDraft(title="A note"), by=newsroom.cast.alice)
    correct(newsroom, claim)
    (one,) = told(newsroom)
    assert (one.kind, one.note) == (CorrectionKind.CORRECTED, NOTE)
    assert (one.before.text, one.after.text) == ("Soldiers came in May.", "Soldiers came in June.")
    assert one.is_reworded and not one.is_decided
    assert ClaimState.objects.as_of(one.as_known_at).get(claim=claim).text == "Soldiers came in May."


def test_a_second_correction_begins_where_the_first_ended(newsroom: Newsroom, claim: Claim) -> None:
    reword(newsroom, claim, "Soldiers came in June.")
    correct(newsroom, claim)
    reword(newsroom, claim, "Soldiers came in July.")
    correct(newsroom, claim)
    assert [(c.before.text[-5:-1], c.after.text[-5:-1]) for c in told(newsroom)] == [
        (" May", "June"),
        ("June", "July"),
    ]


def test_a_rewording_before_publication_is_not_in_the_correction(newsroom: Newsroom) -> None:
    claim = newsroom.claim("A first draft.")
    reword(newsroom, claim, "A second draft.")
    publish_claim(claim=claim, version=claim.version, by=newsroom.cast.ed)
    correct(newsroom, claim)
    (one,) = told(newsroom)
    assert one.before.text == one.after.text == "A second draft."


def test_retraction_supersession_and_withdrawal_count(newsroom: Newsroom, claim: Claim) -> None:
    other = newsroom.published("Another claim.")
    newsroom.decides(claim, Status.SUPERSEDED, successor=other, public_note="Told better.")
    newsroom.decides(claim, Status.RETRACTED, by=newsroom.cast.cho, public_note="It was wrong.")
    claim.refresh_from_db()
    withdraw_claim(claim=claim, note="Off it goes.", version=claim.version, by=newsroom.cast.ed)
    superseded, retracted, _ = told(newsroom)
    assert kinds(newsroom) == [
        CorrectionKind.SUPERSEDED,
        CorrectionKind.RETRACTED,
        CorrectionKind.WITHDRAWN,
    ]
    assert (superseded.before.status, superseded.after.status) == (Status.UNVERIFIED, Status.SUPERSEDED)
    assert (retracted.before.status, retracted.after.status) == (Status.SUPERSEDED, Status.RETRACTED)
    assert superseded.successor == other and retracted.successor is None
    assert [c.note for c in told(newsroom)] == ["Told better.", "It was wrong.", "Off it goes."]


def test_a_successor_that_readers_cannot_see_is_not_named(newsroom: Newsroom, claim: Claim) -> None:
    draft = newsroom.claim("A secret draft.")
    newsroom.decides(claim, Status.SUPERSEDED, successor=draft, public_note="Told better.")
    (one,) = told(newsroom)
    assert one.successor is None


def test_what_happens_to_a_draft_is_no_correction(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    newsroom.decides(claim, Status.RETRACTED, by=newsroom.cast.cho, public_note="It was wrong.")
    assert told(newsroom) == []
    claim.refresh_from_db()
    publish_claim(claim=claim, version=claim.version, by=newsroom.cast.ed)
    assert told(newsroom) == []


def test_a_claim_that_was_confirmed_and_is_no_longer_is_told(newsroom: Newsroom, claim: Claim) -> None:
    newsroom.says(claim, "Russia", Stance.DENIES)
    newsroom.decides(claim, Status.DISPUTED)
    newsroom.decides(claim, Status.UNVERIFIED)
    newsroom.decides(claim, Status.CONFIRMED)
    assert told(newsroom) == []
    newsroom.decides(claim, Status.DISPUTED, reason="Russia shows papers.")
    (one,) = told(newsroom)
    assert (one.kind, one.note) == (CorrectionKind.STATUS_CHANGE, "Russia shows papers.")


def test_a_slip_stays_listed_beside_its_taking_back(newsroom: Newsroom, claim: Claim) -> None:
    slip = newsroom.decides(claim, Status.RETRACTED, by=newsroom.cast.cho, public_note="It was wrong.")
    claim.refresh_from_db()
    undone = undo_decision(decision=slip, version=claim.version, by=newsroom.cast.cho)
    assert kinds(newsroom) == [CorrectionKind.RETRACTED, CorrectionKind.TAKEN_BACK]
    first, second = told(newsroom)
    assert first.taken_back_at == first.last_changed_at == undone.decided_at
    assert second.taken_back_at is None and second.note == "Taken back: a slip."
    then = before_and_after(corrections_to_read(slip.decided_at), slip.decided_at)
    assert [c.taken_back_at for c in then] == [None]


def test_a_page_costs_the_same_however_long_it_is(
    newsroom: Newsroom, claim: Claim, django_assert_num_queries: Any
) -> None:
    for _ in range(4):
        correct(newsroom, claim)
    with django_assert_num_queries(3):
        assert len(before_and_after(list(corrections_to_read()))) == 4
