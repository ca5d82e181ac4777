"""POST /desk/sources/<slug>/merge/ and /part/, and names taken from a source."""

import pytest
from django.test import Client

from factcheck.actions.merging import merge_sources
from factcheck.models import Source
from factcheck.rules.vocabulary import SourceKind
from tests.cast import Newsroom

MERGE = {"into": "Joint Chiefs of Staff", "reason": "Its Korean name."}


@pytest.fixture
def double(newsroom: Newsroom) -> Source:
    newsroom.source("Joint Chiefs of Staff", SourceKind.ARMED_FORCES)
    return newsroom.source("Joint Chiefs", SourceKind.AGENCY, aliases=("합참", "Hapcham"))


@pytest.fixture
def chief(client: Client, newsroom: Newsroom) -> Client:
    client.force_login(newsroom.cast.cho)
    return client


def test_a_duplicate_is_merged_and_its_page_leads_to_the_one_that_is_kept(
    chief: Client, newsroom: Newsroom, double: Source
) -> None:
    newsroom.says(newsroom.published(), double)
    assert "With a name like this one" in chief.get(f"/desk/sources/{double.slug}/").content.decode()
    answer = chief.post(f"/desk/sources/{double.slug}/merge/", MERGE)
    assert answer["Location"] == "/desk/sources/joint-chiefs-of-staff/"
    page = chief.get(f"/desk/sources/{double.slug}/", follow=True).content.decode()
    assert "Joint Chiefs is kept as Joint Chiefs of Staff." in page
    assert "Claims counted anew because of it: 1." in page
    assert "is kept under this entry" in page
    listed = chief.get("/desk/sources/").content.decode()
    assert f"/desk/sources/{double.slug}/" not in listed


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"into": "Nobody"}, "No source is called Nobody"),
        ({"into": "Hapcham"}, "That is this very entry"),
        ({"reason": " "}, "required"),
        ({"into": ""}, "required"),
    ],
)
def test_a_merging_that_cannot_be_keeps_what_was_typed(
    chief: Client, double: Source, wrong: dict[str, str], says: str
) -> None:
    answer = chief.post(f"/desk/sources/{double.slug}/merge/", MERGE | wrong)
    page = answer.content.decode()
    assert (answer.status_code, says in page) == (422, True)
    assert "Its Korean name." in page or "reason" in wrong
    assert Source.objects.get(pk=double.pk).merged_into is None


def test_a_merging_is_taken_back(chief: Client, newsroom: Newsroom, double: Source) -> None:
    into = Source.objects.get(slug="joint-chiefs-of-staff")
    merge_sources(duplicate=double, into=into, reason="Alike.", by=newsroom.cast.cho)
    sent = {"duplicate": double.pk, "reason": " "}
    answer = chief.post("/desk/sources/joint-chiefs-of-staff/part/", sent)
    assert answer.status_code == 422
    assert f'href="#part_{double.pk}_reason"' in answer.content.decode()
    answer = chief.post("/desk/sources/joint-chiefs-of-staff/part/", sent | {"reason": "They are two."})
    assert answer["Location"] == f"/desk/sources/{double.slug}/"
    assert Source.objects.get(pk=double.pk).merged_into is None
    page = chief.get(f"/desk/sources/{double.slug}/").content.decode()
    assert "Merged into: none (before: Joint Chiefs of Staff)" in page


def test_what_is_no_duplicate_of_it_cannot_be_parted_from_it(chief: Client, double: Source) -> None:
    for other in ("", "x", "99999999999999999999", str(double.pk)):
        sent = {"duplicate": other, "reason": "They are two."}
        assert chief.post("/desk/sources/joint-chiefs-of-staff/part/", sent).status_code == 422


def test_a_name_is_taken_from_a_source_unless_it_has_borne_it(
    client: Client, newsroom: Newsroom, double: Source
) -> None:
    client.force_login(newsroom.cast.alice)
    facts = {"name": "Joint Chiefs", "kind": "agency", "aliases": "합참"}
    client.post(f"/desk/sources/{double.slug}/", facts | {"aliases_before": "합참\nHapcham"})
    assert {alias.text for alias in double.aliases.all()} == {"Joint Chiefs", "합참"}
    # Without what the page showed, nothing is taken away.
    client.post(f"/desk/sources/{double.slug}/", facts | {"aliases": "JCS"})
    assert {alias.text for alias in double.aliases.all()} == {"Joint Chiefs", "합참", "JCS"}
    client.post(f"/desk/sources/{double.slug}/", facts | {"name": "The Chiefs"})
    sent = facts | {"name": "The Chiefs", "aliases_before": "Joint Chiefs\n합참"}
    answer = client.post(f"/desk/sources/{double.slug}/", sent)
    assert answer.status_code == 422
    assert "“Joint Chiefs” is a name that" in answer.content.decode()
