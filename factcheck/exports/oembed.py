"""oEmbed [oembed.com 1.0]: how another site shows a claim, as a frame with the claim's card."""

from typing import Any

from django.utils.html import format_html

from factcheck.exports.cards import HEIGHT as PICTURE_HEIGHT
from factcheck.exports.cards import WIDTH as PICTURE_WIDTH
from factcheck.exports.site import Site
from factcheck.rules.statuses import LABELS, Publication, Status

WIDTH, HEIGHT = 600, 340
CACHE_SECONDS = 3600


def oembed(claim: Any, site: Site, *, max_width: int = WIDTH, max_height: int = HEIGHT) -> dict[str, Any]:
    """The answer for a public claim. The frame is no larger than the site that asks allows, in pixels."""
    width, height = min(WIDTH, max_width), min(HEIGHT, max_height)
    title = f"{word_of(claim)}: {claim.text}" if claim.is_listed else f"{claim.code}: {word_of(claim)}"
    frame = format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" frameborder="0"></iframe>',
        site.embed(claim.code), width, height, title,
    )  # fmt: skip
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": site.name,
        "provider_url": site.at("/"),
        "title": title,
        "author_name": site.name,
        "author_url": site.at("/"),
        "cache_age": CACHE_SECONDS,
        "html": frame,
        "width": width,
        "height": height,
        **_picture(claim, site, max_width, max_height),
    }


def word_of(claim: Any) -> str:
    """The status in one word. An entry that was withdrawn says that and no more."""
    return LABELS[Status(claim.status)] if claim.is_listed else Publication(claim.publication).title()


def _picture(claim: Any, site: Site, max_width: int, max_height: int) -> dict[str, Any]:
    """The larger picture, where the site that asks has not said that it has no room for it."""
    if (max_width < WIDTH) or (max_height < HEIGHT):
        return {}
    url = f"{site.card(claim.code)}?v={claim.version}"
    return {"thumbnail_url": url, "thumbnail_width": PICTURE_WIDTH, "thumbnail_height": PICTURE_HEIGHT}
