"""Suggestions beside an article: nothing goes on record before it is accepted, and no answer is lost."""

import re

import pytest
from django.test import Client

from factcheck.actions.readings import GIVEN_UP_AFTER, begin_reading, carry_out
from factcheck.jobs import read_story
from factcheck.models import (
    Article,
    Attribution,
    Claim,
    LedgerEntry,
    Reading,
    Source,
    SourceAlias,
    Suggestion,
)
from factcheck.queries.readings import Group, suggested_in
from factcheck.rules.stances import Stance
from factcheck.rules.suggestions import Answer, ReadingState
from factcheck.rules.vocabulary import SourceKind
from tests.cast import Newsroom

STORY = """SEOUL - The Joint Chiefs of Staff said another 3,000 soldiers left for the eastern front in May.

President Anna Holm said the northern bridge was closed by the council on Monday.

The Joint Chiefs of Staff said the ships of the eastern fleet had returned to their port."""

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(newsroom: Newsroom) -> Article:
    newsroom.topic()
    return newsroom.article(STORY)


@pytest.fixture
def desk(client: Client, newsroom: Newsroom, article: Article) -> Client:
    client.force_login(newsroom.cast.alice)
    client.post(f"/desk/articles/{article.pk}/read/")
    return client


def groups(article: Article) -> list[Group]:
    return suggested_in(article).groups


def answers(desk: Client, article: Article, **data: object) -> str:
    given = {"topic": topic_key()} | data
    response = desk.post(
        f"/desk/articles/{article.pk}/suggestions/answer/",
        given,
        headers={"HX-Request": "true", "HX-Target": "suggestions"},
    )
    said = re.search(r'id="suggestions-said"[^>]*>(.*?)</p>', response.content.decode(), re.S)
    assert said is not None
    return f"{response.status_code} {said[1].strip()}"


def topic_key() -> int:
    return Claim._meta.get_field("topic").related_model.objects.get(prefix="NK").pk  # type: ignore[union-attr]


def settle(desk: Client, article: Article) -> str:
    return answers(
        desk, article, settle="1",
        new_source=["Joint Chiefs of Staff", "Anna Holm"],
        new_source_kind=[SourceKind.ARMED_FORCES, SourceKind.OFFICIAL],
    )  # fmt: skip


def test_reading_a_story_puts_nothing_on_record(desk: Client, article: Article) -> None:
    assert [group.first.suggestion.speaker for group in groups(article)] == [
        "Joint Chiefs of Staff", "Anna Holm", "Joint Chiefs of Staff",
    ]  # fmt: skip
    assert not Claim.objects.exists()
    assert not LedgerEntry.objects.exists()
    assert set(SourceAlias.objects.values_list("text", flat=True)) == {"The Example Wire"}


def test_the_page_shows_the_words_the_figure_and_who_is_not_known(desk: Client, article: Article) -> None:
    page = desk.get(f"/desk/articles/{article.pk}/").content.decode()
    assert "another 3,000 soldiers left" in page
    assert "Not among the sources yet" in page
    assert '<span class="suggested" data-suggested=' in page


def test_names_are_settled_first_and_remembered(desk: Client, article: Article) -> None:
    assert answers(desk, article, accept=groups(article)[0].key).startswith("422 Say first who is meant by")
    assert settle(desk, article) == "200 2 names settled."
    assert Source.objects.get(name="Joint Chiefs of Staff").kind == SourceKind.ARMED_FORCES
    assert groups(article)[0].ready


def test_an_accepted_suggestion_is_a_claim_with_its_source_words_and_figure(
    desk: Client, article: Article
) -> None:
    settle(desk, article)
    assert (
        answers(desk, article, accept=groups(article)[0].key)
        == "200 NK-0001 recorded: Joint Chiefs of Staff."
    )
    said = Attribution.objects.select_related("claim", "source").get()
    assert (said.source.name, said.stance, said.cue) == ("Joint Chiefs of Staff", Stance.AFFIRMS, "said")
    span = said.spans.get()
    assert article.body_text[span.start : span.end] == said.quote == span.exact
    assert "3,000 soldiers" in said.claim.text
    assert [hop.source.name for hop in said.hops.order_by("position")] == [
        "Joint Chiefs of Staff",
        "The Example Wire",
    ]
    assert Suggestion.objects.get(answer=Answer.ACCEPTED).attribution == said


def test_accepting_twice_records_once(desk: Client, article: Article) -> None:
    settle(desk, article)
    key = groups(article)[0].key
    answers(desk, article, accept=key)
    assert answers(desk, article, accept=key).startswith("422 Somebody has answered this already")
    assert Attribution.objects.count() == 1


def test_a_suggestion_goes_to_a_claim_on_record(desk: Client, article: Article, newsroom: Newsroom) -> None:
    claim = newsroom.claim("More soldiers left for the front.")
    settle(desk, article)
    said = answers(desk, article, use=f"{groups(article)[0].key}:{claim.code}")
    assert said == f"200 {claim.code} recorded: Joint Chiefs of Staff."
    assert Attribution.objects.get().claim == claim


def test_all_of_one_source_is_accepted_at_once(desk: Client, article: Article) -> None:
    settle(desk, article)
    assert answers(desk, article, accept_source="joint-chiefs-of-staff") == "200 2 recorded."
    assert Claim.objects.count() == 2
    assert [group.first.suggestion.speaker for group in suggested_in(article).open_groups] == ["Anna Holm"]


def test_what_was_rejected_stays_so_when_the_story_is_read_again(desk: Client, article: Article) -> None:
    answers(desk, article, reject=groups(article)[1].key)
    desk.post(f"/desk/articles/{article.pk}/read/")
    assert Reading.objects.count() == 2
    assert [group.is_open for group in groups(article)] == [True, False, True]
    rejected = groups(article)[1].first.suggestion
    assert answers(desk, article, reopen=rejected.pk) == "200 Open again."
    assert groups(article)[1].is_open


def test_two_suggestions_merged_are_one_claim(desk: Client, article: Article) -> None:
    settle(desk, article)
    first, _, third = groups(article)
    assert answers(desk, article, merge=third.key, into=first.key).startswith("200 One claim now: ")
    assert [len(group.rows) for group in groups(article)] == [2, 1]
    answers(desk, article, accept=groups(article)[0].key)
    assert Claim.objects.get().attributions.count() == 2


def test_a_suggestion_is_mended_in_the_form_before_it_is_saved(desk: Client, article: Article) -> None:
    row = groups(article)[0].first
    page = desk.get(f"/desk/articles/{article.pk}/?suggestion={row.suggestion.pk}").content.decode()
    assert f'name="suggestion" value="{row.suggestion.pk}"' in page
    typed = {
        "suggestion": row.suggestion.pk, "quote": row.words, "start": row.place[0], "end": row.place[1],
        "text": "Some 3,000 more soldiers went to the front.", "topic": topic_key(), "stance": "affirms",
        "source": "Joint Chiefs of Staff", "new_source": "Joint Chiefs of Staff",
        "new_source_kind": "armed_forces",
    }  # fmt: skip
    assert desk.post(f"/desk/articles/{article.pk}/record/", typed).status_code == 303
    assert Claim.objects.get().text == "Some 3,000 more soldiers went to the front."
    assert Suggestion.objects.get(pk=row.suggestion.pk).answer == Answer.ACCEPTED


def test_a_name_that_means_a_known_source_is_remembered(
    desk: Client, article: Article, newsroom: Newsroom
) -> None:
    known = newsroom.source("South Korea’s military", SourceKind.ARMED_FORCES)
    answers(desk, article, settle="1", new_source="Joint Chiefs of Staff", new_source_kind=f"={known.slug}")
    assert groups(article)[0].first.source == known
    assert SourceAlias.objects.filter(source=known, text="Joint Chiefs of Staff").exists()


def test_what_else_the_story_calls_a_new_source_is_remembered(desk: Client, newsroom: Newsroom) -> None:
    story = newsroom.article(
        "The National Election Board (NEB) said the count had ended in the north.\n\n"
        "The NEB said two hundred boxes had gone missing on the way to the capital."
    )
    desk.post(f"/desk/articles/{story.pk}/read/")
    answers(desk, story, settle="1", new_source="National Election Board", new_source_kind=SourceKind.AGENCY)
    board = Source.objects.get(name="National Election Board")
    assert set(board.aliases.values_list("text", flat=True)) == {"National Election Board", "NEB"}


def test_a_long_story_is_left_to_the_worker(desk: Client, newsroom: Newsroom) -> None:
    long = newsroom.article(STORY + "\n\nNothing happened in the valley." * 3000)
    desk.post(f"/desk/articles/{long.pk}/read/")
    reading = Reading.objects.get(article=long)
    assert reading.state == ReadingState.WAITING
    page = desk.get(f"/desk/articles/{long.pk}/suggestions/").content.decode()
    assert f'<progress id="reading-progress" max="{len(long.body_text)}"' in page
    read_story(reading.pk)
    read_story(reading.pk)
    reading.refresh_from_db()
    assert (reading.state, reading.read) == (ReadingState.DONE, reading.length)
    assert len(groups(long)) == 3


def test_a_reading_that_the_desk_left_behind_is_begun_anew(article: Article, newsroom: Newsroom) -> None:
    first = begin_reading(article=article, by=newsroom.cast.alice)
    assert begin_reading(article=article, by=newsroom.cast.ed) == first
    Reading.objects.update(touched_at=first.touched_at - 2 * GIVEN_UP_AFTER)
    again = begin_reading(article=article, by=newsroom.cast.ed)
    assert again != first
    assert carry_out(again).state == ReadingState.DONE
    first.refresh_from_db()
    assert first.state == ReadingState.FAILED


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Nothing was chosen"),
        ({"accept": "x"}, "This suggestion is not there"),
        ({"accept": "999999"}, "This suggestion is no longer there"),
        ({"use": "999999:NK-9999"}, "This suggestion is no longer there"),
        ({"accept_source": "nobody"}, "Nothing of this source"),
        ({"settle": "1"}, "Choose for each name"),
        ({"merge": "1", "into": "\x00"}, "This suggestion is"),
    ],
)
def test_what_cannot_be_answered_is_said(
    desk: Client, article: Article, data: dict[str, str], words: str
) -> None:
    assert answers(desk, article, **data).startswith(f"422 {words}")
    assert not Claim.objects.exists()


def test_without_a_script_the_answer_leads_back(desk: Client, article: Article) -> None:
    key = groups(article)[0].key
    response = desk.post(f"/desk/articles/{article.pk}/suggestions/answer/", {"reject": key, "at": key})
    assert (response.status_code, response["Location"]) == (
        303,
        f"/desk/articles/{article.pk}/?at={key}#suggestions",
    )
    assert "stay rejected" in desk.get(response["Location"]).content.decode()
