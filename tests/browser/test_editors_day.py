"""Several claims at once by the keys, and a list that keeps itself up to date under the hand."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from factcheck.actions.claims import assign_claim
from factcheck.models import AtWork, Claim, Decision
from tests.browser.everybody import what_is_wrong
from tests.browser.test_queue import claims, page, sign_in  # noqa: F401
from tests.cast import Newsroom

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_day_at_the_queue(
    page: Page,  # noqa: F811
    live_server: LiveServer,
    newsroom: Newsroom,
    claims: list[Claim],  # noqa: F811
) -> None:
    page.goto(f"{live_server.url}/desk/")
    expect(page.locator("[data-keys-help]")).to_be_visible()
    # What is typed, ticked and focused stays while others work; a tick goes when the claim is another one.
    page.fill("#decide_reason", "Half a sent")
    page.check(f"#pick-{claims[1].code}")
    page.check(f"#pick-{claims[2].code}")
    page.focus(f"#open-{claims[1].code}")
    assign_claim(claim=claims[1], to=newsroom.cast.cho, by=newsroom.cast.alice)
    newsroom.says(claims[0], "The ministry")
    newsroom.says(claims[2], "The ministry")
    newsroom.claim("One more.")
    page.evaluate("document.getElementById('news').dispatchEvent(new CustomEvent('news'))")
    expect(page.locator(f"#row-{claims[1].code}")).to_contain_text("Cho")
    expect(page.locator("#list-news")).to_contain_text("1 claim is new to this list")
    expect(page.locator("#panel-news")).to_contain_text("has changed since you opened it")
    expect(page.locator(f"#open-{claims[1].code}")).to_be_focused()
    expect(page.locator("#decide_reason")).to_have_value("Half a sent")
    expect(page.locator(f"#pick-{claims[1].code}")).to_be_checked()
    expect(page.locator(f"#pick-{claims[2].code}")).not_to_be_checked()
    expect(page.locator("[data-picked]")).to_have_text("(1 picked)")
    # x and X pick, and the act is done on each.
    page.focus(f"#open-{claims[2].code}")
    page.keyboard.press("x")
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(page.locator(f"#open-{claims[0].code}")).to_be_focused()
    page.keyboard.press("Shift+X")
    expect(page.locator("[data-picked]")).to_have_text("(3 picked)")
    page.keyboard.press("b")
    expect(page.locator("#bulk_reason")).to_be_focused()
    page.keyboard.type("Two notes agree.")
    page.click("#bulk button[value=confirmed]")
    expect(page.locator("#done-title")).to_have_text("Done (3)")
    assert Decision.objects.count() == 3
    assert what_is_wrong(page) == []


def test_whoever_writes_is_shown_to_others(
    page: Page,  # noqa: F811
    browser: Browser,
    live_server: LiveServer,
    newsroom: Newsroom,
    claims: list[Claim],  # noqa: F811
) -> None:
    page.goto(f"{live_server.url}/desk/")
    with page.expect_response("**/work/"):
        page.locator("#decide_reason").press_sequentially("S")
    assert AtWork.objects.get().claim == claims[0]
    context = browser.new_context()
    other = sign_in(context, live_server, newsroom.cast.cho)
    other.goto(f"{live_server.url}/desk/?claim={claims[0].code}")
    expect(other.locator("#panel-news")).to_contain_text(
        "Ed is working on this. You can decide all the same."
    )
    context.close()
