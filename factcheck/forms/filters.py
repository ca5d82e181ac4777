"""The filters of lists and downloads as a form. Reading them is rules/filters.py's part."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import forms
from django.db.models import Value
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from factcheck.models import Topic
from factcheck.queries.known_then import topic_name_then, topics_known
from factcheck.queries.revision import per_revision
from factcheck.queries.source_page import public_sources, sources_to_choose_then
from factcheck.rules import stances, statuses
from factcheck.rules.filters import NAMES
from factcheck.saying import said

DAYS = ("since", "until", "as_of")
# More would make a list that nobody scrolls; every source's own page leads to its claims.
SOURCES_OFFERED = 500


SELECTED = SafeString(" selected")


class PlainInput(forms.TextInput):
    """An input, written in one go."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        about = {"type": self.input_type, "name": name, "value": value or None}
        return format_html("<input{}>", flatatt(self.build_attrs(about | self.attrs, attrs)))


class LongSelect(forms.Select):
    """A choice among hundreds, written in one go: a template for each option took most of a list's time."""

    def __init__(self, offered: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.offered = offered
        self.labels = dict(offered)

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        chosen = str(value or "")
        options = _written(self.offered)
        if chosen in options:
            options = options | {chosen: _option(chosen, self.labels[chosen], SELECTED)}
        shown = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return format_html("<select{}>{}</select>", shown, _together(tuple(options.values())))


@lru_cache(maxsize=64)
def _written(choices: tuple[tuple[str, str], ...]) -> dict[str, SafeString]:
    """The options in order, none chosen: the same few hundred stand in every list."""
    return {key: _option(key, label) for key, label in choices}


@lru_cache(maxsize=64)
def _together(options: tuple[SafeString, ...]) -> SafeString:
    return format_html_join("", "{}", ((option,) for option in options))


def _option(key: str, label: str, chosen: str = "") -> SafeString:
    return format_html('<option value="{}"{}>{}</option>', key, chosen, label)


class FilterForm(forms.Form):
    """Shows the filters as typed. `problems` from reading them become the errors of their fields.

    With as_of it offers the topics and sources that were there then, by the names they had.
    """

    q = forms.CharField(
        label=_("Words"),
        required=False,
        widget=PlainInput(attrs={"type": "search", "data-key": "/", "data-key-label": _("Search")}),
    )
    status = forms.CharField(label=_("Status"), required=False)
    topic = forms.CharField(label=_("Topic"), required=False)
    source = forms.CharField(label=_("Source"), required=False)
    stance = forms.CharField(label=_("Stance of a source"), required=False)
    since = forms.CharField(label=_("Changed since"), required=False)
    until = forms.CharField(label=_("Changed until"), required=False)
    as_of = forms.CharField(label=_("As known on"), required=False)

    def __init__(
        self, query: QueryDict, problems: dict[str, str] | None = None, as_of: datetime | None = None
    ) -> None:
        given = {name: query.get(name, "") for name in NAMES}
        super().__init__(given)
        self._offer("status", ((one.value, said(label)) for one, label in statuses.LABELS.items()))
        self._offer("stance", ((one.value, said(label)) for one, label in stances.LABELS.items()))
        topics, sources = _today() if as_of is None else _then(as_of)
        self._offer("topic", topics)
        self._offer("source", sources)
        for name in DAYS:
            # A browser empties a date field that holds anything but a day: a time, or what was mistyped.
            kind = "date" if _is_day(given[name]) else "text"
            self.fields[name].widget = PlainInput(attrs={"type": kind})
        self.is_valid()
        for name, problem in (problems or {}).items():
            if name in self.fields:
                self.add_error(name, said(problem).removeprefix(f"{name}: "))

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        widget = LongSelect((("", gettext("All")), *choices))
        given = self.data[name]
        if given and given not in widget.labels:
            # What is no choice is shown all the same, beside what is wrong with it.
            widget = LongSelect((*widget.offered, (given, given)))
        self.fields[name].widget = widget


Choices = list[tuple[str, str]]


@per_revision
def _today() -> tuple[Choices, Choices]:
    """Topics and sources with their slugs, in one statement."""
    sources = public_sources().by_name().values_list(Value("source"), "name_key", "pk", "slug", "name")
    topics = Topic.objects.values_list(Value("topic"), "name", "pk", "slug", "name")
    rows = list(topics.union(sources[:SOURCES_OFFERED], all=True))
    rows.sort(key=lambda row: row[:3])
    return tuple(
        [(slug, name) for what, _, _, slug, name in rows if what == of] for of in ("topic", "source")
    )  # type: ignore[return-value]


@per_revision
def _then(as_of: datetime) -> tuple[Choices, Choices]:
    named = topics_known(as_of).annotate(then=topic_name_then(as_of, "pk", "name")).order_by("then", "pk")
    return list(named.values_list("slug", "then")), sources_to_choose_then(as_of, SOURCES_OFFERED)


def _is_day(text: str) -> bool:
    try:
        return not text or len(date.fromisoformat(text).isoformat()) == len(text)
    except ValueError:
        return False
