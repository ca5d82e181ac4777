"""/desk/articles/<id>/: the text to select from, what is recorded already, and a form that begins well."""

from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from factcheck.models import Article
from factcheck.rules.stances import Stance
from factcheck.rules.text import paragraphs
from tests.cast import STORY, Newsroom


@pytest.fixture
def alice(client: Client, newsroom: Newsroom) -> Client:
    client.force_login(newsroom.cast.alice)
    return client


@pytest.fixture
def article(newsroom: Newsroom) -> Article:
    return newsroom.article()


def address(article: Article, query: str = "") -> str:
    return reverse("desk:article", args=[article.pk]) + query


class Blocks(HTMLParser):
    """What select-quote.js counts: the text of each block with data-start, without data-skip."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[list[object]] = []
        self.inside = self.skipping = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "data-start" in given:
            self.blocks.append([int(given["data-start"] or ""), ""])
            self.inside = True
        self.skipping = self.skipping or "data-skip" in given

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "p"
        self.skipping = self.skipping and tag != "sup"

    def handle_data(self, data: str) -> None:
        if self.inside and not self.skipping:
            self.blocks[-1][1] = str(self.blocks[-1][1]) + data


def test_each_paragraph_says_where_in_the_text_it_begins(
    alice: Client, article: Article, newsroom: Newsroom
) -> None:
    claim = newsroom.claim()
    newsroom.says(claim, "South Korea", quote="North Korea sent another 3,000 soldiers or more to Russia")
    newsroom.says(
        newsroom.claim("Another."), "South Korea", quote="3,000 soldiers or more to Russia, the South said"
    )
    blocks = Blocks()
    blocks.feed(alice.get(address(article)).content.decode())
    assert blocks.blocks == [[part.start, part.text] for part in paragraphs(STORY)]


def test_what_is_recorded_is_marked_by_the_status_of_its_claim(
    alice: Client, article: Article, newsroom: Newsroom
) -> None:
    claim = newsroom.claim()
    newsroom.says(claim, "Joint Chiefs of Staff", quote="4,000 became casualties")
    newsroom.says(
        claim, "Russia", Stance.NOT_CONFIRMED, quote="Neither Moscow nor Pyongyang has confirmed any of it"
    )
    newsroom.decides(claim)
    page = alice.get(address(article)).content.decode()
    assert '<mark class="marked" data-status="confirmed" id="mark-1">4,000 became casualties<sup' in page
    assert page.count('id="mark-1"') == 1 and page.count('id="note-1"') == 1
    assert "<bdi>Russia</bdi> has not confirmed" in page


def test_words_are_escaped(alice: Client, newsroom: Newsroom) -> None:
    article = newsroom.article("He wrote <b>one</b> & left.", headline="<i>A</i>")
    page = alice.get(address(article)).content.decode()
    assert "He wrote &lt;b&gt;one&lt;/b&gt; &amp; left." in page
    assert "<i>A</i>" not in page


@pytest.mark.parametrize(
    ("query", "quote"),
    [
        ("?sentence=2", STORY[STORY.index("“Of some") : STORY.index("\n\nNeither")]),
        ("?sentence=2-3", STORY[STORY.index("“Of some") :]),
        ("?words=0-5", "SEOUL"),
        ("?sentence=99", ""),
        ("?sentence=3-2", ""),
        ("?sentence=0", ""),
        ("?sentence=abc", ""),
        ("?sentence=²", ""),
        ("?words=5-5", ""),
        ("?words=0-99999", ""),
    ],
)  # fmt: skip
def test_a_link_chooses_words_without_a_script(
    alice: Client, article: Article, query: str, quote: str
) -> None:
    response = alice.get(address(article, query))
    assert response.status_code == 200
    assert (response.context["form"]["quote"].value() or "") == quote


def test_every_sentence_can_be_chosen(alice: Client, article: Article) -> None:
    page = alice.get(address(article)).content.decode()
    assert [f'href="?sentence={number}#record"' in page for number in (1, 2, 3, 4)] == [True] * 3 + [False]


@pytest.mark.parametrize("query", ["?claim=NK-0001", "?claim=nk-0001"])
def test_a_claim_is_chosen_beforehand(
    alice: Client, article: Article, newsroom: Newsroom, query: str
) -> None:
    claim = newsroom.claim()
    newsroom.says(claim, "South Korea")
    response = alice.get(address(article, query))
    assert response.context["form"]["claim"].value() == claim.code
    assert claim.text in response.content.decode()
    assert 'name="replaces"' in response.content.decode()


@pytest.mark.parametrize("query", ["?claim=NK-9999", "?claim=%00", "?claim="])
def test_a_claim_that_is_not_there_leaves_the_form_empty(alice: Client, article: Article, query: str) -> None:
    response = alice.get(address(article, query))
    assert response.status_code == 200
    assert not response.context["form"]["claim"].value()


def test_a_claim_found_while_typing_is_shown_in_words(
    alice: Client, article: Article, newsroom: Newsroom
) -> None:
    claim = newsroom.claim()
    headers = {"HX-Request": "true", "HX-Target": "chosen-claim"}
    response = alice.get(address(article, f"?claim={claim.code}"), headers=headers)
    assert claim.text in response.content.decode()
    assert "<html" not in response.content.decode()


def test_a_stranger_is_asked_to_sign_in(client: Client, article: Article) -> None:
    assert client.get(address(article))["Location"].startswith("/accounts/login/?next=/desk/articles/")


def test_there_is_no_page_of_an_article_that_is_not_there(alice: Client, article: Article) -> None:
    assert alice.get(f"/desk/articles/{article.pk + 1}/").status_code == 404
    assert alice.post(address(article)).status_code == 405


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("at least 3,000", "3,000 or more"),
        ("some 3,000 or more", "3,000 or more"),
        ("lots of them", "lots of them"),
        ("", 'value=""'),
    ],
)
def test_a_figure_is_read_before_it_is_saved(alice: Client, words: str, shown: str) -> None:
    response = alice.get(reverse("desk:figure_read"), {"words": words})
    assert response.status_code == 200
    assert shown in response.content.decode()
    assert ('value="[3000, ∞)"' in response.content.decode()) == ("3,000" in words)
