"""What somebody has seen and what they follow: their own list alone, nothing of the ledger."""

from django.db import transaction
from django.utils import timezone

from factcheck.models import Claim, Comment, DeskMark, LedgerEntry, Mention, Source, Topic, User, Watch
from factcheck.permissions import Permission, require


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


def close_guide(*, person: User) -> None:
    """The first steps are known; the guide comes no more."""
    require(person, Permission.SEE_DRAFTS)
    DeskMark.objects.update_or_create(person=person, defaults={"guide_closed_at": timezone.now()})
