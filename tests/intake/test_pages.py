"""Foreign articles in: what is read from them, and what is refused with which words."""

import hashlib
import socket
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.intake.languages import language_of
from factcheck.intake.pages import (
    MAX_ARTICLE_BYTES,
    MAX_PAGE_BYTES,
    ArticleRefused,
    looks_like_html,
    pasted_bytes,
    read_article,
)

WIRE = (
    "TAIPEI, Taiwan – The ministry said on Friday that “some 3,000” soldiers had left the port.\n"
    "It did not say when they would come back, and gave no reason for their leaving.\n"
    "Edited by A. Nother.\n"
)


def refusal(data: bytes, **hints: str) -> ArticleRefused:
    with pytest.raises(ArticleRefused) as refused:
        read_article(data, **hints)
    return refused.value


# --- plain text ---------------------------------------------------------------------------------------


def test_a_wire_story_keeps_every_character_and_gives_its_dateline() -> None:
    draft = read_article(WIRE.encode())
    assert draft.body_text == WIRE.strip()
    assert (draft.headline, draft.dateline, draft.language) == ("", "TAIPEI, Taiwan", "en")
    assert (draft.media_type, draft.clean_html, draft.published_at) == ("text/plain", "", None)
    assert draft.raw_sha256 == hashlib.sha256(WIRE.encode()).hexdigest()
    assert draft.warnings == ()


def test_the_same_story_uploaded_or_pasted_is_the_same_text() -> None:
    uploaded = b"\xef\xbb\xbf" + WIRE.replace("\n", "\r\n").encode()
    assert read_article(uploaded, filename="a.txt").body_text == read_article(pasted_bytes(WIRE)).body_text


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Envoy leaves\nBy Jane Doe\n\nMOSCOW (AP) — He left.", ("Envoy leaves", "Jane Doe", "MOSCOW", "AP")),
        ("Envoy leaves\n\nHe left on Friday.", ("Envoy leaves", "", "", "")),
        ("MOSCOW, March 28 (Reuters) - He left.", ("", "", "MOSCOW", "Reuters")),
        ("WASHINGTON, D.C. -- He left.", ("", "", "WASHINGTON, D.C.", "")),
        ("МОСКВА, 28 марта. /ТАСС/. Он уехал.", ("", "", "МОСКВА", "ТАСС")),
        ("(서울=연합뉴스) 그는 떠났다.", ("", "", "서울", "연합뉴스")),
        ("He left on Friday.\n\nNo reason was given.", ("", "", "", "")),
        ("NATO - the alliance - met.\n\nIt did.", ("", "", "", "")),
    ],
)
def test_the_first_lines_say_what_they_can(text: str, fields: tuple[str, ...]) -> None:
    draft = read_article(text.encode())
    assert (draft.headline, draft.byline, draft.dateline, draft.publisher_name) == fields
    assert draft.body_text == text


@pytest.mark.parametrize(
    ("line", "place", "wire"),
    [
        ("新华社北京3月28日电 记者从港务局获悉，四十艘船离港。", "北京", "新华社"),
        ("【3月28日 AFP】港湾当局は、四十隻が港を出たと述べた。", "", "AFP"),
        ("【ソウル共同】港湾当局は、四十隻が港を出たと述べた。", "ソウル", "共同"),
        ("［ソウル　２８日　ロイター］ - 港湾当局が述べた。", "ソウル", "ロイター"),
        ("القاهرة (رويترز) - قالت سلطة الميناء إن أربعين سفينة غادرت.", "القاهرة", "رويترز"),
        ("【速報】港湾当局は、四十隻が港を出たと述べた。", "", ""),
        ("港务局28日表示，四十艘船离港。", "", ""),
        ("سفينة - قالت سلطة الميناء", "", ""),
    ],
)
def test_datelines_of_scripts_without_capitals(line: str, place: str, wire: str) -> None:
    draft = read_article(f"{line}\n\n{line}".encode())
    assert (draft.dateline, draft.publisher_name) == (place, wire)


def test_a_day_in_a_dateline_is_a_day_without_an_hour() -> None:
    draft = read_article(b"SEOUL, March 28, 2025 (Yonhap) -- He left.")
    assert (draft.published_at, draft.published_date_only) == (datetime(2025, 3, 28, tzinfo=UTC), True)


def test_a_year_that_the_dateline_does_not_give_is_not_made_up() -> None:
    draft = read_article(b"SEOUL, March 28 (Yonhap) -- He left.")
    assert draft.published_at is None
    assert "March 28 and no year" in draft.warnings[0]


@pytest.mark.parametrize(
    ("encoding", "text", "warns"),
    [
        ("utf-8-sig", "“Zürich” said no.", False),
        ("utf-16", "“Zürich” said no.", False),
        ("cp1252", "“Déjà vu”, a dit l’envoyé à Zürich, où il était resté.", True),
        ("cp1251", "Президент сказал, что это правда, и уехал в Москву. " * 4, True),
        ("cp949", "합동참모본부는 북한이 병력을 보냈다고 말했다. " * 4, True),
        ("gb18030", "中国外交部发言人表示，这是事实，并没有说明理由。" * 4, True),
    ],
)
def test_old_encodings_are_read_and_the_editor_is_told(encoding: str, text: str, warns: bool) -> None:
    draft = read_article(text.encode(encoding))
    assert draft.body_text == text.strip()
    assert bool(draft.warnings) is warns


def test_a_declared_charset_is_believed_as_browsers_do() -> None:
    draft = read_article("“x”".encode("cp1252"), filename="a.txt", content_type="text/plain; charset=latin-1")
    assert draft.body_text == "“x”"
    assert read_article("é x".encode(), content_type="text/plain; charset=unicode_escape").body_text == "é x"


def test_marks_of_direction_and_strange_characters_stay_as_they_came() -> None:
    text = "قال \u202eمسؤول\u202c “x” e\u0301 \u00e9 🙂 \u200b zero \ufeff width"
    assert read_article(text.encode()).body_text == text


# --- HTML ---------------------------------------------------------------------------------------------

PARAGRAPHS = "".join(
    f'<p onclick="x()">The envoy said in sentence {n} that <a href="/s/{n}">the ships</a> had left the port '
    "on Friday, and that nobody knew when they would be back.</p>"
    for n in range(6)
)
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Envoy leaves port | Example News</title>
<meta property="og:site_name" content="Example News"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2025-03-28T10:15:00+09:00">
<link rel="canonical" href="https://news.example/envoy"><script>var x = "<p>no</p>"</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Envoy leaves port</h1>
{PARAGRAPHS}</article><footer>Copyright</footer></body></html>"""


def test_a_whole_page_gives_its_story_and_says_who_wrote_it_when() -> None:
    draft = read_article(PAGE.encode(), filename="saved.html")
    assert (draft.headline, draft.byline) == ("Envoy leaves port", "Jane Doe")
    assert draft.publisher_name == "Example News"
    assert draft.published_at is not None
    assert (draft.published_at.isoformat(), draft.published_date_only) == ("2025-03-28T10:15:00+09:00", False)
    assert (draft.language, draft.url, draft.media_type) == ("en", "https://news.example/envoy", "text/html")
    assert "sentence 5" in draft.body_text
    assert "Copyright" not in draft.body_text
    assert "World" not in draft.body_text
    assert 'href="https://news.example/s/3"' in draft.clean_html
    assert "onclick" not in draft.clean_html


def test_a_fetched_page_cannot_claim_another_site_as_its_own() -> None:
    assert read_article(PAGE.encode(), filename="a.html", url="https://other.example/x").url == (
        "https://other.example/x"
    )


def test_a_page_without_a_story_is_taken_whole_and_says_so() -> None:
    draft = read_article(b"<html><body><p>Short.</p></body></html>")
    assert draft.body_text == "Short."


def test_a_pasted_piece_of_html_is_read_like_text_that_it_holds() -> None:
    draft = read_article("<p>SEOUL (AP) — He&nbsp;left <b>today</b>.</p><p hx-get=/x>So.</p>".encode())
    assert draft.media_type == "text/html"
    assert draft.body_text == "SEOUL (AP) — He\u00a0left today.\n\nSo."
    assert (draft.dateline, draft.publisher_name) == ("SEOUL", "AP")
    assert "hx-get" not in draft.clean_html


@pytest.mark.parametrize("script", ["한국어 기사", "Русская статья", "中文文章", "مقالة عربية"])
def test_stories_of_every_script_come_through_html_whole(script: str) -> None:
    assert read_article(f"<p>{script}</p><p>\u2067{script}\u2069</p>".encode()).body_text == (
        f"{script}\n\n\u2067{script}\u2069"
    )


@pytest.mark.parametrize(
    ("text", "is_html"),
    [
        ("<p>Hello", True),
        ("He said <b>no</b>.", True),
        ("One<br>two", True),
        ("<!DOCTYPE html><title>x</title>", True),
        ("  <div>" * 5, True),
        ("a < b and b > c, I <3 it", False),
        ("<unknown> said <name>", False),
        ("Write to <jane@example.org>.", False),
        ("", False),
    ],
)
def test_pasted_text_is_html_only_when_it_has_known_tags(text: str, is_html: bool) -> None:
    assert looks_like_html(text) is is_html


def test_reading_a_page_never_opens_a_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        links = f'<link rel=stylesheet href="{address}"><img src="{address}"><base href="{address}">'
        page = PAGE.replace("<head>", f"<head>{links}<meta http-equiv=refresh content='0;url={address}'>")
        read_article(page.encode(), filename="a.html", url=address)
        with pytest.raises(TimeoutError):
            server.accept()


# --- refusals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf"])
def test_an_empty_article_is_refused(data: bytes) -> None:
    assert refusal(data).code == "empty"


@pytest.mark.parametrize("data", [b"123 ... !", b"<p><script>words</script></p>", b"<html><img></html>"])
def test_an_article_without_a_word_is_refused(data: bytes) -> None:
    assert refusal(data).code == "no_text"


def test_an_article_of_five_megabytes_is_refused_at_once() -> None:
    refused = refusal(b"word " * 1_000_000)
    assert (refused.code, "4.8 MB" in refused.message) == ("too_large", True)


def test_text_has_a_narrower_limit_than_a_page_full_of_scripts() -> None:
    script = "<script>" + "x" * MAX_ARTICLE_BYTES + "</script></head>"
    assert "sentence 5" in read_article(PAGE.replace("</head>", script).encode()).body_text
    assert refusal(b"a" * (MAX_ARTICLE_BYTES + 1)).code == "too_large"
    assert refusal(b"<p>" + b"a" * MAX_ARTICLE_BYTES).code == "too_large"
    assert refusal(PAGE.encode() + b" " * MAX_PAGE_BYTES).code == "too_large"


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"PK\x03\x04...", "Word"),
        (b"{\\rtf1 words}", "RTF"),
        (b"words \0 words", "characters that no text has"),
        (b"<p>words \0 words</p>", "characters that no text has"),
        (bytes(range(256)) * 40, "characters that no text has"),
        (b"\x01\x02\x03words", "characters that no text has"),
    ],
)
def test_a_file_that_is_no_text_is_refused_by_name(data: bytes, names: str) -> None:
    refused = refusal(data)
    assert refused.code == "binary"
    assert names in refused.message


def test_damaged_utf16_is_refused() -> None:
    assert refusal(b"\xff\xfeA").code == "undecodable"


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ArticleRefused, match="Character 3") as refused:
        pasted_bytes("ab\ud800")
    assert refused.value.code == "undecodable"


def test_a_hundred_thousand_nested_elements_are_refused_in_bounded_time() -> None:
    assert refusal(b"<div>" * 100_000).code == "too_complex"
    assert refusal(b"<html><body>" + b"<div>" * 100_000).code == "too_complex"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_and_nothing_else(data: bytes) -> None:
    if looks_like_html(data.decode("latin-1")):
        return  # A process each; the rules' own tests hold these.
    try:
        draft = read_article(data)
    except ArticleRefused:
        return
    assert "\0" not in draft.body_text
    assert draft.body_text.encode()


# --- language -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministry said that the talks would go on, and gave no reason for the delay.", "en"),
        ("합동참모본부는 북한이 병력을 보냈다고 말했다", "ko"),
        ("Президент сказал, что переговоры продолжатся завтра, и уехал в аэропорт.", "ru"),
        ("中国外交部发言人表示，这是事实，并补充说没有理由。", "zh"),
        ("قال الرئيس إن هذا صحيح وأضاف أن المفاوضات ستستمر غدا في العاصمة بحضور الوفود", "ar"),
        ("Too short.", ""),
    ],
)
def test_the_language_is_told_or_left_open(text: str, language: str) -> None:
    assert language_of(text) == language
