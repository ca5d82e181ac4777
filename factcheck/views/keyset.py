"""Pages of a list that is ordered by ledger_seq: as fast deep down as at the top."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and the addresses of the newer and the older ones, '' where there are none."""

    rows: list[Any]
    newer_url: str
    older_url: str


def page_before(request: HttpRequest, rows: QuerySet, size: int, key: str = "ledger_seq") -> Page:
    """The page that `?before=` or `?after=` asks for; keys that are none give the first page."""
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    if _is_key(after):
        nearest = list(rows.filter(**{f"{key}__gt": int(after)}).order_by(key)[: size + 1])
        found, more_newer, more_older = nearest[:size][::-1], len(nearest) > size, True
    else:
        if _is_key(before):
            rows = rows.filter(**{f"{key}__lt": int(before)})
        further = list(rows.order_by(f"-{key}")[: size + 1])
        found, more_newer, more_older = further[:size], _is_key(before), len(further) > size
    newer = _address(request, "after", getattr(found[0], key)) if found and more_newer else ""
    older = _address(request, "before", getattr(found[-1], key)) if found and more_older else ""
    return Page(found, newer, older)


def _is_key(text: str) -> bool:
    return text.isdecimal() and text.isascii() and len(text) < 19


def _address(request: HttpRequest, name: str, key: int) -> str:
    query = request.GET.copy()
    query.pop("before", None)
    query.pop("after", None)
    query[name] = str(key)
    return f"{request.path}?{query.urlencode()}"
