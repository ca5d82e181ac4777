"""What somebody has seen and what they follow: their own list alone, nothing of the ledger."""

import secrets

from django.db import transaction
from django.utils import timezone

from factcheck.models import (
    Claim,
    Comment,
    DeskMark,
    FeedKey,
    LedgerEntry,
    Mention,
    Source,
    Topic,
    User,
    Watch,
)
from factcheck.permissions import Permission, require
from factcheck.queries.claim_feed import hash_of_feed_key


@transaction.atomic
def mark_seen(*, person: User, ledger_seq: int, comment_seq: int) -> None:
    """Everything up to these is old news. Never goes back, and never beyond what there is."""
    require(person, Permission.SEE_DRAFTS)
    DeskMark.objects.get_or_create(person=person)
    mark = DeskMark.objects.select_for_update().get(person=person)
    last_entry = LedgerEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    last_comment = Comment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    mark.ledger_seq = max(mark.ledger_seq, min(ledger_seq, last_entry))
    mark.comment_seq = max(mark.comment_seq, min(comment_seq, last_comment))
    mark.marked_at = timezone.now()
    mark.save()


def tick_off_mention(*, mention: Mention, person: User) -> None:
    """It has been seen. Somebody else's mention stays as it is."""
    require(person, Permission.SEE_DRAFTS)
    Mention.objects.filter(pk=mention.pk, person=person, seen_at__isnull=True).update(seen_at=timezone.now())


def watch(*, person: User, subject: Claim | Topic | Source) -> None:
    """Follow a claim, a topic or a source. Twice is once."""
    require(person, Permission.SEE_DRAFTS)
    Watch.objects.bulk_create([Watch(person=person, **_named(subject))], ignore_conflicts=True)


def stop_watching(*, person: User, subject: Claim | Topic | Source) -> None:
    require(person, Permission.SEE_DRAFTS)
    Watch.objects.filter(person=person, **_named(subject)).delete()


def _named(subject: Claim | Topic | Source) -> dict[str, Claim | Topic | Source]:
    return {subject._meta.model_name or "": subject}


def make_feed_key(*, person: User) -> str:
    """A new secret for the address of this person's feed, told only now. An older one is good no more."""
    require(person, Permission.SEE_DRAFTS)
    key = secrets.token_urlsafe(24)
    FeedKey.objects.update_or_create(person=person, defaults={"key_hash": hash_of_feed_key(key)})
    return key


def drop_feed_key(*, person: User) -> None:
    """The address of this person's feed is good no more."""
    require(person, Permission.SEE_DRAFTS)
    FeedKey.objects.filter(person=person).delete()


def close_guide(*, person: User) -> None:
    """The first steps are known; the guide comes no more."""
    require(person, Permission.SEE_DRAFTS)
    DeskMark.objects.update_or_create(person=person, defaults={"guide_closed_at": timezone.now()})
