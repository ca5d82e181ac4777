"""/feeds/: claims as Atom and JSON, all, filtered, and of one source or topic; read by a real parser."""

import json
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factcheck.actions.publication import withdraw_claim
from factcheck.models import Claim
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from tests.cast import Cast, Newsroom

SCRIPTS = "Солдаты <b>&amp; ‮جنود‬ 兵士 ]]> 👩‍👧"
FEEDS = (
    "/feeds/claims",
    "/feeds/sources/joint-chiefs-of-staff",
    "/feeds/topics/north-korean-troops-in-russia",
)


def atom(client: Client, address: str, **query: str) -> list[Any]:
    """The entries, once a parser that knows the formats has found nothing wrong."""
    response = client.get(f"{address}.atom", query)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content)
    assert feed.version == "atom10" and not feed.bozo
    assert feed.feed.id and feed.feed.title and feed.feed.updated
    return feed.entries


def items(client: Client, address: str, **query: str) -> list[dict[str, Any]]:
    response = client.get(f"{address}.json", query)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    own = urlsplit(feed["feed_url"])
    assert json.loads(client.get(f"{own.path}?{own.query}").content) == feed
    return feed["items"]


def codes(client: Client, address: str, **query: str) -> list[str]:
    return [item["_factcheck"]["code"] for item in items(client, address, **query)]


@pytest.mark.parametrize("address", FEEDS)
def test_both_kinds_tell_the_same(client: Client, newsroom: Newsroom, address: str) -> None:
    claim = newsroom.published()
    newsroom.decides(claim, reason="Two documents show it.")
    (entry,), (item,) = atom(client, address), items(client, address)
    assert entry.id == item["id"] and entry.id.endswith(f":claims/{claim.code}")
    assert entry.title == item["title"] == "Confirmed: North Korea sent soldiers to Russia."
    assert entry.link == item["url"] and item["url"].endswith(f"/claims/{claim.code}/")
    assert "Two documents show it." in entry.summary and "Two documents show it." in item["content_text"]
    assert entry.updated[:19] == item["date_modified"][:19]
    assert [tag.term for tag in entry.tags] == item["tags"] == ["confirmed", claim.topic.slug]


def test_an_item_keeps_its_id_and_moves_up_when_the_claim_changes(client: Client, newsroom: Newsroom) -> None:
    first = newsroom.published()
    second = newsroom.published("Soldiers came in May.")
    before = {item["_factcheck"]["code"]: item for item in items(client, FEEDS[0])}
    assert codes(client, FEEDS[0]) == [second.code, first.code]
    newsroom.decides(first)
    after = items(client, FEEDS[0])
    assert after[0]["id"] == before[first.code]["id"]
    assert after[0]["date_modified"] >= after[0]["date_published"]
    assert after[0]["date_published"] == before[first.code]["date_published"]


@pytest.mark.parametrize("address", FEEDS)
def test_no_draft_and_nothing_withdrawn(client: Client, newsroom: Newsroom, cast: Cast, address: str) -> None:
    newsroom.published()
    newsroom.says(newsroom.claim("A draft."))
    gone = newsroom.published("A third claim.")
    withdraw_claim(claim=gone, note="Nobody said this.", version=gone.version, by=cast.ed)
    client.force_login(cast.ada)
    assert len(items(client, address)) == len(atom(client, address)) == 1


def test_sources_and_topics_of_drafts_alone_are_unknown(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    newsroom.says(newsroom.claim("A draft."), "Kremlin")
    client.force_login(cast.ada)
    for address in ("/feeds/sources/kremlin", "/feeds/sources/nobody", "/feeds/topics/nothing", FEEDS[2]):
        for kind in ("atom", "json"):
            response = client.get(f"{address}.{kind}")
            assert response.status_code == 404, address
            assert "Kremlin" not in response.content.decode()


@pytest.fixture
def three(newsroom: Newsroom) -> list[Claim]:
    claims = [newsroom.published(text) for text in ("Soldiers came.", "Guns came.", "Ships came.")]
    newsroom.decides(claims[0])
    newsroom.says(claims[1], "Kremlin", Stance.DENIES)
    newsroom.decides(claims[1], Status.DISPUTED)
    return claims


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "confirmed"}, {0}),
        ({"source": "kremlin"}, {1}),
        ({"stance": "denies"}, {1}),
        ({"q": "ships"}, {2}),
        ({"topic": "north-korean-troops-in-russia", "status": "unverified"}, {2}),
        ({"since": "2020-01-01"}, {0, 1, 2}),
        ({"until": "2020-01-01"}, set()),
        ({"as_of": "2020-01-01"}, set()),
    ],
)
def test_the_filters_of_the_list_work_here(
    client: Client, three: list[Claim], query: dict[str, str], expected: set[int]
) -> None:
    assert set(codes(client, FEEDS[0], **query)) == {three[place].code for place in expected}
    assert len(atom(client, FEEDS[0], **query)) == len(expected)


def test_as_of_shows_the_claims_as_they_stood(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    claim.refresh_from_db()
    then = claim.states.latest("ledger_seq").recorded_at
    newsroom.decides(claim)
    (item,) = items(client, FEEDS[0], as_of=f"{then:%Y-%m-%dT%H:%M:%S.%fZ}")
    assert item["title"].startswith("Unverified: ")


@pytest.mark.parametrize("query", ["status=maybe", "source=nobody", "topic=nothing", "since=foo"])
def test_a_filter_that_means_nothing_is_refused(client: Client, db: None, query: str) -> None:
    for kind in ("atom", "json"):
        assert client.get(f"/feeds/claims.{kind}?{query}").status_code == 400


def test_any_script_and_control_characters_make_valid_feeds(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published(SCRIPTS)
    newsroom.decides(claim, reason=f"{SCRIPTS} \x01\x0b￾")
    (entry,), (item,) = atom(client, FEEDS[0]), items(client, FEEDS[0])
    assert SCRIPTS in item["title"]
    assert "兵士" in entry.title and "\x01" not in entry.summary


def test_a_feed_that_has_not_changed_is_not_sent_again_and_is_open_to_other_sites(
    client: Client, newsroom: Newsroom
) -> None:
    claim = newsroom.published()
    first = client.get("/feeds/claims.json")
    assert first["Access-Control-Allow-Origin"] == "*" and not first.cookies
    again = client.get("/feeds/claims.json", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    newsroom.decides(claim)
    assert client.get("/feeds/claims.json", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_feed_takes_as_many_queries_for_many_claims_as_for_one(client: Client, newsroom: Newsroom) -> None:
    newsroom.published()
    with CaptureQueriesContext(connection) as few:
        items(client, FEEDS[0])
    for number in range(10):
        newsroom.published(f"Claim {number}.")
    with CaptureQueriesContext(connection) as many:
        assert len(items(client, FEEDS[0])) == 11
    assert len(many) == len(few)


def test_pages_name_their_feeds(client: Client, newsroom: Newsroom) -> None:
    newsroom.published()
    pages = ("/claims/", "/sources/joint-chiefs-of-staff/", "/topics/north-korean-troops-in-russia/")
    for page, feed in zip(pages, FEEDS, strict=True):
        head = client.get(page).content.decode().split("</head>")[0]
        assert f'href="{feed}.atom"' in head and f'href="{feed}.json"' in head
