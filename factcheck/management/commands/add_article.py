from argparse import ArgumentParser
from json import dumps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from factcheck.actions.articles import AlreadyStored, add_article
from factcheck.actions.readings import begin_reading, carry_out
from factcheck.actions.sources import create_source
from factcheck.exports.suggestions import as_objects
from factcheck.extraction.statements import Statement, Story
from factcheck.extraction.story import read_story
from factcheck.intake.fetching import PageNotFetched, fetch_page
from factcheck.intake.pages import ArticleDraft, ArticleRefused, read_article
from factcheck.models import Article, Source, User
from factcheck.permissions import NotAllowed
from factcheck.queries.finding import find_source
from factcheck.rules.stances import LABELS as STANCE_LABELS
from factcheck.rules.vocabulary import SourceKind


class Command(BaseCommand):
    help = (
        "Store a story from a file or from its address. The same text twice is stored once. With --propose "
        "also read it, and print who says what; nothing of that goes on record before an editor accepts it."
    )

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

        parser.add_argument("--propose", action="store_true", help="Read the story and print what is found.")
        parser.add_argument("--json", action="store_true", help="With --propose: print it as JSON.")

    def handle(self, *args: Any, propose: bool, json: bool, **options: Any) -> None:
        # Programs read what stands on the standard output: there nothing else may stand.
        said = self.stderr if json else self.stdout
        try:
            draft = self._read(options["story"])
            lacking = _lacking(draft, options)
            if lacking and not propose:
                raise CommandError(lacking)
            if lacking:
                said.write(f"Not stored. {lacking}")
            else:
                article = self._store(draft, options)
                said.write(f"Stored: {_address(article)}")
                if propose:
                    carry_out(begin_reading(article=article, by=article.added_by))
        except AlreadyStored as refusal:
            said.write(f"Here already: {_address(refusal.article)}")
        except (ArticleRefused, PageNotFetched, NotAllowed) as refusal:
            raise CommandError(str(refusal)) from refusal
        for warning in draft.warnings:
            self.stderr.write(warning)
        if propose:
            self._propose(draft, options, as_json=json)

    def _propose(self, draft: ArticleDraft, options: dict[str, Any], *, as_json: bool) -> None:
        published = draft.published_at
        story = Story(
            body_text=draft.body_text,
            language=draft.language,
            published_on=timezone.localdate(published) if published else None,
            publisher=options["publisher"] or draft.publisher_name,
        )
        found = read_story(story)
        if as_json:
            self.stdout.write(dumps(as_objects(draft.body_text, found), ensure_ascii=False, indent=2))
            return
        for number, statement in enumerate(found):
            self.stdout.write(_in_words(number, statement, draft.body_text))
        self.stdout.write(f"{len(found)} found.")

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
        return add_article(
            publisher=_publisher(options, draft, by),
            headline=options["headline"] or draft.headline,
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


def _lacking(draft: ArticleDraft, options: dict[str, Any]) -> str:
    """What has to be given before the story can be stored, or ""."""
    if not (options["headline"] or draft.headline):
        return "The story has no headline. Give one with --headline."
    if not (options["publisher"] or draft.publisher_name):
        return "The story names no publisher. Give one with --publisher."
    return ""


def _publisher(options: dict[str, Any], draft: ArticleDraft, by: User) -> Source:
    name = options["publisher"] or draft.publisher_name
    return find_source(name) or create_source(name=name, kind=SourceKind(options["publisher_kind"]), by=by)


def _in_words(number: int, statement: Statement, body_text: str) -> str:
    """One finding for people: who, how, what; then the words that it rests on."""
    chain = [statement.speaker.name if statement.speaker else "The article itself"]
    chain += [relay.name for relay in statement.relays]
    lines = [f"{number}. {' <- '.join(chain)}: {STANCE_LABELS[statement.stance]}: {statement.claim}"]
    if statement.speaker and statement.speaker.how:
        lines.append(f"   {statement.speaker.how}")
    if statement.about:
        lines.append(f"   of {', '.join(str(about) for about in statement.about)}")
    for found in statement.figures:
        read = found.figure.bounds.describe(found.figure.unit)
        lines.append(f"   “{found.figure.verbatim}”: {read} {found.counts}".rstrip())
    lines += [f"   [{start}, {end}) {body_text[start:end]}" for start, end in statement.content]
    return "\n".join(lines)


def _address(article: Article) -> str:
    return f"{settings.BASE_URL}/desk/articles/{article.pk}/"
