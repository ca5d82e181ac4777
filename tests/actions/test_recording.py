"""What an article says goes on record in one go: claim, sources, chain and figure, or nothing of it."""

from typing import Any

import pytest

from factcheck.actions.attributions import AttributionRefused, Step, Wording
from factcheck.actions.claims import ClaimRefused
from factcheck.actions.recording import NewClaim, NewSource, NewTopic, Recorded, Relay, record_statement
from factcheck.actions.sources import NameTaken, SourceRefused
from factcheck.actions.topics import TopicRefused
from factcheck.models import Attribution, Claim, LedgerEntry, Source, Topic
from factcheck.permissions import NotAllowed
from factcheck.rules.chains import ChainRefused
from factcheck.rules.stances import Stance
from factcheck.rules.vocabulary import HopMode, SourceKind
from tests.cast import Newsroom

SENT = "North Korea sent soldiers to Russia."


def record(newsroom: Newsroom, **changes: Any) -> Recorded:
    facts: dict[str, Any] = {
        "claim": NewClaim(text=SENT, topic=newsroom.topic()),
        "sources": [newsroom.source("South Korea")],
        "article": newsroom.article(),
        "wording": Wording(Stance.AFFIRMS, cue="said", quote="sent another 3,000 soldiers"),
        "by": newsroom.cast.alice,
    }
    return record_statement(**(facts | changes))


def record_nothing_yet(newsroom: Newsroom) -> None:
    """Have at hand what a record rests on, so that what is made on the way can be counted."""
    newsroom.topic()
    newsroom.article()
    newsroom.source("South Korea")


def chain(attribution: Attribution) -> list[str]:
    return [hop.source.name for hop in attribution.hops.order_by("position")]


def test_a_claim_and_its_first_statement_go_on_record_together(newsroom: Newsroom) -> None:
    recorded = record(newsroom)
    assert (recorded.claim.code, recorded.claim.text, recorded.claim.version) == ("NK-0001", SENT, 2)
    assert recorded.claim.sources_for == [newsroom.source("South Korea").pk]
    assert [entry.kind for entry in LedgerEntry.objects.order_by("seq")] == ["claim", "attribution"]


def test_sources_named_together_get_a_statement_each(newsroom: Newsroom) -> None:
    recorded = record(newsroom, sources=[newsroom.source(name) for name in ("United States", "South Korea")])
    assert [a.source.name for a in recorded.attributions] == ["United States", "South Korea"]
    assert {a.quote for a in recorded.attributions} == {"sent another 3,000 soldiers"}
    assert recorded.claim.version == 3


def test_several_articles_and_sources_meet_on_one_claim(newsroom: Newsroom) -> None:
    claim = record(newsroom).claim
    other = newsroom.article("Kyiv, too, says that soldiers were sent.", publisher="Another Wire")
    record(newsroom, claim=claim, article=other, sources=[newsroom.source("Ukraine")])
    claim.refresh_from_db()
    assert Claim.objects.count() == 1
    assert len(claim.sources_for) == 2


def test_what_is_not_on_record_is_made_on_the_way(newsroom: Newsroom) -> None:
    russia = NewSource("Russia", SourceKind.GOVERNMENT)
    recorded = record(
        newsroom,
        claim=NewClaim(text=SENT, topic=NewTopic("Troops", "TR"), parties=[russia]),
        sources=[russia, NewSource("Andrey Rudenko", SourceKind.OFFICIAL)],
        relays=[Relay(NewSource("Tass", SourceKind.WIRE))],
    )
    assert recorded.claim.code == "TR-0001"
    assert Source.objects.filter(name="Russia").count() == 1
    assert chain(recorded.attributions[1]) == ["Andrey Rudenko", "Tass", "The Example Wire"]
    assert [party.name for party in recorded.claim.versions.get().parties.all()] == ["Russia"]


def test_relays_stand_in_the_chain_in_the_order_given(newsroom: Newsroom) -> None:
    relays = [
        Relay(newsroom.source("Tass", SourceKind.WIRE), "reported", HopMode.VERBATIM),
        Relay(NewSource("Yonhap", SourceKind.WIRE), "cited Tass", HopMode.TRANSLATION),
    ]
    recorded = record(newsroom, sources=[newsroom.source("Vladimir Putin")], relays=relays)
    hops = recorded.attributions[0].hops.order_by("position")
    assert [(hop.source.name, hop.cue, hop.mode) for hop in hops] == [
        ("Vladimir Putin", "said", "paraphrase"),
        ("Tass", "reported", "verbatim"),
        ("Yonhap", "cited Tass", "translation"),
        ("The Example Wire", "", "paraphrase"),
    ]


REFUSED = [
    (ClaimRefused, lambda n: {"claim": NewClaim(text="é" * 281, topic=n.topic())}),
    (TopicRefused, lambda n: {"claim": NewClaim(text=SENT, topic=NewTopic("Troops", "TOO LONG"))}),
    (SourceRefused, lambda n: {"sources": [NewSource("…", SourceKind.NGO)]}),
    (NameTaken, lambda n: {"sources": [NewSource("the South Korea", SourceKind.NGO)]}),
    (
        ChainRefused,
        lambda n: {"relays": [Relay(n.source(name)) for name in ("Tass", "The Example Wire", "Yonhap")]},
    ),
    (ChainRefused, lambda n: {"relays": [Relay(n.source("South Korea"))]}),
    (AttributionRefused, lambda n: {"sources": []}),
    (AttributionRefused, lambda n: {"wording": Wording(Stance.RETRACTED)}),
    (
        ChainRefused,
        # The first source's statement is sound, the second's is not.
        lambda n: {
            "sources": [n.source("South Korea"), n.source("Tass")],
            "wording": Wording(Stance.AFFIRMS, relays=[Step(n.source("Tass"))]),
        },
    ),
]


@pytest.mark.parametrize(("refusal", "changes"), REFUSED)
def test_what_is_refused_leaves_nothing_half_made(newsroom: Newsroom, refusal: type, changes: Any) -> None:
    facts = changes(newsroom)
    record_nothing_yet(newsroom)
    before = (Source.objects.count(), Topic.objects.count())
    with pytest.raises(refusal):
        record(newsroom, **facts)
    assert (Claim.objects.count(), Attribution.objects.count(), LedgerEntry.objects.count()) == (0, 0, 0)
    assert (Source.objects.count(), Topic.objects.count()) == before
    assert record(newsroom).claim.code == "NK-0001"


def test_new_sources_go_with_the_claim_that_is_refused(newsroom: Newsroom) -> None:
    tass = NewSource("Tass", SourceKind.WIRE)
    with pytest.raises(ChainRefused):
        record(newsroom, sources=[tass], relays=[Relay(tass)])
    assert not Source.objects.filter(name="Tass").exists()
    assert not Claim.objects.exists()


def test_a_form_that_is_sent_twice_makes_one_claim(newsroom: Newsroom) -> None:
    record(newsroom)
    with pytest.raises(ClaimRefused, match="NK-0001 says this in the same words"):
        record(newsroom)
    assert LedgerEntry.objects.count() == 2


def test_the_same_statement_is_not_recorded_twice(newsroom: Newsroom) -> None:
    claim = record(newsroom).claim
    with pytest.raises(AttributionRefused, match="on record with this already"):
        record(newsroom, claim=claim)
    assert Attribution.objects.count() == 1


def test_a_statement_replaces_an_earlier_one_of_the_same_source(newsroom: Newsroom) -> None:
    first = record(newsroom)
    said = record(
        newsroom, claim=first.claim, wording=Wording(Stance.DENIES), supersedes=first.attributions[0],
        sources=[newsroom.source("Ukraine"), newsroom.source("South Korea")],
    ).attributions  # fmt: skip
    assert [a.supersedes for a in said] == [None, first.attributions[0]]


def test_a_statement_does_not_replace_another_sources(newsroom: Newsroom) -> None:
    first = record(newsroom)
    with pytest.raises(AttributionRefused, match="another source's"):
        record(
            newsroom,
            claim=first.claim,
            sources=[newsroom.source("Ukraine")],
            supersedes=first.attributions[0],
        )


def test_a_closed_account_records_nothing(newsroom: Newsroom) -> None:
    record_nothing_yet(newsroom)
    newsroom.cast.alice.is_active = False
    claim = NewClaim(text=SENT, topic=Topic.objects.get(prefix="NK"))
    with pytest.raises(NotAllowed):
        record(newsroom, claim=claim, by=newsroom.cast.alice)
    assert not Claim.objects.exists()
