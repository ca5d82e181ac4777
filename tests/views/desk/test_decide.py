"""POST /desk/claims/<code>/decide/: the same act as a plain form and by HTMX."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from factcheck.actions.evidence import EvidenceDraft, add_evidence
from factcheck.forms.decisions import REASON_MAX
from factcheck.models import Claim, Decision, LedgerEntry
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from tests.cast import Newsroom

HTMX = {"HX-Request": "true"}
WORDS = "Two ministries have said so on the record."


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    """One source for it and one against it: it can be confirmed or disputed."""
    claim = newsroom.claim()
    newsroom.says(claim)
    newsroom.says(claim, "Russia", Stance.DENIES)
    claim.refresh_from_db()
    return claim


@pytest.fixture
def ed(client: Client, newsroom: Newsroom) -> Client:
    client.force_login(newsroom.cast.ed)
    return client


def address(claim: Claim) -> str:
    return reverse("desk:decide", args=[claim.code])


def typed(claim: Claim, **changes: Any) -> dict[str, Any]:
    return {"status": "disputed", "reason": WORDS, "version": claim.version} | changes


def queue_of(claim: Claim) -> str:
    return f"{reverse('desk:queue')}?claim={claim.code}"


# --- It works -------------------------------------------------------------------------------------------


def test_a_plain_form_decides_and_leads_back(ed: Client, claim: Claim) -> None:
    response = ed.post(address(claim), typed(claim, next=queue_of(claim)))
    assert (response.status_code, response["Location"]) == (303, queue_of(claim))
    claim.refresh_from_db()
    assert (claim.status, claim.last_reason) == (Status.DISPUTED, WORDS)
    page = ed.get(response["Location"]).content.decode()
    assert f"{claim.code}: Disputed. 1 waiting." in page


def test_htmx_gets_the_panel_and_the_row_in_place(ed: Client, claim: Claim) -> None:
    response = ed.post(address(claim), typed(claim, next=queue_of(claim)), headers=HTMX)
    assert response.status_code == 200
    page = response.content.decode()
    assert "<html" not in page
    assert 'id="panel"' in page
    assert f'id="row-{claim.code}" hx-swap-oob="true"' in page
    assert "Disputed. 1 waiting." in page
    # The form in the panel is ready for the next decision.
    assert f'name="version" value="{claim.version + 1}"' in page


def test_htmx_on_the_work_page_gets_the_work_page(ed: Client, claim: Claim) -> None:
    work_page = reverse("desk:claim", args=[claim.code])
    page = ed.post(address(claim), typed(claim, next=work_page), headers=HTMX).content.decode()
    assert 'id="work"' in page
    assert "<html" not in page
    assert WORDS in page


def test_both_answers_vary_by_who_asks(ed: Client, claim: Claim) -> None:
    for headers in ({}, HTMX):
        response = ed.post(address(claim), typed(claim, reason=""), headers=headers)
        assert "HX-Request" in response["Vary"]


def test_the_decision_keeps_the_hash_of_the_entry_that_the_page_showed(ed: Client, claim: Claim) -> None:
    shown = LedgerEntry.objects.get(claim=claim, claim_seq=claim.version)
    ed.post(address(claim), typed(claim, evidence=["https://example.org/note"]))
    assert Decision.objects.get().content_hash == shown.hash


def test_evidence_is_taken_from_the_record_and_from_addresses(
    ed: Client, claim: Claim, newsroom: Newsroom
) -> None:
    old = add_evidence(claim=claim, draft=EvidenceDraft(title="A map"), by=newsroom.cast.alice)
    claim.refresh_from_db()
    ed.post(
        address(claim),
        typed(claim, evidence=[str(old.pk), "https://example.org/order", ""], evidence_title="An order",
              evidence_kind="primary_document", evidence_bearing="refutes"),
    )  # fmt: skip
    used = {item.title: item for item in Decision.objects.get().evidence.all()}
    assert set(used) == {"A map", "An order"}
    assert (used["An order"].url, used["An order"].bearing) == ("https://example.org/order", "refutes")


def test_evidence_that_is_not_on_the_web_has_a_title_alone(ed: Client, claim: Claim) -> None:
    ed.post(address(claim), typed(claim, evidence_title="Notebook of our reporter, page 12"))
    assert Decision.objects.get().evidence.get().title == "Notebook of our reporter, page 12"


def test_a_next_address_elsewhere_is_not_followed(ed: Client, claim: Claim) -> None:
    response = ed.post(address(claim), typed(claim, next="https://evil.example/desk/"))
    assert response["Location"] == reverse("desk:claim", args=[claim.code])


def test_a_chief_editor_retracts_with_a_note_to_readers(
    client: Client, claim: Claim, newsroom: Newsroom
) -> None:
    client.force_login(newsroom.cast.cho)
    refused = client.post(address(claim), typed(claim, status="retracted"))
    assert refused.status_code == 422
    assert "Tell readers why the claim is retracted." in refused.content.decode()
    client.post(address(claim), typed(claim, status="retracted", public_note="Two units were mixed up."))
    assert Decision.objects.get().public_note == "Two units were mixed up."


def test_superseding_needs_a_successor_that_exists(ed: Client, claim: Claim, newsroom: Newsroom) -> None:
    for code, complaint in [
        ("", "name the claim that replaces it"),
        ("NK-9999", "There is no claim NK-9999"),
    ]:
        refused = ed.post(
            address(claim), typed(claim, status="superseded", successor=code, public_note="Better told.")
        )
        assert refused.status_code == 422
        assert complaint in refused.content.decode()
    later = newsroom.claim("About 11,000 soldiers were sent.")
    named = typed(claim, status="superseded", successor=later.code.lower())
    refused = ed.post(address(claim), named)
    assert "Tell readers why another claim replaces this one." in refused.content.decode()
    ed.post(address(claim), named | {"public_note": "Better told."})
    claim.refresh_from_db()
    assert claim.superseded_by == later


# --- The wrong person, the wrong method, the wrong claim ------------------------------------------------


def test_a_stranger_is_asked_to_sign_in(client: Client, claim: Claim) -> None:
    response = client.post(address(claim), typed(claim, next=queue_of(claim)))
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=/desk/")
    assert not Decision.objects.exists()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_reporter_is_refused(
    client: Client, claim: Claim, newsroom: Newsroom, headers: dict[str, str]
) -> None:
    client.force_login(newsroom.cast.alice)
    response = client.post(address(claim), typed(claim), headers=headers)
    assert response.status_code == 403
    assert "Your role does not allow you to decide on claims." in response.content.decode()
    assert not Decision.objects.exists()


def test_an_editor_does_not_retract(ed: Client, claim: Claim) -> None:
    response = ed.post(address(claim), typed(claim, status="retracted", public_note="A mix-up."))
    assert response.status_code == 403
    assert not Decision.objects.exists()


def test_a_closed_account_is_a_stranger(ed: Client, claim: Claim, newsroom: Newsroom) -> None:
    newsroom.cast.ed.is_active = False
    newsroom.cast.ed.save()
    assert ed.post(address(claim), typed(claim)).status_code == 302


def test_a_form_without_its_token_is_refused(claim: Claim, newsroom: Newsroom) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(newsroom.cast.ed)
    assert strict.post(address(claim), typed(claim)).status_code == 403
    assert not Decision.objects.exists()


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_only_a_post_decides(method: str, ed: Client, claim: Claim) -> None:
    assert getattr(ed, method)(address(claim)).status_code == 405


def test_a_claim_that_is_not_there_cannot_be_decided(ed: Client, claim: Claim) -> None:
    response = ed.post(reverse("desk:decide", args=["NK-9999"]), typed(claim))
    assert response.status_code == 404
    assert "There is no claim NK-9999" in response.content.decode()


# --- A bad form -----------------------------------------------------------------------------------------

BAD: list[tuple[dict[str, Any], str]] = [
    ({"reason": ""}, "Give the reason"),
    ({"reason": "  \n "}, "Give the reason"),
    ({"reason": "long " * REASON_MAX}, f"at most {REASON_MAX} characters"),
    ({"reason": "A NUL \x00 in it"}, "Null characters are not allowed"),
    ({"status": ""}, "Choose what you decide"),
    ({"status": "probable"}, "There is no status “probable”"),
    ({"status": "unverified"}, "is unverified already"),
    ({"version": ""}, "The form says no version"),
    ({"version": "two"}, "Enter a whole number"),
    ({"evidence": "ftp://example.org/"}, "This is no web address"),
    ({"evidence": "javascript:alert(1)"}, "This is no web address"),
    ({"evidence": "999"}, "not on the record of"),
    ({"evidence": "9" * 30}, "not on the record of"),
    ({"evidence": ["https://example.org/"] * 21}, "20 pieces of evidence at most"),
    ({"evidence_kind": "rumour"}, "Select a valid choice"),
]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize(("changes", "complaint"), BAD)
def test_a_bad_form_comes_back_with_everything_typed(
    ed: Client, claim: Claim, changes: dict[str, Any], complaint: str, headers: dict[str, str]
) -> None:
    data = typed(claim, public_note="Kept as well.", next=queue_of(claim)) | changes
    response = ed.post(address(claim), data, headers=headers)
    page = response.content.decode()
    assert response.status_code == 422
    assert complaint in page
    assert "data-error-summary" in page
    assert "Kept as well." in page
    if "reason" not in changes:
        assert WORDS in page
    if "status" not in changes:
        assert 'data-status="disputed" data-key="d" data-key-label="Dispute" aria-pressed="true"' in page
    assert not Decision.objects.exists()


def test_a_plain_page_with_an_error_says_so_in_its_title(ed: Client, claim: Claim) -> None:
    page = ed.post(address(claim), typed(claim, reason="", next=queue_of(claim))).content.decode()
    assert "<title>Error: " in page
    assert 'href="#decide_reason"' in page


def test_evidence_of_another_claim_cannot_be_used(ed: Client, claim: Claim, newsroom: Newsroom) -> None:
    other = newsroom.claim("Another matter.")
    foreign = add_evidence(claim=other, draft=EvidenceDraft(title="A map"), by=newsroom.cast.alice)
    response = ed.post(address(claim), typed(claim, evidence=str(foreign.pk)))
    assert response.status_code == 422


def test_confirming_without_grounds_is_refused(ed: Client, newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    claim.refresh_from_db()
    response = ed.post(address(claim), typed(claim, status="confirmed"))
    assert response.status_code == 422
    assert "record a source that affirms it or add evidence first" in response.content.decode()


# --- Two editors ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("from_queue", [True, False], ids=["queue", "work page"])
def test_who_comes_second_sees_what_changed_and_keeps_the_words(
    ed: Client, claim: Claim, newsroom: Newsroom, headers: dict[str, str], from_queue: bool
) -> None:
    seen = claim.version
    newsroom.decides(claim, Status.CONFIRMED, by=newsroom.cast.edna, reason="Both capitals confirm it.")
    newsroom.says(claim, "Yonhap")
    claim.refresh_from_db()
    next_url = queue_of(claim) if from_queue else reverse("desk:claim", args=[claim.code])
    data = typed(claim, version=seen, next=next_url, evidence="https://example.org/note")
    response = ed.post(address(claim), data, headers=headers)
    page = response.content.decode()
    assert response.status_code == 409
    assert "has changed since you opened it" in page
    for word in (
        "Edna",
        "Unverified became confirmed",
        "Both capitals confirm it.",
        "Yonhap affirms",
        WORDS,
        "https://example.org/note",
    ):
        assert word in page
    assert Decision.objects.count() == 1
    # Sent once more, knowingly, it goes through.
    assert f'name="version" value="{claim.version}"' in page
    ed.post(address(claim), typed(claim, next=next_url))
    claim.refresh_from_db()
    assert claim.status == Status.DISPUTED


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_at_once_exactly_one_wins(claim: Claim, newsroom: Newsroom) -> None:
    starting_line = Barrier(2)
    answers: dict[str, int] = {}

    def sends(name: str, status: str) -> Callable[[], None]:
        client = Client()
        client.force_login(getattr(newsroom.cast, name))

        def send() -> None:
            try:
                starting_line.wait(timeout=10)
                answers[name] = client.post(address(claim), typed(claim, status=status)).status_code
            finally:
                connection.close()

        return send

    threads = [Thread(target=sends("ed", "confirmed")), Thread(target=sends("edna", "disputed"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(answers.values()) == [303, 409]
    winner = Decision.objects.get().decided_by.username
    assert answers[winner] == 303
