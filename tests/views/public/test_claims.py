"""GET /claims/: the list, its filters, and pages that stay fast when deep."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factcheck.actions.publication import withdraw_claim
from factcheck.queries import public_list
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from tests.cast import Newsroom

HTMX = {"HX-Request": "true"}
MOST_QUERIES = 7


def codes(page: str) -> list[str]:
    return re.findall(r'id="row-([A-Z]+-\d+)"', page)


def get(client: Client, query: str = "", status: int = 200, **headers: str) -> str:
    response = client.get(f"/claims/{query}", headers=headers)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def three(newsroom: Newsroom) -> list[str]:
    """Published in this order: unverified, confirmed, disputed; the last changed comes first."""
    plain = newsroom.published("Two of the girders are cracked.")
    confirmed = newsroom.published("The bridge is closed to lorries.")
    newsroom.decides(confirmed)
    disputed = newsroom.published("북한군이 러시아에 파병되었다.")
    newsroom.says(disputed, "Kremlin", Stance.DENIES)
    newsroom.decides(disputed, Status.DISPUTED)
    newsroom.claim("A draft that nobody sees.")
    return [disputed.code, confirmed.code, plain.code]


def test_readers_see_published_claims_the_last_changed_first(client: Client, three: list[str]) -> None:
    page = get(client)
    assert codes(page) == three
    assert "A draft that nobody sees" not in page
    assert "3 claims" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?status=confirmed", [1]),
        ("?status=disputed", [0]),
        ("?q=girder", [2]),
        ("?q=러시아", [0]),
        ("?stance=denies", [0]),
        ("?source=kremlin", [0]),
        ("?source=joint-chiefs-of-staff", [0, 1, 2]),
        ("?topic=north-korean-troops-in-russia", [0, 1, 2]),
        ("?status=confirmed&source=kremlin", []),
        ("?since=2100-01-01", []),
        ("?until=2000-01-01", []),
        ("?as_of=2000-01-01", []),
    ],
)
def test_each_filter_narrows_the_list(client: Client, three: list[str], query: str, found: list[int]) -> None:
    assert codes(get(client, query)) == [three[place] for place in found]


def test_a_code_finds_its_claim(client: Client, three: list[str]) -> None:
    assert codes(get(client, f"?q={three[1].lower()}")) == [three[1]]


def test_chips_take_their_own_filter_away(client: Client, three: list[str]) -> None:
    page = get(client, "?status=confirmed&q=bridge")
    assert 'class="chip" href="/claims/?status=confirmed"' in page
    assert 'class="chip" href="/claims/?q=bridge"' in page


def test_the_download_has_the_same_filters(client: Client, three: list[str]) -> None:
    assert "/ledger/claims.csv?status=confirmed" in get(client, "?status=confirmed")


@pytest.mark.parametrize(
    ("query", "kept", "help_words"),
    [
        ("?status=maybe", ">maybe</option>", "is none of unverified"),
        ("?stance=shrugs", ">shrugs</option>", "is none of affirms"),
        ("?since=foo", 'value="foo"', "is no date or time"),
        ("?as_of=2025-02-30", 'value="2025-02-30"', "is no date or time"),
        ("?topic=nowhere", ">nowhere</option>", "there is no topic"),
        ("?source=nobody", ">nobody</option>", "there is no source"),
        ("?since=2025-02-01&until=2025-01-01", 'value="2025-01-01"', "lies before since"),
        ("?before=x", "Claims", "is no place in this list"),
    ],
)
def test_a_filter_that_means_nothing_is_refused_with_help_and_kept(
    client: Client, three: list[str], query: str, kept: str, help_words: str
) -> None:
    page = get(client, query, status=400)
    assert "There is a problem" in page
    assert help_words in page
    assert kept in page
    assert codes(page) == []


def test_pages_go_on_by_keyset_and_come_back(
    client: Client, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        public_list.cut, "__kwdefaults__", {**(public_list.cut.__kwdefaults__ or {}), "size": 2}
    )
    newest_first = [newsroom.published(f"Claim {number}.").code for number in range(5)][::-1]
    seen, address, pages = [], "/claims/", []
    while address:
        page = client.get(address).content.decode()
        pages.append(codes(page))
        seen += codes(page)
        older = re.search(r'rel="next" href="([^"]+)"', page)
        newer = re.search(r'rel="prev" href="([^"]+)"', page)
        address = older[1].replace("&amp;", "&") if older else ""
    assert seen == newest_first
    assert newer is not None
    assert codes(client.get(newer[1].replace("&amp;", "&")).content.decode()) == pages[-2]


def test_the_count_stops_at_a_thousand(
    client: Client, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.queries.public_list.COUNTED_TO", 2)
    monkeypatch.setattr("factcheck.views.claims.COUNTED_TO", 2)
    for number in range(4):
        newsroom.published(f"Claim {number}.")
    assert "2+ claims" in get(client)


def test_the_list_takes_two_queries_until_the_record_changes(client: Client, newsroom: Newsroom) -> None:
    newsroom.published("Claim 0.")
    for query in ("?", "?status=unverified", "?source=joint-chiefs-of-staff&stance=affirms"):
        page = get(client, query)
        with CaptureQueriesContext(connection) as queries:
            assert codes(get(client, f"{query}&before=999")) == codes(page)
        assert len(queries) == 2
        # The same page again is at hand: one look whether it still holds.
        with CaptureQueriesContext(connection) as queries:
            assert get(client, query) == page
        assert len(queries) == 1
    newsroom.published("Claim 1.")
    assert "2 claims" in get(client)


def test_the_first_reader_of_a_list_asks_few_queries_however_long(client: Client, newsroom: Newsroom) -> None:
    query = "?q=claim&source=joint-chiefs-of-staff&topic=north-korean-troops-in-russia&stance=affirms"
    newsroom.published("Claim 0.")
    with CaptureQueriesContext(connection) as few:
        get(client, query)
    for number in range(1, 20):
        newsroom.says(newsroom.published(f"Claim {number}."), "Russia", Stance.NOT_CONFIRMED)
    for address in (query, ""):
        with CaptureQueriesContext(connection) as many:
            assert "Claim 19." in re.sub("</?mark>", "", get(client, address))
        assert len(many) <= MOST_QUERIES
    assert len(few) <= MOST_QUERIES


def test_an_earlier_moment_is_marked_and_not_indexed(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    moment = claim.states.latest("ledger_seq").recorded_at
    newsroom.decides(claim)
    with CaptureQueriesContext(connection) as queries:
        page = get(client, f"?as_of={moment:%Y-%m-%dT%H:%M:%S.%fZ}")
    # So near a moment is waited for first; that reads no table.
    assert len([query for query in queries if "factcheck_" in query["sql"]]) <= MOST_QUERIES
    assert "As known on" in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="canonical" href="http://localhost:8000/claims/">' in page
    assert f"/claims/{claim.code}/?as_of=" in page
    assert 'data-status="unverified"' in page
    assert 'data-status="confirmed"' not in page


def test_a_withdrawn_claim_leaves_the_list(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    withdraw_claim(claim=claim, note="Nobody said this.", version=claim.version, by=newsroom.cast.ed)
    assert codes(get(client)) == []


def test_an_empty_result_helps_on(client: Client, newsroom: Newsroom) -> None:
    assert "Nothing has been published yet." in get(client)
    assert "No published claim matches these filters." in get(client, "?q=zebra")


def test_a_script_gets_the_results_alone_and_their_address(client: Client, three: list[str]) -> None:
    response = client.get("/claims/?status=confirmed&q=&since=", headers=HTMX)
    page = response.content.decode()
    assert codes(page) == [three[1]]
    assert "<html" not in page
    assert response["HX-Push-Url"] == "/claims/?status=confirmed"
    assert "HX-Request" in response["Vary"]
    assert "HX-Request" in client.get("/claims/")["Vary"]
    refused = client.get("/claims/?status=maybe", headers=HTMX)
    assert refused.status_code == 422
    assert "is none of" in refused.content.decode()


def test_sources_that_only_drafts_know_are_not_offered(client: Client, newsroom: Newsroom) -> None:
    newsroom.published()
    newsroom.says(newsroom.claim("A draft."), "A frightened witness")
    assert "A frightened witness" not in get(client)
