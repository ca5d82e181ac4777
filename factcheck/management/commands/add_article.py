from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from factcheck.actions.articles import AlreadyStored, add_article
from factcheck.actions.sources import create_source
from factcheck.intake.fetching import PageNotFetched, fetch_page
from factcheck.intake.pages import ArticleDraft, ArticleRefused, read_article
from factcheck.models import Article, Source, User
from factcheck.permissions import NotAllowed
from factcheck.queries.finding import find_source
from factcheck.rules.vocabulary import SourceKind


class Command(BaseCommand):
    help = "Store a story from a file or from its address. The same text twice is stored once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "story", metavar="FILE|URL", help="A .txt or .html file, or an address with https://."
        )
        parser.add_argument("--headline", default="", help="Where the story has none, or another is wanted.")
        parser.add_argument(
            "--publisher", default="", help="Who published it; added to the sources when new."
        )
        parser.add_argument("--publisher-kind", default=SourceKind.OUTLET, choices=list(SourceKind))
        parser.add_argument(
            "--by", default="", metavar="USERNAME", help="Who adds it; without it, the first account."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            draft = self._read(options["story"])
            article = self._store(draft, options)
        except AlreadyStored as refusal:
            self.stdout.write(f"Here already: {_address(refusal.article)}")
        except (ArticleRefused, PageNotFetched, NotAllowed) as refusal:
            raise CommandError(str(refusal)) from refusal
        else:
            for warning in draft.warnings:
                self.stderr.write(warning)
            self.stdout.write(f"Stored: {_address(article)}")

    def _read(self, story: str) -> ArticleDraft:
        if story.startswith(("http://", "https://")):
            page = fetch_page(story)
            return read_article(page.data, content_type=page.content_type, url=page.url)
        try:
            return read_article(Path(story).read_bytes(), filename=story)
        except OSError as error:
            raise CommandError(f"{story} cannot be read: {error.strerror}.") from error

    @transaction.atomic
    def _store(self, draft: ArticleDraft, options: dict[str, Any]) -> Article:
        by = _person(options["by"])
        headline = options["headline"] or draft.headline
        if not headline:
            raise CommandError("The story has no headline. Give one with --headline.")
        return add_article(
            publisher=_publisher(options, draft, by),
            headline=headline,
            body_text=draft.body_text,
            by=by,
            raw_sha256=draft.raw_sha256,
            retrieved_at=timezone.now(),
            byline=draft.byline,
            dateline=draft.dateline,
            url=draft.url,
            language=draft.language,
            published_at=draft.published_at,
            published_date_only=draft.published_date_only,
            media_type=draft.media_type,
            clean_html=draft.clean_html,
        )


def _person(username: str) -> User:
    people = User.objects.filter(is_active=True)
    person = people.filter(username=username).first() if username else people.order_by("id").first()
    if person is None:
        who = f"There is no account {username}." if username else "There is no account yet."
        raise CommandError(f"{who} Make one: manage.py create_editor NAME --role reporter")
    return person


def _publisher(options: dict[str, Any], draft: ArticleDraft, by: User) -> Source:
    name = options["publisher"] or draft.publisher_name
    if not name:
        raise CommandError("The story names no publisher. Give one with --publisher.")
    return find_source(name) or create_source(name=name, kind=SourceKind(options["publisher_kind"]), by=by)


def _address(article: Article) -> str:
    return f"{settings.BASE_URL}/desk/articles/{article.pk}/"
