"""What colleagues said about a claim, and whom they told. For the desk alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from factcheck.models import Claim, Comment, Mention, User
from factcheck.rules.comments import Piece, pieces_of


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as it is shown."""

    comment: Comment
    pieces: list[Piece]


def comments_of(claim: Claim) -> list[Said]:
    """The comments on a claim, the oldest first."""
    return shown(with_people(Comment.objects.filter(claim=claim)).order_by("pk"))


def with_people(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    told = Prefetch("mentions", Mention.objects.select_related("person"))
    return comments.select_related("author").prefetch_related(told)


def shown(comments: Iterable[Comment]) -> list[Said]:
    """comments: as `with_people` reads them."""
    return [Said(comment, pieces_of(comment.text, _told(comment))) for comment in comments]


def mentions_of(person: User) -> QuerySet[Mention]:
    """Where somebody was named, but for comments taken back, in no order."""
    return Mention.objects.filter(person=person, comment__taken_back_at__isnull=True)


def people_to_mention(apart_from: User) -> list[str]:
    """The names to write behind an @."""
    people = User.objects.filter(is_active=True).exclude(pk=apart_from.pk)
    return list(people.order_by("username").values_list("username", flat=True)[:12])


def _told(comment: Comment) -> set[str]:
    # Whoever names oneself is told nothing, but the name is still one.
    return {mention.person.username.lower() for mention in comment.mentions.all()}
