"""Where the record stands as a whole: counts by status, the latest decisions, the topics."""

from datetime import datetime

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum

from factcheck.models import Claim, ClaimTally, Topic
from factcheck.queries.known_then import claims_then, describe_topics_as_then
from factcheck.queries.revision import per_revision
from factcheck.rules.statuses import Status

LATEST = 6


@per_revision
def counts_by_status(topic: Topic | None = None, as_of: datetime | None = None) -> dict[Status, int]:
    """How many listed claims have each status, in one topic or in all. Today's are kept and looked up."""
    if as_of is None:
        tallies = ClaimTally.objects.filter(topic=topic) if topic else ClaimTally.objects.all()
        counted = tallies.order_by().values_list("status").annotate(Sum("number"))
    else:
        claims = claims_then(as_of).listed().filter(**{"topic": topic} if topic else {})
        counted = claims.order_by().values_list("status").annotate(Count("pk"))
    numbers = {Status(status): number for status, number in counted}
    return {status: numbers.get(status, 0) for status in Status}


@per_revision
def latest_decided() -> list[Claim]:
    """The claims decided on last, with the reason in their last_reason."""
    decided = Claim.objects.listed().filter(last_decided_at__isnull=False)
    return list(decided.select_related("topic").order_by("-last_decided_at", "-pk")[:LATEST])


@per_revision
def topics_to_begin_with(number: int) -> list[Topic]:
    """The first of topics_to_read()."""
    return list(topics_to_read()[:number])


def topics_to_read() -> QuerySet[Topic]:
    """Topics with at least one claim that readers find in lists; the one changed last comes first."""
    counts = {
        status.value: Sum("tallies__number", filter=Q(tallies__status=status), default=0) for status in Status
    }
    newest = Claim.objects.listed().filter(topic=OuterRef("pk")).order_by("-ledger_seq")
    return (
        Topic.objects.filter(Exists(ClaimTally.objects.filter(topic=OuterRef("pk"), number__gt=0)))
        .annotate(claim_count=Sum("tallies__number", default=0), **counts)
        .annotate(changed=Subquery(newest.values("ledger_seq")[:1]))
        .order_by(F("changed").desc())
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
