"""The main job, end to end in a real browser: a pasted wire story becomes public claims and three CSVs."""

import csv
import io
from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from factcheck.models import Claim
from tests.cast import PASSWORD, Newsroom

pytestmark = pytest.mark.django_db(transaction=True)

# In our own words; the figures and the chains are those of the story that the desk was conceived from.
WIRE = """TAIPEI, Taiwan – Vladimir Putin said that North Korea could be a partner for settling the war, \
as could all BRICS countries, according to the Russian news agency Tass.

North Korea is said to have deployed up to 12,000 troops to Russia. Neither Russia nor North Korea has \
confirmed the claims made by the U.S. and South Korea.

Of the some 11,000 soldiers sent, 4,000 have become casualties, and some 3,000 or more were additionally \
sent in January and February, the South's Joint Chiefs of Staff, or JCS, said.

Russia’s deputy foreign minister Andrey Rudenko said that Moscow was preparing for Kim's visit, \
Tass reported."""

SENT = "North Korea has deployed up to 12,000 troops to Russia."
MORE = "North Korea sent 3,000 or more additional soldiers to Russia in January and February."
LOST = "Of some 11,000 North Korean soldiers sent to Russia, 4,000 have become casualties."
PARTNER = "North Korea could be a partner for settling the war in Ukraine."
VISIT = "Russia is preparing for a visit of Kim Jong Un."

STATES = ("U.S.", "South Korea", "Russia", "North Korea")
KINDS = dict.fromkeys(STATES, "government") | {
    "Joint Chiefs of Staff": "armed_forces",
    "Vladimir Putin": "official",
    "Andrey Rudenko": "official",
    "Tass": "wire",
}

# Puts the browser's own selection on some words of the article, as a pointer would.
SELECT = """words => {
    const skipped = node => node.parentElement.closest("[data-skip]");
    const accept = node => skipped(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    const paragraph = [...document.querySelectorAll("[data-article-text] [data-start]")]
        .find(one => one.textContent.includes(words.slice(0, 20)));
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT, accept);
    const nodes = [];
    let text = "";
    while (walker.nextNode()) {
        nodes.push([walker.currentNode, text.length]);
        text += walker.currentNode.data;
    }
    const place = at => {
        const [node, from] = nodes.findLast(([, begins]) => begins <= at);
        return [node, at - from];
    };
    const range = document.createRange();
    const start = text.indexOf(words);
    range.setStart(...place(start));
    const [last, offset] = place(start + words.length - 1);
    range.setEnd(last, offset + 1);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    paragraph.dispatchEvent(new MouseEvent("mouseup", {bubbles: true}));
}"""


class Editor:
    """An editor at the desk: what a person would do, through the page alone."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site

    def sign_in(self) -> None:
        self.page.goto(f"{self.site}/desk/")
        self.page.get_by_label("Name", exact=False).first.fill("ed")
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("heading", name="Queue")).to_be_visible()

    def pastes(self, text: str) -> None:
        page = self.page
        page.get_by_role("link", name="New article").first.click()
        page.get_by_label("The story").fill(text)
        page.get_by_label("Headline").fill("Putin sees Pyongyang among partners")
        page.get_by_label("Publisher").fill("Radio Example")
        page.get_by_role("button", name="Store the article").click()
        expect(page.get_by_text("No source is called Radio Example yet").first).to_be_visible()
        page.get_by_label("What the publisher is").select_option("outlet")
        page.get_by_role("button", name="Store the article").click()
        expect(page.get_by_role("heading", name="Record a statement")).to_be_visible()

    def selects(self, words: str) -> None:
        """Take words of the article into the form, with the pointer's own selection."""
        self.page.evaluate(SELECT, words)
        expect(self.page.locator("#id_quote")).to_have_value(words)

    def records(
        self,
        words: str,
        claim: str,
        *,
        sources: Sequence[str],
        stance: str = "affirms",
        cue: str = "said",
        via: str = "",
        figure: str = "",
        reads: str = "",
        measure: str = "deployed",
    ) -> None:
        page = self.page
        self.selects(words)
        known = Claim.objects.filter(text=claim).first()
        if known is not None:
            page.locator("#id_claim").fill(known.code)
            page.locator("#id_claim").press("Tab")
        else:
            page.locator("#id_text").fill(claim)
            page.locator("#id_topic").select_option(label="General")
        page.locator("input[name=source]").nth(0).fill(sources[0])
        if len(sources) > 1:
            page.locator("input[name=source]").nth(1).fill(sources[1])
        if via:
            page.locator("input[name=relay]").first.fill(via)
        page.locator("#id_stance").select_option(stance)
        page.locator("#id_cue").fill(cue)
        if figure:
            page.locator("summary", has_text="A figure").click()
            page.locator("#id_figure").fill(figure)
            expect(page.locator("[data-reading]")).to_contain_text(reads)
            page.locator("#id_measure").select_option(measure)
        self._saves(sources)

    def _saves(self, sources: Sequence[str]) -> None:
        """Save; where a name is new, say what it is and save again."""
        page = self.page
        said = page.locator("#record-said")
        before = said.inner_text()
        page.get_by_role("button", name="Save", exact=True).click()
        asked = page.locator("#record select[name=new_source_kind]")
        page.wait_for_function(
            "before => document.querySelector('#record-said').innerText !== before "
            "|| document.querySelector('#record select[name=new_source_kind]')",
            arg=before,
        )
        if asked.count():
            for place in range(asked.count()):
                name = page.locator("#record input[name=new_source]").nth(place).input_value()
                asked.nth(place).select_option(KINDS[name])
            page.get_by_role("button", name="Save", exact=True).click()
        expect(said).to_contain_text(sources[0])
        expect(page.locator("#id_quote")).to_have_value("")

    def decides(self, claim: str, key: str, reason: str, becomes: str) -> None:
        page = self.page
        page.goto(f"{self.site}/desk/claims/{Claim.objects.get(text=claim).code}/")
        page.keyboard.press(key)
        expect(page.locator("#decide_reason")).to_be_focused()
        page.keyboard.type(reason)
        page.keyboard.press("Enter")
        expect(page.locator("[data-status]", has_text=becomes).first).to_be_visible()

    def publishes(self, claim: str) -> None:
        self.page.goto(f"{self.site}/desk/claims/{Claim.objects.get(text=claim).code}/")
        self.page.get_by_role("button", name="Publish", exact=True).click()
        expect(self.page.get_by_role("heading", name="Published")).to_be_visible()


def test_a_wire_story_becomes_public_claims_and_a_csv_ledger(
    page: Page, browser: Browser, live_server: LiveServer, newsroom: Newsroom
) -> None:
    editor = Editor(page, live_server.url)
    editor.sign_in()
    editor.pastes(WIRE)
    up_to = "North Korea is said to have deployed up to 12,000 troops to Russia"
    editor.records(
        up_to, SENT, sources=["U.S.", "South Korea"], figure="up to 12,000", reads="12,000 at most"
    )
    editor.records(
        "Neither Russia nor North Korea has confirmed",
        SENT,
        sources=["Russia", "North Korea"],
        stance="not_confirmed",
        cue="has confirmed",
    )
    editor.records(
        "some 3,000 or more were additionally sent in January and February",
        MORE,
        sources=["Joint Chiefs of Staff"],
        figure="some 3,000 or more were additionally sent",
        reads="3,000 or more",
    )
    editor.records(
        "Of the some 11,000 soldiers sent, 4,000 have become casualties",
        LOST,
        sources=["Joint Chiefs of Staff"],
        figure="4,000",
        reads="exactly 4,000",
        measure="casualties",
    )
    editor.records(
        "North Korea could be a partner for settling the war", PARTNER, sources=["Vladimir Putin"], via="Tass"
    )
    editor.records("Moscow was preparing for Kim's visit", VISIT, sources=["Andrey Rudenko"], via="Tass")
    editor.decides(VISIT, "c", "The minister speaks for the party that is to receive him.", "Confirmed")
    # To dispute needs somebody against it: the JCS's own figure stands alone, so evidence is given.
    page.goto(f"{live_server.url}/desk/claims/{Claim.objects.get(text=LOST).code}/")
    page.keyboard.press("e")
    page.locator("#evidence_title").fill("Count of Ukraine's president, December 2024")
    page.locator("#evidence_bearing").select_option("refutes")
    page.get_by_role("button", name="Add evidence", exact=True).click()
    expect(page.get_by_text("Count of Ukraine's president").first).to_be_visible()
    editor.decides(LOST, "d", "Ukraine's president counts otherwise.", "Disputed")
    for claim in (SENT, MORE, LOST, PARTNER, VISIT):
        editor.publishes(claim)

    reader = browser.new_context().new_page()
    reader.goto(f"{live_server.url}/claims/")
    for claim in (SENT, MORE, LOST, PARTNER, VISIT):
        expect(reader.get_by_role("link", name=claim)).to_be_visible()
    reader.get_by_role("link", name=SENT).click()
    expect(reader.get_by_role("heading", name=SENT)).to_be_visible()
    main = reader.locator("main")
    for words in ("U.S.", "South Korea", "Russia", "has not confirmed", "up to 12,000"):
        expect(main).to_contain_text(words)
    assert "denies" not in main.inner_text()

    claims = _download(reader, live_server, "claims")
    assert {row["claim"]: row["status"] for row in claims} == {
        SENT: "unverified",
        MORE: "unverified",
        LOST: "disputed",
        PARTNER: "unverified",
        VISIT: "confirmed",
    }
    sent = next(row for row in claims if row["claim"] == SENT)
    assert (sent["sources_for"], sent["sources_not_confirming"]) == ("South Korea|U.S.", "North Korea|Russia")
    said = _download(reader, live_server, "attributions")
    assert {row["chain"] for row in said if row["claim"] in (PARTNER, VISIT)} == {
        "Vladimir Putin <- Tass <- Radio Example",
        "Andrey Rudenko <- Tass <- Radio Example",
    }
    more = next(row for row in said if row["claim"] == MORE)
    assert (more["basis"], more["quantity_low"], more["quantity_high"]) == ("additional", "3000", "")
    decisions = _download(reader, live_server, "decisions")
    assert [(row["to_status"], row["decided_by"]) for row in decisions] == [
        ("disputed", "ed"),
        ("confirmed", "ed"),
    ]


def _download(reader: Page, live_server: LiveServer, name: str) -> list[dict[str, str]]:
    """A ledger as a reader without a login gets it."""
    reader.goto(f"{live_server.url}/ledger/")
    with reader.expect_download() as waiting:
        reader.get_by_role("link", name=f"Download {name}.csv").click()
    text = waiting.value.path().read_bytes().decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))
