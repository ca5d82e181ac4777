"""Other desks' reviews on our record: drafts with evidence, never a decision; twice is once."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from factcheck.actions.claims import reword_claim
from factcheck.extraction.claimreview import Named, Review
from factcheck.intake.claimreviews import Imported, ReviewRefused, bearing_of, import_review, shortened
from factcheck.models import Article, Attribution, Claim, Decision, LedgerEntry, Source
from factcheck.permissions import NotAllowed
from factcheck.rules.vocabulary import Bearing, SourceKind
from tests.cast import Cast, Newsroom

AT = datetime(2024, 6, 3, tzinfo=UTC)
PERSON, BODY = frozenset({"Person"}), frozenset({"Organization"})
REVIEW = Review(
    place="block 1, review 1",
    words="The bridge was closed in May.",
    claimants=(Named("Pat Doe", PERSON),),
    said_on="2024-05-30",
    appearances=("https://posts.example/1",),
    reviewers=(Named("The Other Desk", BODY),),
    reviewed_on="2024-06-02 06:49",
    rating="Völlig falsch",
    value="1",
    best="5",
    worst="1",
    explanation="It was open.",
    url="https://desk.example/bridge",
)


@pytest.fixture
def take(newsroom: Newsroom) -> Any:
    def take(review: Review = REVIEW, **more: Any) -> Imported:
        return import_review(review, topic=newsroom.topic(), by=newsroom.cast.ed, at=AT, **more)

    return take


def test_a_review_becomes_a_draft_with_its_verdict_as_evidence(take: Any) -> None:
    claim = take().claim
    claim.refresh_from_db()
    assert (claim.text, claim.publication, claim.status) == (REVIEW.words, "draft", "unverified")
    assert claim.decision_count == 0 and not Decision.objects.exists()
    (verdict,) = claim.evidence.all()
    assert (verdict.title, verdict.url) == ("The Other Desk: “Völlig falsch”", REVIEW.url)
    assert verdict.bearing == Bearing.REFUTES
    for words in ("“Völlig falsch”", "1 on its scale from 1 (worst) to 5 (best)", "It was open.",
                  "2024-06-02 06:49", "no decision of ours"):  # fmt: skip
        assert words in verdict.note


def test_the_claimant_is_on_record_by_way_of_the_desk(take: Any) -> None:
    (said,) = take().claim.attributions.all()
    assert [hop.source.name for hop in said.hops.order_by("position")] == ["Pat Doe", "The Other Desk"]
    assert (said.stance, said.quote, str(said.said_on)) == ("affirms", REVIEW.words, "2024-05-30")
    assert said.spans.get().exact == REVIEW.words
    article = said.article
    assert (article.publisher.kind, article.url, article.excerpt_only) == ("outlet", REVIEW.url, True)
    assert (str(article.published_at.date()), article.published_date_only) == ("2024-06-02", True)


def test_the_same_review_twice_changes_nothing(take: Any) -> None:
    first = take()
    entries = LedgerEntry.objects.count()
    second = take()
    assert first.is_new and not second.is_new and second.claim == first.claim
    assert LedgerEntry.objects.count() == entries


def test_a_claim_that_was_reworded_since_is_found_again(take: Any, newsroom: Newsroom, cast: Cast) -> None:
    claim = take().claim
    claim.refresh_from_db()
    reword_claim(
        claim=claim, version=claim.version, text="The bridge was shut in May.", topic=claim.topic,
        reason="Plainer.", by=cast.ed,
    )  # fmt: skip
    assert not take().is_new and Claim.objects.count() == 1


def test_another_desk_on_the_same_claim_adds_to_it(take: Any) -> None:
    first = take()
    other = replace(
        REVIEW, reviewers=(Named("A Third Desk", BODY),), url="https://third.example/1", rating="No"
    )
    second = take(other)
    assert second.claim == first.claim and second.is_new
    assert second.claim.evidence.count() == 2 and second.claim.attributions.count() == 2
    assert Source.objects.filter(name="Pat Doe").count() == 1


def test_a_changed_verdict_is_added_and_the_earlier_one_stays(take: Any) -> None:
    take()
    claim = take(replace(REVIEW, rating="Misleading")).claim
    assert [item.title for item in claim.evidence.order_by("pk")] == [
        "The Other Desk: “Völlig falsch”", "The Other Desk: “Misleading”",
    ]  # fmt: skip
    assert claim.attributions.count() == 1


def test_a_claim_too_long_is_shortened_and_kept_in_full(take: Any) -> None:
    words = "The bridge was closed, said the mayor. " * 12
    imported = take(replace(REVIEW, words=words.strip()))
    assert imported.claim.text == shortened(words.strip()) and len(imported.claim.text) <= 280
    assert imported.claim.text.endswith("…") and imported.warnings
    assert words.strip() in imported.claim.evidence.get().note
    assert not take(replace(REVIEW, words=words.strip())).is_new
    assert len(shortened("兵" * 400)) == 280


def test_the_desk_is_the_body_and_not_the_person_who_wrote(take: Any) -> None:
    review = replace(REVIEW, reviewers=(Named("Pat Writer", PERSON),), publishers=(Named("The Desk", BODY),))
    assert take(review).claim.attributions.get().article.publisher.name == "The Desk"
    alone = replace(review, publishers=(), words="Another claim.")
    assert take(alone).claim.attributions.get().article.publisher.name == "Pat Writer"
    nobody = replace(alone, reviewers=(), words="A third claim.")
    assert take(nobody).claim.attributions.get().article.publisher.name == "desk.example"


def test_kinds_come_from_the_markup_where_it_says_them(take: Any) -> None:
    review = replace(
        REVIEW,
        claimants=(Named("The State", frozenset({"GovernmentOrganization"})), Named("Pat Doe", PERSON)),
        reviewers=(Named("Facts for All", frozenset({"NGO"})),),
    )  # fmt: skip
    take(review, claimant_kind=SourceKind.OFFICIAL)
    kinds = dict(Source.objects.values_list("name", "kind"))
    assert (kinds["The State"], kinds["Pat Doe"], kinds["Facts for All"]) == ("government", "official", "ngo")


def test_without_a_claimant_or_with_the_desk_itself_nobody_is_on_record(take: Any) -> None:
    for claimants in ((), (Named("the other desk"),), (Named("!!"),)):
        imported = take(replace(REVIEW, claimants=claimants))
        assert imported.warnings and not imported.claim.attributions.exists()
        assert imported.claim.evidence.count() == 1


@pytest.mark.parametrize(
    ("parts", "words"),
    [({"words": ""}, "claimReviewed"), ({"words": "?!"}, "claimReviewed"), ({"rating": ""}, "alternateName"),
     ({"url": ""}, "url"), ({"url": "javascript:alert(1)"}, "url"), ({"url": "https://["}, "url"),
     ({"url": "https://desk.example/" + "x" * 2000}, "url"), ({"claimants": (Named("x" * 201),)}, "name"),
     ({"claimants": (Named("ﷺ" * 100),)}, "name"), ({"claimants": (Named("a <- b"),)}, "<-")],
)  # fmt: skip
def test_what_cannot_go_on_record_is_refused_in_words_and_leaves_nothing(
    take: Any, newsroom: Newsroom, parts: dict[str, Any], words: str
) -> None:
    newsroom.topic()
    with pytest.raises(ReviewRefused, match=words):
        take(replace(REVIEW, **parts))
    assert not Claim.objects.exists() and not Source.objects.exists() and not Article.objects.exists()


def test_a_relative_address_is_that_of_the_page(take: Any) -> None:
    imported = take(replace(REVIEW, url="/bridge"), page_url="https://desk.example/x/y")
    assert imported.claim.evidence.get().url == "https://desk.example/bridge"


@pytest.mark.parametrize(
    ("numbers", "bearing"),
    [(("5", "5", "1"), "supports"), (("4", "5", "1"), "supports"), (("3", "5", "1"), "refutes"),
     (("1", "5", "1"), "refutes"), (("", "5", "1"), "refutes"), (("-1", "-1", "-1"), "refutes"),
     (("9", "5", "1"), "refutes"), (("nan", "5", "1"), "refutes"), (("x", "y", "z"), "refutes")],
)  # fmt: skip
def test_the_verdict_points_where_its_number_does(numbers: tuple[str, str, str], bearing: str) -> None:
    value, best, worst = numbers
    assert bearing_of(replace(REVIEW, value=value, best=best, worst=worst)) == bearing


def test_reporters_may_not_import(newsroom: Newsroom, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        import_review(REVIEW, topic=newsroom.topic(), by=cast.alice, at=AT)


def test_nothing_of_it_is_public(take: Any, client: Client) -> None:
    code = take().claim.code
    assert Attribution.objects.exists()
    for address in ("/claims/", "/sources/", "/articles/", "/feeds/claims.json", "/sitemap.xml"):
        page = client.get(address).content.decode()
        assert "bridge" not in page and "Pat Doe" not in page and code not in page
    assert client.get(f"/claims/{code}.json").status_code == 404
