from collections.abc import Sequence
from typing import Any, TypedDict

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from factcheck.actions.evidence import EvidenceDraft
from factcheck.models import Claim, Evidence
from factcheck.rules.statuses import LABELS, Status
from factcheck.rules.told import told
from factcheck.rules.vocabulary import EVIDENCE_KIND_LABELS, Bearing, EvidenceKind
from factcheck.saying import said as say

REASON_MAX = 2000
PUBLIC_NOTE_MAX = 1000
GROUNDS_MAX = 20

BEARING_LABELS = {Bearing.SUPPORTS: "supports the claim", Bearing.REFUTES: "refutes the claim"}

web_address = URLValidator(
    schemes=["http", "https"],
    message=_("This is no web address. Write it whole, with https:// in front."),
)


class Ruling(TypedDict):
    """A decision as typed: what `actions.decisions.decide` takes beside the claim and the person."""

    status: Status
    reason: str
    version: int
    public_note: str
    evidence: Sequence[Evidence]
    new_evidence: Sequence[EvidenceDraft]
    successor: Claim | None


class ManyTextsInput(forms.TextInput):
    """Every value sent under one name, in order; blanks count as nothing."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [value.strip() for value in data.getlist(name) if value.strip()]


class GroundsField(forms.Field):
    """Evidence that a decision rests on: numbers of what is on record, addresses of what is not yet."""

    widget = ManyTextsInput

    def clean(self, value: list[str]) -> list[str]:
        if len(value) > GROUNDS_MAX:
            raise ValidationError(
                say(
                    told(
                        "A decision can name {grounds_max} pieces of evidence at most.",
                        grounds_max=GROUNDS_MAX,
                    )
                )
            )
        for text in value:
            if not text.isdecimal():
                if len(text) > 2000:
                    raise ValidationError(_("This address is too long; 2,000 characters are the most."))
                web_address(text)
        return value


class DecisionForm(forms.Form):
    status = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[(status.value, _(label)) for status, label in LABELS.items()],
        coerce=Status,
        error_messages={
            "required": _("Choose what you decide: confirm, dispute or leave unverified."),
            "invalid_choice": _("There is no status “%(value)s”. Choose one of the buttons."),
        },
    )
    reason = forms.CharField(
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Give the reason: it stands beside the decision for good.")},
        label=_("Reason"),
    )
    version = forms.IntegerField(
        label=_("Version"),
        min_value=1,
        max_value=2**31 - 1,
        widget=forms.HiddenInput,
        error_messages={
            "required": _("The form says no version. Open the claim again and send it from there.")
        },
    )
    public_note = forms.CharField(
        required=False,
        max_length=PUBLIC_NOTE_MAX,
        label=_("Note to readers"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands on the public page, beside the reason."),
    )
    successor = forms.CharField(
        required=False,
        max_length=16,
        label=_("Replaced by"),
        help_text=_("The code of the claim that takes its place: NK-0007."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    evidence = GroundsField(required=False, label=_("Evidence it rests on"))
    evidence_title = forms.CharField(required=False, max_length=300, label=_("What it is"))
    evidence_kind = forms.TypedChoiceField(
        required=False,
        choices=[(kind.value, _(label)) for kind, label in EVIDENCE_KIND_LABELS.items()],
        coerce=EvidenceKind,
        empty_value=EvidenceKind.OTHER,
        initial=EvidenceKind.OTHER,
        label=_("Kind"),
    )
    evidence_bearing = forms.TypedChoiceField(
        required=False,
        choices=[(bearing.value, _(label)) for bearing, label in BEARING_LABELS.items()],
        coerce=Bearing,
        empty_value=Bearing.SUPPORTS,
        initial=Bearing.SUPPORTS,
        label=_("It"),
    )

    def __init__(self, data: QueryDict | None = None, *, claim: Claim) -> None:
        self.claim = claim
        super().__init__(data, auto_id="decide_%s", initial={"version": claim.version})

    def clean_successor(self) -> Claim | None:
        code = self.cleaned_data["successor"].strip().upper()
        if not code:
            return None
        successor = Claim.objects.filter(code=code).first()
        if successor is None:
            raise ValidationError(
                say(
                    told(
                        "There is no claim {code}. A code looks like {code2}.",
                        code=code,
                        code2=self.claim.code,
                    )
                )
            )
        return successor

    def clean_evidence(self) -> tuple[list[Evidence], list[str]]:
        """What is on record already, and the addresses of what is not."""
        values = self.cleaned_data["evidence"]
        numbers = {int(text) for text in values if text.isdecimal()}
        on_record = Evidence.objects.filter(claim=self.claim, pk__in=_fitting(numbers))
        known = {found.pk: found for found in on_record}
        if numbers - known.keys():
            raise ValidationError(
                say(told("Some of this evidence is not on the record of {code}.", code=self.claim.code))
            )
        return list(known.values()), [text for text in dict.fromkeys(values) if not text.isdecimal()]

    def ruling(self) -> Ruling:
        given = self.cleaned_data
        known, addresses = given["evidence"]
        return Ruling(
            status=given["status"],
            reason=given["reason"],
            version=given["version"],
            public_note=given["public_note"],
            evidence=known,
            new_evidence=self._drafts(addresses),
            # A code left over in a closed part of the form is not a wish to supersede.
            successor=given["successor"] if given["status"] == Status.SUPERSEDED else None,
        )

    def _drafts(self, addresses: list[str]) -> list[EvidenceDraft]:
        title = self.cleaned_data["evidence_title"]
        # Evidence that is not on the web has a title alone.
        drafts = [("", title)] if title and not addresses else [(url, "") for url in addresses]
        if title and addresses:
            drafts[0] = (addresses[0], title)
        kind, bearing = self.cleaned_data["evidence_kind"], self.cleaned_data["evidence_bearing"]
        return [EvidenceDraft(title=name, url=url, kind=kind, bearing=bearing) for url, name in drafts]

    # For the template, which draws its own checkboxes.

    @property
    def chosen_evidence(self) -> set[str]:
        return {text for text in self._sent_evidence() if text.isdecimal()}

    @property
    def typed_address(self) -> str:
        return next((text for text in self._sent_evidence() if not text.isdecimal()), "")

    def _sent_evidence(self) -> list[str]:
        return list(self["evidence"].value() or []) if self.is_bound else []


def _fitting(numbers: set[int]) -> list[int]:
    """Leave out what no key of a table can be, so that the database need not refuse it."""
    return [number for number in numbers if number < 2**63]
