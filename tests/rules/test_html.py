"""The one allow-list for foreign HTML."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.rules import article_limits as limits
from factcheck.rules.article_limits import ArticleRefused, check_markup
from factcheck.rules.html import (
    ALLOWED_ATTRIBUTES,
    ALLOWED_TAGS,
    LINK_RELATION,
    safe_link,
    sanitise,
    text_of,
)


class _Audit(HTMLParser):
    """Hold every tag and attribute that comes out against the allow-list."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED_TAGS, tag
        for name, value in attrs:
            assert name in [*ALLOWED_ATTRIBUTES.get(tag, {}), *(["rel"] if tag == "a" else [])], (tag, name)
            if name == "href":
                assert re.match(r"(?:https?://|mailto:)", value or ""), value

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment came out: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration came out: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction came out: {data}")


def audited(raw_html: str, base_url: str = "") -> str:
    clean_html = sanitise(raw_html, base_url)
    reader = _Audit()
    reader.feed(clean_html)
    reader.close()
    return clean_html


@pytest.mark.parametrize(
    ("raw_html", "clean_html"),
    [
        ("<p>before<script>alert(1)</script>after</p>", "<p>beforeafter</p>"),
        ("<style>p { color: red }</style><p>kept</p>", "<p>kept</p>"),
        ("<noscript><p>hidden</p></noscript><template>x</template>kept", "kept"),
        ("<iframe src=//evil>x</iframe><object>x</object><form>Name <input></form>", "<div>Name </div>"),
        ("<svg><script>1</script><text>drawn</text></svg>kept", "kept"),
        ("<p class=a id=b name=c style='x' data-x=1 onclick=alert(1)>kept</p>", "<p>kept</p>"),
        ("<p hx-get=/x hx-trigger=load data-hx-post=/y hx-on:click=z>kept</p>", "<p>kept</p>"),
        ("<img src=x onerror=alert(1)>kept", "kept"),
        ("<span>kept <font color=red>too</font></span>", "kept too"),
        ("<!-- note --><p>kept</p><?php 1 ?>", "<p>kept</p>"),
        ("a &lt;b&gt; &amp; c", "a &lt;b&gt; &amp; c"),
        ("<bdo dir=rtl>a</bdo><bdo dir='x y'>b</bdo>", '<bdo dir="rtl">a</bdo><bdo>b</bdo>'),
        ("<p lang=ko>a</p><p lang='</p>'>b</p>", '<p lang="ko">a</p><p>b</p>'),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢"),
        ("", ""),
        ("<!-- only a note -->", ""),
    ],
)
def test_what_acts_goes_and_what_is_read_stays(raw_html: str, clean_html: str) -> None:
    assert audited(raw_html) == clean_html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "javascript:123",
        "JaVaScRiPt:1",
        " java\nscript:alert(1)",
        "\x01javascript:1",
        "&#106;avascript:1",
        "vbscript:1",
        "data:text/html,x",
        "data:1",
        "example.com:8000",
        "localhost:8000",
        "//elsewhere.example/x",
        "/claims/1/",
        "claims/1/",
        "https:relative",
        "http:\\\\evil.example",
        "mailto:nobody",
        "https://[bad",
        "https://host:port/",
        "file:///etc/passwd",
        "https://long.example/" + "x" * 3000,
        "",
    ],
)
def test_a_link_that_leads_nowhere_safe_loses_its_tags_and_keeps_its_words(address: str) -> None:
    assert audited(f'<p><a href="{address}">words</a></p>') == "<p>words</p>"


def test_a_link_out_says_that_we_vouch_for_nothing() -> None:
    clean_html = audited('<a href="https://example.org/?a=1&amp;copy;=2" target=_blank rel=opener>x</a>')
    assert clean_html == f'<a href="https://example.org/?a=1&amp;copy;=2" rel="{LINK_RELATION}">x</a>'


def test_a_relative_link_is_resolved_against_the_page_it_stood_on() -> None:
    assert safe_link("../b?c", "https://news.example/a/x") == "https://news.example/b?c"
    assert safe_link("//cdn.example/b", "https://news.example/") == "https://cdn.example/b"
    assert safe_link("javascript:1", "https://news.example/") == ""


@pytest.mark.parametrize(
    "raw_html",
    [
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src onerror=alert(1)&gt;'>",
        "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<table><td><svg><desc><table><td></desc></svg><img src=x onerror=alert(1)>",
        "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
        "<textarea></textarea><plaintext><script>alert(1)</script>",
        "<a href='x' title='</a><script>alert(1)</script>'>y",
        "<<script>script>alert(1)<</script>/script>",
        "<p><b><i><a href=https://a.example><p><a href=javascript:1>x",
        "<bdo dir='rtl\" onmouseover=alert(1)'>x</bdo>",
    ],
)
def test_markup_that_changes_when_parsed_twice_stays_harmless(raw_html: str) -> None:
    once = audited(raw_html)
    assert "alert" not in "".join(re.findall(r"<[^>]*>", once))
    assert sanitise(once) == once


_PIECES = st.sampled_from(
    [*"<>\"'/=& ", "<p>", "</p>", "<b", "<a href=", "javascript:", "https://x.example/", "<svg>",
     "<style>", "</style>", "<!--", "-->", "<table>", "<td>", "<script>", "</script>", "onerror=x",
     "&lt;", "&#60;", "<math>", "<select>", "<template>", "]]>", "<![CDATA[", "한", "x"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_nothing_outside_the_allow_list_ever_comes_out(raw_html: str) -> None:
    text_of(audited(raw_html))


# --- text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clean_html", "text"),
    [
        ("<p>One  \n two</p><p>Three</p>", "One two\n\nThree"),
        ("<p>One<br>two</p>", "One\ntwo"),
        ("<p>One <br> two<br><br><br>three</p>", "One\ntwo\n\nthree"),
        ("<div><p>One</p></div> loose <ul><li>a</li><li>b</li></ul>", "One\n\nloose\n\na\n\nb"),
        ("<p>in<b>side</b> a <i>line</i></p>", "inside a line"),
        ("<p>AT&amp;T &lt;b&gt; caf&eacute;</p>", "AT&T <b> café"),
        ("<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>", "1\t2"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<p>no\xa0break</p>", "no\xa0break"),
        ("<p>\u2067עברית\u2069 한국어 Россия</p>", "\u2067עברית\u2069 한국어 Россия"),
        ("<p> </p>", ""),
    ],
)
def test_the_text_reads_as_a_browser_shows_it(clean_html: str, text: str) -> None:
    assert text_of(clean_html) == text


# --- limits -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw_html", "says"),
    [
        ("<div>" * 100_000, "nested"),
        ("<a>" * 300 + "x", "nested"),
        ("<p>x</p>" * 30_000, "tags"),
        ("<p " + " ".join(f"a{n}=1" for n in range(5_000)) + ">", "attributes"),
        ('<p title=">" ' + " ".join(f"a{n}=1" for n in range(5_000)) + ">", "attributes"),
        ("<i>x</i>" * 13_000, "elements"),
        ("<p>" + "<" * 100_000, "characters like"),
        ("<p>" + "&" * 100_000, "characters like"),
    ],
)
def test_hostile_html_is_refused_before_it_costs_anything(raw_html: str, says: str) -> None:
    with pytest.raises(ArticleRefused, match=says) as refused:
        sanitise(raw_html)
    assert refused.value.code == "too_complex"
    assert "paste it as plain text" in refused.value.message


def test_tags_inside_scripts_and_comments_do_not_count() -> None:
    check_markup("<script>'" + "<div>" * 60_000 + "'</script><!-- " + "<b>" * 60_000 + " -->")


def test_end_tags_that_writers_leave_out_do_not_count_as_depth() -> None:
    check_markup("<ul>" + "<li>x" * 1_000 + "</ul>" + "<p>x" * 1_000 + "<br><img>" * 1_000)


def test_an_ordinary_long_story_passes_every_limit() -> None:
    story = "<p>Some <b>plain</b> words &amp; more of them.</p>" * 3_000
    assert text_of(sanitise(story)).count("\n\n") == 2_999
    assert limits.MAX_ELEMENTS > 6_000
