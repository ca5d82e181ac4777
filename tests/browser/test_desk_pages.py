"""The desk's pages for stories, sources and topics, and the ledger's page: nothing for axe to find."""

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from factcheck.actions.claims import reword_claim
from factcheck.actions.comments import comment_on
from factcheck.actions.publication import correct_claim
from factcheck.actions.reader_reports import send_report
from factcheck.actions.usages import record_usage
from factcheck.actions.watching import watch
from factcheck.rules.statuses import Status
from tests.browser.everybody import what_is_wrong
from tests.cast import Newsroom

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESSES = (
    "/desk/articles/new/",
    "/desk/articles/",
    "/desk/sources/",
    "/desk/sources/russia/",
    "/desk/topics/new/",
    "/desk/topics/north-korean-troops-in-russia/",
    "/desk/mend/",
    "/desk/for-you/",
    "/desk/digest/",
    "/desk/claims/NK-0001/",
    "/desk/settings/",
    "/desk/reports/",
    "/desk/tour/",
    "/desk/import/",
    "/claims/NK-0001/report/",
    "/corrections/",
    "/ledger/",
    "/ledger/changes/",
    "/claims/NK-0001/verify/",
)


def test_every_page_can_be_used_by_everybody(
    context: BrowserContext, live_server: LiveServer, newsroom: Newsroom
) -> None:
    claim = newsroom.published(parties=[newsroom.source("Russia")])
    record_usage(
        claim=claim, title="Page 3", url="https://paper.example/3", wording="Soldiers came.",
        status_then=Status.CONFIRMED, by=newsroom.cast.alice,
    )  # fmt: skip
    reword_claim(
        claim=claim, version=claim.version, text="North Korea sent men to Russia.", topic=claim.topic,
        reason="A misreading.", by=newsroom.cast.ed,
    )  # fmt: skip
    claim.refresh_from_db()
    correct_claim(claim=claim, note="We misread it.", version=claim.version, by=newsroom.cast.ed)
    newsroom.decides(claim, by=newsroom.cast.cho)
    newsroom.decides(claim, Status.UNVERIFIED, by=newsroom.cast.cho)
    comment_on(claim=claim, text="@ada, see https://example.org/", by=newsroom.cast.ed)
    watch(person=newsroom.cast.ada, subject=claim)
    send_report(claim=claim, version=1, text="Not so.", contact="", address="192.0.2.1")
    client = Client()
    client.force_login(newsroom.cast.ada)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    for address in ADDRESSES:
        page.goto(live_server.url + address)
        assert what_is_wrong(page) == [], address
