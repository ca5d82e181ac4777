"""The desk's pages for stories, sources and topics, and the ledger's page: nothing for axe to find."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from tests.cast import Newsroom

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESSES = ("/desk/articles/new/", "/desk/articles/", "/desk/sources/", "/desk/sources/russia/",
             "/desk/topics/new/", "/ledger/")  # fmt: skip


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing(
    context: BrowserContext, live_server: LiveServer, newsroom: Newsroom, scheme: str, width: int
) -> None:
    newsroom.published(parties=[newsroom.source("Russia")])
    client = Client()
    client.force_login(newsroom.cast.cho)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    for address in ADDRESSES:
        page.goto(live_server.url + address)
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found] == [], address
