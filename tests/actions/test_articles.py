"""Storing a story: once, for good, and by somebody of the desk."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from factcheck.actions.articles import AlreadyStored, add_article, set_excerpt_only, text_digest
from factcheck.models import Article
from factcheck.permissions import NotAllowed
from tests.cast import STORY, Newsroom


def test_a_text_is_stored_once(newsroom: Newsroom) -> None:
    stored = newsroom.article()
    with pytest.raises(AlreadyStored) as refused:
        add_article(
            publisher=newsroom.source("Another Wire"),
            headline="Under another headline",
            body_text=STORY.replace("\n\n", "\n\n\n") + "\n",
            raw_sha256="0" * 64,
            retrieved_at=datetime(2025, 3, 29, tzinfo=UTC),
            by=newsroom.cast.ed,
        )
    assert refused.value.article == stored
    assert Article.objects.count() == 1


def test_another_word_is_another_text() -> None:
    assert text_digest("Seoul said so.") == text_digest(" Seoul  said\nso. ")
    assert text_digest("Seoul said so.") != text_digest("Seoul says so.")


def test_a_refused_story_leaves_the_transaction_usable(newsroom: Newsroom) -> None:
    article = newsroom.article()
    with transaction.atomic():
        with pytest.raises(AlreadyStored):
            add_article(
                publisher=article.publisher, headline="Again", body_text=STORY, raw_sha256="0" * 64,
                retrieved_at=article.retrieved_at, by=newsroom.cast.ed,
            )  # fmt: skip
        assert newsroom.source("Seoul").pk


@pytest.mark.parametrize("missing", ["headline", "body_text"])
def test_the_database_itself_wants_a_headline_and_a_text(newsroom: Newsroom, missing: str) -> None:
    facts: dict[str, Any] = {"headline": "A story", "body_text": "Seoul said so."} | {missing: " \n"}
    with pytest.raises(IntegrityError, match="article_has"), transaction.atomic():
        add_article(
            publisher=newsroom.source("Wire"), raw_sha256="0" * 64, by=newsroom.cast.alice,
            retrieved_at=datetime(2025, 3, 29, tzinfo=UTC), **facts,
        )  # fmt: skip


def test_the_rights_are_changed_by_editors(newsroom: Newsroom) -> None:
    article = newsroom.article()
    with pytest.raises(NotAllowed):
        set_excerpt_only(article=article, excerpt_only=True, by=newsroom.cast.alice)
    set_excerpt_only(article=article, excerpt_only=True, by=newsroom.cast.ed)
    article.refresh_from_db()
    assert article.excerpt_only


def test_an_account_that_is_closed_stores_nothing(newsroom: Newsroom) -> None:
    publisher = newsroom.source("The Example Wire")
    newsroom.cast.alice.is_active = False
    with pytest.raises(NotAllowed):
        add_article(
            publisher=publisher, headline="A story", body_text="Seoul said so.",
            raw_sha256="0" * 64, retrieved_at=datetime(2025, 3, 29, tzinfo=UTC), by=newsroom.cast.alice,
        )  # fmt: skip
    assert not Article.objects.exists()


def test_a_story_that_claims_rest_on_cannot_be_deleted(newsroom: Newsroom) -> None:
    newsroom.says(newsroom.claim(), quote="4,000 became casualties")
    with pytest.raises(DatabaseError), transaction.atomic():
        Article.objects.all()._raw_delete("default")
    assert Article.objects.count() == 1
