"""The small scripts of the pages, in a real browser, on pages made here: no server and no database."""

from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
SITE = "http://desk.test"


class Desk:
    """Serves one page with scripts, and whatever answers a test wants."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answers: dict[str, tuple[int, str]] = {}
        page.route(f"{SITE}/**", self.answer)

    def answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE).split("?")[0]
        if path.startswith("/static/"):
            route.fulfill(path=STATIC / path.removeprefix("/static/"), content_type="text/javascript")
        elif path in self.answers:
            status, body = self.answers[path]
            route.fulfill(status=status, body=body, content_type="text/html; charset=utf-8")
        else:
            route.abort()

    def show(self, body: str, *scripts: str) -> Page:
        tags = "".join(f'<script defer src="/static/js/{name}"></script>' for name in scripts)
        html = f"<!doctype html><html lang=en><head><title>t</title>{tags}</head><body><main>{body}</main>"
        self.answers["/"] = (200, f"{html}<div data-announce aria-live=polite></div></body></html>")
        self.page.goto(f"{SITE}/")
        return self.page


@pytest.fixture
def desk(page: Page) -> Desk:
    return Desk(page)


# Two letters beyond the first plane, so that code points and JavaScript's own counting differ.
BODY_TEXT = "He said 😀 𝔘 “rents rose” and left.\n\nOfficials said nearly half are stalled.\n안녕 모두"
ARTICLE = """
<div data-article-text>
  <p data-start="0">He said 😀 𝔘 <mark>“rents <b>rose</b>”<sup data-skip><a
    href="#n">12</a></sup></mark> and left.</p>
  <p data-start="36">Officials said nearly half are stalled.</p>
  <p data-start="76">안녕 모두</p>
</div>
<form data-quote-form hidden>
  <textarea name="quote"></textarea>
  <input type="hidden" name="start"><input type="hidden" name="end">
  <input type="hidden" name="prefix"><input type="hidden" name="suffix">
</form>"""

SELECT = """([from, to]) => {
  const article = document.querySelector("[data-article-text]");
  const find = (words, end) => {
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(words);
      if (at >= 0) return [walker.currentNode, end ? at + words.length : at];
    }
  };
  getSelection().setBaseAndExtent(...find(from, false), ...find(to, true));
}"""


@pytest.mark.parametrize(
    ("first", "last", "quote"),
    [
        ("“rents", "rose", "“rents rose"),
        ("𝔘", "”", "𝔘 “rents rose”"),
        ("rose", "and left", "rose” and left"),
        ("and left.", "Officials", "and left.\n\nOfficials"),
        (" nearly half ", " nearly half ", "nearly half"),
        ("stalled.", "모두", "stalled.\n안녕 모두"),
    ],
)
def test_a_selection_is_counted_in_code_points_of_the_articles_text(
    desk: Desk, first: str, last: str, quote: str
) -> None:
    page = desk.show(ARTICLE, "select-quote.js")
    page.evaluate(SELECT, [first, last])
    expect(page.locator("[name=quote]")).to_have_value(quote)
    expect(page.locator("form")).to_be_visible()
    start, end = (int(page.input_value(f"[name={name}]")) for name in ("start", "end"))
    assert BODY_TEXT[start:end] == quote
    assert BODY_TEXT[:start].endswith(page.input_value("[name=prefix]"))
    assert BODY_TEXT[end:].startswith(page.input_value("[name=suffix]"))


def test_a_backward_selection_and_a_whole_paragraph_count_alike(desk: Desk) -> None:
    page = desk.show(ARTICLE, "select-quote.js")
    page.locator("p").nth(1).click(click_count=3)
    expect(page.locator("[name=quote]")).to_have_value("Officials said nearly half are stalled.")
    assert page.input_value("[name=start]") == "36"


def test_a_second_selection_does_not_overwrite_the_words_already_taken(desk: Desk) -> None:
    page = desk.show(ARTICLE, "select-quote.js")
    page.evaluate(SELECT, ["Officials", "Officials"])
    expect(page.locator("[name=quote]")).to_have_value("Officials")
    page.evaluate(SELECT, ["and left", "and left"])
    offer = page.get_by_role("button", name="Take “and left” instead")
    expect(offer).to_be_visible()
    expect(page.locator("[name=quote]")).to_have_value("Officials")
    offer.click()
    expect(page.locator("[name=quote]")).to_have_value("and left")


KEYS = """
<ol><li data-row><a href="#1">One</a></li><li data-row><a href="#2">Two</a></li></ol>
<form>
<label data-key="c" data-key-focus="reason"><input type="radio" name="s" value="confirmed">Confirm</label>
<button type="button" data-key="e">Add evidence <kbd>e</kbd></button><input id="reason" name="reason"></form>
<dialog id="keys">
<dl data-keys-list></dl><input type="checkbox" data-keys-switch><button data-keys-close>Close</button>
</dialog>
"""


def test_a_key_presses_its_button_and_moves_to_the_reason(desk: Desk) -> None:
    page = desk.show(KEYS, "keys.js")
    page.keyboard.press("c")
    expect(page.locator("[value=confirmed]")).to_be_checked()
    expect(page.locator("#reason")).to_be_focused()
    expect(page.locator("#reason")).to_have_value("")
    page.keyboard.type("cede")
    expect(page.locator("#reason")).to_have_value("cede")


def test_j_and_k_move_through_the_rows(desk: Desk) -> None:
    page = desk.show(KEYS, "keys.js")
    for key, focused in (("j", "One"), ("j", "Two"), ("j", "Two"), ("k", "One")):
        page.keyboard.press(key)
        expect(page.get_by_role("link", name=focused)).to_be_focused()


def test_keys_are_not_heard_with_a_modifier(desk: Desk) -> None:
    page = desk.show(KEYS, "keys.js")
    page.keyboard.press("Alt+c")
    expect(page.locator("[value=confirmed]")).not_to_be_checked()


def test_keys_can_be_switched_off_and_stay_off(desk: Desk) -> None:
    page = desk.show(KEYS, "keys.js")
    page.keyboard.press("?")
    expect(page.locator("dl")).to_contain_text("Add evidence")
    page.locator("[data-keys-switch]").uncheck()
    page.get_by_role("button", name="Close").click()
    page.reload()
    page.keyboard.press("c")
    expect(page.locator("[value=confirmed]")).not_to_be_checked()


FINDER = '<form><label>Source <input data-find="/find?q=" name="source"></label></form>'
FOUND = '<li role="option" data-value="Tass">Tass agency</li><li role="option" data-value="Taz">Taz</li>'


def test_a_name_is_found_while_typing_and_chosen_with_the_arrows(desk: Desk) -> None:
    desk.answers["/find"] = (200, FOUND)
    page = desk.show(FINDER, "typeahead.js")
    box = page.get_by_role("combobox", name="Source")
    box.press_sequentially("ta")
    expect(page.get_by_role("option")).to_have_count(2)
    box.press("ArrowDown")
    expect(page.get_by_role("option", name="Tass agency")).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(box).to_have_value("Tass")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_names_that_cannot_be_looked_up_are_no_dead_end(desk: Desk) -> None:
    desk.answers["/find"] = (500, "")
    page = desk.show(FINDER, "typeahead.js")
    page.get_by_role("combobox").press_sequentially("ta")
    expect(page.locator("main")).to_contain_text("Type the name in full")


@pytest.mark.parametrize("typed", ["", "a reason"])
def test_leaving_unsent_words_asks_first(desk: Desk, typed: str) -> None:
    fields = '<textarea name="reason"></textarea><button name="save" value="1">Save</button>'
    page = desk.show(f"<form data-guard>{fields}</form>", "unsaved.js")
    # A browser asks only where somebody has touched the page.
    page.locator("textarea").click()
    page.locator("textarea").press_sequentially(typed)
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.goto("about:blank")
    assert asked == (["beforeunload"] if typed else [])


def test_the_focus_goes_to_the_list_of_problems_and_from_there_into_the_field(desk: Desk) -> None:
    page = desk.show(
        '<div data-error-summary tabindex="-1"><a href="#id_kind">Kind: choose one</a></div>'
        '<div class="field" id="id_kind"><input type="radio" name="kind" id="id_kind_0"></div>',
        "error-summary.js",
    )
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.get_by_role("link").click()
    expect(page.locator("#id_kind_0")).to_be_focused()
