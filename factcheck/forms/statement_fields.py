"""The fields beside an article: words, claim, who says it, how, with which figure."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from factcheck.forms.claims import DayField
from factcheck.forms.decisions import ManyTextsInput
from factcheck.forms.naming import NamesField
from factcheck.models import Measure, Topic
from factcheck.models.claims import CLAIM_TEXT_MAX
from factcheck.rules.chains import LONGEST
from factcheck.rules.figures import BASIS_LABELS, Basis
from factcheck.rules.stances import LABELS as STANCE_LABELS
from factcheck.rules.stances import TYPICAL_CUES, Stance
from factcheck.rules.vocabulary import CREDIBILITY_LABELS, HOP_MODE_LABELS, HopMode
from factcheck.saying import said as say

QUOTE_MAX = 4000
SOURCES_MAX = 12
CLAIM_FIND = {"data-find": "/desk/claims/find/?q=", "dir": "auto", "autocomplete": "off"}


def _words(**kwargs: Any) -> forms.CharField:
    return forms.CharField(required=False, widget=forms.TextInput(attrs={"dir": "auto"}), **kwargs)


def _hidden(length: int, *, strip: bool = True) -> forms.CharField:
    return forms.CharField(required=False, max_length=length, strip=strip, widget=forms.HiddenInput)


class MeasureField(forms.ModelChoiceField):
    """What figures count: the measures of every desk have names in each language, those added later one."""

    def label_from_instance(self, obj: Any) -> str:
        return say(obj.label)


class StatementFields(forms.Form):
    """Their order is the order of the list of problems."""

    quote = forms.CharField(
        max_length=QUOTE_MAX,
        label=_("Words of the article"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "words", "dir": "auto"}),
        help_text=_("Select them in the text, or paste them."),
        error_messages={"required": _("Select the words in the article, or paste them here.")},
    )
    start, end = _hidden(12), _hidden(12)
    suggestion = _hidden(18)
    prefix, suffix = _hidden(200, strip=False), _hidden(200, strip=False)  # type: ignore[assignment]

    claim = forms.CharField(
        required=False,
        max_length=280,
        label=_("Claim on record"),
        widget=forms.TextInput(attrs=CLAIM_FIND),
        help_text=_("Its code, NK-0007, or words of it."),
    )
    text = forms.CharField(
        required=False,
        # The action counts after evening out the blanks, and says by how much it is too long.
        max_length=CLAIM_TEXT_MAX * 4,
        label=_("New claim"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "words", "dir": "auto"}),
        help_text=_("One statement in neutral words, without who says it."),
    )
    topic = forms.ModelChoiceField(
        Topic.objects.open().order_by("name"),
        required=False,
        empty_label=_("Choose"),
        error_messages={"invalid_choice": _("This topic is no longer there. Choose another.")},
        label=_("Topic"),
    )
    new_topic = _words(max_length=120, label=_("New topic"))
    new_topic_prefix = forms.CharField(
        required=False,
        max_length=6,
        label=_("Its prefix"),
        help_text=_("Starts its claims’ codes: NK gives NK-0001."),
    )
    event_from = DayField(required=False, label=_("It happened from"), input_formats=["%Y-%m-%d"])
    event_to = DayField(required=False, label=_("To"), input_formats=["%Y-%m-%d"])
    place = _words(max_length=120, label=_("Place"))
    parties = NamesField(
        required=False,
        most=SOURCES_MAX,
        label=_("Parties that it is about"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Names, one a line. Their own word weighs most."),
    )

    source = NamesField(
        most=SOURCES_MAX,
        label=_("Who says it"),
        error_messages={"required": _("Say who says it: name a source.")},
    )
    relay = NamesField(required=False, most=LONGEST - 2, label=_("As reported by"))
    new_source_kind = forms.Field(required=False, label=_("New source"), widget=ManyTextsInput)

    stance = forms.TypedChoiceField(
        coerce=Stance,
        choices=[
            ("", _("Choose")),
            *(
                (stance.value, format_lazy("{label} ({cues})", label=_(label), cues=_(TYPICAL_CUES[stance])))
                for stance, label in STANCE_LABELS.items()
            ),
        ],
        error_messages={"required": _("Say what the source does: affirm, deny, not confirm, or another.")},
        label=_("Stance"),
    )
    cue = _words(
        max_length=120, label=_("Its verb"), help_text=_("As the article has it: said, has not confirmed.")
    )
    hedge = _words(max_length=120, label=_("Words that weaken it"), help_text=_("appeared to, reportedly"))
    mode = forms.TypedChoiceField(
        required=False,
        coerce=HopMode,
        empty_value=HopMode.PARAPHRASE,
        initial=HopMode.PARAPHRASE,
        label=_("Given"),
        choices=[(mode.value, _(label)) for mode, label in HOP_MODE_LABELS.items()],
    )

    figure = _words(
        max_length=400, label=_("Figure"), help_text=_("As it is said: up to 12,000; some 3,000 or more.")
    )
    figure_shown = _hidden(80)
    measure = MeasureField(
        Measure.objects.order_by("label"),
        to_field_name="code",
        required=False,
        empty_label=_("Choose"),
        label=_("What it counts"),
    )
    basis = forms.TypedChoiceField(
        required=False,
        coerce=Basis,
        empty_value=None,
        choices=[
            ("", _("As the words say, else in all so far")),
            *((basis.value, _(label)) for basis, label in BASIS_LABELS.items()),
        ],
        label=_("Basis"),
    )
    population = _words(
        max_length=120, label=_("Whom it counts"), help_text=_("North Korean soldiers in Russia")
    )

    said_on = DayField(required=False, label=_("Said on"), input_formats=["%Y-%m-%d"])
    as_of = DayField(required=False, label=_("Speaks of the day"), input_formats=["%Y-%m-%d"])
    credibility = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", _("Not judged")),
            *(
                (n, format_lazy("{grade}: {label}", grade=n, label=_(label)))
                for n, label in CREDIBILITY_LABELS.items()
            ),
        ],
        label=_("Credibility"),
    )
    replaces = forms.CharField(required=False, max_length=20, label=_("Replaces an earlier statement"))
