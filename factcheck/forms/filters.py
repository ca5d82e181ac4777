"""The filters of lists and downloads as a form. Reading them is rules/filters.py's part."""

from collections.abc import Iterable
from datetime import date, datetime

from django import forms
from django.http import QueryDict

from factcheck.models import Topic
from factcheck.queries.known_then import claims_then
from factcheck.queries.source_page import public_sources, sources_then
from factcheck.rules import stances, statuses
from factcheck.rules.filters import NAMES

DAYS = ("since", "until", "as_of")
# More would make a list that nobody scrolls; every source's own page leads to its claims.
SOURCES_OFFERED = 500


class FilterForm(forms.Form):
    """Shows the filters as typed. `problems` from reading them become the errors of their fields.

    With as_of it offers the topics and sources that were there then, by the names they had.
    """

    q = forms.CharField(
        label="Words",
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/", "data-key-label": "Search"}),
    )
    status = forms.CharField(label="Status", required=False)
    topic = forms.CharField(label="Topic", required=False)
    source = forms.CharField(label="Source", required=False)
    stance = forms.CharField(label="Stance of a source", required=False)
    since = forms.CharField(label="Changed since", required=False)
    until = forms.CharField(label="Changed until", required=False)
    as_of = forms.CharField(label="As known on", required=False)

    def __init__(
        self, query: QueryDict, problems: dict[str, str] | None = None, as_of: datetime | None = None
    ) -> None:
        given = {name: query.get(name, "") for name in NAMES}
        super().__init__(given)
        self._offer("status", ((status.value, label) for status, label in statuses.LABELS.items()))
        self._offer("stance", ((stance.value, label) for stance, label in stances.LABELS.items()))
        self._offer("topic", _topics(as_of))
        self._offer("source", _sources(as_of))
        for name in DAYS:
            # A browser empties a date field that holds anything but a day: a time, or what was mistyped.
            kind = "date" if _is_day(given[name]) else "text"
            self.fields[name].widget = forms.TextInput(attrs={"type": kind})
        self.is_valid()
        for name, problem in (problems or {}).items():
            if name in self.fields:
                self.add_error(name, problem.removeprefix(f"{name}: "))

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        offered = [("", "All"), *choices]
        given = self.data[name]
        if given and given not in dict(offered):
            # What is no choice is shown all the same, beside what is wrong with it.
            offered.append((given, given))
        self.fields[name].widget = forms.Select(choices=offered)


def _topics(as_of: datetime | None) -> Iterable[tuple[str, str]]:
    topics = Topic.objects.order_by("name")
    if as_of is not None:
        topics = topics.filter(pk__in=claims_then(as_of).values("topic"))
    return topics.values_list("slug", "name")


def _sources(as_of: datetime | None) -> Iterable[tuple[str, str]]:
    if as_of is None:
        return public_sources().by_name().values_list("slug", "name")[:SOURCES_OFFERED]
    return [(source.slug, source.name) for source in sources_then(as_of)[:SOURCES_OFFERED]]


def _is_day(text: str) -> bool:
    try:
        return not text or len(date.fromisoformat(text).isoformat()) == len(text)
    except ValueError:
        return False
