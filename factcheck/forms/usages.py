from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from factcheck.forms.decisions import web_address
from factcheck.models import Claim, Usage
from factcheck.rules.statuses import LABELS, Status

STATUSES = [(status.value, _(label)) for status, label in LABELS.items()]


class UsageForm(forms.Form):
    """Where the claim was used."""

    title = forms.CharField(
        max_length=300,
        label=_("Used in"),
        help_text=_("The headline, or the place: page 3, the nine o'clock news."),
        error_messages={"required": _("Say where it was used: a headline, a page, a programme.")},
    )
    url = forms.CharField(
        required=False,
        max_length=2000,
        validators=[web_address],
        label=_("Its address"),
        widget=forms.URLInput,
    )
    wording = forms.CharField(
        required=False,
        max_length=2000,
        label=_("How it puts it"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    used_on = forms.DateField(
        required=False, label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    status_then = forms.TypedChoiceField(
        choices=STATUSES,
        coerce=Status,
        label=_("Status then"),
        help_text=_("What the story says or implies."),
    )

    def __init__(self, data: QueryDict | None = None, *, claim: Claim) -> None:
        super().__init__(data, auto_id="use_%s", initial={"status_then": claim.status})


class MendForm(forms.Form):
    """One of these stands beside each use to mend. status: the one that the page showed."""

    status = forms.TypedChoiceField(choices=STATUSES, coerce=Status, widget=forms.HiddenInput)
    note = forms.CharField(
        max_length=1000,
        label=_("What was done"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": _("Say what was mended, or why nothing had to be.")},
    )

    def __init__(self, data: QueryDict | None = None, *, usage: Usage, **initial: Any) -> None:
        super().__init__(data, auto_id=f"mend_{usage.pk}_%s", initial=initial)
