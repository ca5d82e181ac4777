"""Where somebody is in the queue, as its address says: which claims, from where on, and which one is open."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from factcheck.queries.queue import Show
from factcheck.rules.filters import Filters, FiltersRefused, read_filters
from factcheck.rules.told import told

FILTERS = ("q", "status", "source", "topic")
LARGEST_SEQ = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in the queue, as its address says."""

    show: Show = Show.WAITING
    filters: Filters = field(default_factory=Filters)
    before: int | None = None
    after: int | None = None
    code: str = ""

    @classmethod
    def read(cls, query: QueryDict, *, now: datetime) -> Self:
        """Raises FiltersRefused for what no address of the queue says."""
        show = query.get("show") or Show.WAITING
        if show not in list(Show):
            raise FiltersRefused(
                {
                    "show": told(
                        "{name}: “{text}” is none of {known}.",
                        name="show",
                        text=show[:40],
                        known=", ".join(Show),
                    )
                }
            )
        return cls(
            show=Show(show),
            filters=read_filters({name: query.get(name, "") for name in FILTERS}, now=now),
            before=_seq(query, "before"),
            after=_seq(query, "after"),
            code=query.get("claim", "")[:16].upper(),
        )

    def address(self) -> str:
        show = "" if self.show == Show.WAITING else self.show
        query = {"show": show, **self.filters.as_query(), "before": self.before, "after": self.after}
        words = {name: value for name, value in (query | {"claim": self.code}).items() if value}
        return reverse("desk:queue") + (f"?{urlencode(words)}" if words else "")

    def on(self, code: str) -> str:
        """The same place with a claim chosen."""
        return replace(self, code=code).address()

    def start(self, **changes: Any) -> str:
        """The first page, with something else filtered."""
        return replace(self, before=None, after=None, code="", **changes).address()


def _seq(query: QueryDict, name: str) -> int | None:
    text = query.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text[:20]) > LARGEST_SEQ:
        raise FiltersRefused(
            {
                name: told(
                    "{name}: “{text}” is no place in the ledger; leave it out.", name=name, text=text[:40]
                )
            }
        )
    return int(text)
