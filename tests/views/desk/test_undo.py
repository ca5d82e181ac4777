"""POST /desk/claims/<code>/undo/: a slip taken back, as a plain form and by HTMX."""

import csv
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from factcheck import ledger
from factcheck.actions.evidence import EvidenceDraft, add_evidence
from factcheck.actions.undo import undo_decision
from factcheck.models import Claim, Decision
from factcheck.rules.statuses import Status
from tests.cast import Cast, Newsroom

HTMX = {"HX-Request": "true"}


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    claim = newsroom.published()
    newsroom.decides(claim)
    claim.refresh_from_db()
    return claim


@pytest.fixture
def ed(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ed)
    return client


def typed(claim: Claim, **changes: Any) -> dict[str, Any]:
    slip = claim.decisions.order_by("-ledger_seq")[0]
    return {"decision": slip.pk, "version": claim.version} | changes


def undo_url(claim: Claim) -> str:
    return reverse("desk:undo", args=[claim.code])


def queue_of(claim: Claim) -> str:
    return f"{reverse('desk:queue')}?claim={claim.code}"


def text(response: Any) -> str:
    return response.content.decode()


def test_a_plain_form_takes_the_slip_back(ed: Client, claim: Claim) -> None:
    response = ed.post(undo_url(claim), typed(claim, next=queue_of(claim)))
    assert (response.status_code, response["Location"]) == (303, queue_of(claim))
    claim.refresh_from_db()
    assert claim.status == Status.UNVERIFIED
    assert "Taken back: unverified again." in text(ed.get(queue_of(claim)))


def test_htmx_in_the_queue_gets_the_panel_and_the_row(ed: Client, claim: Claim) -> None:
    page = text(ed.post(undo_url(claim), typed(claim, next=queue_of(claim)), headers=HTMX))
    assert 'id="panel"' in page and f'id="row-{claim.code}" hx-swap-oob' in page
    assert "Taken back: unverified again." in page and "<html" not in page


def test_htmx_on_the_work_page_gets_its_part(ed: Client, claim: Claim) -> None:
    page = text(ed.post(undo_url(claim), typed(claim), headers=HTMX))
    assert 'id="work"' in page and "Taken back: unverified again." in page


def test_after_a_decision_the_message_and_a_button_offer_it(ed: Client, claim: Claim) -> None:
    words = {"status": "unverified", "reason": "A slip.", "version": claim.version, "next": queue_of(claim)}
    page = text(ed.post(reverse("desk:decide", args=[claim.code]), words, headers=HTMX))
    last = Decision.objects.order_by("-ledger_seq")[0]
    until = f"{timezone.localtime(last.decided_at + timedelta(minutes=10)):%H:%M}"
    assert f"Undo until {until}." in page
    panel, row = page.split('id="waiting"')[0].split(f'id="row-{claim.code}"')
    assert undo_url(claim) in panel and undo_url(claim) in row
    assert 'data-key="z"' in page and re.search(rf"Undo \(until <time[^>]*>{until}</time>\)", page)


def test_the_work_page_and_the_queue_offer_it_without_a_script(ed: Client, claim: Claim) -> None:
    for address in (reverse("desk:claim", args=[claim.code]), queue_of(claim)):
        assert undo_url(claim) in text(ed.get(address))


def test_others_are_offered_nothing(client: Client, claim: Claim, cast: Cast) -> None:
    for other in (cast.alice, cast.edna, cast.cho):
        client.force_login(other)
        assert undo_url(claim) not in text(client.get(queue_of(claim)))


def test_anothers_decision_is_refused_in_words(client: Client, claim: Claim, cast: Cast) -> None:
    client.force_login(cast.edna)
    response = client.post(undo_url(claim), typed(claim))
    assert response.status_code == 422
    assert "Only those who made a decision take it back." in text(response)
    response = client.post(undo_url(claim), typed(claim, next=queue_of(claim)), headers=HTMX)
    assert response.status_code == 422 and 'id="panel"' in text(response)
    assert "Only those who made a decision take it back." in text(response)


def test_too_late_is_refused_in_words(newsroom: Newsroom, client: Client, cast: Cast, as_owner: None) -> None:
    now = timezone.now()
    with ledger.backdated_to(now - timedelta(hours=1)):
        claim = newsroom.published()
    with ledger.backdated_to(now - timedelta(minutes=11)):
        newsroom.decides(claim)
    claim.refresh_from_db()
    client.force_login(cast.ed)
    assert undo_url(claim) not in text(client.get(queue_of(claim)))
    response = client.post(undo_url(claim), typed(claim))
    assert response.status_code == 422 and "taken back for 10 minutes" in text(response)


def test_a_claim_that_went_on_is_shown_first(ed: Client, claim: Claim, cast: Cast) -> None:
    sent = typed(claim, next=queue_of(claim))
    add_evidence(claim=claim, draft=EvidenceDraft(title="A ministry's note"), by=cast.alice)
    for headers in ({}, HTMX):
        response = ed.post(undo_url(claim), sent, headers=headers)
        assert response.status_code == 409
        assert "Evidence added: A ministry&#x27;s note" in text(response)
        # The form that comes back holds the version of now: sending it again is done knowingly.
        claim.refresh_from_db()
        assert f'name="version" value="{claim.version}"' in text(response)
    assert ed.post(undo_url(claim), typed(claim)).status_code == 303


def test_a_decision_of_another_claim_is_none(ed: Client, claim: Claim, newsroom: Newsroom) -> None:
    other = newsroom.claim("Another claim.")
    newsroom.says(other)
    slip = newsroom.decides(other)
    response = ed.post(undo_url(claim), typed(claim, decision=slip.pk))
    assert response.status_code == 422 and "no such decision on this claim" in text(response)
    assert ed.post(undo_url(claim), typed(claim, decision="x")).status_code == 422
    assert Decision.objects.filter(undoes__isnull=False).count() == 0


# --- What readers see of it --------------------------------------------------------------------------------


@pytest.fixture
def undone(claim: Claim, cast: Cast) -> Claim:
    slip = claim.decisions.get()
    undo_decision(decision=slip, version=claim.version, by=cast.ed)
    return claim


def test_readers_see_both_entries_marked(client: Client, undone: Claim) -> None:
    page = text(client.get(reverse("claim", args=[undone.code])))
    slip, undoing = undone.decisions.order_by("ledger_seq")
    assert f'id="decision-{slip.ledger_seq}"' in page and f'id="decision-{undoing.ledger_seq}"' in page
    assert page.count("Taken back within ten minutes") == 2


def test_as_of_the_slip_nothing_says_that_it_was_taken_back(client: Client, undone: Claim) -> None:
    slip = undone.decisions.order_by("ledger_seq")[0]
    moment = slip.decided_at.isoformat().replace("+00:00", "Z")
    page = text(client.get(reverse("claim", args=[undone.code]), {"as_of": moment}))
    assert f'id="decision-{slip.ledger_seq}"' in page and "Taken back" not in page


def test_the_ledger_of_decisions_keeps_both_rows(client: Client, undone: Claim) -> None:
    answer = b"".join(client.get(reverse("decisions_csv"))).decode()
    turns = [(row["from_status"], row["to_status"]) for row in csv.DictReader(answer.splitlines())]
    assert turns == [("unverified", "confirmed"), ("confirmed", "unverified")]
