"""Feeds for those who follow the record by machine: Atom [RFC 4287] and JSON Feed 1.1.

An item's id is a tag [RFC 4151], so it stays the same whatever is said about it later.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join

from factcheck.exports.site import Site

# What no XML 1.0 document can hold, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TITLE_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed is about. page_path: the page that it tells of."""

    site: Site
    title: str
    description: str
    page_path: str
    feed_path: str


@dataclass(frozen=True, slots=True)
class Item:
    """lines: what a follower reads, as names and words. facts: for programs, in the JSON feed only."""

    id: str
    url: str
    title: str
    lines: Sequence[tuple[str, str]]
    published_at: datetime
    updated_at: datetime
    tags: Sequence[str]
    facts: Mapping[str, object] = field(default_factory=dict)


def as_atom(channel: Channel, items: Sequence[Item]) -> bytes:
    site = channel.site
    feed = Atom1Feed(
        title=_xml(channel.title),
        link=site.at(channel.page_path),
        description="",
        subtitle=_xml(channel.description),
        feed_url=site.at(channel.feed_path),
        feed_guid=site.at(channel.page_path),
        author_name=_xml(site.name),
        language="en",
    )
    for item in items:
        feed.add_item(
            title=_xml(item.title),
            link=item.url,
            description=_xml(_as_html(item)),
            unique_id=item.id,
            pubdate=item.published_at,
            updateddate=item.updated_at,
            categories=list(map(_xml, item.tags)),
        )
    return feed.writeString("utf-8").encode()


def as_json_feed(channel: Channel, items: Sequence[Item]) -> bytes:
    site = channel.site
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": site.at(channel.page_path),
        "feed_url": site.at(channel.feed_path),
        "description": channel.description,
        "language": "en",
        "authors": [{"name": site.name, "url": site.at("/")}],
        "items": [_json_item(item) for item in items],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def shortened(words: str) -> str:
    """Words for a title."""
    if len(words) <= TITLE_CHARACTERS:
        return words
    return words[: TITLE_CHARACTERS - 1].rstrip() + "…"


def _json_item(item: Item) -> dict[str, object]:
    written: dict[str, object] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_text": "\n\n".join(f"{name}: {words}" for name, words in item.lines),
        "date_published": _moment(item.published_at),
        "date_modified": _moment(item.updated_at),
        "tags": list(item.tags),
    }
    # A name that begins with an underscore is JSON Feed's own way to add to it.
    return written | ({"_factcheck": dict(item.facts)} if item.facts else {})


def _as_html(item: Item) -> str:
    return format_html("{}", format_html_join("", "<p><strong>{}:</strong> {}</p>", item.lines))


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _moment(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
