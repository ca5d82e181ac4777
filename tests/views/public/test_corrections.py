"""/corrections/ and its feeds: before and after, links to both, and XML that holds whatever was typed."""

import json
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils.html import escape

from factcheck.actions.claims import reword_claim
from factcheck.actions.publication import correct_claim
from factcheck.actions.undo import undo_decision
from factcheck.models import Claim, LedgerEntry
from factcheck.queries.public_list import PAGE
from factcheck.rules.statuses import Status
from tests.cast import Cast, Newsroom

ATOM = "{http://www.w3.org/2005/Atom}"
SCRIPTS = "Солдаты <b>&amp; ‮جنود‬ 兵士 👩‍👧"


@pytest.fixture
def corrected(newsroom: Newsroom, cast: Cast) -> Claim:
    claim = newsroom.published("Soldiers came in May.")
    reword_claim(
        claim=claim, version=claim.version, text="Soldiers came in June.", topic=claim.topic,
        reason="A misreading.", by=cast.ed,
    )  # fmt: skip
    claim.refresh_from_db()
    correct_claim(claim=claim, note="We had the wrong month.", version=claim.version, by=cast.ed)
    return claim


def read(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def atom(client: Client) -> ElementTree.Element:
    response = client.get("/feeds/corrections.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def words(entry: ElementTree.Element, name: str) -> str:
    found = entry.find(f"{ATOM}{name}")
    assert found is not None
    return found.text or ""


def items(client: Client) -> list[dict[str, Any]]:
    response = client.get("/feeds/corrections.json")
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    return feed["items"]


def test_the_page_shows_before_and_after_and_leads_to_both(client: Client, corrected: Claim) -> None:
    page = read(client, "/corrections/")
    assert "<del" in page and "Soldiers came in May." in page and "Soldiers came in June." in page
    before_url = page.split('">As it was known before')[0].rsplit('href="', 1)[1].replace("&amp;", "&")
    assert "Soldiers came in May." in read(client, before_url)
    assert "has been corrected" not in read(client, before_url)
    assert "Soldiers came in June." in read(client, f"/claims/{corrected.code}/")


def test_the_page_names_its_feeds(client: Client, corrected: Claim) -> None:
    head = read(client, "/corrections/").split("</head>")[0]
    assert 'type="application/atom+xml"' in head and 'href="/feeds/corrections.atom"' in head
    assert 'type="application/feed+json"' in head and 'href="/feeds/corrections.json"' in head


def test_as_of_an_earlier_moment_nothing_later_is_told(client: Client, corrected: Claim) -> None:
    entry = LedgerEntry.objects.get(publication_act__to_state="corrected")
    before = (entry.recorded_at - timedelta(microseconds=1)).isoformat().replace("+00:00", "Z")
    assert "wrong month" not in read(client, "/corrections/", as_of=before)
    then = entry.recorded_at.isoformat().replace("+00:00", "Z")
    assert "wrong month" in read(client, "/corrections/", as_of=then)


def test_the_list_is_paged(client: Client, corrected: Claim, cast: Cast) -> None:
    for number in range(PAGE):
        corrected.refresh_from_db()
        correct_claim(claim=corrected, note=f"Note {number}.", version=corrected.version, by=cast.ed)
    page = read(client, "/corrections/")
    assert page.count('class="timeline-entry"') == PAGE and "We had the wrong month." not in page
    older = page.split('rel="next" href="')[1].split('"')[0]
    assert "We had the wrong month." in read(client, older)
    assert len(items(client)) == PAGE


def test_both_feeds_tell_the_same(client: Client, corrected: Claim, settings: Any) -> None:
    settings.BASE_URL = "https://facts.example:8443"
    seq = LedgerEntry.objects.get(publication_act__to_state="corrected").seq
    (entry,), (item,) = atom(client).findall(f"{ATOM}entry"), items(client)
    assert words(entry, "id") == item["id"]
    assert item["id"].startswith("tag:facts.example,20") and item["id"].endswith(f":ledger/{seq}")
    assert words(entry, "title") == item["title"] == f"Corrected: {corrected.code}, Soldiers came in May."
    assert item["url"] == f"https://facts.example:8443/claims/{corrected.code}/#history"
    assert entry.find(f"{ATOM}link").attrib["href"] == item["url"]  # type: ignore[union-attr]
    for said in ("Soldiers came in May.", "Soldiers came in June.", "We had the wrong month."):
        assert said in words(entry, "summary") and said in item["content_text"]


def test_an_item_keeps_its_id_and_says_when_it_changed(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    claim = newsroom.published()
    slip = newsroom.decides(claim, Status.RETRACTED, by=cast.cho, public_note="It was wrong.")
    (first,) = items(client)
    assert first["date_published"] == first["date_modified"]
    claim.refresh_from_db()
    undone = undo_decision(decision=slip, version=claim.version, by=cast.cho)
    second, again = items(client)
    assert again["id"] == first["id"] and "taken back within ten minutes" in again["content_text"]
    assert second["tags"] == ["taken_back"]
    updated = [words(entry, "updated") for entry in atom(client).findall(f"{ATOM}entry")]
    assert updated[0] == updated[1] == undone.decided_at.isoformat()


def test_any_script_and_control_characters_make_valid_feeds(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    claim = newsroom.published(SCRIPTS)
    note = f"{SCRIPTS} \x01\x0b\x1f￾ ]]> end"
    correct_claim(claim=claim, note=note, version=claim.version, by=cast.ed)
    (entry,), (item,) = atom(client).findall(f"{ATOM}entry"), items(client)
    assert SCRIPTS in words(entry, "title") and SCRIPTS in item["title"]
    assert escape(f"{SCRIPTS} ���� ]]> end") in words(entry, "summary")
    assert note in item["content_text"]


def test_an_empty_record_makes_valid_feeds(client: Client, db: None) -> None:
    assert atom(client).findall(f"{ATOM}entry") == [] and items(client) == []
