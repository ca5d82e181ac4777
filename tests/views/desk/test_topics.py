"""/desk/topics/<slug>/: a topic is renamed, described and retired under an address that stays."""

import pytest
from django.test import Client

from factcheck.actions.claims import ClaimRefused
from factcheck.actions.topics import create_topic, describe_topic
from factcheck.models import Topic
from factcheck.permissions import NotAllowed
from tests.cast import Newsroom

ADDRESS = "/desk/topics/north-korean-troops-in-russia/"


@pytest.fixture
def desk(client: Client, newsroom: Newsroom) -> Client:
    newsroom.topic()
    client.force_login(newsroom.cast.ed)
    return client


def test_a_topic_is_renamed_and_what_was_said_before_stays(desk: Client, newsroom: Newsroom) -> None:
    answer = desk.post(ADDRESS, {"name": "Soldiers abroad", "description": "Who went where."})
    assert answer["Location"] == ADDRESS
    topic = newsroom.topic()
    assert (topic.name, topic.slug, topic.prefix) == (
        "Soldiers abroad", "north-korean-troops-in-russia", "NK",
    )  # fmt: skip
    names = topic.versions.order_by("recorded_at").values_list("name", flat=True)
    assert list(names) == ["North Korean troops in Russia", "Soldiers abroad"]
    page = desk.get(ADDRESS).content.decode()
    assert "North Korean troops in Russia" in page
    assert "Who went where." in page


def test_no_new_claims_come_under_a_retired_topic(desk: Client, newsroom: Newsroom) -> None:
    desk.post(ADDRESS, {"name": "Soldiers abroad", "retired": "on"})
    assert newsroom.topic().retired
    with pytest.raises(ClaimRefused, match="is retired: no new claims come under it"):
        newsroom.claim()
    assert "retired" in desk.get("/desk/topics/new/").content.decode()
    desk.post(ADDRESS, {"name": "Soldiers abroad"})
    assert newsroom.claim().topic == newsroom.topic()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"name": ""}, "required"),
        ({"name": "x" * 121}, "at most 120"),
        ({"name": "Another story"}, "Another topic has the name Another story"),
    ],
)
def test_bad_input_is_said_and_what_was_typed_is_kept(
    desk: Client, newsroom: Newsroom, sent: dict[str, str], says: str
) -> None:
    create_topic(name="Another story", prefix="AN", by=newsroom.cast.alice)
    answer = desk.post(ADDRESS, {"description": "Kept words."} | sent)
    page = answer.content.decode()
    assert (answer.status_code, says in page, "Kept words." in page) == (422, True, True)
    assert newsroom.topic().name == "North Korean troops in Russia"


def test_a_topic_that_is_not_there_is_not_found(desk: Client) -> None:
    assert desk.get("/desk/topics/nothing/").status_code == 404


def test_reporters_rename_no_topic(newsroom: Newsroom) -> None:
    topic: Topic = newsroom.topic()
    with pytest.raises(NotAllowed):
        describe_topic(topic=topic, name="x", description="", by=newsroom.cast.alice)
