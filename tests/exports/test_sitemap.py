"""/sitemap.xml and /robots.txt: every public page, when it changed, in one file or in several."""

from datetime import UTC
from typing import Any
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factcheck.actions.publication import withdraw_claim
from factcheck.exports.site import Site
from factcheck.exports.sitemap import FIXED, sitemap, sitemap_file
from factcheck.models import Claim
from tests.cast import Cast, Newsroom

XML = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE = "https://facts.example"
SITE = Site("Facts", BASE)


@pytest.fixture(autouse=True)
def at_its_address(settings: Any) -> None:
    settings.BASE_URL = BASE


def read(written: bytes | None, root: str = "urlset") -> dict[str, str | None]:
    """Addresses with their lastmod."""
    assert written is not None
    tree = ElementTree.fromstring(written)
    assert tree.tag == f"{XML}{root}"
    return {one.findtext(f"{XML}loc", ""): one.findtext(f"{XML}lastmod") for one in tree}


def test_every_public_page_is_there_and_no_other(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    claim = newsroom.published()
    newsroom.says(newsroom.claim("A draft."), "Kremlin")
    gone = newsroom.published("A third claim.")
    withdraw_claim(claim=gone, note="Nobody said this.", version=gone.version, by=cast.ed)
    client.force_login(cast.ada)
    found = read(client.get("/sitemap.xml").content)
    paths = {address.removeprefix(BASE) for address in found}
    assert paths == {
        *FIXED, f"/claims/{claim.code}/", f"/articles/{newsroom.article().pk}/",
        "/sources/joint-chiefs-of-staff/", "/sources/the-example-wire/",
        "/topics/north-korean-troops-in-russia/",
    }  # fmt: skip
    client.logout()
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    assert not any("noindex" in client.get(path).content.decode() for path in paths)


def test_lastmod_is_the_last_change_that_shows_on_the_page(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    newsroom.published("Soldiers came in May.")
    newsroom.decides(claim)
    changed = claim.states.latest("ledger_seq").recorded_at
    expected = f"{changed.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    found = read(client.get("/sitemap.xml").content)
    for path in (f"/claims/{claim.code}/", f"/articles/{newsroom.article().pk}/",
                 "/sources/joint-chiefs-of-staff/", "/topics/north-korean-troops-in-russia/"):  # fmt: skip
        assert found[BASE + path] == expected


@pytest.fixture
def five(newsroom: Newsroom) -> list[Claim]:
    return [newsroom.published(f"Claim {number}.") for number in range(5)]


def test_beyond_the_limit_the_files_of_the_index_hold_each_page_once(five: list[Claim]) -> None:
    whole = read(sitemap(SITE))
    limit = max(2, max(claim.pk for claim in five) // 2)
    files = read(sitemap(SITE, limit=limit), "sitemapindex")
    parts: list[tuple[str, str | None]] = []
    for address in files:
        section, _, number = address.removeprefix(f"{BASE}/sitemap-").removesuffix(".xml").rpartition("-")
        part = read(sitemap_file(SITE, section, int(number), limit=limit))
        assert len(part) <= max(limit, len(FIXED))
        parts += part.items()
        if section == "claims":
            assert files[address] == max(filter(None, part.values()))
    assert len(parts) == len(dict(parts)) and dict(parts) == whole


def test_a_file_that_the_index_does_not_name_is_unknown(client: Client, five: list[Claim]) -> None:
    for name in ("claims-0", "claims-9", "pages-2", "drafts-1", "claims-99999999999999999999"):
        assert client.get(f"/sitemap-{name}.xml").status_code == 404
    assert client.get("/sitemap-claims-1.xml").status_code == 200


def test_it_takes_as_many_queries_for_many_claims_as_for_one(newsroom: Newsroom) -> None:
    newsroom.published()
    with CaptureQueriesContext(connection) as few:
        sitemap(SITE)
    for number in range(5):
        newsroom.published(f"Claim {number}.")
    with CaptureQueriesContext(connection) as many:
        sitemap(SITE)
    assert len(many) == len(few)


def test_robots_may_read_the_record_and_not_the_desk(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    rules.parse(response.content.decode().splitlines())
    assert rules.site_maps() == [f"{BASE}/sitemap.xml"]
    for path in ("/", "/claims/NK-0001/", "/feeds/claims.atom", "/ledger/claims.csv"):
        assert rules.can_fetch("any", BASE + path)
    for path in ("/desk/", "/desk/claims/NK-0001/", "/accounts/login/"):
        assert not rules.can_fetch("any", BASE + path)
