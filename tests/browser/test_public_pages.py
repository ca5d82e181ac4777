"""The readers' pages in a real browser: filters without a reload, notes in the margin, nothing for axe."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from factcheck.actions.evidence import EvidenceDraft, add_evidence
from factcheck.actions.publication import publish_claim, withdraw_claim
from factcheck.models import Claim
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from tests.browser.everybody import MOST_SHIFT, shifted, watch_shifts, what_is_wrong
from tests.cast import Newsroom

pytestmark = pytest.mark.django_db(transaction=True)

SENT = "North Korea sent another 3,000 soldiers or more to Russia"
LOST = "Of some 11,000 soldiers sent, 4,000 became casualties,"
SILENT = "Neither Moscow nor Pyongyang has confirmed any of it."

PAGES = (
    "/", "/claims/", "/claims/?status=confirmed&as_of={now}", "/claims/?status=maybe&since=foo",
    "/claims/?q=zebra", "/claims/NK-0001/", "/claims/NK-0003/",
    "/articles/", "/articles/{article}/", "/sources/", "/sources/joint-chiefs-of-staff/",
    "/sources/the-example-wire/", "/topics/", "/topics/north-korean-troops-in-russia/", "/corrections/",
    "/methodology/", "/ledger/changes/", "/ledger/changes/?since=foo&became=maybe",
    "/ledger/changes/?until=2020-01-01", "/sources/joint-chiefs-of-staff/?as_of={now}",
    "/ko/claims/NK-0001/", "/sources/?as_of={now}", "/articles/{article}/?as_of={now}", "/corrections/?as_of={now}",
)  # fmt: skip


def published(newsroom: Newsroom, text: str, quote: str, **facts: object) -> Claim:
    claim = newsroom.claim(text)
    newsroom.says(claim, quote=quote, **facts)  # type: ignore[arg-type]
    claim.refresh_from_db()
    publish_claim(claim=claim, version=claim.version, by=newsroom.cast.ed)
    claim.refresh_from_db()
    return claim


@pytest.fixture
def record(newsroom: Newsroom) -> Newsroom:
    """A confirmed claim with every kind of statement, a disputed one and a withdrawn one, of one story."""
    state = newsroom.source("South Korea")
    sent = published(newsroom, "North Korea sent more soldiers.", SENT, figure="3,000 soldiers or more")
    newsroom.says(sent, state, figure="some 3,000", via=("Yonhap",))
    newsroom.says(sent, "Russia", Stance.NOT_CONFIRMED, quote=SILENT, cue="has confirmed")
    denial = newsroom.says(sent, "Kremlin", Stance.DECLINED_TO_COMMENT)
    newsroom.says(sent, "Kremlin", Stance.DENIES, supersedes=denial)
    add_evidence(claim=sent, draft=EvidenceDraft(title="A treaty"), by=newsroom.cast.alice)
    newsroom.decides(sent, reason="The treaty says so.")
    lost = published(newsroom, "4,000 of them became casualties.", LOST)
    newsroom.says(lost, "Kremlin", Stance.DENIES)
    newsroom.decides(lost, Status.DISPUTED)
    gone = published(newsroom, "A third claim.", "4,000 became casualties")
    withdraw_claim(claim=gone, note="Nobody said this.", version=gone.version, by=newsroom.cast.ed)
    return newsroom


def test_every_page_can_be_read_by_everybody(page: Page, live_server: LiveServer, record: Newsroom) -> None:
    now = Claim.objects.latest("ledger_seq").states.latest("ledger_seq").recorded_at
    found = {}
    for address in PAGES:
        address = address.format(article=record.article().pk, now=f"{now:%Y-%m-%dT%H:%M:%S.%fZ}")
        page.goto(live_server.url + address)
        if wrong := what_is_wrong(page):
            found[address] = wrong
    assert found == {}


def test_a_filter_changes_the_list_and_the_address_without_a_reload(
    page: Page, live_server: LiveServer, record: Newsroom
) -> None:
    page.goto(f"{live_server.url}/claims/")
    page.evaluate("window.stillHere = true")
    watch_shifts(page)
    page.get_by_label("Status").select_option("disputed")
    expect(page.locator("#results .claim-row")).to_have_count(1)
    assert shifted(page) < MOST_SHIFT
    expect(page).to_have_url(f"{live_server.url}/claims/?status=disputed")
    assert page.evaluate("window.stillHere") is True
    page.get_by_role("link", name="Remove the filter Status: Disputed").click()
    expect(page.locator("#results .claim-row")).to_have_count(2)
    page.go_back()
    expect(page.locator("#results .claim-row")).to_have_count(1)


def test_filters_work_without_scripts(page: Page, live_server: LiveServer, record: Newsroom) -> None:
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain = context.new_page()
    plain.goto(f"{live_server.url}/claims/")
    plain.get_by_label("Status").select_option("disputed")
    plain.get_by_role("button", name="Show").click()
    expect(plain.locator("#results .claim-row")).to_have_count(1)
    expect(plain).to_have_url(re.compile("status=disputed"))
    context.close()


def test_notes_stand_beside_the_text_and_never_on_each_other(
    page: Page, live_server: LiveServer, record: Newsroom
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/articles/{record.article().pk}/")
    boxes = [note.bounding_box() for note in page.locator(".note").all()]
    ends = [(box["y"], box["y"] + box["height"]) for box in boxes if box]
    assert len(ends) == 2
    assert all(above[1] <= below[0] for above, below in pairwise(ends))
    text = page.locator(".passage p").first.bounding_box()
    assert text is not None
    assert all(box["x"] > text["x"] + text["width"] for box in boxes if box)


def test_on_a_phone_a_note_opens_below_its_line_with_and_without_a_script(
    browser: Browser, page: Page, live_server: LiveServer, record: Newsroom
) -> None:
    address = f"{live_server.url}/articles/{record.article().pk}/"
    phone = {"width": 390, "height": 900}
    context = browser.new_context(java_script_enabled=False, viewport=phone)  # type: ignore[arg-type]
    plain = context.new_page()
    plain.goto(address)
    expect(plain.locator(".note:visible")).to_have_count(0)
    plain.get_by_role("link", name="Note 1, confirmed").first.click()
    expect(plain.locator("#note-1")).to_be_visible()
    expect(plain.locator("#mark-1")).to_be_in_viewport()
    plain.get_by_role("link", name="Close and read on").click()
    expect(plain.locator(".note:visible")).to_have_count(0)
    context.close()
    page.set_viewport_size(phone)  # type: ignore[arg-type]
    page.goto(address)
    page.locator("#mark-1").scroll_into_view_if_needed()
    # The first of its lines: the middle of all of them may lie beside the words.
    box = page.locator("#mark-1").evaluate("mark => mark.getClientRects()[0].toJSON()")
    page.mouse.click(box["x"] + 8, box["y"] + 8)
    expect(page.locator("#note-1")).to_be_visible()
    note, passage = page.locator("#note-1").bounding_box(), page.locator(".passage p").first.bounding_box()
    assert note is not None
    assert passage is not None
    assert note["y"] >= passage["y"] + passage["height"]


def test_a_number_leads_to_its_note_and_back(page: Page, live_server: LiveServer, record: Newsroom) -> None:
    page.goto(f"{live_server.url}/articles/{record.article().pk}/")
    page.get_by_role("link", name="Note 1, confirmed").first.click()
    expect(page.locator("#note-1")).to_be_in_viewport()
    page.get_by_role("link", name="Back to mark 1 in the text").click()
    expect(page).to_have_url(re.compile("#mark-1$"))
