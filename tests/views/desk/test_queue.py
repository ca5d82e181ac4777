"""GET /desk/: what waits, newest change first, and the chosen claim beside it."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from factcheck.actions.claims import assign_claim
from factcheck.actions.publication import withdraw_claim
from factcheck.models import Claim, ClaimIndex
from factcheck.queries.queue import PAGE, Show, queue_page, whose_queue
from factcheck.queries.queue import queue as claims_in_queue
from factcheck.rules.filters import Filters
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from tests.cast import Newsroom

HTMX = {"HX-Request": "true"}
QUEUE = "/desk/"


@pytest.fixture
def ed(client: Client, newsroom: Newsroom) -> Client:
    client.force_login(newsroom.cast.ed)
    return client


def rows_of(page: str) -> list[str]:
    """The codes of the list's rows, in order."""
    return re.findall(r'<li class="claim-row" data-row id="row-([A-Z]+-\d+)"', page)


def get(client: Client, address: str = QUEUE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def settled(newsroom: Newsroom, text: str = "Settled.") -> Claim:
    """Published and confirmed: nothing about it waits."""
    claim = newsroom.published(text)
    newsroom.decides(claim)
    claim.refresh_from_db()
    return claim


def shown(show: Show, newsroom: Newsroom, filters: Filters | None = None) -> set[str]:
    whose = whose_queue(newsroom.cast.ed, timezone.localdate())
    return {row.claim.code for row in claims_in_queue(show, filters or Filters(), whose)}


# --- What waits -----------------------------------------------------------------------------------------


def test_drafts_and_unverified_claims_wait_and_settled_ones_do_not(newsroom: Newsroom) -> None:
    draft, unverified = newsroom.claim("A draft."), newsroom.published("Unverified.")
    confirmed_draft = newsroom.claim("Confirmed, not yet published.")
    newsroom.says(confirmed_draft)
    newsroom.decides(confirmed_draft)
    settled(newsroom)
    assert shown(Show.WAITING, newsroom) == {draft.code, unverified.code, confirmed_draft.code}


def test_a_claim_past_its_day_of_review_waits(newsroom: Newsroom) -> None:
    claim = settled(newsroom)
    Claim.objects.filter(pk=claim.pk).update(review_by=date(2025, 1, 1))
    assert shown(Show.WAITING, newsroom) == {claim.code}


def test_what_has_ended_does_not_wait(newsroom: Newsroom) -> None:
    retracted, withdrawn = newsroom.claim("Retracted."), newsroom.published("Withdrawn.")
    newsroom.decides(retracted, Status.RETRACTED, by=newsroom.cast.cho, public_note="A mix-up.")
    withdraw_claim(claim=withdrawn, note="A mix-up.", version=withdrawn.version, by=newsroom.cast.ed)
    assert shown(Show.WAITING, newsroom) == set()
    assert shown(Show.ALL, newsroom) == {retracted.code, withdrawn.code}


def test_mine_is_what_i_made_or_was_given(newsroom: Newsroom) -> None:
    given = newsroom.claim("Given to Ed.")
    newsroom.claim("Nobody's.")
    assign_claim(claim=given, to=newsroom.cast.ed, by=newsroom.cast.alice)
    assert shown(Show.MINE, newsroom) == {given.code}


# --- The page -------------------------------------------------------------------------------------------


def test_the_newest_change_comes_first_and_is_chosen(ed: Client, newsroom: Newsroom) -> None:
    first, second = newsroom.claim("The first."), newsroom.claim("The second.")
    newsroom.says(first)
    page = get(ed)
    assert rows_of(page) == [first.code, second.code]
    assert re.search(rf'id="open-{first.code}"[^>]*aria-current="true"', page)
    assert 'id="panel"' in page
    assert "2 claims wait:" in page


def test_a_row_says_how_the_claim_stands(ed: Client, newsroom: Newsroom) -> None:
    claim = newsroom.claim("About 11,000 were sent.")
    newsroom.says(claim, "Joint Chiefs of Staff")
    newsroom.says(claim, "Russia", Stance.NOT_CONFIRMED)
    row = get(ed).split('data-row id="row-', 1)[1].split("</li>\n</ol>", 1)[0]
    for word in ("Unverified", "just now", "About 11,000 were sent.", "South says more soldiers sent",
                 "Draft", "2 statements", "1 origin<"):  # fmt: skip
        assert word in row


def test_a_claim_is_chosen_by_its_address(ed: Client, newsroom: Newsroom) -> None:
    older = newsroom.claim("The older one.")
    newsroom.says(older, "Joint Chiefs of Staff", quote="4,000 became casualties")
    newsroom.claim("The newer one.")
    page = get(ed, f"{QUEUE}?claim={older.code.lower()}")
    panel = page.split('id="panel"', 1)[1]
    assert "<mark>4,000 became casualties</mark>" in panel
    assert "Of some 11,000 soldiers sent," in panel  # The words around the quote.
    assert "What would confirm this?" in panel
    assert "One origin affirms it: Joint Chiefs of Staff." in panel


def test_htmx_gets_only_the_panel(ed: Client, newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    response = ed.get(f"{QUEUE}?claim={claim.code}", headers=HTMX)
    page = response.content.decode()
    assert "<html" not in page
    assert rows_of(page) == []
    assert 'id="panel"' in page
    assert "HX-Request" in response["Vary"]
    assert "HX-Request" in ed.get(QUEUE)["Vary"]


def test_going_back_in_history_gets_the_whole_page(ed: Client, newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    headers = HTMX | {"HX-History-Restore-Request": "true"}
    assert "<html" in ed.get(f"{QUEUE}?claim={claim.code}", headers=headers).content.decode()


def test_a_claim_that_has_left_the_list_is_still_shown_while_chosen(ed: Client, newsroom: Newsroom) -> None:
    waiting, gone = newsroom.claim("Waits."), settled(newsroom)
    assert rows_of(get(ed, f"{QUEUE}?claim={gone.code}")) == [gone.code, waiting.code]


def test_an_empty_queue_says_what_to_do_next(ed: Client) -> None:
    page = get(ed)
    assert "Nothing waits here." in page
    assert reverse("desk:article_new") in page


def test_filters_that_match_nothing_can_be_taken_away(ed: Client, newsroom: Newsroom) -> None:
    newsroom.claim()
    page = get(ed, f"{QUEUE}?q=nowhere&status=disputed")
    assert "No claim matches these filters." in page
    assert "Remove the filter </span>Words" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=disputed&show=all", {"disputed"}),
        ("source=russia", {"against"}),
        ("topic=north-korean-troops-in-russia&show=all", {"against", "plain", "disputed"}),
        ("q=plain", {"plain"}),
        ("show=mine", set()),
    ],
)
def test_filters_narrow_the_list(ed: Client, newsroom: Newsroom, query: str, expected: set[str]) -> None:
    claims = {"plain": newsroom.claim("A plain one."), "against": newsroom.claim("Denied."),
              "disputed": newsroom.published("Fought over.")}  # fmt: skip
    newsroom.says(claims["against"], "Russia", Stance.DENIES)
    newsroom.says(claims["disputed"], "Ukraine", Stance.DENIES)
    newsroom.decides(claims["disputed"], Status.DISPUTED)
    assert set(rows_of(get(ed, f"{QUEUE}?{query}"))) == {claims[name].code for name in expected}


def test_counts_stand_beside_the_choices(ed: Client, newsroom: Newsroom) -> None:
    newsroom.claim()
    settled(newsroom)
    page = get(ed, f"{QUEUE}?show=all")
    for count in ("Waiting (1)", "Mine (0)", "All (2)", "Unverified (1)", "Confirmed (1)", "Disputed (0)"):
        assert count in page


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("status=probable", "“probable” is none of"),
        ("show=everything", "“everything” is none of"),
        ("source=nobody", "there is no source “nobody”"),
        ("topic=nothing", "there is no topic “nothing”"),
        ("before=yesterday", "is no place in the ledger"),
        ("after=99999999999999999999", "is no place in the ledger"),
        ("q=" + "x" * 201, "at most 200 characters"),
    ],
)
def test_a_filter_that_means_nothing_is_explained(ed: Client, query: str, complaint: str) -> None:
    response = ed.get(f"{QUEUE}?{query}")
    assert response.status_code == 400
    assert complaint in response.content.decode()


def test_a_claim_that_is_not_there_is_a_404(ed: Client) -> None:
    assert ed.get(f"{QUEUE}?claim=NK-9999").status_code == 404


def test_pages_meet_without_a_gap(newsroom: Newsroom, ed: Client) -> None:
    codes = [newsroom.claim(f"Claim {number}.").code for number in range(7)][::-1]
    rows = ClaimIndex.objects.all()
    first = queue_page(rows, size=3)
    second = queue_page(rows, before=first.before, size=3)
    third = queue_page(rows, before=second.before, size=3)
    assert [claim.code for page in (first, second, third) for claim in page.rows] == codes
    assert (first.after, third.before) == (None, None)
    back = queue_page(rows, after=third.after, size=3)
    assert [claim.code for claim in back.rows] == [claim.code for claim in second.rows]
    assert queue_page(rows, after=second.after, size=3).after is None
    assert PAGE > 3


def test_a_longer_list_costs_no_more_queries(
    ed: Client, newsroom: Newsroom, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        newsroom.says(newsroom.claim(f"Claim {number}."), f"Source {number}")
    other = newsroom.claim("Not in this list.")
    with django_assert_max_num_queries(10):
        get(ed)
    with django_assert_max_num_queries(10):
        get(ed, f"{QUEUE}?show=stale&claim={other.code}")


def test_the_panel_alone_takes_a_few_queries(
    ed: Client, newsroom: Newsroom, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    claim = newsroom.claim("Claim.")
    newsroom.says(claim, "Russia")
    with django_assert_max_num_queries(6):
        assert ed.get(f"{QUEUE}?claim={claim.code}", headers=HTMX).status_code == 200


def test_a_row_says_what_has_changed_since_it_was_last_written(ed: Client, newsroom: Newsroom) -> None:
    claim = newsroom.claim("Claim.")
    first = get(ed)
    newsroom.says(claim, "Russia")
    assert get(ed) != first
    assert "1 statement<" in get(ed)
    assign_claim(claim=claim, to=newsroom.cast.alice, by=newsroom.cast.ed)
    (row,) = re.findall(r"<li class=\"claim-row\".*?\n</li>", get(ed), re.DOTALL)
    assert newsroom.cast.alice.public_name in row


# --- Who --------------------------------------------------------------------------------------------------


def test_a_stranger_is_sent_to_sign_in_and_comes_back(client: Client, newsroom: Newsroom) -> None:
    response = client.get(f"{QUEUE}?status=disputed")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/desk/%3Fstatus%3Ddisputed"


def test_a_reporter_sees_the_queue_without_buttons_to_decide(client: Client, newsroom: Newsroom) -> None:
    newsroom.says(newsroom.claim())
    client.force_login(newsroom.cast.alice)
    page = get(client)
    assert "Editors decide." in page
    assert 'data-act="' not in page


@pytest.mark.parametrize(("name", "offered"), [("ed", False), ("cho", True)])
def test_retracting_is_offered_to_those_who_may(
    name: str, offered: bool, client: Client, newsroom: Newsroom
) -> None:
    newsroom.claim()
    client.force_login(getattr(newsroom.cast, name))
    page = get(client)
    assert ('data-act="Retract"' in page) is offered
    assert 'data-act="Supersede"' in page


def test_the_desk_is_not_kept_in_caches(ed: Client) -> None:
    assert "no-store" in ed.get(QUEUE)["Cache-Control"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_queue_is_only_read(method: str, ed: Client) -> None:
    assert getattr(ed, method)(QUEUE).status_code == 405


def test_words_of_others_are_shown_and_not_obeyed(ed: Client, newsroom: Newsroom) -> None:
    newsroom.claim('<script>alert("x")</script> said <b>this</b>')
    page = get(ed, f"{QUEUE}?q=%3Cscript%3E")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
