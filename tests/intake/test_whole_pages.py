"""A whole page gives its story, without what the page puts around it, and says who wrote it and when."""

import json

import pytest

from factcheck.intake.pages import ArticleDraft, read_article
from factcheck.intake.webpages import read_page
from factcheck.rules.html import sanitise, text_of

ADDRESS = "https://aldacourier.example/a/1"
SENTENCES = [
    f"The harbour master of Alda said on Monday, in answer {n}, that forty ships had left the port "
    "and that nobody in his office knew the reason for their leaving."
    for n in range(6)
]
STORY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def page_of(
    *,
    head: str = "<title>Forty ships leave Alda - The Alda Courier</title>",
    heading: str = "<h1>Forty ships leave Alda</h1>",
    before: str = "",
    story: str = STORY,
    after: str = "",
    language: str = "en",
) -> str:
    return (
        f'<!doctype html><html lang="{language}"><head>{head}</head><body><main><article>{heading}{before}'
        f"{story}{after}</article></main></body></html>"
    )


def read(*, url: str = ADDRESS, **parts: str) -> ArticleDraft:
    """As the desk reads a page: in a confined process, which takes most of a second to begin."""
    return read_article(page_of(**parts).encode(), filename="page.html", url=url)


def body(**parts: str) -> str:
    """The same without a process of its own: the body text."""
    story, about = read_page(page_of(**parts), ADDRESS)
    return text_of(sanitise(story, about["url"]))


def about(**parts: str) -> dict[str, str]:
    """What the page says of itself, likewise."""
    return read_page(page_of(**parts), ADDRESS)[1]


def ld(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return (
        f'<title>Forty ships leave Alda</title><script type="application/ld+json">{json.dumps(node)}</script>'
    )


# --- the story ----------------------------------------------------------------------------------------


def test_the_body_is_the_storys_paragraphs_in_their_order() -> None:
    assert read().body_text == "\n\n".join(SENTENCES)


@pytest.mark.parametrize(
    "line",
    [
        "<p>Read more: <a href=/b>The harbour opens again after the storm</a></p>",
        "<h3>Related stories</h3><ul><li><a href=/b>The harbour opens again after the storm</a></li></ul>",
        "<p><a href=/b>MINISTER SAYS THE HARBOUR OPENS AGAIN</a></p>",
        "<p>Sign up for the Courier’s morning newsletter</p>",
        "<p>(Reporting by Ann Other; Editing by Bo Stern)</p>",
        "<p>© 2031 The Alda Courier. All rights reserved.</p>",
        "<p hidden>Words that no reader of the page can see, put there for machines.</p>",
        "<p>ann@aldacourier.example<br>(END)</p>",
        '<div class="subscribe-form"><p>Every Friday, all that moved in the harbour.</p></div>',
        '<form action="/b"><p>What else should the Courier ask the harbour master?</p></form>',
        "<p>Chyba v textu? Vyberte slovo a stisknete Ctrl+Enter, redakce ho opravi</p>",
        '<div style="color: red; display : none"><p>Words that no reader of the page can see.</p></div>',
    ],
)
def test_what_the_page_puts_around_the_story_is_no_body_text(line: str) -> None:
    assert body(story=STORY + line) == "\n\n".join(SENTENCES)
    inside = STORY.replace("</p>", "</p>" + line, 3).replace(line, "", 2)
    assert body(story=inside) == "\n\n".join(SENTENCES)


def test_links_behind_the_story_and_its_byline_are_no_body_text() -> None:
    links = "<p><a href=/>Front page</a></p><p><a href=/b>The harbour opens</a> <a href=/c>Tides</a></p>"
    byline = "<p>By Ann Other, Harbour Editor</p>"
    about_her = "Ann Other, who has counted ships in Alda for thirty years, saw none of the forty come back."
    draft = read(head=ld(author="Ann Other"), before=byline, story=f"{STORY}<p>{about_her}</p>", after=links)
    assert draft.body_text == "\n\n".join([*SENTENCES, about_her])


def test_a_story_in_a_form_or_in_a_box_that_is_named_for_sharing_stays() -> None:
    for opening, closing in (("<form>", "</form>"), ('<div class="content share">', "</div>")):
        assert read(story=opening + STORY + closing).body_text == "\n\n".join(SENTENCES)


def test_the_publisher_is_no_author() -> None:
    company = {"@type": "Organization", "name": "Courier Company of Alda"}
    draft = read(head=ld(author=company, publisher=company, headline="Forty ships leave Alda"))
    assert draft.byline == ""


def test_a_sentence_with_a_link_stays_in_one_piece_where_breaks_part_the_paragraphs() -> None:
    story = "<div>" + "<br><br>".join(
        s.replace("forty ships", "<a href=/s>forty <b>ships</b></a>").replace("port and", "port<br>and")
        for s in SENTENCES
    ) + "</div>"  # fmt: skip
    text = body(story=story)
    assert text.replace("\n\n", "¶").replace("\n", " ").split("¶") == SENTENCES


def test_a_page_that_shows_its_story_by_a_script_is_still_read() -> None:
    hidden = f'<div style="display:none">{STORY}</div>'
    assert SENTENCES[3] in body(story=hidden)


# --- what it says of itself -----------------------------------------------------------------------------


def test_the_headline_is_the_heading_that_readers_see() -> None:
    head = '<title>Ships leave</title><meta property="og:title" content="Forty ships leave Alda at once">'
    assert about(head=head, heading="<h1>Forty ships leave Alda</h1>")["headline"] == "Forty ships leave Alda"


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("Forty ships leave Alda | The Alda Courier", "The Alda Courier"),
        ("The Alda Courier: Forty ships leave Alda", "The Alda Courier"),
        ("Forty ships leave Alda - The Alda Courier", ""),
    ],
)
def test_the_sites_name_is_no_headline(title: str, site: str) -> None:
    head = f'<title>{title}</title><meta property="og:site_name" content="{site}">'
    told = about(head=head, heading="<h1>The Alda Courier</h1>")
    assert (told["headline"], told["publisher_name"]) == ("Forty ships leave Alda", "The Alda Courier")


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ({"@type": "Person", "name": "Ann Other"}, "Ann Other"),
        ([{"name": "Ann Other"}, {"name": "Bo Stern"}], "Ann Other, Bo Stern"),
        (["Ann Other", "Ann Other"], "Ann Other"),
        ("By Ann Other", "Ann Other"),
        ("Ann Other is a reporter for the Courier", "Ann Other"),
        ("Text by Ann Other", "Text by Ann Other"),
        ("admin", ""),
        ("https://social.example/ann", ""),
        ({}, ""),
        ({"@id": ["no", "name"]}, ""),
        (7, ""),
        (None, ""),
    ],
)
def test_the_byline_is_the_declared_authors(author: object, byline: str) -> None:
    assert about(head=ld(author=author, headline="Forty ships leave Alda"))["byline"] == byline


@pytest.mark.parametrize(
    ("written", "moment", "is_day"),
    [
        ("2031-03-28T10:15:00+09:00", "2031-03-28T10:15:00+09:00", False),
        ("2031-03-28 10:15:00", "2031-03-28T00:00:00+00:00", True),
        ("28 Mar 2031 08:02 GMT", "2031-03-28T00:00:00+00:00", True),
        ("March 28, 2031, 07:47 PM EST", "2031-03-28T00:00:00+00:00", True),
        ("0001-01-01T00:00:00Z", "", False),
        ("some day", "", False),
    ],
)
def test_a_declared_date_is_read_and_no_hour_is_made_up(written: str, moment: str, is_day: bool) -> None:
    draft = read(head=ld(datePublished=written))
    assert (draft.published_at.isoformat() if draft.published_at else "") == moment
    assert draft.published_date_only is is_day
    assert draft.warnings == ()


def test_a_date_that_the_page_does_not_declare_is_pointed_out() -> None:
    draft = read(url="https://aldacourier.example/2021/03/28/ships")
    assert draft.published_at is not None
    assert "does not declare its date; 2021-03-28" in draft.warnings[0]


def test_a_template_in_another_language_does_not_make_the_story_so() -> None:
    assert read(language="de").language == "en"
    assert read(language="en-GB").language == "en"


def test_what_json_can_spell_and_no_text_may_hold_is_left_out() -> None:
    draft = read(head=ld(author="Ann\u0000 Other\ud800", publisher={"name": "The\u0007 Courier"}))
    assert (draft.byline, draft.publisher_name) == ("Ann Other", "The Courier")


@pytest.mark.parametrize(
    "declared", ["{", "[" * 90_000, '{"@graph": [[[7]], null]}', '{"@type": {"a": 1}}', "1" * 9000]
)
def test_broken_declarations_are_passed_over(declared: str) -> None:
    head = f'<title>Forty ships leave Alda</title><script type="application/ld+json">{declared}</script>'
    assert about(head=head)["headline"] == "Forty ships leave Alda"


@pytest.mark.parametrize(
    ("language", "charset", "sentence"),
    [
        (
            "ko",
            "euc-kr",
            "항만 당국은 월요일 배 마흔 척이 항구를 떠났다고 밝혔으며 그 이유는 알지 못한다고 말했다.",
        ),
        ("ja", "shift_jis", "港湾当局は月曜日、四十隻の船が港を出たと述べ、その理由は分からないと説明した。"),
        ("zh", "gb2312", "港务局星期一表示，已有四十艘船离开港口，但没有说明离开的原因，也没有人知道。"),
        (
            "ar",
            "windows-1256",
            "قالت سلطة الميناء يوم الاثنين إن أربعين سفينة غادرت الميناء ولم تذكر السبب وراء ذلك.",
        ),
        (
            "ru",
            "windows-1251",
            "Портовые власти сообщили в понедельник, что сорок судов покинули порт без объяснений.",
        ),
    ],
)
def test_pages_in_the_charsets_of_their_country_come_through_whole(
    language: str, charset: str, sentence: str
) -> None:
    body = "".join(f"<p>{sentence}{n}</p>" for n in range(6))
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        f"<title>{sentence[:12]}</title></head><body><article><h1>{sentence[:12]}</h1>{body}</article></body></html>"
    )
    draft = read_article(page.encode(charset), filename="a.html")
    assert draft.body_text == "\n\n".join(f"{sentence}{n}" for n in range(6))
    assert (draft.headline, draft.language, draft.warnings) == (sentence[:12].strip(), language, ())
