"""Sources and topics on the desk."""

import pytest
from django.test import Client

from factcheck.models import Source, SourceRelationVersion, SourceVersion, Topic
from factcheck.rules.vocabulary import SourceKind
from tests.cast import Newsroom

JCS = {
    "name": "Joint Chiefs of Staff",
    "kind": "armed_forces",
    "aliases": "JCS\n합동참모본부",
    "country": "kr",
}


@pytest.fixture
def desk(client: Client, newsroom: Newsroom) -> Client:
    client.force_login(newsroom.cast.alice)
    return client


def test_a_source_is_added_and_found_by_each_of_its_names(desk: Client) -> None:
    answer = desk.post("/desk/sources/new/", JCS)
    assert answer["Location"] == "/desk/sources/joint-chiefs-of-staff/"
    for name in ("jcs", "합동참모본부", "joint chiefs"):
        assert "Joint Chiefs of Staff" in desk.get("/desk/sources/", {"q": name}).content.decode()
        assert (
            'data-value="Joint Chiefs of Staff"'
            in desk.get("/desk/sources/find/", {"q": name}).content.decode()
        )


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "required"),
        ({"name": "..."}, "at least one letter"),
        ({"country": "Korea"}, "two letters"),
        ({"parent": "Nobody"}, "No source is called Nobody"),
        ({"aliases": "Tass"}, "is a name of Tass already"),
        ({"name": "Tass"}, "is a name of Tass already"),
    ],
)
def test_bad_input_is_said_and_what_was_typed_is_kept(
    desk: Client, newsroom: Newsroom, wrong: dict[str, str], says: str
) -> None:
    newsroom.source("Tass", SourceKind.WIRE)
    answer = desk.post("/desk/sources/new/", JCS | {"position_note": "At war since 1950."} | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "At war since 1950." in page
    assert Source.objects.count() == 1


def test_an_earlier_description_stays_on_record(desk: Client, newsroom: Newsroom) -> None:
    source = newsroom.source("The JCS", SourceKind.ARMED_FORCES)
    desk.post(f"/desk/sources/{source.slug}/", JCS)
    names = SourceVersion.objects.filter(source=source).order_by("recorded_at").values_list("name", flat=True)
    assert list(names) == ["The JCS", "Joint Chiefs of Staff"]
    source.refresh_from_db()
    assert (source.name, source.slug, source.country) == ("Joint Chiefs of Staff", "the-jcs", "KR")


def test_a_source_cannot_act_for_itself_by_any_way_round(desk: Client, newsroom: Newsroom) -> None:
    state = newsroom.source("South Korea")
    newsroom.source("Joint Chiefs of Staff", SourceKind.ARMED_FORCES, parent=state)
    answer = desk.post(
        f"/desk/sources/{state.slug}/",
        {"name": "South Korea", "kind": "government", "parent": "Joint Chiefs of Staff"},
    )
    assert answer.status_code == 422
    assert "cannot act for itself" in answer.content.decode()


def test_only_a_chief_editor_sets_grades_and_says_why(desk: Client, newsroom: Newsroom) -> None:
    source = newsroom.source("Tass", SourceKind.WIRE)
    address = f"/desk/sources/{source.slug}/grade/"
    assert desk.post(address, {"reliability": "C", "note": "x"}).status_code == 403
    desk.force_login(newsroom.cast.cho)
    answer = desk.post(address, {"reliability": "C", "note": ""})
    assert (answer.status_code, "Say why" in answer.content.decode()) == (422, True)
    assert desk.post(address, {"reliability": "C", "note": "Leaves things out."}).status_code == 302
    source.refresh_from_db()
    assert source.reliability == "C"


def test_missing_sources_and_wrong_methods_are_said(desk: Client, newsroom: Newsroom) -> None:
    assert desk.get("/desk/sources/nobody/").status_code == 404
    assert desk.post("/desk/sources/").status_code == 405
    assert desk.get(f"/desk/sources/{newsroom.source('Tass').slug}/grade/").status_code == 405


def test_a_topic_is_opened_once(desk: Client) -> None:
    bridge = {"name": "The bridge", "prefix": "br"}
    assert desk.post("/desk/topics/new/", bridge).status_code == 302
    assert Topic.objects.get(prefix="BR").slug == "the-bridge"
    answer = desk.post("/desk/topics/new/", bridge | {"description": "Cracks."})
    assert (answer.status_code, "Cracks." in answer.content.decode()) == (422, True)
    assert desk.post("/desk/topics/new/", {"name": "x", "prefix": "N1"}).status_code == 422


def test_claims_are_found_by_words_and_by_code(desk: Client, newsroom: Newsroom) -> None:
    claim = newsroom.claim("The bridge has been closed to lorries.")
    for words in ("closed bridge", claim.code, "lorrys"):
        assert f'data-value="{claim.code}"' in desk.get("/desk/claims/find/", {"q": words}).content.decode()
    assert (
        "No claim says anything like it"
        in desk.get("/desk/claims/find/", {"q": "satellite"}).content.decode()
    )


RELATION = {
    "other": "Tass",
    "kind": "quotes_habitually",
    "independence": "not_independent",
    "note": "The desk counted its sources for a month.",
}


@pytest.fixture
def two(newsroom: Newsroom) -> Source:
    newsroom.source("Tass", SourceKind.WIRE)
    return newsroom.source("Kremlin")


def test_the_chief_editor_lays_down_a_relation(client: Client, newsroom: Newsroom, two: Source) -> None:
    client.force_login(newsroom.cast.cho)
    answer = client.post(f"/desk/sources/{two.slug}/relate/", RELATION)
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "Habitually quotes" in page
    assert "not independent" in page
    assert "counted its sources for a month" in page


def test_an_editor_sees_relations_and_lays_down_none(client: Client, newsroom: Newsroom, two: Source) -> None:
    client.force_login(newsroom.cast.ed)
    assert "Chief editors lay down relations" in client.get(f"/desk/sources/{two.slug}/").content.decode()
    assert client.post(f"/desk/sources/{two.slug}/relate/", RELATION).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"other": "Nobody"}, "No source is called Nobody"),
        ({"other": "Kremlin"}, "two different sources"),
        ({"independence": "independent", "note": " "}, "how the desk knows"),
        ({"kind": "friends"}, "valid choice"),
    ],
)
def test_a_relation_that_cannot_be_keeps_what_was_typed(
    client: Client, newsroom: Newsroom, two: Source, wrong: dict[str, str], says: str
) -> None:
    client.force_login(newsroom.cast.cho)
    answer = client.post(f"/desk/sources/{two.slug}/relate/", RELATION | {"note": "Kept words."} | wrong)
    page = answer.content.decode()
    assert (answer.status_code, says in page) == (422, True)
    assert "Kept words." in page or "note" in wrong
    assert not SourceRelationVersion.objects.exists()


def test_readers_see_relations_among_public_sources_only(
    client: Client, newsroom: Newsroom, two: Source
) -> None:
    claim = newsroom.published()
    newsroom.says(claim, two)
    client.force_login(newsroom.cast.cho)
    client.post(f"/desk/sources/{two.slug}/relate/", RELATION)
    client.logout()
    assert "Habitually quotes" not in client.get(f"/sources/{two.slug}/").content.decode()
    newsroom.says(claim, "Tass")
    assert "Habitually quotes" in client.get(f"/sources/{two.slug}/").content.decode()
