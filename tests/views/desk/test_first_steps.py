"""An empty desk says what to do, until it is done or somebody knows it."""

from django.test import Client

from factcheck.actions.watching import mark_seen
from factcheck.rules.statuses import Status
from tests.cast import Cast, Newsroom

GUIDE = "First steps"


def test_an_empty_desk_shows_the_way_until_it_is_closed_by_each_for_themselves(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.ed)
    page = client.get("/desk/").content.decode()
    assert GUIDE in page
    assert "Done:" not in page
    mark_seen(person=cast.ed, ledger_seq=0, comment_seq=0)
    assert GUIDE in client.get("/desk/").content.decode()
    assert client.post("/desk/for-you/guide/")["Location"] == "/desk/"
    page = client.get("/desk/").content.decode()
    assert GUIDE not in page
    assert "Nothing waits here." in page
    client.force_login(cast.alice)
    assert GUIDE in client.get("/desk/").content.decode()


def test_a_desk_that_has_published_needs_no_guide(client: Client, newsroom: Newsroom) -> None:
    newsroom.article()
    client.force_login(newsroom.cast.ed)
    assert client.get("/desk/").content.decode().count("Done:") == 1
    claim = newsroom.published()
    newsroom.decides(claim, Status.CONFIRMED)
    page = client.get("/desk/").content.decode()
    assert GUIDE not in page
