"""What colleagues said about a claim, and whom they told. For the desk alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from factcheck.models import Comment, Mention, User
from factcheck.rules.comments import Piece, pieces_of


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as it is shown."""

    comment: Comment
    pieces: list[Piece]


def with_people(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """With their authors, and the usernames of those who were told."""
    told = Mention.objects.filter(comment=OuterRef("pk")).values("person__username")
    return comments.select_related("author").annotate(told=ArraySubquery(told))


def shown(comments: Iterable[Comment]) -> list[Said]:
    """comments: as `with_people` reads them."""
    return [Said(comment, pieces_of(comment.text, _told(comment))) for comment in comments]


def mentions_of(person: Any) -> QuerySet[Mention]:
    """Where somebody was named, but for comments taken back, in no order.

    person: a user, or what stands for an id.
    """
    return Mention.objects.filter(person=person, comment__taken_back_at__isnull=True)


def people_to_mention(person: Any) -> QuerySet[User, str]:
    """The names that somebody can write behind an @. person: an id, or what stands for it."""
    people = User.objects.filter(is_active=True).exclude(pk=person)
    return people.order_by("username").values_list("username", flat=True)[:12]


def _told(comment: Any) -> set[str]:
    # Whoever names oneself is told nothing, but the name is still one.
    return {username.lower() for username in comment.told}
