from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _


class SendBackForm(forms.Form):
    """Why a proposal is not approved."""

    comment = forms.CharField(
        max_length=2000,
        label=_("What is missing"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("The proposer sees it. Needed only to send it back."),
        error_messages={"required": _("Say what is missing: the proposer sees it.")},
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="send_back_%s")
