"""GET /desk/news/ and the soft things around it: who is working on what, and the filters that people keep."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from factcheck.actions.claims import assign_claim
from factcheck.actions.desk_work import KEPT_MAX, begin_work, keep_filter
from factcheck.models import AtWork, SavedFilter
from factcheck.rules.desk_settings import AT_WORK_MINUTES
from tests.cast import Newsroom

NEWS = "/desk/news/"


@pytest.fixture
def ed(client: Client, newsroom: Newsroom) -> Client:
    client.force_login(newsroom.cast.ed)
    return client


def shown(client: Client, address: str = "/desk/") -> dict[str, str]:
    """What a page that was just loaded asks with."""
    page = client.get(address).content.decode()
    parts = re.findall(r'<\w+ [^>]*?\bid="([^"]+)"[^>]*?data-mark="([^"]+)"', page)
    code, version = re.search(r'data-code="([^"]+)" data-version="(\d+)"', page).groups()  # type: ignore[union-attr]
    return {"marks": ",".join(f"{name}.{mark}" for name, mark in parts), "claim": code, "seen": version}


def test_nothing_comes_back_while_nothing_has_changed(ed: Client, newsroom: Newsroom) -> None:
    for text in ("One.", "Two."):
        newsroom.says(newsroom.claim(text))
    keep_filter(name="Mine", query="show=mine", by=newsroom.cast.ed)
    for address in ("/desk/", "/desk/?show=mine"):
        asks = shown(ed) if address == "/desk/" else shown(ed, "/desk/?claim=NK-0001")
        answer = ed.get(NEWS, asks)
        assert (answer.status_code, answer.content) == (204, b"")


def test_only_the_row_that_has_changed_comes_back(ed: Client, newsroom: Newsroom) -> None:
    one, two = newsroom.claim("One."), newsroom.claim("Two.")
    asks = shown(ed)
    assign_claim(claim=one, to=newsroom.cast.cho, by=newsroom.cast.alice)
    page = ed.get(NEWS, asks).content.decode()
    assert f'id="row-{one.code}"' in page
    assert 'hx-swap-oob="true"' in page
    assert "Cho" in page
    assert two.code not in page
    assert 'id="panel"' not in page


def test_a_new_claim_is_announced_and_not_pushed_in(ed: Client, newsroom: Newsroom) -> None:
    newsroom.claim("One.")
    asks = shown(ed)
    new = newsroom.claim("Two.")
    page = ed.get(NEWS, asks).content.decode()
    assert "1 claim is new to this list: show it" in page
    assert f"row-{new.code}" not in page
    assert "Waiting (2)" in page


def test_an_open_claim_that_somebody_changed_is_said_to_have_changed(ed: Client, newsroom: Newsroom) -> None:
    claim = newsroom.claim("One.")
    asks = shown(ed)
    newsroom.says(claim)
    page = ed.get(NEWS, asks).content.decode()
    assert f"{claim.code} has changed since you opened it." in page
    assert "decide_reason" not in page


def test_others_see_who_is_working_for_some_minutes_and_are_never_stopped(
    ed: Client, newsroom: Newsroom
) -> None:
    claim, now = newsroom.claim("One."), timezone.now()
    newsroom.says(claim)
    begin_work(claim=claim, by=newsroom.cast.cho, at=now)
    for page in ("/desk/", f"/desk/claims/{claim.code}/"):
        assert "<bdi>Cho</bdi> is working on this" in ed.get(page).content.decode(), page
    newsroom.decides(claim)
    AtWork.objects.update(seen_at=now - timedelta(minutes=AT_WORK_MINUTES, seconds=1))
    assert "is working on this" not in ed.get("/desk/").content.decode()


def test_one_says_so_by_a_button_and_a_decision_ends_it(ed: Client, newsroom: Newsroom) -> None:
    claim = newsroom.claim("One.")
    newsroom.says(claim)
    address = f"/desk/claims/{claim.code}/work/"
    assert ed.post(address, {"next": "/desk/"}).status_code == 303
    assert "Others see that you are working on this." in ed.get("/desk/").content.decode()
    ed.post(address, {"stop": "1"})
    assert not AtWork.objects.exists()
    assert ed.post(address, headers={"X-Quiet": "1"}).status_code == 204
    newsroom.decides(claim)
    assert not AtWork.objects.exists()


def test_filters_are_kept_with_their_counts_and_taken_away(ed: Client, newsroom: Newsroom) -> None:
    newsroom.claim("Ships at sea.")
    newsroom.claim("Else.")
    query = {"name": "Ships", "query": "q=ships&status=unverified&claim=NK-0001", "next": "/desk/"}
    assert ed.post("/desk/filters/keep/", query).status_code == 303
    assert SavedFilter.objects.get().query == "q=ships&status=unverified"
    page = ed.get("/desk/").content.decode()
    assert '<a href="/desk/?q=ships&amp;status=unverified"><span><bdi>Ships</bdi> (1)</span></a>' in page
    ed.post("/desk/filters/drop/", {"name": "Ships"})
    assert not SavedFilter.objects.exists()


def test_what_is_no_filter_is_not_kept(ed: Client, newsroom: Newsroom) -> None:
    for name, query in (
        ("", "show=mine"),
        ("x" * 41, "show=mine"),
        ("a", ""),
        ("a", "show=none"),
        ("a", "status=x"),
    ):
        assert ed.post("/desk/filters/keep/", {"name": name, "query": query}).status_code == 303
    assert not SavedFilter.objects.exists()
    for number in range(KEPT_MAX + 1):
        ed.post("/desk/filters/keep/", {"name": str(number), "query": "show=mine"})
    assert SavedFilter.objects.count() == KEPT_MAX
    # A kept filter that names what is gone does not break the page.
    SavedFilter.objects.filter(name="0").update(query="topic=gone")
    assert ed.get("/desk/").status_code == 200


def test_hostile_marks_are_harmless(ed: Client, newsroom: Newsroom) -> None:
    newsroom.claim("One.")
    for asks in (
        {},
        {"marks": "," * 5000},
        {"marks": "row-\x01.x", "seen": "9" * 40},
        {"marks": "row-x.y", "seen": "²"},
    ):
        assert ed.get(NEWS, asks).status_code in (200, 204)
