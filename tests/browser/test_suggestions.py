"""Going through a story's suggestions with the keys alone, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from factcheck.actions.readings import begin_reading, carry_out
from factcheck.models import Article, Attribution, Claim
from tests.browser.everybody import what_is_wrong
from tests.browser.test_annotate import sign_in
from tests.cast import Newsroom
from tests.views.desk.test_suggestions import STORY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def article(newsroom: Newsroom) -> Article:
    newsroom.topic()
    article = newsroom.article(STORY)
    carry_out(begin_reading(article=article, by=newsroom.cast.alice))
    return article


@pytest.fixture
def page(
    context: BrowserContext, live_server: LiveServer, article: Article, newsroom: Newsroom
) -> Iterator[Page]:
    page = sign_in(context, live_server, newsroom.cast.alice)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text) if "Security Policy" in said.text else None)
    page.goto(f"{live_server.url}/desk/articles/{article.pk}/")
    yield page
    assert broken == []


def test_a_story_is_gone_through_without_the_mouse(page: Page) -> None:
    said = page.locator("#suggestions-said")
    claim = page.locator("#suggestion-claim")
    expect(claim).to_contain_text("nother 3,000 soldiers left")
    expect(page.locator(".suggested[data-here]")).to_contain_text("another 3,000 soldiers")
    page.locator("#suggestion-topic").select_option("North Korean troops in Russia")
    page.locator("h1").click()
    page.keyboard.press("s")
    expect(said).to_have_text("2 names settled.")
    page.keyboard.press("n")
    expect(claim).to_contain_text("bridge was closed")
    expect(page.locator(".suggested[data-here]")).to_contain_text("the northern bridge was closed")
    page.locator("#suggestion-topic").select_option("North Korean troops in Russia")
    page.locator("h1").click()
    page.keyboard.press("a")
    expect(said).to_have_text("NK-0001 recorded: Anna Holm.")
    expect(page.locator("#article-text .marked")).to_contain_text("bridge was closed")
    page.keyboard.press("x")
    expect(said).to_contain_text("Rejected.")
    page.keyboard.press("a")
    expect(said).to_have_text("NK-0002 recorded: Joint Chiefs of Staff.")
    expect(page.locator("#suggestions")).to_contain_text("All 3 suggestions are answered.")
    assert Claim.objects.count() == Attribution.objects.count() == 2


def test_the_key_e_opens_the_form_with_all_that_was_found(page: Page) -> None:
    page.keyboard.press("e")
    expect(page.locator("#id_source")).to_have_value("Joint Chiefs of Staff")
    expect(page.locator("#id_cue")).to_have_value("said")
    expect(page.locator("#id_text")).to_have_value(
        "Another 3,000 soldiers left for the eastern front in May."
    )
    assert page.locator("#id_quote").input_value().startswith("another 3,000 soldiers")


def test_words_that_are_clicked_bring_their_suggestion(page: Page) -> None:
    page.locator(".suggested", has_text="ships").click()
    expect(page.locator("#suggestion-claim")).to_contain_text("ships of the eastern fleet")


def test_the_suggestions_can_be_used_by_everybody(page: Page) -> None:
    assert what_is_wrong(page) == []
