"""The pages that search engines may list, each with the time of the last change that shows on it.

A page shows claims, so it changed when the claim of it that changed last did.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, Max, QuerySet

from factcheck.models import Article, Claim, ClaimState, Source, Topic
from factcheck.rules.statuses import LISTED

# Section: whose pages, what names a page in its address, and the way from a claim to them.
_SECTIONS: dict[str, tuple[Any, str, str]] = {
    "claims": (Claim, "code", "claim"),
    "articles": (Article, "pk", "claim__attributions__article"),
    "sources": (Source, "slug", "claim__attributions__hops__source"),
    "topics": (Topic, "slug", "claim__topic"),
}
SECTIONS = tuple(_SECTIONS)


def highest_id(section: str) -> int:
    """No section has more pages than this, and none a higher id."""
    return _SECTIONS[section][0].objects.aggregate(highest=Max("pk"))["highest"] or 0


def pages_between(section: str, first_id: int, last_id: int) -> Iterable[tuple[Any, datetime]]:
    """What names each page with an id in this range, both included, and when it changed."""
    _, name, way = _SECTIONS[section]
    wanted: dict[str, Any] = {f"{way}__pk__range": (first_id, last_id)}
    if section == "sources":
        # The address of a merged entry leads elsewhere.
        wanted[f"{way}__merged_into"] = None
    states = _last_states().filter(**wanted).order_by(f"{way}__pk")
    return states.values_list(f"{way}__{name}").annotate(Max("recorded_at"))


def claims_changed_at(per_file: int) -> dict[int, datetime]:
    """When the claims of each range of ids changed last, by the number of the range from 0."""
    ranges = _last_states().order_by().values(number=(F("claim") - 1) / per_file)
    return dict(ranges.annotate(at=Max("recorded_at")).values_list("number", "at"))


def _last_states() -> QuerySet[ClaimState]:
    return ClaimState.objects.filter(ledger_seq=F("claim__ledger_seq"), claim__publication__in=LISTED)
