"""GET /topics/ and /topics/<slug>/: a running story along time, with its figures."""

import re
from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from factcheck.actions.topics import describe_topic
from factcheck.models import Claim
from factcheck.rules.stances import Stance
from tests.cast import Newsroom

ADDRESS = "/topics/north-korean-troops-in-russia/"


def get(client: Client, query: str = "") -> str:
    response = client.get(ADDRESS + query)
    assert response.status_code == 200
    return response.content.decode()


def codes(page: str) -> list[str]:
    return re.findall(r'id="row-([A-Z]+-\d+)"', page)


@pytest.fixture
def claims(newsroom: Newsroom) -> list[Claim]:
    """Of April, of October before it, of no day; in this order on record."""
    days = (DateRange(date(2025, 4, 1), None), DateRange(date(2024, 10, 3), date(2024, 10, 4)), None)
    return [newsroom.published(f"Claim {n}.", event_during=when) for n, when in enumerate(days)]


def test_claims_stand_by_the_day_that_they_are_about_the_latest_first(
    client: Client, claims: list[Claim]
) -> None:
    page = get(client)
    assert codes(page) == [claims[0].code, claims[1].code, claims[2].code]
    assert "since 1 Apr 2025" in page
    assert "3 Oct 2024" in page
    assert "no day given" in page


def test_or_by_what_changed_last(client: Client, claims: list[Claim]) -> None:
    assert codes(get(client, "?by=change")) == [claim.code for claim in reversed(claims)]
    assert client.get(ADDRESS, {"by": "mood"}).status_code == 400


def test_the_timeline_is_paged_by_keyset(client: Client, newsroom: Newsroom, claims: list[Claim]) -> None:
    for number in range(30):
        newsroom.published(f"Earlier {number}.", event_during=DateRange(date(2023, 1, 1 + number), None))
    first = get(client)
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older is not None
    second = client.get(older[1].replace("&amp;", "&")).content.decode()
    assert len(codes(first)) == 30
    assert set(codes(first)).isdisjoint(codes(second))
    assert len(codes(first)) + len(codes(second)) == 33


def test_figures_are_drawn_by_source_and_told_as_a_table(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    newsroom.says(claim, figure="some 11,000", as_of=date(2025, 1, 10))
    newsroom.says(claim, "NATO", figure="up to 12,000", as_of=date(2025, 2, 1))
    newsroom.says(claim, figure="at least 14,000", as_of=date(2025, 4, 27))
    # The same figure of the same day in another claim is the same figure.
    newsroom.says(newsroom.published("Another."), "NATO", figure="up to 12,000", as_of=date(2025, 2, 1))
    newsroom.says(newsroom.claim("A draft."), "Kremlin", figure="10", as_of=date(2025, 2, 1))
    page = get(client)
    chart = page.split('<figure class="figure-chart">')[1].split("</figure>")[0]
    assert chart.count('class="chart-mark"') == 3
    assert chart.count('class="chart-join"') == 1
    assert chart.count('class="chart-arrow"') == 2
    table = re.sub(r"<[^>]+>", " ", page.split("The same as a table")[1].split("</table>")[0])
    for words in ("some 11,000", "up to 12,000", "at least 14,000", "10 Jan 2025", "27 Apr 2025", "NATO"):
        assert words in table
    assert "Kremlin" not in table
    assert f'href="/claims/{claim.code}/#attribution-' in page


def test_a_single_figure_makes_no_drawing(client: Client, newsroom: Newsroom) -> None:
    newsroom.says(newsroom.published(), "Kremlin", Stance.DENIES, figure="some 11,000")
    assert "figure-chart" not in get(client)


def test_a_topic_is_renamed_under_its_address_and_may_be_retired(client: Client, newsroom: Newsroom) -> None:
    newsroom.published()
    describe_topic(
        topic=newsroom.topic(), name="Soldiers abroad", description="Who was sent where.", retired=True,
        by=newsroom.cast.ed,
    )  # fmt: skip
    page = get(client)
    assert "Soldiers abroad" in page
    assert "Who was sent where." in page
    assert "This topic is retired: no new claims are added to it." in page
