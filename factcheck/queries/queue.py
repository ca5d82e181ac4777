"""The desk's queue: which claims wait, newest change first, and how many."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from factcheck.models import Attribution, Claim, ClaimIndex, ClaimState, SavedFilter, User
from factcheck.models.lookups import OneNamed
from factcheck.queries.claim_list import claims_found
from factcheck.queries.counting import Capped, capped, capped_counts, counts_among, counts_by
from factcheck.queries.desk_work import kept_filters, seen_since, working_after
from factcheck.queries.proposals import awaiting, with_proposal
from factcheck.queries.public_list import cut
from factcheck.queries.together import Reads, Together, as_moment, as_number
from factcheck.rules.filters import Filters
from factcheck.rules.statuses import TERMINAL, Publication, Status
from factcheck.rules.told import word

PAGE = 25
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

    waiting: how many wait in all, whatever the filters. beside: of the further rows, in their order.
    Counted no further than one beyond rules.counting.COUNTED_TO.
    """

    show: dict[Show, int]
    status: dict[Status, int]
    waiting: int
    beside: list[int]


_LIVES = ~Q(status__in=TERMINAL) & ~Q(publication=Publication.WITHDRAWN)


def waits(today: date) -> Q:
    """A claim waits while it is a draft, unverified or past its day of review, until its life has ended."""
    unfinished = Q(publication=Publication.DRAFT) | Q(status=Status.UNVERIFIED) | Q(review_by__lt=today)
    return unfinished & _LIVES


def is_stale(today: date) -> Q:
    """Past its day of review."""
    return Q(review_by__lt=today) & _LIVES


def is_mine(person_id: int) -> Q:
    return Q(assigned_to=person_id) | Q(created_by=person_id)


class Asker(NamedTuple):
    """Who looks at the queue on which day. awaiting: ids of the claims that wait for this very person."""

    person_id: int
    today: date
    awaiting: frozenset[int]


@dataclass(frozen=True, slots=True)
class Whose:
    """Who looks at the queue, and the views of it that they keep."""

    asker: Asker
    kept: list[SavedFilter]


def whose_queue(person: User, today: date) -> Whose:
    found = _of_person.read(person=str(person.pk))
    return Whose(Asker(person.pk, today, frozenset(found["awaiting"])), found["kept"])


_of_person = Together(
    "person",
    build=lambda person: {
        "awaiting": awaiting(as_number(person)),
        "kept": kept_filters(as_number(person)),
    },
)


def queue(show: Show, filters: Filters, whose: Whose) -> QuerySet[ClaimIndex]:
    """The claims of a view of the queue, as rows of ClaimIndex in no order. Raises UnknownName."""
    return claims_found(filters).filter(_shown(show, whose.asker))


@dataclass(frozen=True, slots=True)
class QueuePage:
    """before, after: see `Cut`. beside: the claim that was asked for by its code and is not on the page."""

    rows: list[Claim]
    before: int | None
    after: int | None
    beside: Claim | None = None

    def named(self, code: str) -> Claim | None:
        return next((row for row in [*self.rows, self.beside] if row and row.code == code), None)


def queue_page(
    rows: QuerySet[ClaimIndex],
    *,
    before: int | None = None,
    after: int | None = None,
    size: int = PAGE,
    code: str = "",
) -> QueuePage:
    """Cut one page out of the queue, as claims with what a row shows.

    code: of a claim that is shown in any case.
    """
    keys = rows.values_list("ledger_seq", "claim__code", named=True)
    page = cut(keys, "ledger_seq", before=before, after=after, size=size)
    codes = [row.claim__code for row in page.rows]
    found = rows_of([*codes, code] if code and code not in codes else codes)
    shown = [claim for claim in found if claim.code in codes]
    beside = next((claim for claim in found if claim.code not in codes), None)
    return QueuePage(shown, page.before, page.after, beside)


def newest_codes(rows: QuerySet[ClaimIndex], number: int = PAGE) -> list[str]:
    """Which claims stand at the top of a view of the queue."""
    return list(rows.order_by("-ledger_seq").values_list("claim__code", flat=True)[:number])


def row_of(claim: Claim) -> Claim:
    """One claim with what its row in the queue shows."""
    (row,) = rows_of([claim.code])
    return row


def rows_of(codes: Sequence[str]) -> list[Claim]:
    """Claims with what their rows in the queue show, by their codes, newest change first.

    working: who has said within the last minutes that they work on it.
    """
    if not codes:
        return []
    found = _rows.read(codes=",".join(codes), since=seen_since(timezone.now()).isoformat())
    working: dict[int, list[User]] = defaultdict(list)
    for one in found["at_work"]:
        working[one.claim_id].append(one.user)
    for claim in found["claims"]:
        claim.working = working[claim.pk]
    return found["claims"]


def _row_reads(codes: str, since: str) -> Reads:
    claims = Claim.objects.filter(OneNamed("code", Value(codes)))
    return {
        "claims": _with_row_facts(claims).defer("match_words").order_by("-ledger_seq"),
        "at_work": working_after(as_moment(since)).filter(claim__in=claims.values("pk")),
    }


_rows = Together("codes", "since", build=_row_reads)


def tally(filters: Filters, whose: Whose, show: Show, beside: Sequence[Capped] = ()) -> Tally:
    """beside: what else is to be counted in the same statement."""
    asker = whose.asker
    asked = [(one, filters.status) for one in Show] + [(show, status) for status in Status]
    others = [capped(ClaimIndex.objects.filter(waits(asker.today))), *beside]
    rows = claims_found(filters.without("status"))
    if filters.q or filters.source or filters.stance:
        # Looked for once, and then counted in each way.
        conditions = [_condition(*one, asker) for one in asked]
        numbers = counts_among(rows.order_by("-ledger_seq")[:LOOKED_AT], conditions) + counts_by(others)
    elif filters.without("status"):
        numbers = counts_by([*(capped(rows.filter(_condition(*one, asker))) for one in asked), *others])
    else:
        numbers = counts_by([*(_plain_count(*one, asker) for one in asked), *others])
    counts = iter(numbers)
    return Tally(
        show={one: next(counts) for one in Show},
        status={status: next(counts) for status in Status},
        waiting=next(counts),
        beside=list(counts),
    )


def count_of_view(show: Show, filters: Filters, whose: Whose) -> Capped:
    """How many claims a view of the queue has, to be counted beside others. Raises UnknownName."""
    if filters.without("status"):
        return capped(queue(show, filters, whose))
    return _plain_count(show, filters.status, whose.asker)


@lru_cache(maxsize=2048)
def _plain_count(show: Show, status: Status | None, asker: Asker) -> Capped:
    # Everybody's page asks for a dozen of these; what they ask depends on nothing but what is given here.
    return capped(ClaimIndex.objects.filter(_condition(show, status, asker)))


def waiting_count(today: date) -> int:
    """Counted no further than one beyond rules.counting.COUNTED_TO."""
    return capped_counts([ClaimIndex.objects.filter(waits(today))])[0]


def _condition(show: Show, status: Status | None, asker: Asker) -> Q:
    shown = _shown(show, asker)
    return shown & Q(status=status) if status else shown


def _shown(show: Show, asker: Asker) -> Q:
    match show:
        case Show.WAITING:
            return waits(asker.today)
        case Show.AWAITING:
            return Q(pk__in=sorted(asker.awaiting))
        case Show.MINE:
            return is_mine(asker.person_id)
        case Show.STALE:
            return is_stale(asker.today)
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
