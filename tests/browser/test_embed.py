"""The card of a claim in a frame on a page of another origin; no other page lets itself be framed."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from factcheck.models import Claim
from tests.browser.everybody import what_is_wrong
from tests.cast import Newsroom

PAGE = '<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">'
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """Another site, with the files of tmp_path."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    claim = newsroom.published()
    newsroom.decides(claim)
    return claim


def test_another_site_shows_the_card(
    page: Page, live_server: LiveServer, elsewhere: str, tmp_path: Path, claim: Claim
) -> None:
    frame = f'<iframe src="{live_server.url}/claims/{claim.code}/embed/" width="600" height="340"></iframe>'
    (tmp_path / "index.html").write_text(PAGE + frame)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{elsewhere}/index.html")
    card = page.frame_locator("iframe")
    expect(card.get_by_role("heading")).to_have_text(claim.text)
    expect(card.get_by_text("Confirmed")).to_be_visible()
    assert card.locator("main").evaluate("main => getComputedStyle(main).borderInlineStartWidth") == "6px"
    assert said == []
    with page.context.expect_page() as opened:
        card.get_by_role("heading").get_by_role("link").click()
    expect(opened.value).to_have_url(f"{live_server.url}/claims/{claim.code}/")


def test_another_site_cannot_show_the_page_itself(
    page: Page, live_server: LiveServer, elsewhere: str, tmp_path: Path, claim: Claim
) -> None:
    frame = f'<iframe src="{live_server.url}/claims/{claim.code}/"></iframe>'
    (tmp_path / "index.html").write_text(PAGE + frame)
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.goto(f"{elsewhere}/index.html")
    expect(page.frame_locator("iframe").get_by_text(claim.text)).to_have_count(0)


def test_the_card_can_be_read_by_everybody(page: Page, live_server: LiveServer, claim: Claim) -> None:
    page.goto(f"{live_server.url}/claims/{claim.code}/embed/")
    assert what_is_wrong(page, narrow=320) == []


def test_the_data_block_of_a_claim_breaks_no_rule_of_the_page(
    page: Page, live_server: LiveServer, claim: Claim
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{live_server.url}/claims/{claim.code}/")
    review = page.evaluate("JSON.parse(document.querySelector('[type=\"application/ld+json\"]').textContent)")
    assert review["claimReviewed"] == claim.text and said == []
