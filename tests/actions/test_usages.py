"""Where claims were used, and what of it is to be mended when a status changes."""

import pytest

from factcheck.actions.usages import UsageRefused, mend_usage, record_usage
from factcheck.models import Claim, LedgerEntry, Usage
from factcheck.queries.usages import claims_to_mend, mend_count, uses_by_claim, uses_of, uses_to_mend
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from tests.cast import Newsroom


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    claim = newsroom.published()
    newsroom.says(claim, "Russia", Stance.DENIES)
    newsroom.decides(claim, Status.CONFIRMED)
    return claim


def used(newsroom: Newsroom, claim: Claim, title: str = "Page 3", **facts: object) -> Usage:
    details: dict = {"status_then": Status.CONFIRMED, "by": newsroom.cast.alice}
    return record_usage(claim=claim, title=title, **(details | facts))


def mend(newsroom: Newsroom, usage: Usage, status: Status) -> Usage:
    return mend_usage(usage=usage, status=status, note="Note added at the foot.", by=newsroom.cast.alice)


def test_a_use_says_where_and_under_which_status(newsroom: Newsroom, claim: Claim) -> None:
    used(newsroom, claim, " Page 3 ", wording=" Soldiers came. ", url="https://paper.example/3")
    (use,) = uses_of(claim.code)
    assert (use.title, use.wording, use.status_then) == ("Page 3", "Soldiers came.", Status.CONFIRMED)
    assert mend_count() == 0


def test_a_use_needs_a_place(newsroom: Newsroom, claim: Claim) -> None:
    with pytest.raises(UsageRefused, match="Say where it was used"):
        used(newsroom, claim, "  ")


def test_a_use_is_no_entry_of_the_ledger(newsroom: Newsroom, claim: Claim) -> None:
    before = LedgerEntry.objects.count()
    mend(newsroom, used(newsroom, claim, status_then=Status.DISPUTED), Status.CONFIRMED)
    assert LedgerEntry.objects.count() == before


def test_a_changed_status_leaves_its_uses_to_mend(newsroom: Newsroom, claim: Claim) -> None:
    one, two = used(newsroom, claim), used(newsroom, claim, "The nine o'clock news")
    used(newsroom, newsroom.published("Another."), status_then=Status.UNVERIFIED)
    newsroom.decides(claim, Status.DISPUTED)
    assert list(uses_to_mend().order_by("pk")) == [one, two]
    assert uses_by_claim(claims_to_mend()) == {claim.pk: [one, two]}


def test_what_was_ticked_off_is_mended_until_the_status_changes_again(
    newsroom: Newsroom, claim: Claim
) -> None:
    use = used(newsroom, claim)
    newsroom.decides(claim, Status.DISPUTED)
    use = mend(newsroom, use, Status.DISPUTED)
    assert (use.mended_by, use.mended_note) == (newsroom.cast.alice, "Note added at the foot.")
    assert mend_count() == 0
    # It was mended to say "disputed", so going back to what it once said is a change too.
    newsroom.decides(claim, Status.CONFIRMED)
    assert mend_count() == 1
    mend(newsroom, use, Status.CONFIRMED)
    assert mend_count() == 0


def test_a_status_that_came_back_before_anything_was_mended_leaves_nothing(
    newsroom: Newsroom, claim: Claim
) -> None:
    used(newsroom, claim)
    newsroom.decides(claim, Status.DISPUTED)
    newsroom.decides(claim, Status.CONFIRMED)
    assert mend_count() == 0


def test_mending_needs_a_word_on_what_was_done(newsroom: Newsroom, claim: Claim) -> None:
    use = used(newsroom, claim, status_then=Status.DISPUTED)
    with pytest.raises(UsageRefused, match="Say what was mended"):
        mend_usage(usage=use, status=Status.CONFIRMED, note=" ", by=newsroom.cast.alice)


def test_nobody_ticks_off_for_a_status_that_has_gone_on(newsroom: Newsroom, claim: Claim) -> None:
    use = used(newsroom, claim)
    newsroom.decides(claim, Status.DISPUTED)
    newsroom.decides(claim, Status.UNVERIFIED)
    with pytest.raises(UsageRefused, match="become unverified since"):
        mend(newsroom, use, Status.DISPUTED)
    assert mend_count() == 1


def test_two_people_do_not_tick_the_same_use_off(newsroom: Newsroom, claim: Claim) -> None:
    use = used(newsroom, claim, status_then=Status.DISPUTED)
    mend(newsroom, use, Status.CONFIRMED)
    with pytest.raises(UsageRefused, match="somebody was faster"):
        mend(newsroom, use, Status.CONFIRMED)
