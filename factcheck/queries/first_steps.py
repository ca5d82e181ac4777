"""What somebody new still has before them on a desk that has published nothing."""

from dataclasses import dataclass

from factcheck.models import Article, Attribution, Claim, Decision, DeskMark, User
from factcheck.rules.statuses import PUBLIC


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Which steps the desk has made; by anybody."""

    article: bool
    statement: bool
    decision: bool


def first_steps(person: User) -> FirstSteps | None:
    """None once a claim is public, or where this person has closed the guide."""
    closed = DeskMark.objects.filter(person=person, guide_closed_at__isnull=False)
    if closed.exists() or Claim.objects.filter(publication__in=PUBLIC).exists():
        return None
    return FirstSteps(
        article=Article.objects.exists(),
        statement=Attribution.objects.exists(),
        decision=Decision.objects.exists(),
    )
