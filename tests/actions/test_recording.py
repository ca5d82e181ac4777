"""actions.recording: one statement is one transaction."""

import pytest

from factcheck.actions.attributions import AttributionRefused, Wording
from factcheck.actions.claims import ClaimRefused
from factcheck.actions.recording import NewClaim, NewSource, NewTopic, record_statement
from factcheck.actions.topics import TopicRefused
from factcheck.models import Attribution, Claim, LedgerEntry, Source, Topic
from factcheck.permissions import NotAllowed
from factcheck.rules.chains import ChainRefused
from factcheck.rules.stances import Stance
from factcheck.rules.vocabulary import SourceKind
from tests.cast import Newsroom

SAYS = Wording(stance=Stance.AFFIRMS, cue="said")


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Claim, Attribution, Source, Topic, LedgerEntry))


def test_claim_topic_sources_and_attributions_are_made_together(newsroom: Newsroom) -> None:
    recorded = record_statement(
        claim=NewClaim(
            "A ferry sank.", NewTopic("Ferry", "FE"), parties=[NewSource("Ferries Ltd", SourceKind.NGO)]
        ),
        sources=[newsroom.source("Coast Guard"), NewSource("Ferries Ltd", SourceKind.NGO)],
        article=newsroom.article(),
        wording=SAYS,
        by=newsroom.cast.alice,
    )
    assert recorded.claim.code == "FE-0001"
    assert [one.source.name for one in recorded.attributions] == ["Coast Guard", "Ferries Ltd"]
    assert Source.objects.filter(name="Ferries Ltd").count() == 1
    assert recorded.claim.version == 3
    assert sorted(recorded.claim.sources_for) == sorted(one.source_id for one in recorded.attributions)


def test_relays_stand_between_source_and_publisher(newsroom: Newsroom) -> None:
    recorded = record_statement(
        claim=newsroom.claim(),
        sources=[newsroom.source("Vladimir Putin")],
        relays=[NewSource("Tass", SourceKind.WIRE)],
        article=newsroom.article(),
        wording=SAYS,
        by=newsroom.cast.alice,
    )
    hops = recorded.attributions[0].hops.order_by("position")
    assert [hop.source.name for hop in hops] == ["Vladimir Putin", "Tass", "The Example Wire"]


def test_nothing_is_kept_of_a_statement_that_fails_at_its_last_source(newsroom: Newsroom) -> None:
    article, tass = newsroom.article(), newsroom.source("Tass")
    before = counts()
    with pytest.raises(ChainRefused):
        record_statement(
            claim=NewClaim("A ferry sank.", NewTopic("Ferry", "FE")),
            sources=[NewSource("Coast Guard", SourceKind.AGENCY), tass],
            relays=[tass],
            article=article,
            wording=SAYS,
            by=newsroom.cast.alice,
        )
    assert counts() == before


def test_a_taken_prefix_keeps_nothing(newsroom: Newsroom) -> None:
    newsroom.topic()
    article = newsroom.article()
    before = counts()
    with pytest.raises(TopicRefused):
        record_statement(
            claim=NewClaim("A ferry sank.", NewTopic("Ferry", "NK")),
            sources=[NewSource("Coast Guard", SourceKind.AGENCY)],
            article=article,
            wording=SAYS,
            by=newsroom.cast.alice,
        )
    assert counts() == before


def test_a_claim_in_the_same_words_is_not_made_twice(newsroom: Newsroom) -> None:
    claim = newsroom.claim("A ferry sank.")
    with pytest.raises(ClaimRefused, match=claim.code):
        record_statement(
            claim=NewClaim("a  ferry sank.", claim.topic),
            sources=[newsroom.source("Coast Guard")],
            article=newsroom.article(),
            wording=SAYS,
            by=newsroom.cast.alice,
        )


def test_the_same_statement_is_not_recorded_twice(newsroom: Newsroom) -> None:
    statement = {
        "claim": newsroom.claim(),
        "sources": [newsroom.source("Coast Guard")],
        "article": newsroom.article(),
        "wording": SAYS,
        "by": newsroom.cast.alice,
    }
    first = record_statement(**statement).attributions[0]
    with pytest.raises(AttributionRefused, match="already"):
        record_statement(**statement)
    record_statement(**statement, supersedes=first)
    assert Attribution.objects.standing().count() == 1


def test_a_source_does_not_replace_what_another_said(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    earlier = newsroom.says(claim, "South Korea")
    with pytest.raises(AttributionRefused, match="another source"):
        record_statement(
            claim=claim,
            sources=[newsroom.source("Russia")],
            article=newsroom.article(),
            wording=SAYS,
            by=newsroom.cast.alice,
            supersedes=earlier,
        )


def test_whoever_may_not_record_records_nothing(newsroom: Newsroom) -> None:
    article, source, claim = newsroom.article(), newsroom.source("Russia"), newsroom.claim()
    newsroom.cast.alice.is_active = False
    with pytest.raises(NotAllowed):
        record_statement(claim=claim, sources=[source], article=article, wording=SAYS, by=newsroom.cast.alice)
    assert not Attribution.objects.exists()
