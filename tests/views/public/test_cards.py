"""A claim on other sites: the picture, the page for a frame, oEmbed, and the tags that lead to them."""

import json
import re
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from factcheck.actions.publication import withdraw_claim
from factcheck.models import Claim
from tests.cast import Cast, Newsroom

BASE = "https://facts.example"


@pytest.fixture(autouse=True)
def at_its_address(settings: Any) -> None:
    settings.BASE_URL = BASE


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    return newsroom.published()


@pytest.fixture
def gone(newsroom: Newsroom, cast: Cast) -> Claim:
    gone = newsroom.published("Words that nobody said.")
    withdraw_claim(claim=gone, note="Nobody said this.", version=gone.version, by=cast.ed)
    return gone


def meta(page: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', page)
    return {name: unescape(content) for name, content in found}


def test_the_tags_of_a_claim_lead_to_its_picture(client: Client, newsroom: Newsroom, claim: Claim) -> None:
    newsroom.decides(claim)
    tags = meta(client.get(f"/claims/{claim.code}/").content.decode())
    assert tags["og:title"] == "Confirmed: North Korea sent soldiers to Russia."
    assert tags["og:url"] == f"{BASE}/claims/{claim.code}/"
    assert tags["twitter:card"] == "summary_large_image"
    address = urlsplit(tags["og:image"])
    assert f"{address.scheme}://{address.netloc}" == BASE
    picture = Image.open(BytesIO(client.get(address.path).content))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")


def test_a_page_of_an_earlier_moment_or_a_withdrawn_claim_has_no_tags(client: Client, gone: Claim) -> None:
    assert meta(client.get(f"/claims/{gone.code}/").content.decode()) == {}


def test_the_picture_is_sent_again_only_when_the_claim_has_changed(
    client: Client, newsroom: Newsroom, claim: Claim
) -> None:
    address = f"/claims/{claim.code}/card.png"
    first = client.get(address)
    assert first["Content-Type"] == "image/png" and "public" in first["Cache-Control"]
    known = {"If-None-Match": first["ETag"]}
    assert client.get(address, headers=known).status_code == 304
    newsroom.decides(claim)
    second = client.get(address, headers=known)
    assert second.status_code == 200 and second.content != first.content


def test_the_picture_takes_one_query(client: Client, claim: Claim) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/claims/{claim.code}/card.png")
    assert len(queries) == 1


@pytest.mark.parametrize("what", ["card.png", "embed/"])
def test_a_draft_is_unknown_even_to_the_desk(
    client: Client, newsroom: Newsroom, cast: Cast, what: str
) -> None:
    draft = newsroom.claim("A draft.")
    client.force_login(cast.ada)
    assert client.get(f"/claims/{draft.code}/{what}").status_code == 404
    assert client.get(f"/claims/nonsense/{what}").status_code == 404


def test_only_the_card_may_stand_in_a_frame(client: Client, claim: Claim) -> None:
    card = client.get(f"/claims/{claim.code}/embed/")
    assert "frame-ancestors *" in card["Content-Security-Policy"] and "X-Frame-Options" not in card
    assert "script-src 'self'" in card["Content-Security-Policy"] and not card.cookies
    for address in ("/", f"/claims/{claim.code}/", "/accounts/login/", "/claims/NK-9999/embed/"):
        page = client.get(address)
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"], address
        assert page["X-Frame-Options"] == "DENY"


def test_the_card_says_what_has_been_decided(client: Client, newsroom: Newsroom, claim: Claim) -> None:
    newsroom.decides(claim)
    card = client.get(f"/claims/{claim.code}/embed/").content.decode()
    for words in ("Confirmed", claim.text, "Said by Joint Chiefs of Staff.", claim.code, "noindex"):
        assert words in card
    assert "<script" not in card and "<form" not in card


def test_a_withdrawn_entry_is_shown_without_its_words(client: Client, gone: Claim) -> None:
    card = client.get(f"/claims/{gone.code}/embed/").content.decode()
    assert "withdrawn" in card and gone.text not in card
    answer = oembed(client, f"{BASE}/claims/{gone.code}/")
    assert gone.text not in json.dumps(answer) and answer["title"] == f"{gone.code}: Withdrawn"


def oembed(client: Client, url: str, **more: str) -> dict[str, Any]:
    response = client.get("/oembed", {"url": url, "format": "json"} | more)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    return json.loads(response.content)


def test_oembed_gives_a_frame_with_the_card(client: Client, claim: Claim) -> None:
    answer = oembed(client, f"{BASE}/claims/{claim.code}/")
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert answer["title"] == f"Unverified: {claim.text}"
    assert f'src="{BASE}/claims/{claim.code}/embed/"' in answer["html"]
    assert (answer["width"], answer["height"]) == (600, 340)
    assert answer["thumbnail_url"].startswith(f"{BASE}/claims/{claim.code}/card.png")


def test_oembed_is_no_larger_than_asked(client: Client, claim: Claim) -> None:
    answer = oembed(client, f"{BASE}/claims/{claim.code}/", maxwidth="400", maxheight="9999")
    assert (answer["width"], answer["height"]) == (400, 340)
    assert 'width="400"' in answer["html"] and "thumbnail_url" not in answer


def test_oembed_escapes_the_words_of_the_claim(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published('"><script>alert(1)</script>')
    assert "<script" not in oembed(client, f"{BASE}/claims/{claim.code}/")["html"]


def test_the_page_leads_to_oembed(client: Client, claim: Claim) -> None:
    page = client.get(f"/claims/{claim.code}/").content.decode()
    (found,) = re.findall(r'type="application/json\+oembed"[^>]* href="([^"]+)"', page)
    address = urlsplit(unescape(found))
    assert parse_qs(address.query)["url"] == [f"{BASE}/claims/{claim.code}/"]
    assert client.get(f"{address.path}?{address.query}").status_code == 200


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "https://elsewhere.example/claims/{code}/", f"{BASE}:8443/claims/{{code}}/", f"{BASE}/",
     f"{BASE}/desk/claims/{{code}}/", f"{BASE}/claims/NK-9999/", "javascript:alert(1)", "https://[",
     "ftp://facts.example/claims/{code}/", f"{BASE}/claims/{{draft}}/"],
)  # fmt: skip
def test_oembed_knows_only_public_claims_of_this_site(
    client: Client, newsroom: Newsroom, cast: Cast, claim: Claim, url: str
) -> None:
    draft = newsroom.claim("A draft.")
    client.force_login(cast.ada)
    address = url.format(code=claim.code, draft=draft.code)
    assert client.get("/oembed", {"url": address}).status_code == 404


def test_oembed_refuses_in_words_what_it_cannot_do(client: Client, claim: Claim) -> None:
    address = f"{BASE}/claims/{claim.code}/"
    assert client.get("/oembed", {"url": address, "format": "xml"}).status_code == 501
    for wrong in ("0", "-1", "wide", "²"):
        assert client.get("/oembed", {"url": address, "maxwidth": wrong}).status_code == 400
