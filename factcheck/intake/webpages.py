"""Find the story in a whole web page, and what the page says about it. Runs only in the confined process."""

from urllib.parse import urlsplit

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.htmlprocessing import build_html_output
from trafilatura.settings import Document

from factcheck.intake.page_facts import Guess, one_line, page_facts
from factcheck.intake.page_story import asking_lines, linked_lines, mend, without_furniture
from factcheck.rules.article_limits import check_markup
from factcheck.rules.html import parsed, safe_link

# Dates come from what the page declares, never from a date found somewhere in its text.
_DATES = {"extensive_search": False, "original_date": True}


def read_page(raw_html: str, base_url: str = "") -> tuple[str, dict[str, str]]:
    """Return the story's HTML, not yet clean, and what the page says of itself (CleanStory.about)."""
    check_markup(raw_html)
    tree = parsed(raw_html)
    if tree is None:
        return "", {}
    language = (tree.get("lang") or tree.get("xml:lang") or "").strip()
    url = _canonical(tree, base_url)
    about = {"language": language, "url": url}
    facts = page_facts(tree, url or base_url, Guess())
    linked, asking = linked_lines(tree), asking_lines(tree)
    mend(tree)
    story = bare_extraction(
        tree,
        url=url or base_url or None,
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
        return raw_html, about | facts | {"whole_page": "yes"}
    # Parsed again, because the search for the story takes the tree apart.
    whole = parsed(raw_html)
    guess = Guess(
        one_line(story.title or ""), story.author or "", story.date or "", one_line(story.sitename or "")
    )
    about |= page_facts(whole if whole is not None else tree, url or base_url, guess)
    about["language"] = language or story.language or ""
    found = build_html_output(story, with_metadata=False)
    return without_furniture(found, about["headline"], about["byline"], linked, asking), about


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
