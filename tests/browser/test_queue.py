"""The queue in a real browser: by the keys alone, and without any script."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from factcheck.actions.proposals import propose
from factcheck.models import Claim, Decision, Evidence, User
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from tests.browser.everybody import MOST_SHIFT, shifted, watch_shifts, what_is_wrong
from tests.cast import Newsroom

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def claims(newsroom: Newsroom) -> list[Claim]:
    """Three that wait, the newest first; each has a source for it and one against it."""
    made = [newsroom.claim(f"Claim number {number}.") for number in (3, 2, 1)]
    for claim in made:
        newsroom.says(claim, quote="4,000 became casualties")
        newsroom.says(claim, "Russia", Stance.DENIES)
        claim.refresh_from_db()
    return made[::-1]


def sign_in(context: BrowserContext, live_server: LiveServer, user: User) -> Page:
    client = Client()
    client.force_login(user)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return context.new_page()


@pytest.fixture
def page(context: BrowserContext, live_server: LiveServer, newsroom: Newsroom) -> Iterator[Page]:
    page = sign_in(context, live_server, newsroom.cast.ed)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text) if "Security Policy" in said.text else None)
    yield page
    assert broken == []


def test_a_claim_is_decided_by_the_keys_alone(
    page: Page, live_server: LiveServer, claims: list[Claim]
) -> None:
    page.goto(f"{live_server.url}/desk/")
    watch_shifts(page)
    page.keyboard.press("j")
    expect(page.locator(f"#open-{claims[1].code}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_have_text("Claim number 2.")
    assert shifted(page) < MOST_SHIFT
    page.keyboard.press("d")
    expect(page.locator("#decide_reason")).to_be_focused()
    page.keyboard.type("Russia denies it; c and u are typed as letters here.")
    page.keyboard.press("Enter")
    expect(page.locator(f"#row-{claims[1].code} .status")).to_have_text("Disputed")
    expect(page.locator("[data-announce]")).to_contain_text("Disputed. 3 waiting. Undo until ")
    # The focus is back in the list, ready for the next one.
    expect(page.locator(f"#open-{claims[1].code}")).to_be_focused()
    assert Decision.objects.get().reason.startswith("Russia denies it; c and u")


def test_a_slip_is_taken_back_by_a_key(page: Page, live_server: LiveServer, claims: list[Claim]) -> None:
    page.goto(f"{live_server.url}/desk/")
    for key in ("j", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#panel-title")).to_have_text("Claim number 2.")
    page.fill("#decide_reason", "Two notes agree.")
    page.click("[data-act=Confirm]")
    row = page.locator(f"#row-{claims[1].code}")
    expect(row.locator(".undo button")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("[data-keys-list]")).to_contain_text("Take the last decision back")
    page.keyboard.press("Escape")
    # On another claim the key does nothing, and the row decided before offers nothing to press.
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_have_text("Claim number 1.")
    expect(row.locator(".undo button")).to_be_hidden()
    page.keyboard.press("z")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_have_text("Claim number 2.")
    page.keyboard.press("z")
    expect(page.locator("[data-announce]")).to_contain_text("Taken back: unverified again. 3 waiting.")
    expect(row.locator(".status")).to_have_text("Unverified")
    expect(page.locator(f"#open-{claims[1].code}")).to_be_focused()
    assert [decision.to_status for decision in Decision.objects.order_by("pk")] == ["confirmed", "unverified"]


def test_a_key_decides_on_the_row_that_has_the_focus(
    page: Page, live_server: LiveServer, claims: list[Claim]
) -> None:
    page.goto(f"{live_server.url}/desk/")
    expect(page.locator("#panel-title")).to_have_text("Claim number 1.")
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.keyboard.press("j")
    # The claim is still on its way when the key comes: it is fetched once, or a second answer would take away
    # what is typed into the first.
    page.evaluate("""() => {
        const link = document.activeElement;
        link.click();
        link.dispatchEvent(new KeyboardEvent("keydown", { key: "c", bubbles: true, cancelable: true }));
    }""")
    expect(page.locator("#panel-title")).to_have_text("Claim number 2.")
    expect(page.locator("#decide_reason")).to_be_focused()
    assert len([url for url in fetched if claims[1].code in url]) == 1
    page.keyboard.type("Seen.")
    page.keyboard.press("Enter")
    expect(page.locator(f"#row-{claims[1].code} .status")).to_have_text("Confirmed")
    assert Decision.objects.get().claim == claims[1]


def test_a_button_sends_a_reason_that_is_there_already(
    page: Page, live_server: LiveServer, claims: list[Claim]
) -> None:
    page.goto(f"{live_server.url}/desk/?claim={claims[2].code}")
    page.fill("#decide_reason", "Two notes agree.")
    page.click("[data-act=Confirm]")
    expect(page.locator(f"#row-{claims[2].code} .status")).to_have_text("Confirmed")


def test_enter_in_another_field_does_not_decide(
    page: Page, live_server: LiveServer, claims: list[Claim]
) -> None:
    page.goto(f"{live_server.url}/desk/")
    page.fill("#decide_reason", "Not yet.")
    page.locator("#decide summary").click()
    page.fill("#decide_successor", claims[2].code)
    page.keyboard.press("Enter")
    page.fill("#decide_evidence", "https://example.org/")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert not Decision.objects.exists()
    assert page.input_value("#decide_successor") == claims[2].code


def test_who_comes_second_sees_what_changed_and_sends_again(
    page: Page, live_server: LiveServer, claims: list[Claim], newsroom: Newsroom
) -> None:
    page.goto(f"{live_server.url}/desk/")
    newsroom.decides(claims[0], Status.CONFIRMED, by=newsroom.cast.edna, reason="Edna was faster.")
    page.keyboard.press("d")
    page.keyboard.type("Russia denies it.")
    page.keyboard.press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("#changes-title + ul")).to_contain_text("Edna was faster.")
    expect(page.locator(f"#row-{claims[0].code} .status")).to_have_text("Confirmed")
    expect(page.locator("#decide_reason")).to_have_value("Russia denies it.")
    page.locator("#decide_reason").press("Enter")
    expect(page.locator(f"#row-{claims[0].code} .status")).to_have_text("Disputed")
    assert Decision.objects.count() == 2


def test_evidence_is_added_from_the_queue_by_keys(
    page: Page, live_server: LiveServer, claims: list[Claim]
) -> None:
    page.goto(f"{live_server.url}/desk/")
    page.keyboard.press("e")
    expect(page.locator("#evidence_title")).to_be_focused()
    page.keyboard.type("An order of the day")
    page.keyboard.press("Enter")
    expect(page.locator("[data-said]")).to_have_text("Evidence added.")
    assert Evidence.objects.get().claim == claims[0]


def test_a_session_that_has_ended_is_said_and_the_words_stay(
    page: Page, live_server: LiveServer, claims: list[Claim]
) -> None:
    page.goto(f"{live_server.url}/desk/")
    page.context.clear_cookies(name="sessionid")
    page.fill("#decide_reason", "Written before.")
    page.click("[data-act=Confirm]")
    expect(page.locator(".request-error")).to_contain_text("You have been signed out.")
    expect(page.locator("#decide_reason")).to_have_value("Written before.")
    page.fill("#decide_reason", "")  # Or the guard of unsent words asks before the page closes.


def test_on_a_phone_the_claim_takes_the_place_of_the_list(
    page: Page, live_server: LiveServer, claims: list[Claim]
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_server.url}/desk/")
    expect(page.locator("#panel")).to_be_hidden()
    page.click(f"#open-{claims[1].code}")
    expect(page.locator("#panel-title")).to_be_focused()
    expect(page.locator(".desk-list")).to_be_hidden()
    page.click("text=Back to the list")
    expect(page.locator(f"#open-{claims[1].code}")).to_be_visible()


def test_without_a_script_the_same_can_be_done(
    browser: Browser, live_server: LiveServer, claims: list[Claim], newsroom: Newsroom
) -> None:
    page = sign_in(browser.new_context(java_script_enabled=False), live_server, newsroom.cast.ed)
    page.goto(f"{live_server.url}/desk/")
    page.click(f"#open-{claims[1].code}")
    page.fill("#decide_reason", "Two notes agree.")
    page.click("[data-act=Confirm]")
    expect(page.locator(".notices")).to_contain_text(f"{claims[1].code}: Confirmed. 3 waiting. Undo until ")
    expect(page.locator(f"#row-{claims[1].code} .status")).to_have_text("Confirmed")
    page.click("[data-act=Dispute]")
    expect(page.locator("[data-error-summary]")).to_contain_text("Give the reason")
    page.context.close()


def test_the_queue_can_be_used_by_everybody(
    page: Page, live_server: LiveServer, claims: list[Claim], newsroom: Newsroom
) -> None:
    newsroom.decides(claims[0], reason="Seen.", by=newsroom.cast.ed)
    for address in ("/desk/", f"/desk/?claim={claims[0].code}", f"/desk/claims/{claims[0].code}/",
                    "/accounts/password/"):  # fmt: skip
        page.goto(live_server.url + address)
        for folded in page.locator("main details").all():
            folded.evaluate("element => { element.open = true; }")
        assert what_is_wrong(page) == [], address


def test_a_proposal_is_approved_by_a_key_on_the_work_page(
    page: Page, live_server: LiveServer, claims: list[Claim], newsroom: Newsroom
) -> None:
    claim = claims[1]
    propose(
        claim=claim, status=Status.DISPUTED, reason="Russia denies it.", version=claim.version,
        by=newsroom.cast.edna,
    )  # fmt: skip
    page.goto(f"{live_server.url}/desk/claims/{claim.code}/")
    page.keyboard.press("?")
    expect(page.locator("[data-keys-list]")).to_contain_text("Approve the proposal")
    page.keyboard.press("Escape")
    page.keyboard.press("y")
    expect(page.locator("#proposal")).to_have_count(0)
    decision = Decision.objects.get()
    assert (decision.to_status, decision.approved_by) == (Status.DISPUTED, newsroom.cast.ed)


def test_twenty_claims_are_decided_without_the_mouse(
    page: Page, live_server: LiveServer, newsroom: Newsroom
) -> None:
    made = [newsroom.claim(f"Claim number {number}.") for number in range(20, 0, -1)][::-1]
    for claim in made[::-1]:
        newsroom.says(claim)
        newsroom.says(claim, "Russia", Stance.DENIES)
    page.goto(f"{live_server.url}/desk/")
    expect(page.locator("#panel-title")).to_have_text("Claim number 1.")
    keys = {"c": "Confirmed", "d": "Disputed"}
    for number, claim in enumerate(made):
        key = "cd"[number % 2]
        if number:
            page.keyboard.press("j")
        page.keyboard.press(key)
        expect(page.locator("#panel-title")).to_have_text(claim.text)
        expect(page.locator("#decide_reason")).to_be_focused()
        page.keyboard.type(f"Reason {number}.")
        page.keyboard.press("Enter")
        expect(page.locator(f"#row-{claim.code} .status")).to_have_text(keys[key])
        expect(page.locator(f"#open-{claim.code}")).to_be_focused()
    decided = Decision.objects.order_by("pk").values_list("claim__code", "reason")
    assert list(decided) == [(claim.code, f"Reason {number}.") for number, claim in enumerate(made)]
