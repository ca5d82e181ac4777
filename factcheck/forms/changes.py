"""The period and the filters of the page of changes. Reading them is rules/periods.py's part."""

import re
from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from factcheck.rules.periods import ANY_STATUS
from factcheck.rules.statuses import LABELS
from factcheck.rules.told import told, word
from factcheck.saying import said

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HOUR = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?)?")


class ChangesForm(forms.Form):
    """Shows what was typed. `problems` from reading it become the errors of their fields."""

    since = forms.CharField(label=_("Since (UTC)"), required=False)
    until = forms.CharField(label=_("Until (UTC)"), required=False)
    topic = forms.CharField(label=_("Topic"), required=False)
    became = forms.CharField(label=_("Status"), required=False)

    def __init__(
        self, query: QueryDict, topics: Iterable[tuple[str, str]], problems: dict[str, str] | None = None
    ) -> None:
        given = {name: query.get(name, "").strip() for name in self.base_fields}
        super().__init__(given)
        for name in ("since", "until"):
            self.fields[name].widget = forms.TextInput(attrs={"type": _kind(given[name])})
        self._offer("topic", [("", gettext("All")), *topics])
        self._offer("became", _became())
        self.is_valid()
        for name, problem in (problems or {}).items():
            if name in self.fields:
                self.add_error(name, said(problem).removeprefix(f"{name}: "))

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        given = self.data[name]
        # What is no choice is shown all the same, beside what is wrong with it.
        more = [(given, given)] if given not in dict(offered) else []
        self.fields[name].widget = forms.Select(choices=[*offered, *more])


def _became() -> list[tuple[str, str]]:
    statuses = (
        (one.value, said(told("Became {status}", status=word(label.lower()))))
        for one, label in LABELS.items()
    )
    return [("", gettext("All changes")), (ANY_STATUS, gettext("Any decision")), *statuses]


def _kind(text: str) -> str:
    """The kind of field that can hold this: a browser empties a field of dates that holds anything else."""
    if _DAY.fullmatch(text):
        return "date"
    return "datetime-local" if _HOUR.fullmatch(text) else "text"
