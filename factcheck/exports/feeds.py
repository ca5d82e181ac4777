"""The newest corrections for those who follow them by machine: Atom [RFC 4287] and JSON Feed 1.1.

An item's id is a tag [RFC 4151] of the ledger's entry, so it stays the same whatever is said about it later.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join

from factcheck.queries.corrections import Correction
from factcheck.rules.statuses import LABELS, Status

# What no XML 1.0 document can hold, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TITLE_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Channel:
    """Where a feed comes from. page_path: the page that it tells of."""

    site_name: str
    base_url: str
    page_path: str
    feed_path: str

    @property
    def title(self) -> str:
        return f"Corrections: {self.site_name}"

    @property
    def description(self) -> str:
        return f"What {self.site_name} has corrected, withdrawn, retracted or replaced, and why."

    def tag(self, at: datetime, what: str) -> str:
        """An id for good: `tag:facts.example,2026-11-23:ledger/7`."""
        return f"tag:{urlsplit(self.base_url).hostname},{at.astimezone(UTC):%Y-%m-%d}:{what}"

    def claim_url(self, correction: Correction) -> str:
        return f"{self.base_url}/claims/{correction.code}/#history"


def as_atom(channel: Channel, corrections: Sequence[Correction]) -> bytes:
    feed = Atom1Feed(
        title=_xml(channel.title),
        link=channel.base_url + channel.page_path,
        description="",
        subtitle=_xml(channel.description),
        feed_url=channel.base_url + channel.feed_path,
        feed_guid=channel.base_url + channel.page_path,
        author_name=_xml(channel.site_name),
        language="en",
    )
    for correction in corrections:
        feed.add_item(
            title=_xml(_title(correction)),
            link=channel.claim_url(correction),
            description=_xml(_as_html(correction)),
            unique_id=_id(channel, correction),
            pubdate=correction.entry.recorded_at,
            updateddate=correction.last_changed_at,
            categories=[correction.kind.value],
        )
    return feed.writeString("utf-8").encode()


def as_json_feed(channel: Channel, corrections: Sequence[Correction]) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.base_url + channel.page_path,
        "feed_url": channel.base_url + channel.feed_path,
        "description": channel.description,
        "language": "en",
        "authors": [{"name": channel.site_name, "url": f"{channel.base_url}/"}],
        "items": [_json_item(channel, correction) for correction in corrections],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _json_item(channel: Channel, correction: Correction) -> dict[str, object]:
    return {
        "id": _id(channel, correction),
        "url": channel.claim_url(correction),
        "title": _title(correction),
        "content_text": "\n\n".join(f"{name}: {words}" for name, words in _lines(correction)),
        "date_published": _moment(correction.entry.recorded_at),
        "date_modified": _moment(correction.last_changed_at),
        "tags": [correction.kind.value],
    }


def _id(channel: Channel, correction: Correction) -> str:
    return channel.tag(correction.entry.recorded_at, f"ledger/{correction.entry.seq}")


def _title(correction: Correction) -> str:
    words = correction.before.text
    if len(words) > TITLE_CHARACTERS:
        words = words[: TITLE_CHARACTERS - 1].rstrip() + "…"
    return f"{correction.label}: {correction.code}, {words}"


def _lines(correction: Correction) -> list[tuple[str, str]]:
    """What a follower reads, as names and words."""
    before, after = correction.before, correction.after
    lines = [
        ("Before", f"{LABELS[Status(before.status)]}. {before.text}"),
        ("After", f"{LABELS[Status(after.status)]}. {after.text}"),
        ("Note", correction.note),
    ]
    if correction.successor:
        lines.append(("Replaced by", f"{correction.successor.code}, {correction.successor.text}"))  # type: ignore[attr-defined]
    if correction.taken_back_at:
        lines.append(("Since then", "This was a slip, taken back within ten minutes."))
    return lines


def _as_html(correction: Correction) -> str:
    return format_html("{}", format_html_join("", "<p><strong>{}:</strong> {}</p>", _lines(correction)))


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _moment(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
