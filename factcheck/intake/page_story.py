"""Mend a page before its story is looked for, and take the page's own lines out of the story afterwards."""

import re

import lxml.html
from lxml.etree import strip_elements
from lxml.html import HtmlElement

from factcheck.extraction.furniture import furniture_among
from factcheck.intake.page_facts import one_line
from factcheck.rules.html import BLOCK_TAGS, parsed

_LEAST_SHOUTED_WORDS = 4
_LEAST_LINKED_AT_END = 2


# --- before ---------------------------------------------------------------------------------------------

_HOLDS_TEXT = ("div", "td", "section", "article", "main", "center", "font", "span")
_INLINE = frozenset(
    "a abbr b bdi bdo br cite code em font i img ins kbd mark q s samp small span strong sub sup time u "
    "var wbr".split()
)


def mend(tree: HtmlElement) -> None:
    """Drop what the page hides from its readers, and make paragraphs of text that two <br> part.

    Left so, the sentences of such text fall apart at each link when the story is looked for.
    """
    _drop_hidden(tree)
    for holder in list(tree.iter(*_HOLDS_TEXT)):
        children = list(holder)
        if any(map(_is_parting, children)):
            _part(holder, children)


_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
# A page that hides more than this shows it by a script: it is the story.
_MOST_HIDDEN = 0.25


def _drop_hidden(tree: HtmlElement) -> None:
    whole = len(tree.text_content())
    for element in tree.xpath("//body//*[@hidden or contains(@style, 'none')]"):
        if element.get("hidden") is None and not _HIDDEN.search(element.get("style", "")):
            continue
        if element.getparent() is not None and len(element.text_content()) < _MOST_HIDDEN * whole:
            element.drop_tree()


def _is_parting(child: HtmlElement) -> bool:
    """A <br> with nothing but blanks between it and the next."""
    following = child.getnext()
    return (
        child.tag == "br"
        and not (child.tail or "").strip()
        and following is not None
        and following.tag == "br"
    )


def _part(holder: HtmlElement, children: list[HtmlElement]) -> None:
    """Put each run of text, inline elements and single <br> into a paragraph of its own."""
    partings = {child for child in children if _is_parting(child)}
    runs: list[tuple[HtmlElement | None, str]] = [(None, holder.text or "")]
    runs += [(child, child.tail or "") for child in children]
    holder.text = None
    for child in children:
        child.tail = None
        holder.remove(child)
    paragraph: HtmlElement | None = None
    for child, text in runs:
        if child is None or child in partings or child.tag not in _INLINE:
            paragraph = None
            if child is not None and child not in partings:
                holder.append(child)
        elif child.tag != "br" or paragraph is not None:
            paragraph = _opened(holder) if paragraph is None else paragraph
            paragraph.append(child)
        if paragraph is None and text.strip():
            paragraph = _opened(holder)
        if paragraph is not None:
            _append_text(paragraph, text)


def _opened(holder: HtmlElement) -> HtmlElement:
    paragraph = holder.makeelement("p")
    holder.append(paragraph)
    return paragraph


def _append_text(paragraph: HtmlElement, text: str) -> None:
    if len(paragraph):
        paragraph[-1].tail = (paragraph[-1].tail or "") + text
    else:
        paragraph.text = (paragraph.text or "") + text


# --- after ----------------------------------------------------------------------------------------------


def without_furniture(story_html: str, headline: str) -> str:
    """Take out the headline's own line, related links, credits and prompts (extraction/furniture.py)."""
    tree = parsed(story_html)
    if tree is None:
        return story_html
    strip_elements(tree, "head", with_tail=False)
    blocks = [block for block in tree.iter(*BLOCK_TAGS) if _is_leaf(block)]
    filled = [block for block in blocks if block.text_content().strip()]
    lines = [one_line(block.text_content()) for block in filled]
    out = furniture_among(lines)
    for number, (block, line) in enumerate(zip(filled, lines, strict=True)):
        out[number] |= line == headline or (_is_linked(block) and _is_shouted(line))
    for number in _linked_at_end(filled):
        out[number] = True
    # Several lines in one block: none is cut out of it, and the block is not judged by its first.
    out = [is_out and block.find(".//br") is None for is_out, block in zip(out, filled, strict=True)]
    if all(out):
        return story_html
    for block, is_out in zip(filled, out, strict=True):
        if is_out:
            block.drop_tree()
    return str(lxml.html.tostring(tree, encoding="unicode"))


def _is_leaf(block: HtmlElement) -> bool:
    return not any(inner.tag in BLOCK_TAGS for inner in block.iterdescendants())


def _is_linked(block: HtmlElement) -> bool:
    linked = sum(len(one_line(link.text_content())) for link in block.iter("a"))
    return linked > 0 and linked >= len(one_line(block.text_content())) - 2


def _is_shouted(line: str) -> bool:
    """A link all in capitals is how some sites set another story's headline between two paragraphs."""
    return line == line.upper() != line.lower() and len(line.split()) >= _LEAST_SHOUTED_WORDS


def _linked_at_end(blocks: list[HtmlElement]) -> range:
    start = len(blocks)
    while start and _is_linked(blocks[start - 1]):
        start -= 1
    return range(start, len(blocks)) if len(blocks) - start >= _LEAST_LINKED_AT_END else range(0)
