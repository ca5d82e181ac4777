"""The desk's queue: which claims wait, newest change first, and how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from factcheck.models import Attribution, Claim, ClaimIndex, ClaimState, Source, Topic, User
from factcheck.queries.claim_list import claims_found
from factcheck.queries.counting import capped_counts, counts_among
from factcheck.queries.proposals import awaits, with_proposal
from factcheck.queries.public_list import Cut, cut, whole_claims
from factcheck.rules.filters import Filters
from factcheck.rules.statuses import TERMINAL, Publication, Status
from factcheck.rules.told import word

PAGE = 25
SOURCES_OFFERED = 500
# Of claims with words or a source that somebody looks for, the newest that are counted.
LOOKED_AT = 50_000


class Show(StrEnum):
    WAITING = "waiting"
    AWAITING = "awaiting"
    MINE = "mine"
    STALE = "stale"
    ALL = "all"


SHOW_LABELS = {
    Show.WAITING: word("Waiting"),
    Show.AWAITING: word("Awaiting me"),
    Show.MINE: word("Mine"),
    Show.STALE: word("Stale"),
    Show.ALL: word("All"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims there are for each answer to a filter, the other filters being as they are.

    waiting: how many wait in all, whatever the filters.
    Counted no further than one beyond rules.counting.COUNTED_TO.
    """

    show: dict[Show, int]
    status: dict[Status, int]
    waiting: int


_LIVES = ~Q(status__in=TERMINAL) & ~Q(publication=Publication.WITHDRAWN)


def waits(today: date) -> Q:
    """A claim waits while it is a draft, unverified or past its day of review, until its life has ended."""
    unfinished = Q(publication=Publication.DRAFT) | Q(status=Status.UNVERIFIED) | Q(review_by__lt=today)
    return unfinished & _LIVES


def is_stale(today: date) -> Q:
    """Past its day of review."""
    return Q(review_by__lt=today) & _LIVES


def is_mine(user: User) -> Q:
    return Q(assigned_to=user) | Q(created_by=user)


def queue(show: Show, filters: Filters, *, user: User, today: date) -> QuerySet[ClaimIndex]:
    """The claims of a view of the queue, as rows of ClaimIndex in no order. Raises UnknownName."""
    return claims_found(filters).filter(_condition(show, user, today))


def queue_page(
    rows: QuerySet[ClaimIndex], *, before: int | None = None, after: int | None = None, size: int = PAGE
) -> Cut:
    """Cut one page out of the queue, as claims with what a row shows."""
    return cut(
        rows,
        "ledger_seq",
        before=before,
        after=after,
        size=size,
        whole=lambda part: _with_row_facts(whole_claims(part)),
    )


def newest_codes(rows: QuerySet[ClaimIndex], number: int = PAGE) -> list[str]:
    """Which claims stand at the top of a view of the queue."""
    return list(rows.order_by("-ledger_seq").values_list("claim__code", flat=True)[:number])


def row_of(claim: Claim) -> Claim:
    """One claim with what its row in the queue shows."""
    return _with_row_facts(Claim.objects.all()).get(pk=claim.pk)


def rows_of(codes: Sequence[str]) -> list[Claim]:
    """Claims with what their rows in the queue show, by their codes."""
    return list(_with_row_facts(Claim.objects.filter(code__in=codes)).order_by("-ledger_seq"))


def tally(show: Show, filters: Filters, *, user: User, today: date) -> Tally:
    shows = [_condition(one, user, today) for one in Show]
    if filters.status:
        shows = [condition & Q(status=filters.status) for condition in shows]
    statuses = [_condition(show, user, today) & Q(status=status) for status in Status]
    conditions = [*shows, *statuses]
    rows = claims_found(filters.without("status"))
    if filters.q or filters.source or filters.stance:
        # Looked for once, and then counted in each way.
        numbers = [*counts_among(rows.order_by("-ledger_seq")[:LOOKED_AT], conditions), waiting_count(today)]
    else:
        waiting = ClaimIndex.objects.filter(waits(today))
        numbers = capped_counts([*(rows.filter(condition) for condition in conditions), waiting])
    counts = iter(numbers)
    return Tally(
        show={one: next(counts) for one in Show},
        status={status: next(counts) for status in Status},
        waiting=next(counts),
    )


def waiting_count(today: date) -> int:
    """Counted no further than one beyond rules.counting.COUNTED_TO."""
    return capped_counts([ClaimIndex.objects.filter(waits(today))])[0]


def sources_to_choose(chosen: str = "") -> list[Any]:
    """Slug and name of sources that have said something, no more than anybody scrolls, and the one chosen."""
    spoke = Source.objects.filter(Exists(Attribution.objects.filter(source=OuterRef("pk"))))
    offered = list(spoke.by_name().values("slug", "name")[:SOURCES_OFFERED])
    if chosen and all(source["slug"] != chosen for source in offered):
        offered += Source.objects.filter(slug=chosen).values("slug", "name")
    return offered


def topics_to_choose() -> QuerySet[Topic]:
    return Topic.objects.order_by("name")


def _condition(show: Show, user: User, today: date) -> Q:
    match show:
        case Show.WAITING:
            return waits(today)
        case Show.AWAITING:
            return awaits(user)
        case Show.MINE:
            return is_mine(user)
        case Show.STALE:
            return is_stale(today)
    return Q()


def _with_row_facts(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    """Only for the few rows of a page: each fact is a subquery."""
    said = Attribution.objects.standing().filter(claim=OuterRef("pk")).order_by()
    first = Attribution.objects.filter(claim=OuterRef("pk")).order_by("ledger_seq")
    last_state = ClaimState.objects.filter(ledger_seq=OuterRef("ledger_seq"))
    return (
        with_proposal(rows)
        .select_related("topic", "assigned_to")
        .annotate(
            attribution_count=Subquery(said.values("claim").annotate(count=Count("pk")).values("count")),
            headline=Subquery(first.values(headline=F("article__headline"))[:1]),
            changed_at=Subquery(last_state.values("recorded_at")[:1]),
        )
    )
