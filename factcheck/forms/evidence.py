from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from factcheck.actions.evidence import EvidenceDraft
from factcheck.forms.decisions import BEARING_LABELS, web_address
from factcheck.rules.vocabulary import EVIDENCE_KIND_LABELS, Bearing, EvidenceKind


class EvidenceForm(forms.Form):
    title = forms.CharField(
        required=False,
        max_length=300,
        label=_("What it is"),
        help_text=_("As others would look for it: who, what, when."),
    )
    url = forms.CharField(
        required=False,
        max_length=2000,
        label=_("Address"),
        validators=[web_address],
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    archived_url = forms.CharField(
        required=False,
        max_length=2000,
        label=_("Archived copy"),
        validators=[web_address],
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    kind = forms.TypedChoiceField(
        choices=[(kind.value, _(label)) for kind, label in EVIDENCE_KIND_LABELS.items()],
        coerce=EvidenceKind,
        initial=EvidenceKind.PRIMARY_DOCUMENT,
        label=_("Kind"),
    )
    bearing = forms.TypedChoiceField(
        choices=[(bearing.value, _(label)) for bearing, label in BEARING_LABELS.items()],
        coerce=Bearing,
        initial=Bearing.SUPPORTS,
        label=_("It"),
    )
    note = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What it shows, and where in it."),
        label=_("Note"),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="evidence_%s")

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if not self.errors and not (given.get("title") or given.get("url")):
            raise ValidationError(_("Give the evidence a title or an address, so that others can find it."))
        return given

    def draft(self) -> EvidenceDraft:
        return EvidenceDraft(**self.cleaned_data)
