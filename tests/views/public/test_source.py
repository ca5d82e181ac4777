"""GET /sources/ and /sources/<slug>/: who says things, in counts with their base, never as a score."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from factcheck.actions.merging import merge_sources
from factcheck.actions.sources import add_alias, grade_source, relate_sources
from factcheck.models import Source
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import Independence, RelationKind, Reliability, SourceKind
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


def test_what_became_of_its_words_stands_with_the_base(
    client: Client, newsroom: Newsroom, jcs: Source
) -> None:
    other = newsroom.source("Kremlin")
    relate_sources(
        one=jcs, other=other, kind=RelationKind.SHARES_INFORMATION_WITH, note="At war.",
        independence=Independence.INDEPENDENT, by=newsroom.cast.cho,
    )  # fmt: skip
    third = newsroom.published("Third.")
    newsroom.says(third, other)
    newsroom.says(third, "Tass", Stance.DENIES)
    newsroom.decides(third, Status.DISPUTED)
    page = text_of(get(client, "/sources/joint-chiefs-of-staff/"))
    assert "It affirmed 3 claims. Of these, 2 are decided: 1 of 2 confirmed , 1 disputed." in page
    assert "1 of 2 decided claims" in page
    denied = text_of(get(client, "/sources/tass/"))
    assert (
        "It spoke against 1 claim. Of these, 1 is decided: 0 of 1 confirmed all the same, 1 disputed."
        in denied
    )


def test_statements_over_time_are_drawn_and_told_as_a_table(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    for month in (1, 2, 2):
        newsroom.says(claim, "Tass", said_on=date(2025, month, 3))
    newsroom.says(claim, "Tass", Stance.NOT_CONFIRMED, said_on=date(2025, 3, 1))
    page = get(client, "/sources/tass/")
    assert len(re.findall(r'<rect class="chart-part" data-status="unverified" x="\d', page)) == 3 + 1
    table = text_of(page.split("The same as a table")[1].split("</table>")[0])
    assert table.endswith("Jan 2025 1 0 Feb 2025 2 0 Mar 2025 0 1")


def test_an_earlier_grade_stands_below_the_grade(client: Client, newsroom: Newsroom, jcs: Source) -> None:
    for grade, note in ((Reliability.B, "Mostly right."), (Reliability.D, "Wrong three times.")):
        grade_source(source=jcs, reliability=grade, note=note, by=newsroom.cast.cho)
    page = text_of(get(client, "/sources/joint-chiefs-of-staff/"))
    assert "Grade D Not usually reliable. Wrong three times." in page
    assert re.search(r"Earlier grades \(2\) B from .+: Mostly right\. F from", page)


def test_a_merged_source_leads_to_the_one_that_is_kept_with_the_names_of_then(
    client: Client, newsroom: Newsroom, jcs: Source
) -> None:
    double = newsroom.source("Hapcham", SourceKind.AGENCY)
    claim = newsroom.published("Third.")
    newsroom.says(claim, double, Stance.DENIES)
    before = timezone.now()
    merge_sources(duplicate=double, into=jcs, reason="Its Korean name.", by=newsroom.cast.cho)
    moved = client.get("/sources/hapcham/")
    assert (moved.status_code, moved["Location"]) == (302, "/sources/joint-chiefs-of-staff/")
    page = text_of(get(client, "/sources/joint-chiefs-of-staff/"))
    assert "4 statements on 3 published claims" in page
    assert "on record as Hapcham" in page
    assert "A second entry, Hapcham , was the same source. Its Korean name." in page
    assert "Hapcham" in get(client, f"/claims/{claim.code}/")
    assert "hapcham" not in get(client, "/sources/")
    assert (
        client.get("/feeds/sources/hapcham.atom")["Location"] == "/feeds/sources/joint-chiefs-of-staff.atom"
    )
    assert b"/sources/hapcham/" not in client.get("/sitemap-sources-1.xml").content
    csv = client.get("/ledger/attributions.csv", {"source": "joint-chiefs-of-staff"})
    assert b"Hapcham" in b"".join(csv.streaming_content)  # type: ignore[attr-defined]
    # Of a moment before, the two are still two.
    query = {"as_of": before.isoformat()}
    assert "1 statement on 1 published claim" in text_of(
        client.get("/sources/hapcham/", query).content.decode()
    )
    then = client.get("/sources/joint-chiefs-of-staff/", query).content.decode()
    assert "Hapcham" not in then
