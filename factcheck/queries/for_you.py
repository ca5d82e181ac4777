"""What happened on the desk for one person: since they were last here, or in a day; by claim."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from factcheck.models import Claim, Comment, DeskMark, FeedKey, Hop, LedgerEntry, Mention, Source, User, Watch
from factcheck.queries.changes import RECORDS
from factcheck.queries.comments import Said, mentions_of, shown, with_people
from factcheck.queries.work_page import Change, changes_of

# Whoever was away for long reads the newest, and the page of changes for what was before.
MOST_ACTS = 400
MOST_COMMENTS = 200
# For somebody who has never marked anything as seen.
FIRST_LOOK = timedelta(days=7)


@dataclass(slots=True)
class News:
    """One claim, what others did to it and said about it, oldest first."""

    claim: Claim
    changes: list[Change] = field(default_factory=list)
    comments: list[Said] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SinceLastHere:
    """up_to, comments_up_to: what "mark as seen" marks; what comes meanwhile is not passed over."""

    news: list[News]
    since: datetime
    up_to: int
    comments_up_to: int
    cut: bool


@dataclass(frozen=True, slots=True)
class DayFor:
    """A day for one person: what they watch, and where they were named."""

    day: date
    news: list[News]
    mentions: list[tuple[Mention, Said]]


def since_last_here(person: User, *, watched: bool = False) -> SinceLastHere:
    """What others did since this person marked all as seen, the claim with the latest act first."""
    mark = DeskMark.objects.filter(person=person).first()
    entries, comments = LedgerEntry.objects.all(), Comment.objects.all()
    if mark is not None and mark.marked_at is not None:
        since = mark.marked_at
        entries = entries.filter(seq__gt=mark.ledger_seq)
        comments = comments.filter(pk__gt=mark.comment_seq)
    else:
        since = timezone.now() - FIRST_LOOK
        entries, comments = entries.filter(sealed_at__gt=since), comments.filter(written_at__gt=since)
    last_entry = LedgerEntry.objects.order_by("-seq").values_list("seq", flat=True).first()
    last_comment = Comment.objects.order_by("-pk").values_list("pk", flat=True).first()
    entries = entries.filter(seq__lte=last_entry or 0)
    news, cut = _by_claim(person, entries, comments.filter(pk__lte=last_comment or 0), watched=watched)
    return SinceLastHere(news, since, last_entry or 0, last_comment or 0, cut)


def day_for(person: User, day: date) -> DayFor:
    """A day in the desk's time zone: what happened to what this person watches, and where they were named."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    entries = LedgerEntry.objects.filter(sealed_at__gte=start, sealed_at__lt=end)
    comments = Comment.objects.filter(written_at__gte=start, written_at__lt=end)
    news, _ = _by_claim(person, entries, comments, watched=True)
    named = mentions_of(person).filter(comment__written_at__gte=start, comment__written_at__lt=end)
    return DayFor(day, news, _with_words(named))


def open_mentions(person: User) -> list[tuple[Mention, Said]]:
    """Where somebody was named and has not ticked it off, newest first."""
    return _with_words(mentions_of(person).filter(seen_at__isnull=True))


def watches_of(person: User) -> list[Watch]:
    """What somebody watches: topics first, then sources, then claims."""
    rows = Watch.objects.filter(person=person).select_related("claim", "topic", "source")
    return list(rows.order_by("topic__name", "source__name_key", "claim__code", "pk"))


def is_watching(person: User, source: Source) -> bool:
    return Watch.objects.filter(person=person, source=source).exists()


def has_feed(person: User) -> bool:
    return FeedKey.objects.filter(person=person).exists()


def _by_claim(
    person: User, entries: QuerySet[LedgerEntry], comments: QuerySet[Comment], *, watched: bool
) -> tuple[list[News], bool]:
    entries = entries.filter(claim__isnull=False)
    comments = comments.filter(taken_back_at__isnull=True).exclude(author=person)
    if watched:
        entries = entries.filter(_watched(person) | _said_by_watched(person))
        comments = comments.filter(_watched(person))
    acts = list(entries.select_related("claim", *RECORDS).order_by("-seq")[: MOST_ACTS + 1])
    said = list(with_people(comments).select_related("claim", "author").order_by("-pk")[: MOST_COMMENTS + 1])
    cut = len(acts) > MOST_ACTS or len(said) > MOST_COMMENTS
    return _grouped(person, acts[:MOST_ACTS][::-1], said[:MOST_COMMENTS][::-1]), cut


def _grouped(person: User, acts: list[LedgerEntry], said: list[Comment]) -> list[News]:
    found: dict[int, News] = {}
    latest: dict[int, datetime] = {}

    def of(claim: Claim, at: datetime) -> News:
        latest[claim.pk] = max(latest.get(claim.pk, at), at)
        return found.setdefault(claim.pk, News(claim))

    for entry, change in zip(acts, changes_of(acts), strict=True):
        # What somebody did themselves is no news to them.
        if change.who != person and entry.claim is not None:
            of(entry.claim, entry.sealed_at).changes.append(change)
    for comment, words in zip(said, shown(said), strict=True):
        of(comment.claim, comment.written_at).comments.append(words)
    return sorted(found.values(), key=lambda news: latest[news.claim.pk], reverse=True)


def _watched(person: User) -> Q:
    watches = Watch.objects.filter(person=person)
    return Q(Exists(watches.filter(claim=OuterRef("claim")))) | Q(
        Exists(watches.filter(topic=OuterRef("claim__topic")))
    )


def _said_by_watched(person: User) -> Q:
    """Statements in whose chain a watched source stands, under whichever of its entries."""
    sources = Watch.objects.filter(person=person, source__isnull=False)
    one = Coalesce("source__merged_into", "source", output_field=BigIntegerField())
    steps = Hop.objects.filter(attribution=OuterRef("attribution")).annotate(one=one)
    return Q(Exists(steps.filter(one__in=sources.annotate(one=one).values("one"))))


def _with_words(mentions: QuerySet[Mention]) -> list[tuple[Mention, Said]]:
    rows = list(mentions.select_related("comment__claim").order_by("-comment__pk"))
    comments: Iterable[Comment] = with_people(Comment.objects.filter(pk__in=[row.comment_id for row in rows]))
    said = {words.comment.pk: words for words in shown(comments)}
    return [(row, said[row.comment_id]) for row in rows]
