from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck.queries.desk_settings import needing_second_editor, review_days
from factcheck.rules.desk_settings import MAY_NEED_SECOND_EDITOR, REVIEW_DAYS_MAX
from factcheck.rules.statuses import LABELS, Status


class SecondEditorForm(forms.Form):
    """Which statuses take two editors."""

    statuses = forms.TypedMultipleChoiceField(
        required=False,
        coerce=Status,
        label=_("A second editor approves before a claim becomes"),
        choices=[(status.value, _(LABELS[status])) for status in MAY_NEED_SECOND_EDITOR],
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        max_length=1000,
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("The change stands in the ledger, with its reason."),
        error_messages={"required": _("Say why: the change stands in the ledger.")},
    )

    def __init__(self, data: object = None) -> None:
        initial = {"statuses": [status.value for status in needing_second_editor()]}
        super().__init__(data, auto_id="second_%s", initial=initial)  # type: ignore[arg-type]


class ReviewDaysForm(forms.Form):
    """After how many days a decided claim is looked at again."""

    days = forms.IntegerField(
        min_value=0,
        max_value=REVIEW_DAYS_MAX,
        label=_("Days until a decided claim is looked at again"),
        help_text=_("0 sets no day. What has been decided already keeps its day."),
    )
    reason = forms.CharField(
        max_length=1000,
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("The change stands in the ledger, with its reason."),
        error_messages={"required": _("Say why: the change stands in the ledger.")},
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data, auto_id="review_%s", initial={"days": review_days()})  # type: ignore[arg-type]
