"""Recording from an article in a real browser: words selected with the mouse, everything else with keys."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from factcheck.models import Article, Attribution, Claim, Span, User
from factcheck.rules.stances import Stance
from tests.browser.everybody import what_is_wrong
from tests.cast import STORY, Newsroom

pytestmark = pytest.mark.django_db(transaction=True)

QUOTE = "“Of some 11,000 soldiers sent, 4,000 became casualties,” the Joint Chiefs of Staff said in a note."
TEXT = "Of some 11,000 soldiers sent, 4,000 became casualties."


@pytest.fixture
def article(newsroom: Newsroom) -> Article:
    newsroom.topic()
    for name in ("Joint Chiefs of Staff", "South Korea", "Russia"):
        newsroom.source(name)
    return newsroom.article()


def sign_in(context: BrowserContext, live_server: LiveServer, user: User) -> Page:
    client = Client()
    client.force_login(user)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return context.new_page()


@pytest.fixture
def page(
    context: BrowserContext, live_server: LiveServer, article: Article, newsroom: Newsroom
) -> Iterator[Page]:
    """The article's page, open for a reporter; nothing on it may break."""
    page = sign_in(context, live_server, newsroom.cast.alice)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text) if "Security Policy" in said.text else None)
    page.goto(f"{live_server.url}/desk/articles/{article.pk}/")
    yield page
    assert broken == []


def choose_second_paragraph(page: Page) -> None:
    page.locator("#article-text p").nth(1).click(click_count=3)
    expect(page.locator("#id_quote")).to_have_value(QUOTE)


def write_the_claim(page: Page) -> None:
    page.locator("#id_text").fill(TEXT)
    page.locator("#id_topic").select_option("North Korean troops in Russia")


def test_words_selected_with_the_mouse_go_on_record(page: Page) -> None:
    choose_second_paragraph(page)
    write_the_claim(page)
    expect(page.locator("[data-count-of]")).to_have_text(f"{len(TEXT)} of 280 characters")
    page.locator("#id_source").press_sequentially("joint")
    expect(page.locator(".finder-list").get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_source")).to_have_value("Joint Chiefs of Staff")
    page.locator("#id_stance").select_option("affirms")
    page.locator("summary", has_text="A figure").click()
    page.locator("#id_figure").press_sequentially("4,000")
    expect(page.locator("[data-reading]")).to_contain_text("exactly 4,000")
    page.locator("#id_measure").select_option("casualties")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#record-said")).to_contain_text("NK-0001 recorded: Joint Chiefs of Staff: affirms.")
    expect(page.locator("#record-title")).to_be_focused()
    expect(page.locator("#mark-1")).to_contain_text("4,000 became casualties")
    expect(page.locator("#note-1")).to_contain_text(TEXT)
    expect(page.locator("#id_text")).to_have_value("")
    span = Span.objects.get()
    assert STORY[span.start : span.end] == QUOTE
    assert span.attribution.quantity.verbatim == "4,000"


def test_positions_hold_when_the_text_has_marks_and_numbers_in_it(page: Page, newsroom: Newsroom) -> None:
    newsroom.says(newsroom.claim(), "Russia", quote="4,000 became casualties")
    page.reload()
    expect(page.locator("#mark-1")).to_be_visible()
    choose_second_paragraph(page)
    assert page.input_value("[name=start]") == str(STORY.index(QUOTE))


def test_one_source_after_the_other_with_the_keys_alone(page: Page, newsroom: Newsroom) -> None:
    choose_second_paragraph(page)
    page.locator("#id_text").focus()
    page.keyboard.type(TEXT)
    page.locator("#id_topic").focus()
    page.keyboard.type("North")
    page.locator("#id_source").focus()
    page.keyboard.type("South Korea")
    page.locator("#id_stance").focus()
    page.keyboard.type("affirms")
    page.get_by_role("button", name="Save, then another source").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#record-said")).to_contain_text("NK-0001")
    expect(page.locator("#id_source")).to_be_focused()
    expect(page.locator("#id_claim")).to_have_value("NK-0001")
    expect(page.locator("#id_quote")).to_have_value(QUOTE)
    page.keyboard.type("Russia")
    page.locator("#id_stance").select_option("not_confirmed")
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#record-said")).to_contain_text("Russia: has not confirmed")
    assert Claim.objects.count() == 1
    assert list(Attribution.objects.order_by("id").values_list("stance", flat=True)) == [
        Stance.AFFIRMS, Stance.NOT_CONFIRMED,
    ]  # fmt: skip


def test_a_refusal_keeps_the_words_and_takes_the_focus_to_what_is_wrong(page: Page) -> None:
    choose_second_paragraph(page)
    write_the_claim(page)
    page.locator("#id_source").fill("Coast Guard")
    page.locator("#id_stance").select_option("affirms")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("#id_quote")).to_have_value(QUOTE)
    expect(page.locator("#id_text")).to_have_value(TEXT)
    page.locator("[data-error-summary] a").first.click()
    expect(page.locator("#id_new_source_kind")).to_be_focused()
    page.locator("#id_new_source_kind").select_option("agency")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#note-1")).to_contain_text("Coast Guard")


def test_enter_in_a_line_records_nothing(page: Page) -> None:
    choose_second_paragraph(page)
    write_the_claim(page)
    page.locator("#id_stance").select_option("affirms")
    page.locator("#id_cue").fill("said")
    page.locator("#id_cue").press("Enter")
    expect(page.locator("#id_text")).to_have_value(TEXT)
    assert not Claim.objects.exists()


def test_the_whole_statement_is_recorded_without_a_script(
    browser: Browser, live_server: LiveServer, article: Article, newsroom: Newsroom
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = sign_in(context, live_server, newsroom.cast.alice)
        page.goto(f"{live_server.url}/desk/articles/{article.pk}/")
        page.locator("summary", has_text="by sentence").click()
        page.get_by_role("link", name=QUOTE).click()
        expect(page.locator("#id_quote")).to_have_value(QUOTE)
        write_the_claim(page)
        page.locator("#id_source").fill("Joint Chiefs of Staff")
        page.get_by_role("button", name="Add a source").click()
        expect(page.locator("[name=source]")).to_have_count(3)
        page.locator("#id_source_2").fill("South Korea")
        page.locator("#id_stance").select_option("affirms")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator("[role=status]").first).to_contain_text("Joint Chiefs of Staff and South Korea")
        expect(page.locator("#note-1")).to_contain_text(TEXT)
    assert Attribution.objects.count() == 2


def test_the_page_can_be_used_by_everybody(page: Page, newsroom: Newsroom) -> None:
    newsroom.says(newsroom.claim(), "Russia", quote="4,000 became casualties")
    page.goto(f"{page.url}?claim=NK-0001&sentence=2")
    for details in page.locator("details").all():
        details.evaluate("one => { one.open = true }")
    assert what_is_wrong(page) == []
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert what_is_wrong(page) == []
