"""Find the ClaimReviews [schema.org] in a page or a JSON file of another desk, and read their fields.

Sites write them in many ways: alone, in lists, in an @graph, inside other things, names as lists, authors as
bare strings, parts by reference (@id). Fields are given as they stand, tags and entities taken out and blanks
evened; nothing is guessed. Answers of the Fact Check Tools API are understood too. Reads in linear time.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

_OPENING = re.compile(r"<!--|<(script|link)\b([^<>]*+)>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s{0,9}=\s{0,9}(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*+>")
_COMMA_AT_THE_END = re.compile(r",(?=\s*+[}\]])")
_WRAPPING = re.compile(r"^\s*+(?:<!--|//\s{0,9}<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s{0,9}\]\]>|\]\]>|;)\s*+$")
# What no text in the database can be.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_PREFIXES = ("", "schema:", "http://schema.org/", "https://schema.org/")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Named:
    """A person or a body as the markup names it. types: of schema.org, without the prefix."""

    name: str
    types: frozenset[str] = frozenset()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """One ClaimReview. place: where in the file it stands. "" or () is what the markup does not say.

    words: claimReviewed. said_on, reviewed_on: the dates as written. rating: the verdict in words. value,
    best, worst: the numbers as written. url: as written, perhaps relative to the page.
    """

    place: str
    words: str = ""
    claimants: tuple[Named, ...] = ()
    said_on: str = ""
    appearances: tuple[str, ...] = ()
    reviewers: tuple[Named, ...] = ()
    publishers: tuple[Named, ...] = ()
    reviewed_on: str = ""
    rating: str = ""
    value: str = ""
    best: str = ""
    worst: str = ""
    explanation: str = ""
    headline: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """problems: blocks that could not be read, with their places. page_url: the page's own address, or ""."""

    reviews: tuple[Review, ...]
    problems: tuple[str, ...] = ()
    page_url: str = ""


def find_reviews(text: str) -> Found:
    """The ClaimReviews of an HTML page or of JSON, in their order, each once. None is no error."""
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        blocks, page_url = _blocks_of_page(text)
        return _read(((f"block {n}", raw) for n, raw in enumerate(blocks, start=1)), page_url)
    return _read([("", text)], "")


def day_of(written: str) -> date | None:
    """The day that a date begins with, in ISO 8601; a bare year says too little."""
    found = _DAY.match(written)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _blocks_of_page(page: str) -> tuple[list[str], str]:
    """The texts of the page's JSON-LD scripts, and the address that it gives itself."""
    blocks, page_url, at = [], "", 0
    comments_end = True
    while opening := _OPENING.search(page, at):
        at = opening.end()
        name, attributes = (opening[1] or "").lower(), opening[2] or ""
        if opening[0] == "<!--":
            # One that never ends hides nothing; and no later one ends, so none is looked for twice.
            end = page.find("-->", at) if comments_end else -1
            comments_end = end >= 0
            at = max(at, end)
        elif name == "link":
            if not page_url and "canonical" in attributes.lower() and (href := _HREF.search(attributes)):
                page_url = html.unescape(href[1] or href[2] or href[3] or "").strip()
        else:
            ending = _SCRIPT_END.search(page, at)
            end = ending.start() if ending else len(page)
            if "ld+json" in attributes.lower():
                blocks.append(page[at:end])
            at = end
    return blocks, page_url


def _read(blocks: Any, page_url: str) -> Found:
    reviews: dict[Review, Review] = {}
    problems = []
    for block, raw in blocks:
        try:
            data = _parsed(raw)
        except ValueError as error:
            problems.append(f"{block}: {error}" if block else str(error))
            continue
        for number, review in enumerate(_reviews_in(data), start=1):
            place = ", ".join(part for part in (block, f"review {number}") if part)
            reviews.setdefault(replace(review, place=""), replace(review, place=place))
    return Found(tuple(reviews.values()), tuple(problems), page_url)


def _parsed(raw: str) -> Any:
    """Read JSON, also in a comment, with entities, with a comma too many. Raises ValueError."""
    bare = _WRAPPING.sub("", raw.strip().removeprefix("\ufeff")) if raw else ""
    first: Exception | None = None
    for attempt in (bare, html.unescape(bare), _COMMA_AT_THE_END.sub("", bare)):
        try:
            return json.loads(attempt, strict=False)
        except RecursionError as error:
            raise ValueError("this JSON is nested too deeply to be read.") from error
        except ValueError as error:
            first = first or error
    raise ValueError(f"this is not JSON ({first}).")


def _reviews_in(data: Any) -> Iterator[Review]:
    nodes = list(_nodes(data))
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    for node in nodes:
        if "ClaimReview" in _types(node):
            yield _Reader(known).review(node)
        elif isinstance(node.get("claimReview"), list) and isinstance(node.get("text"), str):
            yield from _api_reviews(node)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """All objects, in the order in which they are written, without recursion."""
    waiting = [data]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            waiting.extend(reversed(node))


def _types(node: Mapping[str, Any]) -> frozenset[str]:
    given = node.get("@type", ())
    names = given if isinstance(given, list) else [given]
    return frozenset(re.split(r"[/:#]", name)[-1] for name in names if isinstance(name, str))


class _Reader:
    """Reads properties; what stands elsewhere in the same block is looked up by its @id."""

    def __init__(self, known: Mapping[str, dict[str, Any]]) -> None:
        self.known = known

    def review(self, node: Mapping[str, Any]) -> Review:
        item, rating = self.part(node, "itemReviewed"), self.part(node, "reviewRating")
        return Review(
            place="",
            words=self.text(node, "claimReviewed") or self.text(item, "text"),
            claimants=self.named(item, "author"),
            said_on=self.text(item, "datePublished"),
            appearances=self.links(item),
            reviewers=self.named(node, "author"),
            publishers=self.named(node, "publisher"),
            reviewed_on=self.text(node, "datePublished"),
            rating=self.text(rating, "alternateName") or self.text(rating, "name"),
            value=self.text(rating, "ratingValue"),
            best=self.text(rating, "bestRating"),
            worst=self.text(rating, "worstRating"),
            explanation=self.text(rating, "ratingExplanation"),
            headline=self.text(node, "headline") or self.text(node, "name"),
            url=self.text(node, "url"),
        )

    def value(self, node: Mapping[str, Any], name: str) -> Any:
        found = next((node[prefix + name] for prefix in _PREFIXES if prefix + name in node), None)
        return self._looked_up(found)

    def part(self, node: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        value = self.value(node, name)
        if isinstance(value, list):
            value = next((one for one in map(self._looked_up, value) if isinstance(one, dict)), None)
        return value if isinstance(value, dict) else {}

    def text(self, node: Mapping[str, Any], name: str) -> str:
        return self._as_text(self.value(node, name))

    def named(self, node: Mapping[str, Any], name: str) -> tuple[Named, ...]:
        value = self.value(node, name)
        everybody = value if isinstance(value, list) else [value]
        return tuple(one for one in map(self._one_named, everybody) if one.name)

    def links(self, item: Mapping[str, Any]) -> tuple[str, ...]:
        """Where the claim was seen."""
        found: dict[str, None] = {}
        for name in ("firstAppearance", "appearance", "url"):
            value = self.value(item, name)
            for one in map(self._looked_up, value if isinstance(value, list) else [value]):
                if link := self.text(one, "url") if isinstance(one, dict) else self._as_text(one):
                    found[link] = None
        return tuple(found)

    def _one_named(self, value: Any) -> Named:
        value = self._looked_up(value)
        if not isinstance(value, dict):
            return Named(self._as_text(value))
        return Named(self.text(value, "name"), _types(value), self.text(value, "url"))

    def _looked_up(self, value: Any) -> Any:
        if isinstance(value, dict) and isinstance(value.get("@id"), str) and len(value) <= 2:
            return self.known.get(value["@id"], value)
        return value

    def _as_text(self, value: Any) -> str:
        """A text; the parts of a list with commas between; of an object its value or its name."""
        if isinstance(value, dict):
            value = value.get("@value", value.get("name"))
        if isinstance(value, list):
            texts = (plain(one) for one in value if isinstance(one, str | int | float))
            return ", ".join(dict.fromkeys(text for text in texts if text))
        return plain(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def plain(value: str | int | float) -> str:
    """Text without tags, entities and controls, on one line."""
    text = _TAG.sub(" ", html.unescape(str(value))) if isinstance(value, str) else str(value)
    return " ".join(_NO_TEXT.sub("", text).split())


def _api_reviews(node: Mapping[str, Any]) -> Iterator[Review]:
    """A claim with its reviews as the Fact Check Tools API gives it."""
    read = _Reader({})
    claimants = tuple(Named(name) for name in [read.text(node, "claimant")] if name)
    for one in node["claimReview"]:
        if not isinstance(one, dict):
            continue
        publisher = read.part(one, "publisher")
        desk = read.text(publisher, "name") or read.text(publisher, "site")
        yield Review(
            place="",
            words=read.text(node, "text"),
            claimants=claimants,
            said_on=read.text(node, "claimDate"),
            reviewers=(Named(desk, frozenset({"Organization"})),) if desk else (),
            reviewed_on=read.text(one, "reviewDate"),
            rating=read.text(one, "textualRating"),
            headline=read.text(one, "title"),
            url=read.text(one, "url"),
        )
