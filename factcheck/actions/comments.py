from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from factcheck.models import Claim, Comment, Mention, User
from factcheck.permissions import Permission, require
from factcheck.rules.comments import COMMENT_MAX, may_take_back, names_mentioned
from factcheck.rules.told import told, word


class CommentRefused(Exception):
    """A comment cannot be written or taken back so."""


@transaction.atomic
def comment_on(*, claim: Claim, text: str, by: User) -> tuple[Comment, list[str]]:
    """Say something to the colleagues about a claim, and tell those whom it names.

    Not in the ledger. Returns the comment and the @names that nobody here has.
    """
    require(by, Permission.RECORD)
    text = text.strip().replace("\x00", "")
    if not text:
        raise CommentRefused(word("Write what you want to say."))
    if len(text) > COMMENT_MAX:
        raise CommentRefused(
            told(
                "A comment has at most {comment_max} characters; this has {number}.",
                comment_max=f"{COMMENT_MAX:,}",
                number=f"{len(text):,}",
            )
        )
    comment = Comment.objects.create(claim=claim, author=by, text=text)
    names = names_mentioned(text)
    people = {person.username.lower(): person for person in _people(names)}
    Mention.objects.bulk_create(
        Mention(comment=comment, person=person) for person in people.values() if person != by
    )
    return comment, [name for name in names if name not in people]


@transaction.atomic
def take_back_comment(*, comment: Comment, by: User, at: datetime | None = None) -> Comment:
    """Delete the words of one's own comment, within minutes. A line that it was there stays."""
    require(by, Permission.RECORD)
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    at = at or timezone.now()
    if comment.author_id != by.pk:
        raise CommentRefused(word("Only who wrote a comment takes it back."))
    if comment.taken_back_at is not None:
        return comment
    if not may_take_back(comment.written_at, at):
        raise CommentRefused(word("It has stood for more than 15 minutes, and others may have read it."))
    comment.text, comment.taken_back_at = "", at
    comment.save(update_fields=["text", "taken_back_at"])
    return comment


def _people(names: list[str]) -> list[User]:
    if not names:
        return []
    people = User.objects.annotate(small=Lower("username"))
    return list(people.filter(small__in=names, is_active=True).order_by("pk"))
