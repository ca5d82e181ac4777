"""What the front page and the lists of topics show."""

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from factcheck.models import Claim, Decision, Topic
from factcheck.rules.statuses import LISTED, Status


def counts_by_status(**narrowed: object) -> dict[str, int]:
    """How many listed claims have each status; every status is named, also with none."""
    counted = Claim.objects.listed().filter(**narrowed).values_list("status").annotate(number=Count("id"))
    found: Mapping[str, int] = dict(counted)
    return {status.value: found.get(status, 0) for status in Status}


def latest_decisions(limit: int) -> QuerySet[Decision]:
    """The newest decisions on listed claims."""
    decisions = Decision.objects.filter(claim__publication__in=LISTED)
    return decisions.select_related("claim__topic", "decided_by", "approved_by").order_by("-ledger_seq")[
        :limit
    ]


def topics_with_counts() -> QuerySet[Topic]:
    """Topics with how many listed claims each has, most first."""
    listed = Count("claims", filter=Q(claims__publication__in=LISTED))
    return Topic.objects.annotate(claim_count=listed).order_by("-claim_count", "name")
