import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from factcheck.actions.bulk import BULK_MAX, Picked
from factcheck.forms.claims import AssignForm, offer_people
from factcheck.forms.decisions import REASON_MAX, ManyTextsInput
from factcheck.models import Claim, User
from factcheck.rules.statuses import Status
from factcheck.rules.told import told, word
from factcheck.saying import said as say

ASSIGN = "assign"
ACTS = {
    Status.CONFIRMED.value: word("Confirm"),
    Status.DISPUTED.value: word("Dispute"),
    Status.UNVERIFIED.value: word("Mark unverified"),
    ASSIGN: word("Assign"),
}
_PICKED = re.compile(r"([A-Z]{1,6}-[0-9]{4,9}):([0-9]{1,9})", re.ASCII)


class PickedField(forms.Field):
    """Claims with the versions that were seen: `NK-0007:3`."""

    widget = ManyTextsInput

    def clean(self, value: list[str]) -> list[Picked]:
        if not value:
            raise ValidationError(_("Pick at least one claim: tick it in the list, or press x on its row."))
        if len(value) > BULK_MAX:
            raise ValidationError(
                say(told("At most {bulk_max} claims can be done in one go.", bulk_max=BULK_MAX))
            )
        found = [_PICKED.fullmatch(text) for text in dict.fromkeys(value)]
        versions = {match[1]: int(match[2]) for match in found if match}
        claims = {claim.code: claim for claim in Claim.objects.filter(code__in=versions)}
        if None in found or versions.keys() - claims.keys():
            raise ValidationError(_("One of the picked claims is not on this desk. Pick them anew."))
        return [Picked(claims[code], version) for code, version in versions.items()]


class BulkForm(forms.Form):
    """One act and one reason for several claims."""

    picked = PickedField(label=_("Claims"))
    act = forms.ChoiceField(
        choices=[(act, _(label)) for act, label in ACTS.items()],
        label=_("What to do"),
        error_messages={"required": _("Choose what to do: press one of the buttons.")},
    )
    reason = forms.CharField(
        required=False,
        max_length=REASON_MAX,
        label=_("One reason for all"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("It stands beside each decision for good, and readers see it."),
    )
    to = AssignForm.base_fields["to"]
    due_at = AssignForm.base_fields["due_at"]

    def __init__(self, data: QueryDict | None = None, *, people: Sequence[User] | None = None) -> None:
        """people: to choose from, where they are at hand."""
        super().__init__(data, auto_id="bulk_%s")
        offer_people(self.fields["to"], people)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("act") not in (None, ASSIGN) and "reason" in given and not given["reason"]:
            self.add_error("reason", _("Give the reason: it stands beside each decision for good."))
        return given

    def picked_or_none(self) -> Sequence[Picked]:
        """The claims that were picked, also where something else is wrong."""
        return self.cleaned_data.get("picked", [])
