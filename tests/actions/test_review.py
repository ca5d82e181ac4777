"""When a decided claim is looked at again, and until when somebody works on one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from factcheck.actions.claims import assign_claim, set_review_day
from factcheck.actions.desk_settings import SettingRefused, set_review_days
from factcheck.actions.undo import undo_decision
from factcheck.models import Claim
from factcheck.queries.queue import Show, whose_queue
from factcheck.queries.queue import queue as claims_in_queue
from factcheck.rules.desk_settings import REVIEW_DAYS, review_day
from factcheck.rules.filters import Filters
from factcheck.rules.statuses import Status
from tests.cast import Newsroom


def test_only_what_is_decided_and_lives_gets_a_day() -> None:
    today = timezone.localdate()
    assert review_day(Status.CONFIRMED, today, 30) == today + timedelta(days=30)
    assert review_day(Status.DISPUTED, today, 30) == today + timedelta(days=30)
    assert review_day(Status.CONFIRMED, today, 0) is None
    for status in (Status.UNVERIFIED, Status.RETRACTED, Status.SUPERSEDED):
        assert review_day(status, today, 30) is None


def test_a_decision_sets_the_day_and_taking_it_back_clears_it(newsroom: Newsroom) -> None:
    claim = newsroom.published()
    decision = newsroom.decides(claim)
    claim.refresh_from_db()
    assert claim.review_by == timezone.localdate() + timedelta(days=REVIEW_DAYS)
    undo_decision(decision=decision, version=claim.version, by=newsroom.cast.ed)
    claim.refresh_from_db()
    assert claim.review_by is None


def test_the_house_sets_the_days(newsroom: Newsroom) -> None:
    set_review_days(days=7, reason="A quick war.", by=newsroom.cast.ada)
    claim = newsroom.published()
    newsroom.decides(claim)
    claim.refresh_from_db()
    assert claim.review_by == timezone.localdate() + timedelta(days=7)
    for days in (7, -1, 10**6):
        with pytest.raises(SettingRefused):
            set_review_days(days=days, reason="x", by=newsroom.cast.ada)


def test_past_its_day_a_claim_is_stale(newsroom: Newsroom) -> None:
    claim, other = newsroom.published("One."), newsroom.published("Two.")
    newsroom.decides(claim)
    newsroom.decides(other)
    set_review_day(claim=claim, day=timezone.localdate() - timedelta(days=1), by=newsroom.cast.ed)
    for show in (Show.STALE, Show.WAITING):
        rows = claims_in_queue(show, Filters(), whose_queue(newsroom.cast.ed, timezone.localdate()))
        assert [row.claim.code for row in rows] == [claim.code]


def test_nobody_has_no_due_time(newsroom: Newsroom) -> None:
    claim, due_at = newsroom.claim(), timezone.now() + timedelta(hours=2)
    assign_claim(claim=claim, to=newsroom.cast.ed, due_at=due_at, by=newsroom.cast.alice)
    assert Claim.objects.get(pk=claim.pk).due_at == due_at
    assign_claim(claim=claim, to=None, due_at=due_at, by=newsroom.cast.alice)
    assert Claim.objects.get(pk=claim.pk).due_at is None
