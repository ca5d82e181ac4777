"""ClaimReview: every property that is asked for, for each decided claim, and nothing for the others."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from factcheck.actions.publication import correct_claim, withdraw_claim
from factcheck.actions.undo import undo_decision
from factcheck.demo.load import load
from factcheck.exports.claimreview import RATINGS
from factcheck.extraction.claimreview import find_reviews, plain
from factcheck.models import Claim, Source
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import SourceKind
from tests.cast import Cast, Newsroom

BASE = "https://facts.example"
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
# Google's table of "Fact Check (ClaimReview) structured data": the path, and what it must look like.
REQUIRED = {
    ("@context",): r"https://schema\.org",
    ("@type",): "ClaimReview",
    ("url",): rf"{BASE}/claims/[A-Z]+-\d+/",
    ("claimReviewed",): r"(?s).{1,280}",
    ("reviewRating", "@type"): "Rating",
    ("reviewRating", "alternateName"): "|".join(RATINGS.values()),
}
RECOMMENDED = {
    ("author", "@type"): "NewsMediaOrganization",
    ("author", "name"): ".+",
    ("author", "url"): rf"{BASE}/",
    ("datePublished",): TIME,
    ("dateModified",): TIME,
    ("itemReviewed", "@type"): "Claim",
}
# Where somebody who is no document is on record for it.
OF_CLAIMANTS = {
    ("itemReviewed", "author", "name"): ".+",
    ("itemReviewed", "author", "@type"): "Person|NGO|.*Organization",
    ("itemReviewed", "datePublished"): rf"{TIME}|\d{{4}}-\d\d-\d\d",
    ("itemReviewed", "appearance", "url"): r"https?://.+",
    ("itemReviewed", "firstAppearance", "url"): r"https?://.+",
}
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


@pytest.fixture(autouse=True)
def at_its_address(settings: Any) -> None:
    settings.BASE_URL = BASE


def blocks(client: Client, code: str, query: str = "") -> list[str]:
    response = client.get(f"/claims/{code}/{query}")
    assert response.status_code == 200
    return BLOCK.findall(response.content.decode())


def review_of(client: Client, claim: Claim) -> dict[str, Any]:
    (block,) = blocks(client, claim.code)
    return json.loads(block)


def values(review: Any, path: tuple[str, ...]) -> list[Any]:
    """What stands at a path; a list on the way means each of its members."""
    if isinstance(review, list):
        return [value for one in review for value in values(one, path)]
    if not path:
        return [review]
    return values(review[path[0]], path[1:]) if path[0] in review else []


def wrong_in(review: dict[str, Any], table: dict[tuple[str, ...], str]) -> list[str]:
    return [
        "/".join(path)
        for path, pattern in table.items()
        if not (found := values(review, path)) or not all(re.fullmatch(pattern, one) for one in found)
    ]


def test_every_decided_claim_of_the_demonstration_has_what_is_required(
    as_owner: None, client: Client
) -> None:
    load()
    wrong, reviewed, with_claimants = {}, 0, 0
    for claim in Claim.objects.public().order_by("code"):
        found = blocks(client, claim.code)
        expected = claim.decision_count and claim.publication != "withdrawn"
        assert len(found) == bool(expected), claim
        for block in found:
            reviewed += 1
            review = json.loads(block)
            assert review["claimReviewed"] == review["itemReviewed"]["text"] == claim.text
            assert review["url"] == f"{BASE}/claims/{claim.code}/"
            assert "ratingValue" not in review["reviewRating"]
            claimants = Source.objects.filter(pk__in=claim.sources_for).exclude(kind=SourceKind.DOCUMENT)
            with_claimants += bool(claimants)
            table = REQUIRED | RECOMMENDED | (OF_CLAIMANTS if claimants else {})
            if faults := wrong_in(review, table):
                wrong[claim.code] = faults
    assert wrong == {} and reviewed > with_claimants > 3


def test_the_table_sees_what_is_missing() -> None:
    assert len(wrong_in({}, REQUIRED)) == len(REQUIRED)
    assert wrong_in({"@type": "Review"}, {("@type",): "ClaimReview"}) == ["@type"]


def test_an_undecided_claim_a_draft_and_a_withdrawn_one_have_none(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    undecided = newsroom.published()
    assert blocks(client, undecided.code) == []
    gone = newsroom.published("Soldiers came in May.")
    newsroom.decides(gone)
    gone.refresh_from_db()
    withdraw_claim(claim=gone, note="Nobody said this.", version=gone.version, by=cast.ed)
    assert blocks(client, gone.code) == []
    draft = newsroom.claim("A draft.")
    newsroom.says(draft)
    newsroom.decides(draft)
    client.force_login(cast.ed)
    assert blocks(client, draft.code) == []


def test_a_slip_taken_back_leaves_the_claim_undecided(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    claim = newsroom.published()
    slip = newsroom.decides(claim)
    claim.refresh_from_db()
    undo_decision(decision=slip, version=claim.version, by=cast.ed)
    assert blocks(client, claim.code) == []


def test_the_page_of_an_earlier_moment_has_none(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    newsroom.decides(claim)
    then = claim.states.latest("ledger_seq").recorded_at
    assert blocks(client, claim.code, f"?as_of={then:%Y-%m-%dT%H:%M:%S.%fZ}") == []
    assert len(blocks(client, claim.code)) == 1


def test_claimants_are_those_who_affirm_it_and_not_those_who_deny(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    newsroom.says(claim, "South Korea", via=("Yonhap",))
    newsroom.says(claim, "Kremlin", Stance.DENIES)
    newsroom.says(claim, "Russia", Stance.NOT_CONFIRMED)
    newsroom.decides(claim, Status.DISPUTED, reason="Two say so, one denies it.")
    review = review_of(client, claim)
    names = [one["name"] for one in review["itemReviewed"]["author"]]
    assert names == ["Joint Chiefs of Staff", "South Korea"]
    assert review["reviewRating"]["alternateName"] == "Disputed"
    assert review["reviewRating"]["ratingExplanation"] == "Two say so, one denies it."
    (appearance,) = review["itemReviewed"]["appearance"]
    assert appearance["url"].startswith(f"{BASE}/articles/")


def test_what_goes_out_can_be_read_in_again_field_by_field(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published(HOSTILE.replace("<script>alert(1)", "").replace("</script>", ""))
    newsroom.says(claim, "South Korea", said_on=date(2025, 3, 27))
    newsroom.decides(claim, reason="Two documents show it.")
    found = find_reviews(client.get(f"/claims/{claim.code}/").content.decode())
    written = review_of(client, claim)
    (review,) = found.reviews
    assert found.problems == () and found.page_url == review.url == written["url"]
    assert review.words == plain(written["claimReviewed"])
    assert [one.name for one in review.reviewers] == [written["author"]["name"]]
    assert [one.name for one in review.claimants] == ["Joint Chiefs of Staff", "South Korea"]
    assert (review.rating, review.explanation) == ("Confirmed", "Two documents show it.")
    assert (review.said_on, review.reviewed_on) == ("2025-03-27", written["datePublished"])
    assert review.appearances == (written["itemReviewed"]["appearance"][0]["url"],)


HOSTILE = '</script><script>alert(1)</script> <!-- & " \\ \u2028\u2029 ]]> ‮ 兵士'


def test_no_words_end_the_data_block(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published(HOSTILE)
    newsroom.decides(claim, reason=HOSTILE)
    (block,) = blocks(client, claim.code)
    assert not re.search("[<>&\u2028\u2029]", block)
    review = json.loads(block)
    assert review["claimReviewed"] == claim.text
    assert review["reviewRating"]["ratingExplanation"] == claim.decisions.get().reason


def test_a_correction_is_told(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    claim = newsroom.published()
    newsroom.decides(claim)
    claim.refresh_from_db()
    correct_claim(claim=claim, note="We had the wrong month.", version=claim.version, by=cast.ed)
    assert review_of(client, claim)["correction"]["text"] == "We had the wrong month."
