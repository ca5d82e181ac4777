from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck.models import Claim, Source, Topic

LARGEST = 2**63 - 1


class SeenForm(forms.Form):
    """Up to where somebody has read: what the page showed."""

    ledger_seq = forms.IntegerField(min_value=0, max_value=LARGEST)
    comment_seq = forms.IntegerField(min_value=0, max_value=LARGEST)


class WatchForm(forms.Form):
    """A claim by its code, a topic or a source by its slug, and whether to follow it."""

    claim = forms.ModelChoiceField(Claim.objects.all(), required=False, to_field_name="code")
    topic = forms.ModelChoiceField(
        Topic.objects.order_by("name"),
        required=False,
        to_field_name="slug",
        empty_label=_("Choose a topic"),
        label=_("Topic"),
    )
    source = forms.ModelChoiceField(
        Source.objects.kept(), required=False, to_field_name="slug", widget=forms.HiddenInput
    )
    on = forms.BooleanField(required=False)

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        chosen = [given[name] for name in ("claim", "topic", "source") if given.get(name)]
        if not self.errors and len(chosen) != 1:
            self.add_error("topic", _("Choose a topic to watch."))
        return given | {"subject": chosen[0] if chosen else None}
