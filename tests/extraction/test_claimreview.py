"""ClaimReviews as sites write them: every shape is read, and hostile text neither crashes nor takes long."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.extraction.claimreview import Found, Named, Review, day_of, find_reviews, plain

REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "claimReviewed": "The bridge was closed in May.",
    "url": "https://desk.example/bridge",
    "datePublished": "2024-06-02",
    "author": {"@type": "Organization", "name": "The Other Desk", "url": "https://desk.example"},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Pat Doe"},
        "datePublished": "2024-05-30",
        "appearance": [{"@type": "CreativeWork", "url": "https://posts.example/1"}],
    },
    "reviewRating": {"@type": "Rating", "alternateName": "False", "ratingValue": 1, "bestRating": "5",
                     "worstRating": "1"},
}  # fmt: skip


def page(*blocks: str, head: str = "") -> str:
    scripts = "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)
    return f"<!doctype html><html><head>{head}{scripts}</head><body><p>Story</p></body></html>"


def one(text: str) -> Review:
    found = find_reviews(text)
    assert found.problems == ()
    (review,) = found.reviews
    return review


def changed(**parts: Any) -> str:
    return json.dumps(REVIEW | parts)


def test_every_field_is_read() -> None:
    review = one(page(json.dumps(REVIEW)))
    assert review == Review(
        place="block 1, review 1", words="The bridge was closed in May.",
        claimants=(Named("Pat Doe", frozenset({"Person"})),), said_on="2024-05-30",
        appearances=("https://posts.example/1",),
        reviewers=(Named("The Other Desk", frozenset({"Organization"}), "https://desk.example"),),
        reviewed_on="2024-06-02", rating="False", value="1", best="5", worst="1",
        url="https://desk.example/bridge",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([REVIEW]),
        json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, REVIEW]}),
        json.dumps({"@type": "NewsArticle", "review": {"deep": [[REVIEW]]}}),
        changed(**{"@type": ["Review", "ClaimReview"]}),
        changed(**{"@type": "http://schema.org/ClaimReview"}),
        page("{}", json.dumps(REVIEW)),
        page(json.dumps(REVIEW), json.dumps(REVIEW)),
        page(f"<!-- {json.dumps(REVIEW)} -->"),
        page(f"\n//<![CDATA[\n{json.dumps(REVIEW)}\n//]]>\n"),
        page(f"{json.dumps(REVIEW)};"),
        page(json.dumps(REVIEW).replace('"', "&quot;")),
        page(json.dumps(REVIEW)[:-1] + ",}"),
        page(json.dumps(REVIEW, indent=1).replace("in May", "\tin\nMay")),
        page(json.dumps(REVIEW)).replace("<script type", "<SCRIPT  data-x='1' TYPE"),
        "\ufeff" + json.dumps(REVIEW),
    ],
)
def test_every_shape_is_understood(text: str) -> None:
    review = one(text)
    assert (review.words, review.rating) == ("The bridge was closed in May.", "False")
    assert [named.name for named in (*review.claimants, *review.reviewers)] == ["Pat Doe", "The Other Desk"]


def test_parts_that_stand_elsewhere_are_looked_up() -> None:
    desk = {"@id": "#desk", "@type": "NGO", "name": "The Other Desk"}
    graph = {"@graph": [REVIEW | {"author": {"@id": "#desk"}}, desk]}
    assert one(json.dumps(graph)).reviewers == (Named("The Other Desk", frozenset({"NGO"})),)
    # What points at itself, or at nothing, names nobody.
    assert one(changed(author={"@id": "#nothing"})).reviewers == ()


def test_names_come_as_texts_lists_and_objects() -> None:
    item = {"author": [{"name": ["Pat Doe", "mayor"]}, "A neighbour", {"@type": "Person"}]}
    claimants = one(changed(itemReviewed=item)).claimants
    assert [named.name for named in claimants] == ["Pat Doe, mayor", "A neighbour"]
    assert one(changed(itemReviewed=[item])).claimants == claimants
    assert one(changed(itemReviewed="A post")).claimants == ()


def test_tags_entities_and_blanks_are_taken_out_and_words_stay() -> None:
    words = "<p>Fewer than 3 &lt; 4&nbsp;said&#39;s</p>\r\n  “a <b>mayor</b>”\u0000\ud800"
    assert one(changed(claimReviewed=words)).words == "Fewer than 3 < 4 said's “a mayor ”"
    assert plain("兵士 ‮x‬ 3 < 4 > 2") == "兵士 ‮x‬ 3 < 4 > 2"


def test_a_page_without_any_is_no_error() -> None:
    other = {"@type": "NewsArticle", "headline": "x"}
    pages = (page(json.dumps(other)), page(), "<p>ClaimReview</p>")
    for text in (*pages, json.dumps(other), "[]", "null", "1"):
        assert find_reviews(text) == Found(())


def test_a_review_in_a_comment_or_in_another_script_is_none() -> None:
    block = page(json.dumps(REVIEW))
    assert find_reviews(f"<p>x</p><!-- {block} -->").reviews == ()
    assert find_reviews(f"<script>var x = `{block}`</script>").reviews == ()


def test_a_block_that_cannot_be_read_is_named_and_the_others_are_read() -> None:
    found = find_reviews(page("{oops", json.dumps(REVIEW), "[" * 100_000))
    assert [review.place for review in found.reviews] == ["block 2, review 1"]
    first, third = found.problems
    assert first.startswith("block 1: this is not JSON (")
    assert third.startswith("block 3: this")


def test_the_page_tells_its_own_address() -> None:
    head = '<link rel="canonical" href="https://desk.example/a?b=1&amp;c=2">'
    assert find_reviews(page(json.dumps(REVIEW), head=head)).page_url == "https://desk.example/a?b=1&c=2"


def test_an_answer_of_the_fact_check_tools_api_is_understood() -> None:
    publisher = {"site": "desk.example"}
    one_review = {"publisher": publisher, "url": "https://desk.example/bridge", "title": "No",
                  "reviewDate": "2024-06-02T00:00:00Z", "textualRating": "False"}  # fmt: skip
    answer = {"text": "The bridge was closed.", "claimant": "Pat Doe", "claimDate": "2024-05-30T00:00:00Z",
              "claimReview": [one_review, 7]}  # fmt: skip
    review = one(json.dumps({"claims": [answer]}))
    assert (review.words, review.rating, review.headline) == ("The bridge was closed.", "False", "No")
    assert (review.claimants[0].name, review.reviewers[0].name) == ("Pat Doe", "desk.example")


@pytest.mark.parametrize(
    ("written", "day"),
    [("2021-08-04 06:49", "2021-08-04"), ("2020-03-18T14:00:00+0200", "2020-03-18"), ("2020", None),
     ("", None), ("4 May 2020", None), ("2020-13-40", None)],
)  # fmt: skip
def test_days_are_read_where_they_are_said(written: str, day: str | None) -> None:
    assert (found.isoformat() if (found := day_of(written)) else None) == day


@pytest.mark.parametrize(
    "piece",
    ["<", "<script ", "<script>", '<script type="application/ld+json">', "<!--", "<link href=", "{", '{"a":',
     "[", ",", ", ", "&lt;", "<a ", "//<![CDATA[", "; "],
)  # fmt: skip
def test_a_million_of_anything_ends(piece: str) -> None:
    hostile = piece * 200_000
    for text in (hostile, f"<p>{hostile}", page(hostile), page(changed(claimReviewed=hostile))):
        find_reviews(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=True) | st.text() | st.integers(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*REVIEW, "name", "@id", "text"]), inner),
    max_leaves=8,
)


@settings(max_examples=50, deadline=None)
@given(st.fixed_dictionaries({name: JSON for name in REVIEW if name != "@type"}))
def test_whatever_stands_in_the_fields_is_read_as_text_or_left_out(fields: dict[str, Any]) -> None:
    (review,) = find_reviews(json.dumps(fields | {"@type": "ClaimReview"})).reviews[:1]
    for text in (review.words, review.rating, review.url, *(named.name for named in review.claimants)):
        assert text == " ".join(text.split()) and "\x00" not in text
        text.encode()
