from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from factcheck.rules.comments import COMMENT_MAX


class CommentForm(forms.Form):
    """A word to the colleagues."""

    text = forms.CharField(
        max_length=COMMENT_MAX,
        label=_("Comment"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Write what you want to say.")},
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="comment_%s")
