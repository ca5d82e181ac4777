"""Have a story read, and answer what was found. Nothing goes on record before an editor accepts it."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from factcheck.extraction.offers import Offer, offers_of
from factcheck.extraction.statements import Story, as_record
from factcheck.extraction.story import read_story
from factcheck.models import Article, Reading, Suggestion, User
from factcheck.permissions import Permission, require
from factcheck.queries.readings import all_versions_of, latest_reading
from factcheck.rules.suggestions import Answer, ReadingState
from factcheck.rules.told import word

# A reader that has said nothing for so long is gone: the desk was stopped in the middle.
GIVEN_UP_AFTER = timedelta(minutes=2)
NAME_MAX = 200


class AnswerRefused(Exception):
    """A suggestion cannot be answered so."""


def begin_reading(*, article: Article, by: User) -> Reading:
    """A reading that waits to be carried out; the one under way when there is one."""
    require(by, Permission.RECORD)
    with transaction.atomic():
        given_up = timezone.now() - GIVEN_UP_AFTER
        Reading.objects.under_way().filter(article=article, touched_at__lt=given_up).update(
            state=ReadingState.FAILED, problem="The desk was stopped while it read this story."
        )
        under_way = Reading.objects.under_way().filter(article=article).first()
        if under_way is not None:
            return under_way
        try:
            with transaction.atomic():
                return Reading.objects.create(article=article, asked_by=by, length=len(article.body_text))
        except IntegrityError:
            return Reading.objects.under_way().get(article=article)


def carry_out(reading: Reading) -> Reading:
    """Read the story and keep what was found. Safe to run twice: a reading that has ended stays as it is."""
    begun = Reading.objects.under_way().filter(pk=reading.pk)
    if not begun.update(state=ReadingState.READING, touched_at=timezone.now()):
        return Reading.objects.get(pk=reading.pk)
    article = Article.objects.select_related("publisher").get(pk=reading.article_id)
    try:
        statements = read_story(_story_of(article), progress=_progress_of(reading))
        _keep(reading, offers_of(article.body_text, statements))
    except Exception as error:
        # Told to the editor and kept for the installer: a story that cannot be read must not wait for ever.
        problem = f"{type(error).__name__}: {error}"[:500]
        Reading.objects.filter(pk=reading.pk).update(state=ReadingState.FAILED, problem=problem)
        raise
    return Reading.objects.get(pk=reading.pk)


def reject(*, suggestions: Sequence[Suggestion], by: User) -> None:
    """Say no; the same words stay rejected when the article is read again."""
    require(by, Permission.RECORD)
    open_ones = [suggestion.pk for suggestion in suggestions]
    Suggestion.objects.filter(pk__in=open_ones, answer=Answer.OPEN).update(
        answer=Answer.REJECTED, answered_by=by, answered_at=timezone.now()
    )


def reopen(*, suggestion: Suggestion, by: User) -> None:
    """Take a rejection back."""
    require(by, Permission.RECORD)
    Suggestion.objects.filter(pk=suggestion.pk, answer=Answer.REJECTED).update(
        answer=Answer.OPEN, answered_by=None, answered_at=None
    )


def merge(*, lead: Suggestion, into: Suggestion, by: User) -> None:
    """Say that two suggested claims are one: all that belongs to the first goes to the other's claim."""
    require(by, Permission.RECORD)
    if lead.reading_id != into.reading_id:
        raise AnswerRefused(word("These were found in two readings. Reload the page and choose again."))
    if lead.lead == into.lead:
        raise AnswerRefused(word("These are one claim already."))
    Suggestion.objects.filter(reading=lead.reading_id, lead=lead.lead).update(lead=into.lead)


def mark_accepted(*, suggestion: Suggestion, attribution_id: int, by: User) -> None:
    """Note which attribution came of a suggestion."""
    Suggestion.objects.filter(pk=suggestion.pk).update(
        answer=Answer.ACCEPTED, answered_by=by, answered_at=timezone.now(), attribution_id=attribution_id
    )


def _story_of(article: Article) -> Story:
    published = article.published_at
    return Story(
        body_text=article.body_text,
        language=article.language,
        published_on=timezone.localdate(published) if published else None,
        publisher=article.publisher.name,
    )


def _progress_of(reading: Reading) -> Callable[[int, int], None]:
    """Notes how far the reader is, ten times a story at most."""
    noted = 0

    def note(read: int, length: int) -> None:
        nonlocal noted
        if read - noted >= max(1, length // 10):
            noted = read
            Reading.objects.filter(pk=reading.pk).update(read=read, length=length, touched_at=timezone.now())

    return note


@transaction.atomic
def _keep(reading: Reading, offers: Sequence[Offer]) -> None:
    answered = _answers_before(reading)
    Suggestion.objects.bulk_create(
        _suggestion(reading, number, offer, answered.get(offer.fingerprint))
        for number, offer in enumerate(offers)
    )
    Reading.objects.filter(pk=reading.pk).update(
        state=ReadingState.DONE, read=F("length"), touched_at=timezone.now()
    )


def _suggestion(reading: Reading, number: int, offer: Offer, before: Suggestion | None) -> Suggestion:
    start, end = offer.place
    speaker = offer.statement.speaker
    return Suggestion(
        reading=reading, number=number, lead=offer.lead, fingerprint=offer.fingerprint, start=start, end=end,
        speaker=speaker.name[:NAME_MAX] if speaker else "", found=as_record(offer.statement),
        answer=before.answer if before else Answer.OPEN,
        answered_by_id=before.answered_by_id if before else None,
        answered_at=before.answered_at if before else None,
        attribution_id=before.attribution_id if before else None,
    )  # fmt: skip


def _answers_before(reading: Reading) -> dict[str, Suggestion]:
    """What was answered to the same words in the last reading of this text or of an earlier version of it."""
    last = latest_reading(all_versions_of(reading.article), before=reading)
    if last is None:
        return {}
    answered = last.suggestions.exclude(answer=Answer.OPEN)
    return {suggestion.fingerprint: suggestion for suggestion in answered}
