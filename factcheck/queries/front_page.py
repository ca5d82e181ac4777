"""Where the record stands as a whole: counts by status, the latest decisions, the topics."""

from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from factcheck.models import Claim, Topic
from factcheck.models.claims import ClaimFactsQuerySet
from factcheck.queries.known_then import claims_then, describe_topics_as_then
from factcheck.rules.statuses import LISTED, Status

LATEST = 6


def counts_by_status(claims: ClaimFactsQuerySet) -> dict[Status, int]:
    counted = claims.listed().order_by().values_list("status").annotate(Count("pk"))
    numbers = {Status(status): number for status, number in counted}
    return {status: numbers.get(status, 0) for status in Status}


def latest_decided() -> QuerySet[Claim]:
    """The claims decided on last, with the reason in their last_reason."""
    decided = Claim.objects.listed().filter(last_decided_at__isnull=False)
    return decided.select_related("topic").order_by("-last_decided_at", "-pk")[:LATEST]


def topics_to_read() -> QuerySet[Topic]:
    """Topics with at least one claim that readers find in lists; the one changed last comes first."""
    listed = Q(claims__publication__in=LISTED)
    counts = {status.value: Count("claims", filter=listed & Q(claims__status=status)) for status in Status}
    return (
        Topic.objects.filter(Exists(Claim.objects.listed().filter(topic=OuterRef("pk"))))
        .annotate(
            claim_count=Count("claims", filter=listed),
            changed=Max("claims__ledger_seq", filter=listed),
            **counts,
        )
        .order_by("-changed")
    )


def topics_then(as_of: datetime) -> list[Topic]:
    """The same as topics_to_read(), as known at a moment."""
    listed = claims_then(as_of).listed().order_by()
    changed = dict(listed.values_list("topic").annotate(Max("ledger_seq")))
    by_status = listed.values_list("topic", "status").annotate(Count("pk"))
    topics = Topic.objects.in_bulk(changed)
    describe_topics_as_then(topics.values(), as_of)
    for topic in topics.values():
        topic.claim_count = 0  # type: ignore[attr-defined]
    for topic_id, status, number in by_status:
        setattr(topics[topic_id], status, number)
        topics[topic_id].claim_count += number  # type: ignore[attr-defined]
    return sorted(topics.values(), key=lambda topic: changed[topic.pk], reverse=True)
