"""Claims that repeat another or are part of one: told on both pages, now and of an earlier moment."""

import json

import pytest
from django.test import Client

from factcheck.actions.claims import ClaimRefused, create_claim, reword_claim
from factcheck.models import Claim, LedgerEntry
from factcheck.rules.vocabulary import ClaimRelationKind
from tests.cast import Newsroom

pytestmark = pytest.mark.django_db

PART_OF, REPEATS = ClaimRelationKind.PART_OF, ClaimRelationKind.REPEATS


@pytest.fixture
def whole(newsroom: Newsroom) -> Claim:
    return newsroom.published("Up to 12,000 soldiers went.")


@pytest.fixture
def part(newsroom: Newsroom, whole: Claim) -> Claim:
    return newsroom.published("Some 3,000 soldiers went in January.", relations=[(PART_OF, whole)])


def related(client: Client, claim: Claim, query: str = "") -> list[tuple[str, str]]:
    record = client.get(f"/claims/{claim.code}.json{query}").json()
    told = [(one["relation"], one["code"]) for one in record["related"]]
    page = client.get(f"/claims/{claim.code}/{query}").content.decode()
    section = page.partition('id="related"')[2].partition("</section>")[0]
    assert [code for _, code in told] == codes_of(section)
    return told


def codes_of(html: str) -> list[str]:
    return [piece.partition("<")[0] for piece in html.split('<span class="code">')[1:]]


def reword(newsroom: Newsroom, claim: Claim, relations: list[tuple[ClaimRelationKind, Claim]]) -> None:
    claim.refresh_from_db()
    reword_claim(
        claim=claim, version=claim.version, text=claim.text, topic=claim.topic, reason="Seen beside others.",
        by=newsroom.cast.ed, relations=relations,
    )  # fmt: skip


def test_both_pages_tell_of_it(client: Client, whole: Claim, part: Claim) -> None:
    assert related(client, part) == [("part_of", whole.code)]
    assert related(client, whole) == [("has_part", part.code)]


def test_a_draft_beside_it_is_not_told(newsroom: Newsroom, client: Client, whole: Claim) -> None:
    newsroom.claim("Not for readers yet.", relations=[(REPEATS, whole)])
    shown = newsroom.published("Public.", relations=[(PART_OF, newsroom.claim("A draft."))])
    assert related(client, whole) == []
    assert related(client, shown) == []


def test_the_last_wording_counts_and_an_earlier_moment_shows_the_one_before(
    newsroom: Newsroom, client: Client, whole: Claim, part: Claim
) -> None:
    before = LedgerEntry.objects.latest("seq").recorded_at
    reword(newsroom, part, [])
    assert related(client, part) == related(client, whole) == []
    then = f"?as_of={before:%Y-%m-%dT%H:%M:%S.%fZ}"
    assert related(client, part, then) == [("part_of", whole.code)]
    assert related(client, whole, then) == [("has_part", part.code)]


def test_the_ledger_holds_it(whole: Claim, part: Claim) -> None:
    body = LedgerEntry.objects.filter(claim=part, kind="claim").get().body
    assert json.loads(body)["record"]["relations"] == [f"part_of {whole.code}"]


def test_a_claim_is_not_part_of_itself_nor_of_its_parts(
    newsroom: Newsroom, whole: Claim, part: Claim
) -> None:
    with pytest.raises(ClaimRefused, match="this claim itself"):
        reword(newsroom, whole, [(PART_OF, whole)])
    with pytest.raises(ClaimRefused, match="already"):
        reword(newsroom, whole, [(REPEATS, part)])


def test_an_editor_lays_it_down_with_the_wording(newsroom: Newsroom, client: Client, whole: Claim) -> None:
    claim = newsroom.published("The same once more.")
    client.force_login(newsroom.cast.ed)
    typed = {
        "version": claim.version, "text": claim.text, "topic": claim.topic_id, "reason": "Twice on record.",
        "repeats": "nk-9999",
    }  # fmt: skip
    refused = client.post(f"/desk/claims/{claim.code}/reword/", typed)
    assert (refused.status_code, "There is no claim NK-9999." in refused.content.decode()) == (422, True)
    twice = client.post(
        f"/desk/claims/{claim.code}/reword/", typed | {"repeats": whole.code, "part_of": whole.code}
    )
    assert "stands in both lists" in twice.content.decode()
    assert (
        client.post(f"/desk/claims/{claim.code}/reword/", typed | {"repeats": whole.code}).status_code == 303
    )
    client.logout()
    assert related(client, whole) == [("repeated_by", claim.code)]
    client.force_login(newsroom.cast.ed)
    assert f'value="{whole.code}"' in client.get(f"/desk/claims/{claim.code}/").content.decode()


def test_it_is_sealed_alike_alone_and_in_a_run(newsroom: Newsroom, whole: Claim) -> None:
    made = create_claim(
        text="One more.", topic=whole.topic, by=newsroom.cast.alice, relations=[(PART_OF, whole)]
    )
    assert [one.other for one in made.versions.get().relations.all()] == [whole]
