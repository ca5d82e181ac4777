"""Publishing, correcting and withdrawing: who may, in which order, and that readers are told why."""

import pytest

from factcheck.actions.claims import StaleVersion
from factcheck.actions.publication import PublicationRefused, correct_claim, publish_claim, withdraw_claim
from factcheck.models import Claim, LedgerEntry, PublicationAct
from factcheck.permissions import NotAllowed
from factcheck.rules.statuses import Publication
from tests.cast import Newsroom


@pytest.fixture
def draft(newsroom: Newsroom) -> Claim:
    claim = newsroom.claim()
    claim.refresh_from_db()
    return claim


@pytest.fixture
def published(newsroom: Newsroom) -> Claim:
    return newsroom.published()


def test_a_draft_becomes_public_and_the_ledger_says_so(draft: Claim, newsroom: Newsroom) -> None:
    act = publish_claim(claim=draft, version=draft.version, by=newsroom.cast.ed)
    draft.refresh_from_db()
    assert draft.publication == Publication.PUBLISHED
    assert draft.is_public
    assert LedgerEntry.objects.get(publication_act=act).claim_seq == draft.version


def test_publishing_twice_is_refused(published: Claim, newsroom: Newsroom) -> None:
    with pytest.raises(PublicationRefused, match="is published; it cannot become published"):
        publish_claim(claim=published, version=published.version, by=newsroom.cast.ed)


def test_reporters_do_not_publish(draft: Claim, newsroom: Newsroom) -> None:
    with pytest.raises(NotAllowed):
        publish_claim(claim=draft, version=draft.version, by=newsroom.cast.alice)


@pytest.mark.parametrize("act", [correct_claim, withdraw_claim])
def test_readers_are_told_why(act: object, published: Claim, newsroom: Newsroom) -> None:
    with pytest.raises(PublicationRefused, match="Tell readers why"):
        act(claim=published, note="  ", version=published.version, by=newsroom.cast.ed)  # type: ignore[operator]


@pytest.mark.parametrize("act", [correct_claim, withdraw_claim])
def test_a_draft_can_be_neither_corrected_nor_withdrawn(
    act: object, draft: Claim, newsroom: Newsroom
) -> None:
    with pytest.raises(PublicationRefused, match="is draft"):
        act(claim=draft, note="Wrong.", version=draft.version, by=newsroom.cast.ed)  # type: ignore[operator]


def test_a_withdrawn_claim_stays_public_and_leaves_the_lists(published: Claim, newsroom: Newsroom) -> None:
    withdraw_claim(
        claim=published, note="We named the wrong unit.", version=published.version, by=newsroom.cast.ed
    )
    published.refresh_from_db()
    assert published.is_public
    assert not published.is_listed


def test_a_withdrawn_claim_comes_back_only_as_corrected(published: Claim, newsroom: Newsroom) -> None:
    withdraw_claim(claim=published, note="Wrong unit.", version=published.version, by=newsroom.cast.ed)
    published.refresh_from_db()
    with pytest.raises(PublicationRefused):
        publish_claim(claim=published, version=published.version, by=newsroom.cast.ed)
    correct_claim(
        claim=published, note="The unit is named rightly.", version=published.version, by=newsroom.cast.ed
    )
    published.refresh_from_db()
    assert published.publication == Publication.CORRECTED


def test_a_stale_version_is_refused(published: Claim, newsroom: Newsroom) -> None:
    seen = published.version
    newsroom.says(published, "Yonhap")
    with pytest.raises(StaleVersion):
        withdraw_claim(claim=published, note="Wrong unit.", version=seen, by=newsroom.cast.ed)
    assert PublicationAct.objects.filter(claim=published).count() == 1
