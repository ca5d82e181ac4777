""" "Used in" on the work page, and /desk/mend/: what to mend when a status has changed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from factcheck.actions.usages import record_usage
from factcheck.models import Claim, Usage
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from tests.cast import Cast, Newsroom

HTMX = {"HX-Request": "true"}
MEND = "/desk/mend/"


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    claim = newsroom.published()
    newsroom.says(claim, "Russia", Stance.DENIES)
    newsroom.decides(claim, Status.CONFIRMED)
    claim.refresh_from_db()
    return claim


@pytest.fixture
def alice(client: Client, cast: Cast) -> Client:
    client.force_login(cast.alice)
    return client


@pytest.fixture
def use(claim: Claim, newsroom: Newsroom) -> Usage:
    """One to mend: it says "confirmed", the desk "disputed"."""
    use = record_usage(
        claim=claim, title="Page 3 & more", url="https://paper.example/3", wording="Soldiers came, we know.",
        status_then=Status.CONFIRMED, by=newsroom.cast.alice,
    )  # fmt: skip
    newsroom.decides(claim, Status.DISPUTED, reason="Russia shows papers.")
    claim.refresh_from_db()
    return use


def text(response: Any) -> str:
    return response.content.decode()


def use_url(claim: Claim) -> str:
    return reverse("desk:use", args=[claim.code])


def typed(**changes: str) -> dict[str, str]:
    words = {"title": "Page 3", "url": "https://paper.example/3", "wording": "Soldiers came."}
    return words | {"used_on": "2025-03-28", "status_then": "confirmed"} | changes


def test_a_use_is_noted_on_the_work_page(alice: Client, claim: Claim) -> None:
    response = alice.post(use_url(claim), typed())
    assert response.status_code == 303
    page = text(alice.get(response["Location"]))
    assert 'href="https://paper.example/3"' in page and "Soldiers came." in page and "28 Mar 2025" in page


def test_htmx_gets_the_work_page_s_part(alice: Client, claim: Claim) -> None:
    page = text(alice.post(use_url(claim), typed(), headers=HTMX))
    assert 'id="work"' in page and "Use noted." in page and "<html" not in page


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"title": " "}, "Say where it was used"),
        ({"url": "javascript:alert(1)"}, "This is no web address."),
        ({"used_on": "soon"}, "Enter a valid date."),
        ({"status_then": "certain"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_noted_comes_back_with_the_reason(
    alice: Client, claim: Claim, wrong: dict[str, str], complaint: str
) -> None:
    response = alice.post(use_url(claim), typed(**wrong))
    assert response.status_code == 422 and complaint in text(response)
    assert "Soldiers came." in text(response) and not Usage.objects.exists()


def test_the_list_shows_what_was_said_what_holds_and_why(alice: Client, claim: Claim, use: Usage) -> None:
    page = text(alice.get(MEND))
    assert claim.code in page and "Russia shows papers." in page and "Page 3 &amp; more" in page
    use_part = page.split(f'id="use-{use.pk}"')[1]
    assert use_part.index("Confirmed") < use_part.index("Disputed")
    assert "To mend (1)" in text(alice.get("/desk/"))


def test_a_decision_says_how_much_it_leaves_to_mend(
    client: Client, claim: Claim, use: Usage, cast: Cast
) -> None:
    record_usage(claim=claim, title="The news", status_then=Status.CONFIRMED, by=cast.alice)
    client.force_login(cast.ed)
    queue = f"{reverse('desk:queue')}?claim={claim.code}"
    words = {"status": "unverified", "reason": "Open.", "version": claim.version, "next": queue}
    page = text(client.post(reverse("desk:decide", args=[claim.code]), words, headers=HTMX))
    assert "2 uses to mend." in page
    claim.refresh_from_db()
    words |= {"status": "confirmed", "version": claim.version}
    assert "to mend." not in text(client.post(reverse("desk:decide", args=[claim.code]), words, headers=HTMX))


def test_ticking_off_takes_it_from_the_list(alice: Client, use: Usage) -> None:
    address = reverse("desk:mended", args=[use.pk])
    response = alice.post(address, {"status": "disputed", "note": "A line was added."})
    assert (response.status_code, response["Location"]) == (303, MEND)
    page = text(alice.get(MEND))
    assert "Nothing is to be mended." in page and "ticked off. 0 to mend." in page
    work = text(alice.get(reverse("desk:claim", args=[use.claim.code])))
    assert "A line was added." in work


def test_htmx_gets_the_list_alone(alice: Client, use: Usage) -> None:
    address = reverse("desk:mended", args=[use.pk])
    page = text(alice.post(address, {"status": "disputed", "note": "A line."}, headers=HTMX))
    assert page.strip().startswith('<div id="mend"') and "0 to mend." in page


def test_without_a_note_nothing_is_ticked_off(alice: Client, use: Usage) -> None:
    response = alice.post(reverse("desk:mended", args=[use.pk]), {"status": "disputed", "note": ""})
    assert response.status_code == 422 and "Say what was mended" in text(response)


def test_a_page_that_is_too_old_ticks_nothing_off_and_keeps_the_words(
    alice: Client, use: Usage, claim: Claim, newsroom: Newsroom
) -> None:
    newsroom.decides(claim, Status.UNVERIFIED)
    response = alice.post(reverse("desk:mended", args=[use.pk]), {"status": "disputed", "note": "A line."})
    assert response.status_code == 409 and "has become unverified since" in text(response)
    assert 'value="A line."' in text(response) and 'name="status" value="unverified"' in text(response)


def test_a_use_that_is_not_there_is_said_so(alice: Client) -> None:
    assert alice.post(reverse("desk:mended", args=[404]), {"note": "x"}).status_code == 404


def test_readers_pages_do_not_count_what_is_to_be_mended(
    client: Client, use: Usage, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(50) as asked:
        client.get("/claims/")
    assert not [query for query in asked.captured_queries if "factcheck_usage" in query["sql"]]
