"""GET /sources/ and /sources/<slug>/: who says things, in counts with their base, never as a score."""

import re

import pytest
from django.test import Client

from factcheck.actions.sources import add_alias, grade_source
from factcheck.models import Source
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import Reliability, SourceKind
from tests.cast import Newsroom


def get(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def jcs(newsroom: Newsroom) -> Source:
    """On record with two statements on published claims, one of them confirmed, and one on a draft."""
    state = newsroom.source("South Korea")
    jcs = newsroom.source("Joint Chiefs of Staff", SourceKind.ARMED_FORCES, parent=state, country="KR")
    add_alias(source=jcs, text="합동참모본부", by=newsroom.cast.alice)
    newsroom.decides(newsroom.published("First."))
    newsroom.published("Second.")
    newsroom.says(newsroom.claim("A draft that nobody sees."), jcs)
    return jcs


def test_the_page_counts_by_stance_and_status_and_names_the_base(
    client: Client, newsroom: Newsroom, jcs: Source
) -> None:
    page = text_of(get(client, "/sources/joint-chiefs-of-staff/"))
    assert "2 statements on 2 published claims" in page
    assert "affirms 2 of 2 1 1" in page
    assert "Counts describe what this newsroom chose to check. They are not a score." in page
    assert "A draft that nobody sees" not in page


def test_the_page_says_who_it_is(client: Client, newsroom: Newsroom, jcs: Source) -> None:
    grade_source(source=jcs, reliability=Reliability.B, note="Mostly right before.", by=newsroom.cast.cho)
    page = text_of(get(client, "/sources/joint-chiefs-of-staff/"))
    assert "Armed forces" in page
    assert "Acts for South Korea" in page
    assert "합동참모본부" in page
    assert "Grade B Usually reliable. Mostly right before." in page
    assert "Those who act for it Joint Chiefs of Staff" in text_of(get(client, "/sources/south-korea/"))


def test_a_relay_is_shown_as_a_relay(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    newsroom.says(claim, "Vladimir Putin", via=("Tass",))
    page = text_of(get(client, "/sources/tass/"))
    assert "no word of its own" in page
    assert "1 statement of others came through it" in page
    assert "Vladimir Putin affirms" in page


def test_a_replaced_statement_does_not_count(client: Client, newsroom: Newsroom, jcs: Source) -> None:
    claim = newsroom.published("Third.")
    first = newsroom.says(claim, "Kremlin", Stance.NOT_CONFIRMED)
    newsroom.says(claim, "Kremlin", Stance.DENIES, supersedes=first)
    page = text_of(get(client, "/sources/kremlin/"))
    assert "1 statement on 1 published claim" in page
    assert "has not confirmed" not in page.split("Grade F")[0]


def test_a_source_of_drafts_alone_is_the_desks_own_affair(client: Client, newsroom: Newsroom) -> None:
    newsroom.says(newsroom.claim(), "A frightened witness")
    assert client.get("/sources/a-frightened-witness/").status_code == 404
    assert "A frightened witness" not in get(client, "/sources/")
    client.force_login(newsroom.cast.alice)
    assert "Not public" in get(client, "/sources/a-frightened-witness/")


@pytest.mark.parametrize("words", ["합동참모", "joint chiefs", "JOINT", "chiefs"])
def test_a_source_is_found_by_any_name_in_any_script(client: Client, jcs: Source, words: str) -> None:
    page = client.get("/sources/", {"q": words}).content.decode()
    assert "/sources/joint-chiefs-of-staff/" in page
    assert "/sources/south-korea/" not in page


def test_sources_are_filtered_by_kind(client: Client, jcs: Source) -> None:
    page = get(client, "/sources/?kind=armed_forces")
    assert "/sources/joint-chiefs-of-staff/" in page
    assert "/sources/south-korea/" not in page
    assert client.get("/sources/?kind=martian").status_code == 400


def test_a_search_without_result_helps_on(client: Client, jcs: Source) -> None:
    assert "No source on the public record goes by that name." in get(client, "/sources/?q=zebra")


def test_names_stand_in_the_order_of_their_keys(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    for name in ("The Albion Post", "Zeta", "beta"):
        newsroom.says(claim, name)
    names = re.findall(r'<th scope="row"><a href="[^"]+"><bdi>([^<]+)', get(client, "/sources/"))
    assert names == ["The Albion Post", "beta", "The Example Wire", "Joint Chiefs of Staff", "Zeta"]


def test_statements_on_disputed_claims_stand_in_their_own_column(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    newsroom.says(claim, "Kremlin", Stance.DENIES)
    newsroom.decides(claim, Status.DISPUTED)
    page = get(client, "/sources/kremlin/")
    assert '<th scope="col" class="number">Disputed</th>' in page
    assert '<th scope="col" class="number">Confirmed</th>' not in page
