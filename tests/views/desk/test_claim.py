"""/desk/claims/<code>/ and the acts on it beside deciding: plain forms and HTMX behind the same guard."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from factcheck.actions.publication import publish_claim
from factcheck.models import Claim, ClaimVersion, Evidence
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Publication, Status
from tests.cast import Newsroom

HTMX = {"HX-Request": "true"}
ACTS = ["reword", "evidence", "assign", "publish", "correct", "withdraw"]


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    newsroom.source("Russia")
    claim = newsroom.claim("North Korea sent soldiers to Russia.", parties=[newsroom.source("North Korea")])
    newsroom.says(claim, quote="4,000 became casualties", figure="4,000", measure="casualties")
    claim.refresh_from_db()
    return claim


@pytest.fixture
def ed(client: Client, newsroom: Newsroom) -> Client:
    client.force_login(newsroom.cast.ed)
    return client


@pytest.fixture
def alice(newsroom: Newsroom) -> Client:
    client = Client()
    client.force_login(newsroom.cast.alice)
    return client


def to(act: str, claim: Claim) -> str:
    return reverse(f"desk:{act}", args=[claim.code])


def work_page(client: Client, claim: Claim) -> str:
    response = client.get(to("claim", claim))
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_takes_a_few_queries_however_long_the_record_is(
    ed: Client, claim: Claim, newsroom: Newsroom, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        newsroom.says(claim, f"Source {number}", Stance.DENIES, quote="No such thing")
    with django_assert_max_num_queries(6):
        work_page(ed, claim)


def rewording(claim: Claim, **changes: Any) -> dict[str, Any]:
    return {
        "text": "North Korea sent some 11,000 soldiers to Russia.",
        "topic": claim.topic_id,
        "event_from": "2024-10-01",
        "event_to": "2025-03-27",
        "place": "Kursk region",
        "parties": "North Korea\nRussia",
        "reason": "It lacked the number.",
        "version": claim.version,
    } | changes


# --- The page -------------------------------------------------------------------------------------------


def test_the_page_holds_all_that_the_desk_knows(ed: Client, claim: Claim, newsroom: Newsroom) -> None:
    newsroom.says(claim, "Russia", Stance.NOT_CONFIRMED)
    newsroom.decides(claim, reason="The note is clear.")
    page = work_page(ed, claim)
    for words in (
        "North Korea sent soldiers to Russia.",
        "About <bdi>North Korea</bdi>",
        "<mark>4,000 became casualties</mark>",
        "“4,000”",
        "For (1)",
        "Has not confirmed (1)",
        "What would confirm this?",
        "The note is clear.",
        "Put on record",
        "Statement recorded: Joint Chiefs of Staff affirms",
        "version 4",
    ):
        assert words in page


def test_articles_lead_to_where_one_more_statement_is_recorded(
    ed: Client, claim: Claim, newsroom: Newsroom
) -> None:
    page = work_page(ed, claim)
    assert f'{reverse("desk:article", args=[newsroom.article().pk])}?claim={claim.code}"' in page


def test_a_replaced_statement_stands_apart(ed: Client, claim: Claim, newsroom: Newsroom) -> None:
    newsroom.says(claim, stance=Stance.AFFIRMS_HEDGED, supersedes=claim.attributions.get())
    page = work_page(ed, claim)
    assert "For (1)" in page
    assert "Earlier statements, replaced or withdrawn (1)" in page


def test_more_statements_cost_no_more_queries(ed: Client, claim: Claim, newsroom: Newsroom) -> None:
    newsroom.says(claim, "Yonhap")
    with CaptureQueriesContext(connection) as few:
        work_page(ed, claim)
    for number in range(8):
        newsroom.says(claim, f"Source {number}", quote="4,000 became casualties", via=(f"Relay {number}",))
    with CaptureQueriesContext(connection) as many:
        work_page(ed, claim)
    assert len(many) == len(few)


def test_a_reporter_sees_everything_but_the_buttons(alice: Client, claim: Claim) -> None:
    page = work_page(alice, claim)
    assert "<mark>4,000 became casualties</mark>" in page
    assert "Editors decide." in page
    assert "Editors publish." in page
    for act in ("decide", "publish", "withdraw"):
        assert f'action="{to(act, claim)}"' not in page
    for act in ("reword", "evidence", "assign"):
        assert f'action="{to(act, claim)}"' in page


def test_a_stranger_is_asked_to_sign_in(client: Client, claim: Claim) -> None:
    assert client.get(to("claim", claim))["Location"] == f"/accounts/login/?next={to('claim', claim)}"


def test_a_claim_that_is_not_there_is_a_404(ed: Client) -> None:
    assert ed.get("/desk/claims/NK-9999/").status_code == 404


@pytest.mark.parametrize("act", ACTS)
def test_acts_need_a_post_an_account_and_a_claim(
    act: str, client: Client, claim: Claim, newsroom: Newsroom
) -> None:
    assert client.post(to(act, claim)).status_code == 302
    client.force_login(newsroom.cast.ed)
    assert client.get(to(act, claim)).status_code == 405
    assert client.post(reverse(f"desk:{act}", args=["NK-9999"])).status_code == 404


@pytest.mark.parametrize("act", ["publish", "correct", "withdraw"])
def test_reporters_do_not_publish(act: str, alice: Client, claim: Claim) -> None:
    assert alice.post(to(act, claim), {"version": claim.version, "note": "Why."}).status_code == 403


# --- Rewording ------------------------------------------------------------------------------------------


def test_a_claim_is_reworded_with_its_reason(alice: Client, claim: Claim) -> None:
    response = alice.post(to("reword", claim), rewording(claim))
    assert (response.status_code, response["Location"]) == (303, to("claim", claim))
    claim.refresh_from_db()
    assert claim.text == "North Korea sent some 11,000 soldiers to Russia."
    assert str(claim.event_during.upper) == "2025-03-28"
    version = ClaimVersion.objects.filter(claim=claim).latest("ledger_seq")
    assert version.reason == "It lacked the number."
    assert {party.name for party in version.parties.all()} == {"North Korea", "Russia"}


def test_htmx_gets_the_work_page_in_place(alice: Client, claim: Claim) -> None:
    page = alice.post(to("reword", claim), rewording(claim), headers=HTMX).content.decode()
    assert "<html" not in page
    assert "Reworded." in page
    assert "some 11,000 soldiers" in page


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"text": ""}, "This field is required"),
        ({"text": "x" * 281}, "The claim has 281 characters; at most 280 fit"),
        ({"reason": ""}, "Say why the wording changes"),
        ({"event_from": "2025-02-30"}, "There is no such day"),
        ({"event_to": "2024-09-30"}, "The event ends before it begins"),
        ({"topic": "0"}, "Select a valid choice"),
        ({"parties": "Atlantis"}, "There is no source named Atlantis"),
        ({"version": "0"}, "greater than or equal to 1"),
    ],
)
def test_a_bad_rewording_comes_back_with_everything_typed(
    alice: Client, claim: Claim, changes: dict[str, str], complaint: str, headers: dict[str, str]
) -> None:
    response = alice.post(
        to("reword", claim), rewording(claim, place="Kept in Kursk") | changes, headers=headers
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert complaint in page
    assert "Kept in Kursk" in page
    assert ClaimVersion.objects.filter(claim=claim).count() == 1


def test_a_stale_rewording_says_what_changed_and_can_be_sent_again(
    alice: Client, claim: Claim, newsroom: Newsroom
) -> None:
    newsroom.decides(claim, by=newsroom.cast.edna, reason="Edna was faster.")
    response = alice.post(to("reword", claim), rewording(claim))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Edna was faster." in page
    assert "North Korea sent some 11,000 soldiers to Russia.</textarea>" in page.replace("\n", "")
    assert alice.post(to("reword", claim), rewording(claim, version=claim.version + 1)).status_code == 303


def test_only_editors_reword_what_readers_see(alice: Client, claim: Claim, newsroom: Newsroom) -> None:
    publish_claim(claim=claim, version=claim.version, by=newsroom.cast.ed)
    claim.refresh_from_db()
    assert "only editors reword it" in work_page(alice, claim)
    assert alice.post(to("reword", claim), rewording(claim)).status_code == 403


# --- Evidence and work ----------------------------------------------------------------------------------


def test_evidence_is_added(alice: Client, claim: Claim) -> None:
    data = {"title": "An order", "url": "https://example.org/order", "kind": "primary_document",
            "bearing": "refutes", "note": "Page 2."}  # fmt: skip
    assert alice.post(to("evidence", claim), data).status_code == 303
    evidence = Evidence.objects.get(claim=claim)
    assert (evidence.title, evidence.kind, evidence.bearing) == ("An order", "primary_document", "refutes")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"title": "", "url": ""}, "Give the evidence a title or an address"),
        ({"url": "javascript:alert(1)"}, "This is no web address"),
        ({"archived_url": "data:text/html,x"}, "This is no web address"),
        ({"kind": "rumour"}, "Select a valid choice"),
        ({"title": "x" * 301}, "at most 300 characters"),
    ],
)
def test_bad_evidence_comes_back(
    alice: Client, claim: Claim, changes: dict[str, str], complaint: str
) -> None:
    data = {"title": "An order", "kind": "dataset", "bearing": "supports", "note": "Kept."} | changes
    response = alice.post(to("evidence", claim), data)
    page = response.content.decode()
    assert response.status_code == 422
    assert complaint in page
    assert "Kept.</textarea>" in page
    assert not Evidence.objects.exists()


def test_a_claim_is_given_to_somebody_and_to_nobody(alice: Client, claim: Claim, newsroom: Newsroom) -> None:
    alice.post(to("assign", claim), {"to": "ed"})
    claim.refresh_from_db()
    assert claim.assigned_to == newsroom.cast.ed
    assert "Ed</bdi> works on it" in work_page(alice, claim)
    alice.post(to("assign", claim), {"to": ""})
    claim.refresh_from_db()
    assert claim.assigned_to is None


def test_a_claim_is_given_to_nobody_who_is_not_there(alice: Client, claim: Claim) -> None:
    response = alice.post(to("assign", claim), {"to": "olga"})
    assert response.status_code == 422
    assert "There is nobody of that name at the desk." in response.content.decode()


# --- Publication ----------------------------------------------------------------------------------------


def test_a_draft_is_published_corrected_and_withdrawn(ed: Client, claim: Claim) -> None:
    steps = [
        ("publish", {}, Publication.PUBLISHED),
        ("correct", {"note": "The month was wrong."}, Publication.CORRECTED),
        ("withdraw", {"note": "It rested on a misreading."}, Publication.WITHDRAWN),
    ]
    for act, data, state in steps:
        assert f'action="{to(act, claim)}"' in work_page(ed, claim)
        claim.refresh_from_db()
        assert ed.post(to(act, claim), data | {"version": claim.version}).status_code == 303
        claim.refresh_from_db()
        assert claim.publication == state
    assert "It rested on a misreading." in work_page(ed, claim)


@pytest.mark.parametrize("act", ["correct", "withdraw"])
def test_readers_are_told_why(act: str, ed: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    response = ed.post(to(act, claim), {"version": claim.version, "note": " "})
    assert response.status_code == 422
    assert "Tell readers why, in a sentence" in response.content.decode()


def test_what_cannot_follow_is_refused_in_words(ed: Client, claim: Claim) -> None:
    response = ed.post(to("withdraw", claim), {"version": claim.version, "note": "Kept note."})
    page = response.content.decode()
    assert response.status_code == 422
    assert "is draft; it cannot become withdrawn" in page
    assert "Kept note.</textarea>" in page


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_stale_publication_is_refused(
    ed: Client, claim: Claim, newsroom: Newsroom, headers: dict[str, str]
) -> None:
    newsroom.decides(claim, Status.CONFIRMED, by=newsroom.cast.edna, reason="Edna was faster.")
    response = ed.post(to("publish", claim), {"version": claim.version}, headers=headers)
    assert response.status_code == 409
    assert "Edna was faster." in response.content.decode()
    claim.refresh_from_db()
    assert claim.publication == Publication.DRAFT


def test_a_form_leads_back_to_where_it_stood(ed: Client, claim: Claim) -> None:
    queue = f"{reverse('desk:queue')}?claim={claim.code}"
    assert ed.post(to("publish", claim), {"version": claim.version, "next": queue})["Location"] == queue
