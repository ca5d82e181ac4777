"""Foreign articles in: text, HTML or a whole page becomes a draft that an editor completes."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from urllib.parse import urlsplit

from factcheck.intake.languages import language_of, short_language, told_language
from factcheck.intake.plain_text import day_in, decode, midnight_utc, opening_of, read_dateline
from factcheck.intake.sanitiser import clean_fragment, clean_page
from factcheck.rules.article_limits import (
    MAX_ARTICLE_BYTES,
    MAX_PAGE_BYTES,
    ArticleRefused,
    check_size,
)
from factcheck.rules.told import told, word

__all__ = ["MAX_ARTICLE_BYTES", "MAX_PAGE_BYTES", "ArticleDraft", "ArticleRefused", "looks_like_html",
           "pasted_bytes", "read_article"]  # fmt: skip

TEXT, HTML = "text/plain", "text/html"
# What the columns of an article hold.
_HEADLINE_CHARACTERS, _LINE_CHARACTERS, _URL_CHARACTERS = 300, 200, 2000
# Content systems write 0001-01-01 where no date was set.
_YEARS = range(1800, 2200)


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """What could be read. An empty field is for the editor to fill; body_text is never changed again."""

    clean_html: str
    body_text: str
    raw_sha256: str
    media_type: str
    headline: str = ""
    byline: str = ""
    dateline: str = ""
    published_at: datetime | None = None
    # Only the day is known: published_at is its midnight in UTC.
    published_date_only: bool = False
    language: str = ""
    publisher_name: str = ""
    url: str = ""
    warnings: tuple[str, ...] = ()


def read_article(data: bytes, *, filename: str = "", content_type: str = "", url: str = "") -> ArticleDraft:
    """Read an upload, a fetched page or pasted bytes. Raises ArticleRefused with a message for the editor."""
    check_size(data, limit=MAX_PAGE_BYTES)
    declared = _declared_type(filename, content_type)
    text, warnings = decode(data, content_type=content_type, is_html=declared != TEXT)
    media_type = declared or (HTML if looks_like_html(text) else TEXT)
    if media_type == TEXT and looks_like_html(text):
        warnings.append("This was sent as plain text and looks like HTML: if tags show, upload it as .html.")
    if not text.strip():
        raise ArticleRefused(
            word("The article is empty: paste its text or choose a file that has some."), "empty"
        )
    is_page = media_type == HTML and bool(_WHOLE_PAGE.search(text[:_PAGE_SIGN_CHARACTERS]))
    if not is_page:
        check_size(data)
    read = _read_page if is_page else _read_fragment if media_type == HTML else _read_text
    draft = read(text, _web_address(url), hashlib.sha256(data).hexdigest())
    if not any(character.isalpha() for character in draft.body_text):
        raise ArticleRefused(
            word("There is no text to read in it: paste the words of the story as plain text."), "no_text"
        )
    check_size(draft.body_text.encode())
    language = draft.language or language_of(draft.body_text)
    return replace(draft, language=language, warnings=(*warnings, *draft.warnings))


def pasted_bytes(text: str) -> bytes:
    """Bytes of a form's text for read_article. Raises ArticleRefused for what no file can hold."""
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise ArticleRefused(
            told(
                "Character {what} of the text is half a character (a lone surrogate): delete it "
                "and type it again.",
                what=error.start + 1,
            ),
            "undecodable",
        ) from error


# --- which kind ---------------------------------------------------------------------------------------

_SUFFIXES = {
    ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".txt": TEXT, ".text": TEXT, ".md": TEXT,
}  # fmt: skip
_HTML_TYPES = frozenset({HTML, "application/xhtml+xml"})
_PAGE_SIGN_CHARACTERS = 20_000
_WHOLE_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_TAGS = (
    "p|div|article|section|main|h[1-6]|ul|ol|li|a|b|i|u|em|strong|span|blockquote|table|pre|font"
    "|html|body|head|script|style|svg|title"
)
_START_TAG = re.compile(rf"\s*+<(?:!doctype\s+html|{_TAGS})[\s/>]", re.IGNORECASE)
_END_TAG = re.compile(rf"</(?:{_TAGS})\s*>|<br\s*/?>|<p[\s>]", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Judge pasted text: known tags, not any angle bracket ("a <3 b" and "<name>" are plain text)."""
    return bool(_START_TAG.match(text) or _END_TAG.search(text))


def _declared_type(filename: str, content_type: str) -> str:
    essence = content_type.partition(";")[0].strip().lower()
    if essence in _HTML_TYPES:
        return HTML
    by_name = _SUFFIXES.get(PurePath(filename).suffix.lower(), "")
    return by_name or (TEXT if essence == TEXT and filename else "")


def _web_address(url: str) -> str:
    return url if urlsplit(url).scheme in ("http", "https") and len(url) <= _URL_CHARACTERS else ""


# --- each kind ----------------------------------------------------------------------------------------


def _read_text(text: str, url: str, raw_sha256: str) -> ArticleDraft:
    """Keep the text whole, but for blank lines around it: the same story pasted or uploaded is the same."""
    body_text = text.strip()
    opening = opening_of(body_text)
    warnings = []
    if opening.day_without_year:
        warnings.append(f"The dateline says {opening.day_without_year} and no year: fill in the date.")
    return ArticleDraft(
        clean_html="",
        body_text=body_text,
        raw_sha256=raw_sha256,
        media_type=TEXT,
        headline=opening.headline,
        byline=opening.byline[:_LINE_CHARACTERS],
        dateline=opening.dateline,
        published_at=midnight_utc(opening.published_on) if opening.published_on else None,
        published_date_only=opening.published_on is not None,
        publisher_name=opening.wire,
        url=url,
        warnings=tuple(warnings),
    )


def _read_fragment(text: str, url: str, raw_sha256: str) -> ArticleDraft:
    story = clean_fragment(text, url)
    read = _read_text(story.body_text, url, raw_sha256)
    return replace(read, clean_html=story.clean_html, body_text=story.body_text, media_type=HTML)


def _read_page(text: str, url: str, raw_sha256: str) -> ArticleDraft:
    story = clean_page(text, url)
    about = story.about
    published_at, is_day_only = _moment(about.get("published", ""))
    first_lines = [line for line in story.body_text.split("\n")[:12] if line][:4]
    dateline = next((found for line in first_lines if (found := read_dateline(line))), None)
    warnings = []
    if about.get("whole_page"):
        warnings.append("No story was found on this page, so all of its text was taken: check it.")
    if about.get("date_is_guessed") and published_at:
        warnings.append(
            f"The page does not declare its date; {published_at:%Y-%m-%d} stands on it: check it."
        )
    return ArticleDraft(
        clean_html=story.clean_html,
        body_text=story.body_text,
        raw_sha256=raw_sha256,
        media_type=HTML,
        headline=about.get("headline", "")[:_HEADLINE_CHARACTERS],
        byline=about.get("byline", "")[:_LINE_CHARACTERS],
        dateline=dateline.text if dateline else "",
        published_at=published_at,
        published_date_only=is_day_only,
        language=told_language(short_language(about.get("language", "")), story.body_text),
        publisher_name=about.get("publisher_name", "")[:_LINE_CHARACTERS]
        or (dateline.wire if dateline else ""),
        url=about.get("url") or url,
        warnings=tuple(warnings),
    )


def _moment(written: str) -> tuple[datetime | None, bool]:
    """Read an ISO 8601 moment, or the day in "20 Nov 2019 08:02". An hour without its zone is no moment."""
    for text in (written, written[:10]):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            continue
        if moment.year not in _YEARS:
            return None, False
        if moment.tzinfo and len(text) > 10:
            return moment, False
        return midnight_utc(moment.date()), True
    day = day_in(written)
    return (midnight_utc(day), True) if day else (None, False)
