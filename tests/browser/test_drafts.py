"""Autosave: what was typed is offered back after a dead network, a closed tab and an ended session."""

import re

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, expect
from pytest_django.live_server_helper import LiveServer

from factcheck.models import Topic, User
from tests.cast import PASSWORD, Newsroom

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "Two ministries said so, and a document shows it."


def sign_in(context: BrowserContext, live_server: LiveServer, user: User) -> None:
    client = Client()
    client.force_login(user)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])


def test_nothing_typed_is_lost(context: BrowserContext, live_server: LiveServer, newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    newsroom.says(claim)
    address = f"{live_server.url}/desk/claims/{claim.code}/"
    sign_in(context, live_server, newsroom.cast.ed)

    # The network dies, and the tab is closed.
    page = context.new_page()
    page.goto(address)
    page.locator("#decide [name=reason]").fill(REASON)
    context.set_offline(True)
    page.get_by_role("button", name="Dispute").click()
    expect(page.locator(".request-error")).to_contain_text("could not be reached")
    expect(page.locator("#decide")).to_have_attribute("data-kept", re.compile(r"\w"))
    page.close()
    context.set_offline(False)

    # It is offered, not put in; a second draft stands beside it; what is saved is offered no more.
    page = context.new_page()
    page.goto(address)
    offer = page.locator("#decide .draft-offer")
    expect(offer).to_contain_text(re.compile(r"Draft of \d\d:\d\d"))
    expect(offer).to_contain_text(REASON)
    reason = page.locator("#decide [name=reason]")
    expect(reason).to_have_value("")
    offer.get_by_role("button", name="Put it back").click()
    expect(reason).to_have_value(REASON)
    page.get_by_role("button", name="Confirm", exact=False).first.click()
    expect(page.locator("[data-said]")).to_be_attached()
    page.reload()
    expect(page.locator("#decide [name=reason]")).to_have_value("")
    expect(page.locator(".draft-offer")).to_have_count(0)

    # The session ends while a plain form is filled.
    page.goto(f"{live_server.url}/desk/topics/new/")
    page.get_by_label("Name").fill("Harbour")
    page.get_by_label("Prefix").fill("HB")
    context.clear_cookies(name="sessionid")
    page.locator("main form button[type=submit]").click()
    page.get_by_label("Name").fill("ed")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{live_server.url}/desk/topics/new/")
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_label("Prefix")).to_have_value("HB")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("Harbour")
    assert Topic.objects.filter(prefix="HB").exists()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft '))") == []

    # Another person on the same machine sees none of it; who signs out takes their drafts along.
    page.goto(address)
    page.locator("#decide [name=reason]").fill("Half a thought")
    expect(page.locator("#decide")).to_have_attribute("data-kept", re.compile(r"\w"))
    sign_in(context, live_server, newsroom.cast.cho)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    expect(page.locator("#decide [name=_draft]")).to_be_attached()
    expect(page.locator(".draft-offer")).to_have_count(0)
    sign_in(context, live_server, newsroom.cast.ed)
    page.goto(address)
    expect(page.locator("#decide .draft-offer")).to_contain_text("Half a thought")
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(live_server.url + "/")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft '))") == []
