"""The claims that a feed tells of: those that lists show, the one changed last first, with their times."""

from typing import Any

from django.db.models import F, OuterRef, Subquery

from factcheck.models import ClaimState, PublicationAct
from factcheck.queries.known_then import name_topics_as_then
from factcheck.queries.public_list import claims_to_read, with_row_facts
from factcheck.rules.filters import Filters

IN_A_FEED = 50


def claims_to_follow(filters: Filters) -> list[Any]:
    """At most IN_A_FEED rows with made_at, published_at and changed_at beside what a list's row has.

    Raises UnknownName.
    """
    then = filters.as_of is not None
    claim = "claim" if then else "pk"
    rows = with_row_facts(claims_to_read(filters), filters.as_of)
    shown_first = PublicationAct.objects.filter(claim=OuterRef(claim)).order_by("ledger_seq")
    changed = ClaimState.objects.filter(ledger_seq=OuterRef("ledger_seq")).values("recorded_at")
    rows = rows.annotate(
        made_at=F("claim__created_at" if then else "created_at"),
        published_at=Subquery(shown_first.values("acted_at")[:1]),
        changed_at=F("recorded_at") if then else Subquery(changed[:1]),
    )
    found = list(rows.order_by("-ledger_seq")[:IN_A_FEED])
    name_topics_as_then(found)
    return found
