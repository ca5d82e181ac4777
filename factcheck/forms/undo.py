from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from factcheck.forms.publication import VersionForm
from factcheck.models import Claim, Decision


class UndoForm(VersionForm):
    """Taking back one decision, the one that the page showed as the last."""

    decision = forms.ModelChoiceField(
        Decision.objects.none(),
        widget=forms.HiddenInput,
        error_messages={
            "required": _("The form says no decision. Open the claim again and send it from there."),
            "invalid_choice": _("There is no such decision on this claim."),
        },
    )

    def __init__(
        self, data: QueryDict | None = None, *, claim: Claim, decision: Decision | None = None
    ) -> None:
        super().__init__(data, claim=claim, auto_id="undo_%s")
        self.fields["decision"].queryset = claim.decisions.all()  # type: ignore[attr-defined]
        self.fields["decision"].initial = decision.pk if decision else None

    def slip(self) -> dict[str, Any]:
        return {"decision": self.cleaned_data["decision"], "version": self.cleaned_data["version"]}
