"""The site's pages for search engines [sitemaps.org 0.9]: one file, or beyond its limit an index."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from math import ceil
from typing import Any
from xml.sax.saxutils import escape

from factcheck.exports.site import Site
from factcheck.queries.sitemap import SECTIONS, claims_changed_at, highest_id, pages_between

# The protocol's limit for one file.
URLS_IN_A_FILE = 50_000
FIXED = ("/", "/claims/", "/articles/", "/sources/", "/topics/", "/corrections/", "/methodology/", "/ledger/")

Entry = tuple[str, datetime | None]

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def sitemap(site: Site, *, limit: int = URLS_IN_A_FILE) -> bytes:
    """Every page in one file where that is sure to do, and otherwise the index of the files."""
    highest = {section: highest_id(section) for section in SECTIONS}
    if sum(highest.values()) + len(FIXED) <= limit:
        entries = (entry for section in SECTIONS for entry in _entries(site, section, 1, highest[section]))
        return _written("urlset", "url", [*_fixed(site), *entries])
    changed = claims_changed_at(limit)
    files: list[Entry] = [(site.at("/sitemap-pages-1.xml"), None)]
    for section in SECTIONS:
        for number in range(ceil(highest[section] / limit)):
            at = changed.get(number) if section == "claims" else None
            if section != "claims" or at is not None:
                files.append((site.at(f"/sitemap-{section}-{number + 1}.xml"), at))
    return _written("sitemapindex", "sitemap", files)


def sitemap_file(site: Site, section: str, number: int, *, limit: int = URLS_IN_A_FILE) -> bytes | None:
    """One of the files that the index names, or None where there is no such file."""
    if section == "pages":
        return _written("urlset", "url", _fixed(site)) if number == 1 else None
    if section not in SECTIONS or not 1 <= number <= ceil(highest_id(section) / limit):
        return None
    first = (number - 1) * limit + 1
    return _written("urlset", "url", _entries(site, section, first, number * limit))


def robots(site: Site) -> str:
    """What robots may read [RFC 9309]: the public record, not the desk."""
    return f"User-agent: *\nDisallow: /desk/\nDisallow: /accounts/\n\nSitemap: {site.at('/sitemap.xml')}\n"


def _fixed(site: Site) -> list[Entry]:
    return [(site.at(path), None) for path in FIXED]


def _entries(site: Site, section: str, first_id: int, last_id: int) -> Iterator[Entry]:
    for name, changed_at in pages_between(section, first_id, last_id):
        yield _address(site, section, name), changed_at


def _address(site: Site, section: str, name: Any) -> str:
    return site.at(f"/{section}/{name}/")


def _written(root: str, tag: str, entries: Iterable[Entry]) -> bytes:
    lines = "".join(
        f"<{tag}><loc>{escape(url)}</loc>{_last_changed(changed_at)}</{tag}>\n" for url, changed_at in entries
    )
    return f"{_HEAD.format(root)}{lines}</{root}>\n".encode()


def _last_changed(changed_at: datetime | None) -> str:
    if changed_at is None:
        return ""
    return f"<lastmod>{changed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>"
