from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from factcheck.rules.reader_reports import CONTACT_MAX, NOTE_MAX, TEXT_MAX


class ReaderReportForm(forms.Form):
    """What is wrong with an entry, by a reader."""

    text = forms.CharField(
        max_length=TEXT_MAX,
        label=_("What is wrong?"),
        help_text=_("Say where it is, and how you know. A link helps."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={
            "required": _("Write what is wrong."),
            "max_length": format_lazy(
                _("This is longer than {most} characters. Say the main thing; a link can say the rest."),
                most=f"{TEXT_MAX:,}",
            ),
        },
    )
    contact = forms.CharField(
        max_length=CONTACT_MAX,
        required=False,
        label=_("Where can we ask you?"),
        help_text=_("An e-mail address or a telephone number. Only the desk sees it."),
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
        error_messages={
            "max_length": format_lazy(_("This is longer than {most} characters."), most=CONTACT_MAX)
        },
    )
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    # Programs fill in whatever there is.
    website = forms.CharField(
        required=False,
        label=_("Leave this empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, data: QueryDict | None = None, *, version: int) -> None:
        super().__init__(data, initial={"version": version}, auto_id="report_%s")

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                gettext("This field must stay empty: it shows us programs that fill in forms.")
            )
        return ""


class SettleForm(forms.Form):
    """What came of a reader's report."""

    note = forms.CharField(
        max_length=NOTE_MAX,
        label=_("What came of it?"),
        help_text=_("For the desk: corrected, not an error and why, passed on to whom."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": _("Say what came of it.")},
    )

    def __init__(self, data: QueryDict | None = None, *, pk: int) -> None:
        super().__init__(data, auto_id=f"settle_{pk}_%s")
