"""Foreign HTML made harmless: one allow-list, one function. Documented in docs/sanitising.md.

What an article needs to be read stays: paragraphs, headings, lists, quotations, tables, emphasis, links.
Everything that acts, loads, styles or names is dropped. bleach decides last; lxml only prunes before it,
because bleach keeps the text of scripts and is slow on large or tangled trees.
"""

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.etree
import lxml.html
from bleach.html5lib_shim import Filter
from bleach.sanitizer import Cleaner

from factcheck.rules.article_limits import MAX_DEPTH, MAX_ELEMENTS, MAX_REFERENCES, check_markup, too_complex

# --- the allow-list ---------------------------------------------------------------------------------

BLOCK_TAGS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre hr "
    "table caption thead tbody tfoot tr figure figcaption address".split()
)
INLINE_TAGS = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i ins kbd mark q s samp small strong sub sup td th u var "
    "wbr".split()
)
ALLOWED_TAGS = BLOCK_TAGS | INLINE_TAGS
# Each attribute with the values that it may have. Direction and language change how a text reads.
_DIRECTION = re.compile("ltr|rtl|auto")
_LANGUAGE = re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")
_CELLS = re.compile("[1-9][0-9]?")
ALLOWED_ATTRIBUTES = {
    # The address itself is judged by safe_link().
    "a": {"href": re.compile(".+", re.DOTALL)},
    "abbr": {"title": re.compile('[^<>&"]{1,200}')},
    "bdo": {"dir": _DIRECTION},
    "p": {"dir": _DIRECTION, "lang": _LANGUAGE},
    "blockquote": {"dir": _DIRECTION, "lang": _LANGUAGE},
    "td": {"colspan": _CELLS, "rowspan": _CELLS},
    "th": {"colspan": _CELLS, "rowspan": _CELLS},
}
ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})
LINK_RELATION = "noopener noreferrer nofollow ugc"
MAX_LINK_CHARACTERS = 2000

# Dropped with all that is inside; any other unknown element loses its tags and keeps its text.
DROPPED_WHOLE = frozenset(
    "script style noscript template iframe svg math object embed applet frame frameset noframes noembed "
    "head title base link meta canvas audio video picture source track map area "
    # Controls: their words belong to the page, not to the story.
    "button select datalist option optgroup textarea input dialog menu "
    # The reading aid of ruby text would stand in the middle of the word that it explains.
    "rt rp plaintext xmp listing".split()
)


def sanitise(raw_html: str, base_url: str = "") -> str:
    """Clean a page or a piece of HTML. Relative links are resolved against base_url, or lose their address.

    Raises ArticleRefused (too_complex). Never call it in a web worker: intake/sanitiser.py confines it.
    """
    check_markup(raw_html)
    pruned = _pruned(raw_html)
    if not pruned:
        return ""
    cleaner = Cleaner(
        tags=ALLOWED_TAGS,
        attributes=_may_stay,
        protocols=ALLOWED_SCHEMES,
        strip=True,
        strip_comments=True,
        filters=[lambda source: _LinkFilter(source, base_url)],
    )
    return cleaner.clean(pruned).strip()


def _may_stay(tag: str, name: str, value: str) -> bool:
    values = ALLOWED_ATTRIBUTES.get(tag, {}).get(name)
    return values is not None and values.fullmatch(value) is not None


# --- before bleach ----------------------------------------------------------------------------------

_XML_DECLARATION = re.compile(r"\s*+<\?xml[^>]*+>")


def parsed(raw_html: str) -> lxml.html.HtmlElement | None:
    """Parse without comments, processing instructions and network; None when nothing is there."""
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        return lxml.html.document_fromstring(_XML_DECLARATION.sub("", raw_html, count=1), parser=parser)
    except lxml.etree.ParserError:
        return None


def _pruned(raw_html: str) -> str:
    """Drop what goes whole, unwrap what is unknown, and write the rest as well-formed HTML."""
    tree = parsed(raw_html)
    if tree is None:
        return ""
    lxml.etree.strip_elements(tree, *DROPPED_WHOLE, with_tail=False)
    body = tree.find("body")
    root = tree if body is None else body
    unknown = {node.tag for node in root.iterdescendants() if node.tag not in ALLOWED_TAGS}
    # An unknown block still parts its words from the next: <section>a</section><section>b</section>.
    for node in list(root.iterdescendants(*_UNKNOWN_BLOCKS)):
        node.tag = "div"
    if unwrapped := unknown - _UNKNOWN_BLOCKS:
        lxml.etree.strip_tags(root, *unwrapped)
    _check_tree(root)
    root.attrib.clear()
    root.tag = "div"
    written = lxml.html.tostring(root, encoding="unicode", with_tail=False)
    if written.count("&") > MAX_REFERENCES:
        raise too_complex(f"the story has more than {MAX_REFERENCES:,} characters like &, < and >")
    return written.removeprefix("<div>").removesuffix("</div>")


_UNKNOWN_BLOCKS = frozenset(
    "article aside body center details dir fieldset footer form header hgroup legend main nav "
    "search section summary".split()
)


def _check_tree(root: lxml.html.HtmlElement) -> None:
    depth = elements = 0
    for event, _ in lxml.etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > MAX_DEPTH:
            raise too_complex(f"its elements are nested more than {MAX_DEPTH} deep")
        if elements > MAX_ELEMENTS:
            raise too_complex(f"the story has more than {MAX_ELEMENTS:,} elements")


# --- after bleach -----------------------------------------------------------------------------------


class _LinkFilter(Filter):
    """Judge each link again: bleach lets javascript:123, host:8000 and //host through.

    A link without an address that we accept loses its tags and keeps its text.
    """

    def __init__(self, source: Any, base_url: str) -> None:
        super().__init__(source)
        self._base_url = base_url

    def __iter__(self) -> Iterator[dict[str, Any]]:
        kept: list[bool] = []
        for token in super().__iter__():
            is_link = token.get("name") == "a"
            if is_link and token["type"] == "StartTag":
                # bleach hands on values as they are written, character references and all.
                written = html.unescape(token["data"].get((None, "href"), ""))
                address = safe_link(written, self._base_url)
                kept.append(bool(address))
                if not address:
                    continue
                token["data"] = {
                    (None, "href"): address.replace("&", "&amp;"),
                    (None, "rel"): LINK_RELATION,
                }
            elif is_link and token["type"] == "EndTag" and kept and not kept.pop():
                continue
            yield token


# What browsers strip from an address before they read its scheme.
_IGNORED_IN_ADDRESSES = re.compile(r"[\t\n\r]")
_IGNORED_AROUND = "".join(map(chr, range(0x21)))


def safe_link(address: str, base_url: str = "") -> str:
    """Return the address as an absolute http, https or mailto one, or '' when it is none."""
    address = _IGNORED_IN_ADDRESSES.sub("", address).strip(_IGNORED_AROUND)
    if not address or len(address) > MAX_LINK_CHARACTERS or "\\" in address:
        return ""
    try:
        absolute = urljoin(base_url, address)
        parts = urlsplit(absolute)
        parts.port  # noqa: B018 - raises on a port that is no number
    except ValueError:
        return ""
    if parts.scheme not in ALLOWED_SCHEMES:
        return ""
    is_addressed = "@" in parts.path if parts.scheme == "mailto" else bool(parts.hostname)
    return absolute if is_addressed else ""


# --- the text ---------------------------------------------------------------------------------------


def text_of(clean_html: str) -> str:
    """Write clean HTML as plain text, blanks collapsed as a browser would.

    Blocks are parted by a blank line, <br> is a line feed, cells of a row are parted by a tab.
    """
    reader = _TextReader()
    reader.feed(clean_html)
    reader.close()
    return reader.text()


# The blanks that CSS collapses. A no-break space or an ideographic space is a character like any other.
_COLLAPSIBLE = re.compile(r"[ \t\n\r\f]+")
_AROUND_LINE_FEED = re.compile(r" ?\n ?")
_BLANK_LINES = re.compile(r"\n{3,}")
_PARTED_BY_TAB = frozenset({"td", "th"})


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[str] = []
        self._pieces: list[str] = []
        self._in_pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._pieces.append("\n")
        elif tag in BLOCK_TAGS:
            self._end_block()
        elif tag in _PARTED_BY_TAB and self._pieces:
            self._pieces.append("\t")
        self._in_pre += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self._end_block()
        self._in_pre -= tag == "pre" and self._in_pre > 0

    def handle_data(self, data: str) -> None:
        self._pieces.append(data if self._in_pre else _COLLAPSIBLE.sub(" ", data))

    def _end_block(self) -> None:
        block = "".join(self._pieces)
        self._pieces = []
        if not self._in_pre:
            block = _AROUND_LINE_FEED.sub("\n", re.sub(" {2,}", " ", block))
        block = _BLANK_LINES.sub("\n\n", block).strip(" \t\n\r\f")
        if block:
            self._blocks.append(block)

    def text(self) -> str:
        self._end_block()
        return "\n\n".join(self._blocks)
