from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from factcheck.models import Claim

NOTE_MAX = 1000


class VersionForm(forms.Form):
    """An act on a claim as the editor saw it."""

    version = forms.IntegerField(
        label=_("Version"),
        min_value=1,
        max_value=2**31 - 1,
        widget=forms.HiddenInput,
        error_messages={
            "required": _("The form says no version. Open the claim again and send it from there.")
        },
    )

    def __init__(self, data: QueryDict | None = None, *, claim: Claim, auto_id: str = "publish_%s") -> None:
        self.claim = claim
        super().__init__(data, auto_id=auto_id, initial={"version": claim.version})


class NoteForm(VersionForm):
    """A correction or a withdrawal: readers are told why."""

    note = forms.CharField(
        max_length=NOTE_MAX,
        label=_("Note to readers"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Tell readers why, in a sentence: the page shows it.")},
    )
