"""GET /claims/<code>.json: the whole record of a claim, keys in their order, the same bytes for an as_of."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factcheck.actions.evidence import EvidenceDraft, add_evidence
from factcheck.actions.sources import describe_source
from factcheck.models import Claim
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import SourceKind
from tests.cast import Cast, Newsroom

KEYS = """format url as_of code claim status status_since reason public_note decided_against_the_rule
    publication publication_note published_at version ledger_seq topic event_from event_to place
    about supersedes superseded_by related who_says independent_origins rule attributions
    figures_in_conflict evidence decisions history"""
OF_ATTRIBUTIONS = """id ledger_seq source stance side cue hedge quote said_on speaks_of credibility chain
    article figure recorded_at supersedes superseded_by"""


def record(client: Client, claim: Claim, **query: str) -> dict[str, Any]:
    response = client.get(f"/claims/{claim.code}.json", query)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json; charset=utf-8"
    return json.loads(response.content)


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    claim = newsroom.published(parties=[newsroom.source("Russia")])
    newsroom.says(claim, "Kremlin", Stance.DENIES, via=("Tass",))
    first = newsroom.says(claim, "South Korea", figure="some 11,000")
    newsroom.says(claim, "South Korea", figure="more than 11,500", supersedes=first)
    add_evidence(claim=claim, draft=EvidenceDraft(title="A treaty"), by=newsroom.cast.alice)
    newsroom.decides(claim, Status.DISPUTED, reason="One denies it.")
    claim.refresh_from_db()
    return claim


def test_the_keys_are_there_in_their_order_whatever_the_claim(
    client: Client, newsroom: Newsroom, claim: Claim
) -> None:
    bare = newsroom.published("Soldiers came in May.")
    assert list(record(client, claim)) == list(record(client, bare)) == KEYS.split()
    for said in record(client, claim)["attributions"]:
        assert list(said) == OF_ATTRIBUTIONS.split()


def test_it_holds_who_said_what_by_which_way(client: Client, claim: Claim) -> None:
    read = record(client, claim)
    assert (read["status"], read["reason"], read["about"]) == ("disputed", "One denies it.", ["Russia"])
    _, denial, first, second = read["attributions"]
    assert [hop["source"] for hop in denial["chain"]] == ["Kremlin", "Tass", "The Example Wire"]
    assert (denial["stance"], denial["side"]) == ("denies", "against")
    assert (first["superseded_by"], second["supersedes"]) == (second["id"], first["id"])
    figure = second["figure"]
    assert (figure["verbatim"], figure["low"], figure["low_inclusive"], figure["high"]) == (
        "more than 11,500", 11500, False, None,
    )  # fmt: skip
    assert [item["title"] for item in read["evidence"]] == ["A treaty"]
    (decision,) = read["decisions"]
    assert (decision["to_status"], decision["decided_by"]) == ("disputed", "Ed")
    assert [change["ledger_seq"] for change in read["history"]] == sorted(
        change["ledger_seq"] for change in read["history"]
    )


def test_the_same_moment_gives_the_same_bytes_for_good(
    client: Client, newsroom: Newsroom, cast: Cast, claim: Claim
) -> None:
    then = f"{claim.states.latest('ledger_seq').recorded_at:%Y-%m-%dT%H:%M:%S.%fZ}"
    before = client.get(f"/claims/{claim.code}.json", {"as_of": then}).content
    newsroom.says(claim, "NATO")
    newsroom.decides(claim, Status.UNVERIFIED, reason="Not so sure.")
    korea = newsroom.source("South Korea")
    describe_source(
        source=korea, by=cast.alice, name="Republic of Korea", kind=SourceKind.GOVERNMENT, parent=None,
        country="KR", position_note="",
    )  # fmt: skip
    assert client.get(f"/claims/{claim.code}.json", {"as_of": then}).content == before
    now = record(client, claim)
    assert now["as_of"] is None and now["status"] == "unverified" and len(now["attributions"]) == 5


def test_a_draft_is_unknown_even_to_the_desk(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.claim("A draft.")
    client.force_login(cast.ada)
    for code in (draft.code, "NK-9999", "nonsense"):
        assert client.get(f"/claims/{code}.json").status_code == 404
    assert client.post(f"/claims/{draft.code}.json").status_code == 405


def test_a_moment_before_publication_knows_no_claim(client: Client, claim: Claim) -> None:
    assert client.get(f"/claims/{claim.code}.json?as_of=2020-01-01").status_code == 404
    assert client.get(f"/claims/{claim.code}.json?as_of=foo").status_code == 400


def test_a_successor_that_is_a_draft_is_not_named(client: Client, newsroom: Newsroom, claim: Claim) -> None:
    successor = newsroom.claim("A draft that replaces it.")
    newsroom.decides(claim, Status.SUPERSEDED, successor=successor, public_note="See the later one.")
    response = client.get(f"/claims/{claim.code}.json")
    assert json.loads(response.content)["superseded_by"] is None
    assert successor.code not in response.content.decode()


def test_it_takes_one_query(client: Client, claim: Claim) -> None:
    with CaptureQueriesContext(connection) as queries:
        record(client, claim)
    assert len(queries) == 1
