"""Find the story in a whole web page, and what the page says about it. Runs only in the confined process."""

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.htmlprocessing import build_html_output
from trafilatura.settings import Document

from factcheck.rules.article_limits import check_markup
from factcheck.rules.html import parsed, safe_link

# Dates come from what the page declares, never from a date found somewhere in its text.
_DATES = {"extensive_search": False, "original_date": True}
_PUBLISHED_IN = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='article:published_time' or @name='pubdate' or @name='date']/@content",
    "//time[@itemprop='datePublished']/@datetime",
)
_PUBLISHED_IN_JSON = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{8,40})"')
_BLANKS = re.compile(r"\s+")


def read_page(raw_html: str, base_url: str = "") -> tuple[str, dict[str, str]]:
    """Return the story's HTML, not yet clean, and what the page says of itself (CleanStory.about)."""
    check_markup(raw_html)
    tree = parsed(raw_html)
    if tree is None:
        return "", {}
    about = {
        "published": _published(tree),
        "language": (tree.get("lang") or tree.get("xml:lang") or "").strip(),
        "url": _canonical(tree, base_url),
    }
    headings = [_one_line(heading.text_content()) for heading in tree.iter("h1")]
    story = bare_extraction(
        raw_html,
        url=about["url"] or base_url or None,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        include_links=True,
        include_formatting=True,
        output_format="html",
        date_extraction_params=_DATES,
    )
    if not isinstance(story, Document) or story.body is None:
        # No story found, as on a list of links: the editor gets the whole page and is told.
        return raw_html, about | {"headline": headings[0] if headings else "", "whole_page": "yes"}
    site = story.sitename or ""
    about |= {
        "headline": _headline(_one_line(story.title or ""), headings, site),
        "byline": _one_line(story.author or "").replace(";", ","),
        "published": about["published"] or story.date or "",
        "language": about["language"] or story.language or "",
        "publisher_name": _one_line(site),
    }
    return build_html_output(story, with_metadata=False), about


def _published(tree: HtmlElement) -> str:
    for path in _PUBLISHED_IN:
        if found := tree.xpath(path):
            return str(found[0]).strip()
    for script in tree.xpath("//script[@type='application/ld+json']"):
        if found := _PUBLISHED_IN_JSON.search(script.text_content()):
            return found[1]
    return ""


def _canonical(tree: HtmlElement, base_url: str) -> str:
    """The address that the page gives itself. A fetched page may only name one on its own host."""
    came_from = safe_link(base_url)
    for address in tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"):
        link = safe_link(address, base_url)
        if link.startswith("http") and (not came_from or _host(link) == _host(came_from)):
            return link
    return came_from


def _host(link: str) -> str:
    return (urlsplit(link).hostname or "").removeprefix("www.")


def _headline(title: str, headings: list[str], site: str) -> str:
    """Cut the site's name from a page title: "Talks resume | Daily News" is "Talks resume"."""
    for heading in headings:
        if len(heading) >= 8 and title.startswith(heading):
            return heading
    for dash in (" | ", " - ", " – ", " — ", " · ", "_", "-"):
        start, _, end = title.rpartition(dash)
        if start and site and end.casefold().startswith(site.casefold()):
            return start
    return title


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()
