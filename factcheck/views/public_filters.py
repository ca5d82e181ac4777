"""Filters as the public lists show them: as typed, as chips, and as addresses of the pages beside one."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from factcheck import ledger as the_ledger
from factcheck.addresses import address_of, page_of
from factcheck.forms.filters import FilterForm
from factcheck.queries.public_list import Cut
from factcheck.rules.filters import Filters, FiltersRefused, moment_text, read_filters
from factcheck.rules.told import told

LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Then:
    """The moment that a page is asked for, and how addresses of the same moment carry it; none means now."""

    as_of: datetime | None = None

    @classmethod
    def read(cls, request: HttpRequest) -> Self:
        """Raises FiltersRefused. Waits for whoever is writing, so that the answer stays the same for good."""
        given = request.GET.get("as_of", "")
        if not given:
            return cls()
        as_of = read_filters({"as_of": given}, now=timezone.now()).as_of
        the_ledger.settle(as_of)
        return cls(as_of)

    @property
    def query(self) -> dict[str, str]:
        return {"as_of": moment_text(self.as_of)} if self.as_of else {}

    @property
    def first(self) -> str:
        """What follows the path of an address."""
        return f"?{urlencode(self.query)}" if self.as_of else ""

    @property
    def more(self) -> str:
        """What follows other filters in an address."""
        return f"&{urlencode(self.query)}" if self.as_of else ""

    def no_such(self, today: str, url: str) -> str:
        """Words for a page that is not there. Of a moment they are the same whatever came later."""
        if self.as_of is None:
            return today
        return told(
            "There was no such page on the public record at that moment. What there is today: {url}", url=url
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader is in a list, as the address says."""

    url_name: str
    filters: Filters = field(default_factory=Filters)
    before: int | None = None
    after: int | None = None

    @classmethod
    def read(cls, url_name: str, query: QueryDict, *, now: datetime) -> Self:
        """Raises FiltersRefused for what no address of the list says."""
        problems: dict[str, str] = {}
        filters, keys = Filters(), {}
        try:
            filters = read_filters({name: query.get(name, "") for name in query}, now=now)
        except FiltersRefused as refused:
            problems |= refused.problems
        for name in ("before", "after"):
            try:
                keys[name] = read_key(query, name)
            except FiltersRefused as refused:
                problems |= refused.problems
        if problems:
            raise FiltersRefused(problems)
        return cls(url_name, filters, **keys)

    def with_filters(self, filters: Filters) -> str:
        """The first page with these filters."""
        return address(self.url_name, filters.as_query())

    def address(self) -> str:
        return address(
            self.url_name, self.filters.as_query() | self._keys(before=self.before, after=self.after)
        )

    def page(self, **key: int | None) -> str:
        """The page that begins at a key, or nothing where there is none."""
        given = self._keys(**key)
        return address(self.url_name, self.filters.as_query() | given) if given else ""

    @staticmethod
    def _keys(**keys: int | None) -> dict[str, str]:
        return {name: str(value) for name, value in keys.items() if value is not None}

    def chips(self, form: FilterForm) -> list[dict[str, str]]:
        return [
            {
                "label": str(form.fields[name].label),
                "value": chosen_label(form, name, value),
                "url": self.with_filters(self.filters.without(name)),
            }
            for name, value in self.filters.as_query().items()
        ]


def read_key(query: QueryDict, name: str) -> int | None:
    """A place in a list that is paged by keyset. Raises FiltersRefused."""
    text = query.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text[:20]) > LARGEST_KEY:
        raise FiltersRefused(
            {
                name: told(
                    "{name}: “{text}” is no place in this list; leave it out.", name=name, text=text[:40]
                )
            }
        )
    return int(text)


def address(url_name: str, query: dict[str, Any], **kwargs: Any) -> str:
    match list(kwargs.values()):
        case []:
            url = address_of(url_name)
        case [value]:
            url = page_of(url_name, value)
        case _:
            url = reverse(url_name, kwargs=kwargs)
    return f"{url}?{urlencode(query)}" if query else url


def read_keys(query: QueryDict) -> dict[str, Any]:
    """Raises FiltersRefused."""
    return {name: read_key(query, name) for name in ("before", "after")}


def pages_beside(
    page: Cut, url_name: str, query: dict[str, str] | None = None, **kwargs: Any
) -> dict[str, str]:
    """The addresses of the newer and the older page, '' where there is none."""
    return {
        f"{name}_url": address(url_name, (query or {}) | {key: place}, **kwargs) if place is not None else ""
        for name, key, place in (("newer", "after", page.after), ("older", "before", page.before))
    }


def chosen_label(form: FilterForm, name: str, value: str) -> str:
    return getattr(form.fields[name].widget, "labels", {}).get(value, value)
