"""What a source's page shows: counts with their base, never a score."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from factcheck.models import Attribution, Hop, Source
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import LISTED, Status


@dataclass(frozen=True, slots=True)
class StanceCount:
    """How often a source took one stance, and what was decided on those claims."""

    stance: Stance
    total: int
    by_status: dict[Status, int]


def public_statements(source: Source) -> QuerySet[Attribution]:
    """What still stands of what it said on listed claims."""
    return Attribution.objects.standing().filter(source=source, claim__publication__in=LISTED)


def counts_of(source: Source) -> list[StanceCount]:
    """Claims by the source's stance and by their status, in the order of the stances."""
    counted = (
        public_statements(source)
        .values_list("stance", "claim__status")
        .annotate(n=Count("claim", distinct=True))
    )
    cells = {(stance, status): number for stance, status, number in counted}
    rows = []
    for stance in Stance:
        by_status = {status: cells[stance, status] for status in Status if (stance, status) in cells}
        if by_status:
            rows.append(StanceCount(stance, sum(by_status.values()), by_status))
    return rows


def latest_statements(source: Source, limit: int) -> list[Attribution]:
    statements = public_statements(source).select_related(
        "claim__topic", "article__publisher", "quantity__measure"
    )
    return list(statements.order_by("-ledger_seq")[:limit])


def passed_on(source: Source) -> int:
    """On how many listed claims it passed on what others said, as a relay or as the publisher."""
    hops = Hop.objects.filter(source=source, position__gt=0, attribution__claim__publication__in=LISTED)
    return hops.values("attribution__claim").distinct().count()


def sources_with_counts(sources: QuerySet[Source]) -> QuerySet[Source]:
    """Sources with the number of listed claims on which each has said something."""
    listed = Q(attributions__claim__publication__in=LISTED)
    return sources.annotate(
        claim_count=Count("attributions__claim", filter=listed, distinct=True), parent_name=F("parent__name")
    )
