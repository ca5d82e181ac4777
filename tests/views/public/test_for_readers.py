"""Pages for readers say whether they have changed, may be kept in front, and are never an editor's."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from factcheck.actions.articles import set_excerpt_only
from factcheck.actions.checkpoints import sign_checkpoint
from factcheck.actions.claims import reword_claim
from factcheck.actions.evidence import EvidenceDraft, add_evidence
from factcheck.actions.publication import correct_claim, withdraw_claim
from factcheck.actions.sources import grade_source, relate_sources
from factcheck.actions.topics import create_topic
from factcheck.ledger_key import make_key
from factcheck.models import Claim, Source, User
from factcheck.queries.claim_page import claim_page
from factcheck.queries.revision import one_look, public_revision, revision_in
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import Independence, RelationKind, Reliability
from tests.cast import Newsroom

PAGES = ("/", "/claims/", "/claims/NK-0001/", "/claims/NK-0001/verify/", "/articles/", "/sources/",
         "/sources/russia/", "/topics/", "/corrections/", "/ledger/", "/methodology/")  # fmt: skip


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    claim = newsroom.published()
    newsroom.says(claim, "Russia", Stance.DENIES)
    return claim


@pytest.mark.parametrize("address", PAGES)
def test_asked_again_it_answers_from_one_read(
    client: Client, claim: Claim, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(address)
    assert first.status_code == 200
    assert first["Cache-Control"] == (
        "public, max-age=0, s-maxage=30, stale-while-revalidate=60, stale-if-error=3600"
    )
    assert {"Cookie", "HX-Request"} <= set(first["Vary"].split(", "))
    with django_assert_num_queries(1):
        again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == first["Cache-Control"]
    assert client.get(address, headers={"if-none-match": 'W/"of another day"'}).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_a_page_at_hand_says_of_itself_what_it_said_when_it_was_made(
    client: Client, claim: Claim, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = client.get(address)
    with django_assert_num_queries(1):
        at_hand = client.get(address)
    assert at_hand.content == made.content
    assert dict(at_hand.headers) == dict(made.headers)


def test_what_is_at_hand_is_answered_without_a_look_at_sessions_or_messages(
    client: Client, claim: Claim
) -> None:
    made = client.get("/claims/")
    assert hasattr(made.wsgi_request, "session")
    for headers in ({}, {"if-none-match": made["ETag"]}):
        assert not hasattr(client.get("/claims/", headers=headers).wsgi_request, "session")


def test_a_claims_page_says_in_its_one_statement_how_far_the_record_was(
    client: Client, claim: Claim, newsroom: Newsroom, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        made = client.get("/claims/NK-0001/")
    assert "-".join(map(str, revision_in(connection) or ())) in made["ETag"]
    with one_look():
        page = claim_page("NK-0001")
        newsroom.says(claim, "China", Stance.AFFIRMS)
        assert page is not None
        # What is said since is not on that page, so its tag must not be of now.
        assert public_revision() in made["ETag"]


def test_the_tag_of_a_page_for_readers_opens_no_other_address(client: Client, claim: Claim) -> None:
    tag = client.get("/claims/")["ETag"]
    for address, status in (("/desk/", 302), ("/no-such-page/", 404), ("/claims/NK-0001.json", 200)):
        assert client.get(address, headers={"if-none-match": tag}).status_code == status
    host = {"if-none-match": tag, "host": "elsewhere.example"}
    assert client.get("/claims/", headers=host).status_code == 400


def test_a_page_for_who_signed_in_is_kept_by_nobody(client: Client, claim: Claim, newsroom: Newsroom) -> None:
    as_reader = client.get("/claims/")["ETag"]
    client.force_login(newsroom.cast.ed)
    for address in PAGES:
        page = client.get(address, headers={"if-none-match": as_reader})
        assert page.status_code == 200
        assert page["Cache-Control"] == "private, no-cache", address
        assert "ETag" not in page
    desk = client.get("/desk/")
    assert "no-store" in desk["Cache-Control"]
    assert "private" in desk["Cache-Control"]


def test_a_part_of_a_page_is_not_taken_for_the_whole(client: Client, claim: Claim) -> None:
    whole = client.get("/claims/")
    part = client.get("/claims/", headers={"hx-request": "true", "if-none-match": whole["ETag"]})
    assert part.status_code == 200
    assert part["ETag"] != whole["ETag"]


def test_what_somebody_was_told_is_shown_to_nobody_else(client: Client, claim: Claim) -> None:
    told, request = HttpResponse(), RequestFactory().get("/")
    storage = CookieStorage(request)
    storage.add(messages.SUCCESS, "Dan can sign in now.")
    storage.update(told)
    client.cookies = told.cookies
    page = client.get("/claims/")
    assert "Dan can sign in now." in page.content.decode()
    assert page["Cache-Control"] == "private, no-cache"
    assert "Dan can sign in now." not in Client().get("/claims/").content.decode()


# A cache in front that tells them apart by HX-Request alone must get the same page for each of its values.
@pytest.mark.parametrize(
    "headers",
    [
        {"hx-request": "true", "hx-history-restore-request": "true"},
        {"hx-request": "TRUE"},
        {"hx-request": '"'},
    ],
    ids=["going back", "capitals", "nonsense"],
)
def test_odd_headers_get_the_whole_page_under_its_own_validator(
    client: Client, claim: Claim, headers: dict[str, str]
) -> None:
    whole = client.get("/claims/")
    odd = client.get("/claims/", headers=headers)
    assert (odd.content, odd["ETag"]) == (whole.content, whole["ETag"])
    assert "HX-History-Restore-Request" in odd["Vary"]
    part = client.get("/claims/", headers={"hx-request": "true"})
    assert part.content != whole.content
    assert part["ETag"] != whole["ETag"]


def rename_an_editor(room: Newsroom, claim: Claim) -> None:
    User.objects.filter(pk=room.cast.ed.pk).update(byline="Eduard")


def correct(room: Newsroom, claim: Claim) -> None:
    reword_claim(
        claim=claim, version=claim.version, text="Soldiers went.", topic=claim.topic, reason="A misreading.",
        by=room.cast.ed,
    )  # fmt: skip
    claim.refresh_from_db()
    correct_claim(claim=claim, note="We misread it.", version=claim.version, by=room.cast.ed)


CHANGES: dict[str, Callable[[Newsroom, Claim], object]] = {
    "a statement": lambda room, claim: room.says(claim),
    "a decision": lambda room, claim: room.decides(claim, Status.DISPUTED),
    "evidence": lambda room, claim: add_evidence(
        claim=claim, draft=EvidenceDraft(title="A treaty"), by=room.cast.alice
    ),
    "a withdrawal": lambda room, claim: withdraw_claim(
        claim=claim, note="Nobody said it.", version=claim.version, by=room.cast.ed
    ),
    "a correction": correct,
    "a new topic": lambda room, claim: create_topic(name="Ships", prefix="SH", by=room.cast.alice),
    "a new source": lambda room, claim: room.source("Norway"),
    "a grade": lambda room, claim: grade_source(
        source=Source.objects.get(name="Russia"), reliability=Reliability.C, note="Mixed.", by=room.cast.cho
    ),
    "a relation": lambda room, claim: relate_sources(
        one=room.source("Kremlin"), other=Source.objects.get(name="Russia"), kind=RelationKind.PART_OF,
        independence=Independence.NOT_INDEPENDENT, note="It speaks for it.", by=room.cast.cho,
    ),
    "rights of a story": lambda room, claim: set_excerpt_only(
        article=room.article(), excerpt_only=True, by=room.cast.ed
    ),
    "an editor's name": rename_an_editor,
}  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_whatever_changes_for_readers_changes_the_validator(
    newsroom: Newsroom, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    claim = newsroom.published(parties=[newsroom.source("Russia")])
    newsroom.article()
    newsroom.says(claim, "Russia", Stance.DENIES)
    newsroom.decides(claim)
    for name, change in CHANGES.items():
        with subtests.test(name):
            claim.refresh_from_db()
            before = revision_in(connection)
            change(newsroom, claim)
            assert revision_in(connection) != before
    before = revision_in(connection)
    sign_checkpoint(key=make_key(tmp_path / "ledger.key", "desk.example/ledger"))
    assert revision_in(connection) != before


@pytest.mark.django_db(transaction=True)
def test_signing_in_changes_nothing_for_readers(newsroom: Newsroom, client: Client) -> None:
    before = revision_in(connection)
    client.force_login(newsroom.cast.ed)
    newsroom.cast.ed.set_password("another long password")
    newsroom.cast.ed.save()
    assert revision_in(connection) == before
