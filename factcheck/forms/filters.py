"""The filters of lists and downloads as a form. Reading them is rules/filters.py's part."""

from django import forms
from django.http import QueryDict

from factcheck.models import Source, Topic
from factcheck.rules import stances, statuses
from factcheck.rules.filters import NAMES


class FilterForm(forms.Form):
    """Shows the filters as typed. `problems` from reading them become the errors of their fields."""

    q = forms.CharField(label="Words", required=False, max_length=200)
    status = forms.CharField(label="Status", required=False)
    topic = forms.CharField(label="Topic", required=False)
    source = forms.CharField(label="Source", required=False)
    stance = forms.CharField(label="Stance of a source", required=False)
    since = forms.CharField(label="Changed since", required=False)
    until = forms.CharField(label="Changed until", required=False)
    as_of = forms.CharField(label="As known on", required=False)

    def __init__(self, query: QueryDict, problems: dict[str, str] | None = None) -> None:
        super().__init__({name: query.get(name, "") for name in NAMES})
        self._offer("status", [(status.value, label) for status, label in statuses.LABELS.items()])
        self._offer("stance", [(stance.value, label) for stance, label in stances.LABELS.items()])
        self._offer("topic", list(Topic.objects.order_by("name").values_list("slug", "name")))
        self._offer("source", list(Source.objects.by_name().values_list("slug", "name")[:500]))
        for name in ("since", "until", "as_of"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"})
        self.is_valid()
        for name, problem in (problems or {}).items():
            self.add_error(name, problem.removeprefix(f"{name}: "))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].widget = forms.Select(choices=[("", "All"), *choices])
