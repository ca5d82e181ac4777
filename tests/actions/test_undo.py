"""A slip can be taken back for ten minutes, by whoever made it, and both entries stay."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from factcheck import ledger
from factcheck.actions.claims import StaleVersion
from factcheck.actions.evidence import EvidenceDraft, add_evidence
from factcheck.actions.undo import UndoRefused, undo_decision
from factcheck.models import Claim, ClaimState, Decision, User
from factcheck.permissions import NotAllowed
from factcheck.queries.undo import undo_offered
from factcheck.rules.statuses import Status
from tests.cast import Cast, Newsroom


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    claim = newsroom.claim()
    newsroom.says(claim)
    return claim


@pytest.fixture
def old_claim(as_owner: None, newsroom: Newsroom) -> Claim:
    """One that leaves room in the ledger for a decision of some minutes ago."""
    with ledger.backdated_to(timezone.now() - timedelta(hours=1)):
        claim = newsroom.claim()
        newsroom.says(claim)
    return claim


def undo(decision: Decision, by: User, **facts: object) -> Decision:
    decision.claim.refresh_from_db()
    details: dict = {"version": decision.claim.version}
    return undo_decision(decision=decision, by=by, **(details | facts))


def test_a_slip_is_taken_back_by_a_further_decision(claim: Claim, newsroom: Newsroom, cast: Cast) -> None:
    slip = newsroom.decides(claim)
    undone = undo(slip, cast.ed, reason="The wrong claim.")
    claim.refresh_from_db()
    assert (undone.from_status, undone.to_status) == (Status.CONFIRMED, Status.UNVERIFIED)
    assert undone.undoes == slip
    assert [d.pk for d in claim.decisions.order_by("ledger_seq")] == [slip.pk, undone.pk]
    state = ClaimState.objects.get(ledger_seq=undone.ledger_seq)
    for facts in (claim, state):
        assert facts.status == Status.UNVERIFIED
        # Not since before the slip: in between it stood otherwise, and readers may have seen it.
        assert facts.status_since == facts.last_decided_at == undone.decided_at
        assert facts.last_reason == "Taken back: The wrong claim."
        assert facts.decision_count == 2


def test_the_reason_may_be_left_out(claim: Claim, newsroom: Newsroom, cast: Cast) -> None:
    assert undo(newsroom.decides(claim), cast.ed, reason="  ").reason == "Taken back: a slip."


def test_the_slip_still_shows_as_of_then(claim: Claim, newsroom: Newsroom, cast: Cast) -> None:
    slip = newsroom.decides(claim)
    undo(slip, cast.ed)
    assert ClaimState.objects.as_of(slip.decided_at).get(claim=claim).status == Status.CONFIRMED


def test_a_retraction_is_taken_back_though_nothing_else_follows_on_it(
    claim: Claim, newsroom: Newsroom, cast: Cast
) -> None:
    newsroom.decides(claim)
    slip = newsroom.decides(claim, Status.RETRACTED, by=cast.cho, public_note="It was wrong.")
    undo(slip, cast.cho)
    claim.refresh_from_db()
    assert claim.status == Status.CONFIRMED


def test_a_claim_superseded_by_a_slip_has_no_successor_afterwards(
    claim: Claim, newsroom: Newsroom, cast: Cast
) -> None:
    other = newsroom.claim("Another claim.")
    slip = newsroom.decides(claim, Status.SUPERSEDED, successor=other, public_note="Told better there.")
    undo(slip, cast.ed)
    claim.refresh_from_db()
    assert (claim.status, claim.superseded_by) == (Status.UNVERIFIED, None)


def test_a_superseded_claim_gets_its_successor_back(claim: Claim, newsroom: Newsroom, cast: Cast) -> None:
    other = newsroom.claim("Another claim.")
    newsroom.decides(claim, Status.SUPERSEDED, successor=other, public_note="Told better there.")
    slip = newsroom.decides(claim, Status.RETRACTED, by=cast.cho, public_note="It was wrong.")
    undo(slip, cast.cho)
    claim.refresh_from_db()
    assert (claim.status, claim.superseded_by) == (Status.SUPERSEDED, other)


def test_what_was_added_since_does_not_stand_in_the_way(claim: Claim, newsroom: Newsroom, cast: Cast) -> None:
    slip = newsroom.decides(claim)
    add_evidence(claim=claim, draft=EvidenceDraft(title="A note"), by=cast.alice)
    assert undo(slip, cast.ed)


def test_who_has_not_seen_what_was_added_is_told_first(claim: Claim, newsroom: Newsroom, cast: Cast) -> None:
    slip = newsroom.decides(claim)
    claim.refresh_from_db()
    seen = claim.version
    add_evidence(claim=claim, draft=EvidenceDraft(title="A note"), by=cast.alice)
    with pytest.raises(StaleVersion):
        undo(slip, cast.ed, version=seen)
    assert Decision.objects.count() == 1


def test_after_ten_minutes_it_is_too_late(old_claim: Claim, newsroom: Newsroom, cast: Cast) -> None:
    slip = _decided(old_claim, newsroom, minutes_ago=10, seconds=1)
    assert undo_offered(old_claim, cast.ed) is None
    with pytest.raises(UndoRefused, match="for 10 minutes"):
        undo(slip, cast.ed)


def test_before_ten_minutes_it_is_not(old_claim: Claim, newsroom: Newsroom, cast: Cast) -> None:
    slip = _decided(old_claim, newsroom, minutes_ago=9)
    offer = undo_offered(old_claim, cast.ed)
    assert offer is not None and offer.until == slip.decided_at + timedelta(minutes=10)
    assert undo(slip, cast.ed)


def test_nobody_takes_anothers_decision_back(claim: Claim, newsroom: Newsroom, cast: Cast) -> None:
    slip = newsroom.decides(claim)
    for other in (cast.edna, cast.cho, cast.ada):
        assert undo_offered(claim, other) is None
        with pytest.raises(UndoRefused, match="Only those who made a decision"):
            undo(slip, other)


def test_only_the_last_decision_is_taken_back(claim: Claim, newsroom: Newsroom, cast: Cast) -> None:
    slip = newsroom.decides(claim)
    newsroom.decides(claim, Status.UNVERIFIED)
    with pytest.raises(UndoRefused, match="decided on again since"):
        undo(slip, cast.ed)


def test_a_decision_is_taken_back_once(claim: Claim, newsroom: Newsroom, cast: Cast) -> None:
    slip = newsroom.decides(claim)
    undone = undo(slip, cast.ed)
    with pytest.raises(UndoRefused, match="taken back already"):
        undo(slip, cast.ed)
    with pytest.raises(UndoRefused, match="takes one back already"):
        undo(undone, cast.ed)
    assert undo_offered(claim, cast.ed) is None


def test_who_lost_the_right_takes_nothing_back(claim: Claim, newsroom: Newsroom, cast: Cast) -> None:
    slip = newsroom.decides(claim, Status.RETRACTED, by=cast.cho, public_note="It was wrong.")
    User.objects.filter(pk=cast.cho.pk).update(role="editor")
    cast.cho.refresh_from_db()
    assert undo_offered(claim, cast.cho) is None
    with pytest.raises(NotAllowed):
        undo(slip, cast.cho)


def test_the_database_refuses_an_undo_that_comes_too_late(
    old_claim: Claim, newsroom: Newsroom, cast: Cast
) -> None:
    slip = _decided(old_claim, newsroom, minutes_ago=10, seconds=1)
    with pytest.raises(IntegrityError, match="cannot be undone so"), transaction.atomic():
        _forge_undo(slip, by=cast.ed)


def test_the_database_refuses_an_undo_by_another_hand(claim: Claim, newsroom: Newsroom, cast: Cast) -> None:
    slip = newsroom.decides(claim)
    with pytest.raises(IntegrityError, match="cannot be undone so"), transaction.atomic():
        _forge_undo(slip, by=cast.edna)


def _forge_undo(slip: Decision, by: User) -> None:
    Decision.objects.create(
        claim=slip.claim, undoes=slip, from_status=slip.to_status, to_status=slip.from_status,
        reason="Taken back.", content_hash=slip.content_hash, decided_by=by,
    )  # fmt: skip


def _decided(claim: Claim, newsroom: Newsroom, *, minutes_ago: int, seconds: int = 0) -> Decision:
    moment = timezone.now() - timedelta(minutes=minutes_ago, seconds=seconds)
    with ledger.backdated_to(moment):
        return newsroom.decides(claim)
