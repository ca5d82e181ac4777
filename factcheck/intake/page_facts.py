"""What a web page says of itself: headline, byline, date, publisher. Runs only in the confined process.

A page says the same thing in several places, and not all are kept with care. First comes what its readers
see, then what it declares for search engines (schema.org in JSON-LD), then its meta elements.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

_BLANKS = re.compile(r"\s+")
# JSON can spell what no text may hold: NUL, other controls, half a character.
_NO_CHARACTERS = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_LEAST_HEADLINE_CHARACTERS = 8
_MOST_NODES = 2000


@dataclass(frozen=True, slots=True)
class Guess:
    """What the extraction library made of the page; used where the page itself does not say."""

    title: str = ""
    byline: str = ""
    published: str = ""
    site: str = ""


def page_facts(tree: HtmlElement, url: str, guess: Guess) -> dict[str, str]:
    """Return headline, byline, published and publisher_name, each "" when the page does not tell."""
    article, publisher = _declared(tree)
    title = one_line(" ".join(tree.xpath("//head/title[1]//text()")))
    site = one_line(_meta(tree, "og:site_name")).lstrip("@") or _name_of(publisher) or _site_in(title, url)
    if not site and guess.site and guess.site.casefold() in title.casefold():
        site = guess.site
    declared = one_line(_text(article.get("headline")))
    published = _published(article, tree)
    return {
        "headline": _headline(
            tree, [declared, one_line(_meta(tree, "og:title")), title, guess.title], site, url
        ),
        "byline": _byline(article, tree, guess.byline, {site.casefold(), _name_of(publisher).casefold()}),
        "published": published or guess.published,
        "date_is_guessed": "" if published or not guess.published else "yes",
        "publisher_name": _well_written(site, _name_of(publisher)) or _host(url),
    }


def one_line(text: str) -> str:
    return _BLANKS.sub(" ", _NO_CHARACTERS.sub(" ", text)).strip()


# --- schema.org -----------------------------------------------------------------------------------------

_ARTICLE_TYPES = re.compile(r"(?:\w{0,30}Article|BlogPosting|LiveBlogPosting|ReportageNewsArticle)")


def _declared(tree: HtmlElement) -> tuple[dict[str, Any], Any]:
    """The page's article in JSON-LD, and who publishes it."""
    nodes = list(_nodes(tree))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    articles = [node for node in nodes if _is_article(node)]
    # Other stories on the page are declared too, usually with less than its own.
    article = max(articles, key=lambda node: ("datePublished" in node, "author" in node), default={})
    authors = article.get("author")
    listed = authors if isinstance(authors, list) else [authors]
    named = [_looked_up(author, by_id) for author in listed[:_MOST_AUTHORS]]
    return article | {"author": named}, _looked_up(article.get("publisher"), by_id)


def _looked_up(node: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    """A node may only name another one, which stands elsewhere on the page."""
    name = node.get("@id") if isinstance(node, dict) else None
    return by_id.get(name, node) if isinstance(name, str) else node


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    waiting: list[Any] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting.append(json.loads(script.text_content(), strict=False))
        except (ValueError, RecursionError):
            continue
    waiting.reverse()
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict):
            yield node
            waiting.extend(value for value in (node.get("mainEntity"), node.get("@graph")) if value)


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    return any(
        isinstance(each, str) and _ARTICLE_TYPES.fullmatch(each)
        for each in (types if isinstance(types, list) else [types])
    )


def _name_of(node: Any) -> str:
    if isinstance(node, list):
        node = node[0] if node else ""
    return one_line(_text(node.get("name") if isinstance(node, dict) else node))


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""


def _meta(tree: HtmlElement, name: str) -> str:
    found = tree.xpath("//meta[@property=$name or @name=$name or @itemprop=$name]/@content", name=name)
    return next((str(value) for value in found if value.strip()), "")


# --- headline -------------------------------------------------------------------------------------------

_PARTINGS = (" | ", " - ", " – ", " — ", " · ", " :: ", " : ", "：", "_", "-")
_SHARED = 0.5
_MOST_HEADINGS = 40


def _headline(tree: HtmlElement, titles: list[str], site: str, url: str) -> str:
    """The heading that the titles are about, else the first title without the site's name."""
    site_names = {name for name in (site.casefold(), _host(url).partition(".")[0].casefold()) if name}
    titles = [cut for title in titles if title and (cut := _without_site(title, site_names))]
    best, best_score = "", 0.0
    for element in tree.xpath("//h1 | //*[@itemprop='headline' and not(self::meta)]")[:_MOST_HEADINGS]:
        heading = one_line(element.text_content())
        if heading.casefold() in site_names or not _LEAST_HEADLINE_CHARACTERS <= len(heading) <= 300:
            continue
        score = max((_shared(heading, title) for title in titles), default=0.0)
        if score >= _SHARED and score > best_score:
            best, best_score = heading, score
    return best or next(iter(titles), "")


def _shared(heading: str, title: str) -> float:
    """How alike the two are (Dice), by runs of three letters: no blanks part the words of Chinese."""
    of_heading, of_title = _trigrams(heading), _trigrams(title)
    return 2 * len(of_heading & of_title) / max(len(of_heading) + len(of_title), 1)


def _trigrams(text: str) -> set[str]:
    letters = "".join(filter(str.isalnum, text.casefold()))
    return {letters[start : start + 3] for start in range(len(letters) - 2)}


def _without_site(title: str, site_names: set[str]) -> str:
    """ "Talks resume | Daily News" is "Talks resume", and so is "Daily News: Talks resume"."""
    for parting in _PARTINGS:
        start, _, end = title.rpartition(parting)
        if start and any(end.strip().casefold().startswith(name) for name in site_names):
            return start.strip()
    for name in site_names:
        rest = title[len(name) :].lstrip(" |-–—:：")
        if title.casefold().startswith(name) and rest and rest != title[len(name) :]:
            return rest
    return title


# --- byline ---------------------------------------------------------------------------------------------

_NO_NAME = re.compile(
    r"admin\w{0,12}|editor(?:ial)?|web ?master|staff|author|user\d{0,9}|root|none|null|unknown"
    r"|https?://.{0,400}|@?\S{1,80}@\S{1,80}",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(
    r"^(?:(?:analysis|opinion|story|words) )?(?:by|von|par|por|di|текст|автор|written by|autori?)\s?:? ",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r" (?:published|updated|posted|is an? \w{1,20})\b.*", re.IGNORECASE | re.DOTALL)
_MOST_AUTHORS = 12


def _byline(article: dict[str, Any], tree: HtmlElement, guessed: str, publishers: set[str]) -> str:
    declared = [_name_of(author) for author in article.get("author", [])]
    marked = [
        one_line(element.get("content") or element.text_content())
        for element in tree.xpath("//*[@itemprop='author' or @rel='author']")[:_MOST_AUTHORS]
    ]
    for names in (declared, [_meta(tree, "author")], guessed.split("; "), marked):
        clean = [name for each in names if (name := _person(each)) and name.casefold() not in publishers]
        if clean:
            return ", ".join(dict.fromkeys(clean[:_MOST_AUTHORS]))
    return ""


def _person(written: str) -> str:
    name = _AFTER_NAME.sub("", _BEFORE_NAME.sub("", one_line(written), count=1)).strip(" ,;|-")
    is_name = any(map(str.isalpha, name)) and len(name) <= 120 and not _NO_NAME.fullmatch(name)
    return name if is_name else ""


# --- date and publisher -----------------------------------------------------------------------------------

_PUBLISHED_IN = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='article:published_time' or @name='pubdate' or @name='date']/@content",
    "//meta[@name='publishdate' or @name='DC.date.issued' or @name='parsely-pub-date']/@content",
    "//*[@itemprop='datePublished']/@datetime | //time[@pubdate]/@datetime",
)
_PUBLISHED_IN_JSON = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{8,40})"')
_ISO = re.compile(r"(?:1[89]|20)\d\d-\d\d-\d\d")


def _published(article: dict[str, Any], tree: HtmlElement) -> str:
    """What the page gives as its date; one in ISO 8601 before one in words."""
    found = [str(value) for path in _PUBLISHED_IN for value in tree.xpath(path)]
    found.append(_text(article.get("datePublished")))
    for script in tree.xpath("//script[@type='application/ld+json']"):
        found += [match[1] for match in _PUBLISHED_IN_JSON.finditer(script.text_content(), 0, 1_000_000)][:3]
    found = [one_line(value) for value in found if value.strip() and not value.startswith("0")]
    return next((value for value in found if _ISO.match(value)), found[0] if found else "")


def _well_written(site: str, publisher: str) -> str:
    """ "detroitnews" is written "The Detroit News" elsewhere on the page."""
    return publisher if publisher and site == site.lower() and publisher != publisher.lower() else site


def _site_in(title: str, url: str) -> str:
    """The end of "Talks resume - The Daily News" at dailynews.example: it has the host's letters in order."""
    label = _host(url).partition(".")[0].casefold()
    for parting in _PARTINGS:
        name = title.rpartition(parting)[2].strip()
        letters = iter(name.casefold())
        if label and title != name and len(name) <= 40 and all(letter in letters for letter in label):
            return name
    return ""


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
