import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from factcheck.intake.pages import read_article
from factcheck.models import Article, Claim
from tests.cast import STORY, Cast


def add(*words: str) -> str:
    out = StringIO()
    call_command("add_article", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def story(tmp_path: Path) -> str:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return str(path)


def test_a_file_is_stored_and_its_address_printed(cast: Cast, story: str) -> None:
    said = add(story, "--headline", "More sent", "--publisher", "The Example Wire", "--by", "alice")
    article = Article.objects.get()
    assert said == f"Stored: http://localhost:8000/desk/articles/{article.pk}/\n"
    assert (article.publisher.kind, article.added_by) == ("outlet", cast.alice)


def test_a_file_is_stored_once(cast: Cast, story: str) -> None:
    words = (story, "--headline", "More sent", "--publisher", "The Example Wire")
    add(*words)
    assert add(*words).startswith("Here already: ")
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("/nowhere/story.txt",), "cannot be read"),
        (("STORY",), "no headline"),
        (("STORY", "--headline", "x"), "no publisher"),
        (("STORY", "--headline", "x", "--publisher", "y", "--by", "nobody"), "no account nobody"),
        (("http://127.0.0.1/x",), "address"),
    ],
)
def test_what_is_wrong_is_said(cast: Cast, story: str, words: tuple[str, ...], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        add(*(story if word == "STORY" else word for word in words))
    assert not Article.objects.exists()


def test_what_is_found_is_printed_and_the_story_stored(cast: Cast, story: str) -> None:
    said = add(story, "--headline", "More sent", "--publisher", "The Example Wire", "--propose")
    assert said.startswith("Stored: ")
    assert "Joint Chiefs of Staff: affirms" in said
    assert Article.objects.count() == 1
    assert not Claim.objects.exists()


def test_programs_get_json_alone_even_of_a_story_that_cannot_be_stored(cast: Cast, story: str) -> None:
    found = json.loads(add(story, "--propose", "--json"))
    body = read_article(STORY.encode(), filename="story.txt").body_text
    assert found
    for each in found:
        for words in [*each["content"], *([each["cue"]] if each["cue"] else []), *each["figures"]]:
            assert body[words["start"] : words["end"]] == words["exact"]
    assert not Article.objects.exists()
