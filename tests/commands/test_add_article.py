from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from factcheck.models import Article
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
