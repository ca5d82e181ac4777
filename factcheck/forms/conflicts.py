"""What an editor says to a conflict of figures."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from factcheck.forms.publication import VersionForm
from factcheck.models import Attribution, Claim
from factcheck.rules.vocabulary import ConflictAnswer


class ConflictForm(VersionForm):
    """One of these stands beside each proposed conflict; `pair` tells them apart."""

    one = forms.ModelChoiceField(Attribution.objects.none(), widget=forms.HiddenInput)
    other = forms.ModelChoiceField(Attribution.objects.none(), widget=forms.HiddenInput)
    answer = forms.TypedChoiceField(
        coerce=ConflictAnswer,
        choices=[(answer.value, answer.value) for answer in ConflictAnswer],
        error_messages={"required": _("Accept the conflict or dismiss it.")},
        label=_("Answer"),
    )
    reason = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("It stays beside the two figures; readers see it when the conflict is accepted."),
        error_messages={"required": _("Give the reason: it stays beside the two figures.")},
        label=_("Reason"),
    )

    def __init__(
        self, data: QueryDict | None = None, *, claim: Claim, pair: tuple[int, int] | None = None
    ) -> None:
        self.pair = pair or _pair_in(data)
        super().__init__(data, claim=claim, auto_id=f"conflict_{self.pair[0]}_{self.pair[1]}_%s")
        for name, pk in zip(("one", "other"), self.pair, strict=True):
            field = self.fields[name]
            field.queryset = claim.attributions.all()  # type: ignore[attr-defined]
            field.initial = pk or None

    def ruling(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("one", "other", "answer", "reason", "version")}


def _pair_in(data: QueryDict | None) -> tuple[int, int]:
    def number(name: str) -> int:
        said = str(data.get(name, "")) if data is not None else ""
        return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else 0

    return number("one"), number("other")
