"""GET /claims/?q=: marked words, facets with counts, mended words, and what the links carry."""

import re
from html import unescape

import pytest
from django.test import Client

from factcheck.models import ClaimState
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from tests.cast import Newsroom

BRIDGE = "The bridge is closed to lorries."


def get(client: Client, **query: str) -> str:
    response = client.get("/claims/", query)
    assert response.status_code == 200
    return response.content.decode()


def codes(page: str) -> list[str]:
    return re.findall(r'id="row-([A-Z]+-\d+)"', page)


@pytest.fixture
def bridges(newsroom: Newsroom) -> list[str]:
    plain = newsroom.published("The <script>alert(1)</script> bridge & its girders.")
    disputed = newsroom.published(BRIDGE)
    newsroom.says(disputed, "Kremlin", Stance.DENIES)
    newsroom.decides(disputed, Status.DISPUTED)
    newsroom.claim("A draft about a bridge and helicopters.")
    return [disputed.code, plain.code]


def facet(page: str, label: str) -> tuple[str, str]:
    """The address and the count of a facet."""
    found = re.search(rf'<a href="([^"]*)"[^>]*><bdi>{label}</bdi> <span class="number">(\d+)</span>', page)
    assert found is not None, label
    return unescape(found[1]), found[2]


def test_hits_are_marked_and_html_never_comes_through(client: Client, bridges: list[str]) -> None:
    page = get(client, q="bridge script")
    assert codes(page) == [bridges[1]]
    assert (
        "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; <mark>bridge</mark> &amp; its"
        in page
    )
    assert "<script>alert" not in page
    assert "<b>" not in get(client, q='<b>"bridge')


def test_facets_count_published_claims_and_lead_to_as_many(client: Client, bridges: list[str]) -> None:
    page = get(client, q="bridge")
    for label, count, query in (
        ("Disputed", "1", "status=disputed"),
        ("Kremlin", "1", "source=kremlin"),
        ("Joint Chiefs of Staff", "2", "source=joint-chiefs-of-staff"),
        ("North Korean troops in Russia", "2", "topic="),
    ):
        address, counted = facet(page, label)
        assert counted == count
        assert query in address
        assert "q=bridge" in address
        assert len(codes(client.get(address).content.decode())) == int(count)


def test_a_facet_keeps_its_siblings_and_leads_back(client: Client, bridges: list[str]) -> None:
    page = get(client, q="bridge", status="disputed")
    assert facet(page, "Unverified")[1] == "1"
    assert facet(page, "Disputed") == ("/claims/?q=bridge", "1")


def test_facets_of_an_earlier_moment_count_what_was_known_then(client: Client, bridges: list[str]) -> None:
    first = ClaimState.objects.filter(claim__code=bridges[0], publication="published").earliest("ledger_seq")
    page = get(client, q="bridge", as_of=f"{first.recorded_at:%Y-%m-%dT%H:%M:%S.%fZ}")
    assert facet(page, "Unverified")[1] == "2"
    assert facet(page, "(?i:affirms)")[1] == "2"
    assert "Kremlin" not in page


def test_a_slip_of_the_pen_shows_what_was_meant_and_says_so(client: Client, bridges: list[str]) -> None:
    page = get(client, q="brigde lories")
    assert codes(page) == [bridges[0]]
    assert "Nothing published has “<bdi>brigde lories</bdi>”" in page
    assert "/ledger/claims.csv?q=bridge+lorries" in page
    assert "/feeds/claims.atom?q=bridge+lorries" in page
    assert "helicopters" not in get(client, q="helicoptrs")


def test_an_empty_result_shows_what_one_filter_less_would_give(client: Client, bridges: list[str]) -> None:
    page = get(client, q="bridge", status="confirmed")
    assert "What there is with one filter changed" in page
    assert facet(page, "Disputed")[1] == "1"


def test_quotes_sources_and_articles_with_the_words_are_shown(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published(BRIDGE)
    newsroom.says(claim, "Kremlin", quote="4,000 became casualties")
    assert "“4,000 became <mark>casualties</mark>”" in get(client, q="casualties")
    assert 'href="/sources/kremlin/"' in get(client, q="kremlin")
    assert "Articles with these words" in get(client, q="more soldiers")


def test_the_files_have_what_the_page_has(client: Client, bridges: list[str]) -> None:
    csv = b"".join(client.get("/ledger/claims.csv", {"q": "bridge lorries"})).decode()
    assert bridges[0] in csv
    assert bridges[1] not in csv
    assert bridges[0] in client.get("/feeds/claims.json", {"q": "kremlin"}).content.decode()


@pytest.mark.parametrize("q", ["x" * 201, "a\x00b"])
def test_what_cannot_be_searched_for_is_refused_in_words(client: Client, bridges: list[str], q: str) -> None:
    response = client.get("/claims/", {"q": q})
    assert response.status_code == 400
    assert "There is a problem" in response.content.decode()
