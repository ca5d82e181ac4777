"""Mend a page before its story is looked for, and take the page's own lines out of the story afterwards."""

import re
from collections.abc import Collection, Sequence

import lxml.html
from lxml.etree import strip_elements
from lxml.html import HtmlElement

from factcheck.extraction.furniture import furniture_among
from factcheck.intake.page_facts import one_line
from factcheck.rules.html import BLOCK_TAGS, parsed

_LEAST_SHOUTED_WORDS = 4
_LEAST_LINKED_AT_END = 2
_LINK_CHARACTERS = 160


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


# --- what its boxes say ----------------------------------------------------------------------------------

# What the makers of the page call a box that asks something: "subscribe-form", "cookiemsg".
_ASKS = re.compile(
    r"(?<![a-z])(?:modal|pop-?up|cookie(?!-?cutter)[a-z]{0,10}|newsletter|subscribe|share|sharing|gdpr)(?![a-z])",
    re.IGNORECASE,
)
_MAY_ASK = (
    "//body//*[self::form or self::button or self::dialog or @role='dialog' or @role='alertdialog']"
    " | //body//*[self::div or self::section or self::aside or self::p or self::ul or self::span]"
    "[@class or @id]"
)
_ASKING_TAGS = frozenset({"form", "button", "dialog"})
_NAMES_CHARACTERS = 400
# A box so named that holds more may hold the story: "content shareable", or one form around the whole page.
_ASKING_CHARACTERS = 800


def asking_lines(tree: HtmlElement) -> frozenset[str]:
    """Lines in forms, buttons, dialogs, and in small boxes about cookies, newsletters and sharing.

    They are taken out when the story is found. Taken out before, they would change what is found.
    """
    boxes = [element for element in tree.xpath(_MAY_ASK) if _is_asking(element)]
    lines: set[str] = set()
    for box in boxes:
        lines.update(one_line(inner.text_content()) for inner in box.iter())
        lines.update(one_line(inner.text or "") for inner in box.iter())
    return frozenset(filter(None, lines))


def _is_asking(element: HtmlElement) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}"[:_NAMES_CHARACTERS]
    is_one = element.tag in _ASKING_TAGS or element.get("role") in ("dialog", "alertdialog")
    return (is_one or bool(_ASKS.search(names))) and len(element.text_content()) <= _ASKING_CHARACTERS


def linked_lines(tree: HtmlElement) -> frozenset[str]:
    """Lines of the page that are links from end to end. The search for the story may lose the links."""
    lines: set[str] = set()
    links = list(tree.iter("a"))
    for link in links:
        lines.update(one_line(inner.text_content()) for inner in link.iter("a", *BLOCK_TAGS))
    for holder in {link.getparent() for link in links}:
        if holder is not None and holder.tag not in ("body", "html") and _is_linked(holder):
            lines.add(one_line(holder.text_content()))
    return frozenset(line for line in lines if 0 < len(line) <= _LINK_CHARACTERS)


# --- after ----------------------------------------------------------------------------------------------


def without_furniture(
    story_html: str,
    headline: str,
    byline: str = "",
    linked: Collection[str] = (),
    asking: Collection[str] = (),
) -> str:
    """Take out the lines that repeat headline or byline, related links, credits and prompts.

    `linked` are the lines that the page has as links (linked_lines), `asking` those of its forms
    (asking_lines). What a credit or a prompt is, judges extraction/furniture.py.
    """
    tree = parsed(story_html)
    if tree is None:
        return story_html
    strip_elements(tree, "head", with_tail=False)
    blocks = [block for block in tree.iter(*BLOCK_TAGS) if _is_leaf(block)]
    filled = [block for block in blocks if block.text_content().strip()]
    lines = [one_line(block.text_content()) for block in filled]
    out = furniture_among(lines)
    are_links = [line in linked or _is_linked(block) for block, line in zip(filled, lines, strict=True)]
    for number, (line, is_link) in enumerate(zip(lines, are_links, strict=True)):
        out[number] |= (
            line == headline or line in asking or (is_link and _is_shouted(line)) or _is_byline(line, byline)
        )
    for number in _links_at_end(are_links, out):
        out[number] = True
    out = [
        is_out if block.find(".//br") is None else _all_are_furniture(block)
        for is_out, block in zip(out, filled, strict=True)
    ]
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


def _links_at_end(are_links: Sequence[bool], out: Sequence[bool]) -> range:
    start = len(out)
    while start and (are_links[start - 1] or out[start - 1]):
        start -= 1
    return range(start, len(out)) if sum(are_links[start:]) >= _LEAST_LINKED_AT_END else range(0)


_BY = re.compile(r"(?:by|von|par|por|di|autor\w{0,3}|автор\w{0,2})\s?:?\s?", re.IGNORECASE)


def _is_byline(line: str, byline: str) -> bool:
    """ "By Ann Other, Political Editor" where the page declares Ann Other. A sentence about her is none."""
    first = byline.partition(", ")[0]
    if not first or len(line) > _LINK_CHARACTERS or line.endswith((".", "?", "!", ":")):
        return False
    by = _BY.match(line)
    return line == byline or bool(by and line.startswith(first, by.end()))


def _all_are_furniture(block: HtmlElement) -> bool:
    """Of several lines in one block none is cut out; all go where all are furniture."""
    for line_break in block.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    lines = [line for line in map(one_line, block.text_content().split("\n")) if line]
    return all(furniture_among(lines))
