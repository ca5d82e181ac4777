"""Who a source is, as typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from factcheck.models import Source
from factcheck.queries.finding import find_source
from factcheck.rules.names import name_key
from factcheck.rules.told import told
from factcheck.rules.vocabulary import (
    INDEPENDENCE_LABELS,
    LAID_DOWN_BY_HAND,
    RELATION_KIND_LABELS,
    RELIABILITY_LABELS,
    SOURCE_KIND_LABELS,
    Independence,
    RelationKind,
    Reliability,
    SourceKind,
)
from factcheck.saying import said as say

ALIASES_MAX = 40


class SourceForm(forms.Form):
    name = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}), label=_("Name"))
    kind = forms.TypedChoiceField(
        coerce=SourceKind,
        choices=[(kind.value, _(label)) for kind, label in SOURCE_KIND_LABELS.items()],
        label=_("Kind"),
    )
    parent = forms.CharField(
        required=False,
        max_length=200,
        label=_("Acts for"),
        help_text=_("The body that it speaks for. Two that act for one body count as one origin."),
        widget=forms.TextInput(attrs={"data-find": "/desk/sources/find/?q=", "dir": "auto"}),
    )
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        required=False,
        max_length=2,
        help_text=_("Two letters: KR, RU, US."),
        error_messages={"invalid": _("A country is two letters of ISO 3166: KR, RU, US.")},
        label=_("Country"),
    )
    aliases = forms.CharField(
        required=False,
        label=_("Other names"),
        help_text=_("One a line, in any script. It is found by each of them."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    # As the page showed them: a name that somebody else added meanwhile is not taken away.
    aliases_before = forms.CharField(required=False, widget=forms.HiddenInput)
    position_note = forms.CharField(
        required=False,
        max_length=1000,
        label=_("Its interest in what it says"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, source: Source | None = None, **kwargs: Any) -> None:
        if source is not None:
            names = [alias.text for alias in source.aliases.order_by("id") if alias.text != source.name]
            kwargs["initial"] = {
                "name": source.name,
                "kind": source.kind,
                "parent": source.parent.name if source.parent else "",
                "country": source.country,
                "aliases": "\n".join(names),
                "aliases_before": "\n".join(names),
                "position_note": source.position_note,
            }
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if not name_key(name):
            raise ValidationError(_("Give the source a name with at least one letter."))
        return name

    def clean_parent(self) -> Source | None:
        name = self.cleaned_data["parent"]
        if not name:
            return None
        parent = find_source(name)
        if parent is None:
            raise ValidationError(
                say(told("No source is called {name}. Add it first, or leave this empty for now.", name=name))
            )
        return parent

    def clean_country(self) -> str:
        return self.cleaned_data["country"].upper()

    @property
    def facts(self) -> dict[str, Any]:
        """What a new source is made of."""
        return {name: value for name, value in self.cleaned_data.items() if name != "aliases_before"}

    def clean_aliases_before(self) -> list[str]:
        return [line for line in self.cleaned_data["aliases_before"].splitlines() if line.strip()]

    def clean_aliases(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["aliases"].splitlines() if line.strip()]
        if len(names) > ALIASES_MAX:
            raise ValidationError(
                say(told("A source can have {aliases_max} other names at most.", aliases_max=ALIASES_MAX))
            )
        for name in names:
            if len(name) > 200 or not name_key(name):
                raise ValidationError(
                    say(
                        told(
                            "“{name}” is no name: it needs a letter, and 200 characters at most.",
                            name=name[:60],
                        )
                    )
                )
        return names


class GradeForm(forms.Form):
    reliability = forms.TypedChoiceField(
        coerce=Reliability,
        label=_("Grade"),
        choices=[
            (grade.value, format_lazy("{grade}: {label}", grade=grade.value, label=_(label)))
            for grade, label in RELIABILITY_LABELS.items()
        ],
    )
    note = forms.CharField(
        required=False,
        max_length=1000,
        label=_("Why"),
        help_text=_("Readers see it beside the grade."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        kwargs["initial"] = {"reliability": source.reliability, "note": source.reliability_note}
        kwargs["auto_id"] = "grade_%s"
        super().__init__(*args, **kwargs)


class RelationForm(forms.Form):
    """How the source of the page and another one depend on each other."""

    other = forms.CharField(
        max_length=200,
        label=_("The other source"),
        widget=forms.TextInput(attrs={"data-find": "/desk/sources/find/?q=", "dir": "auto"}),
    )
    kind = forms.TypedChoiceField(
        coerce=RelationKind,
        label=_("This source"),
        choices=[
            (kind.value, _(label))
            for kind, label in RELATION_KIND_LABELS.items()
            if kind in LAID_DOWN_BY_HAND
        ],
    )
    independence = forms.TypedChoiceField(
        coerce=Independence,
        label=_("On what both affirm, they are"),
        choices=[(value.value, _(label)) for value, label in INDEPENDENCE_LABELS.items()],
        initial=Independence.NOT_ESTABLISHED,
        help_text=_("Only two that are independent count as two origins."),
    )
    note = forms.CharField(
        required=False,
        max_length=1000,
        label=_("How the desk knows"),
        help_text=_("Readers see it."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        kwargs["auto_id"] = "relation_%s"
        self.source = source
        super().__init__(*args, **kwargs)

    def clean_other(self) -> Source:
        other = find_source(self.cleaned_data["other"])
        if other is None:
            raise ValidationError(
                say(
                    told(
                        "No source is called {name}. Add it first.",
                        name=self.cleaned_data["other"],
                    )
                )
            )
        if other.pk == self.source.pk:
            raise ValidationError(_("A relation needs two different sources."))
        return other


class MergeForm(forms.Form):
    """Which entry this one is a duplicate of, and how the desk knows."""

    into = forms.CharField(
        max_length=200,
        label=_("The entry to keep"),
        help_text=_("This entry’s address will lead there. What was recorded keeps the name of then."),
        widget=forms.TextInput(attrs={"data-find": "/desk/sources/find/?q=", "dir": "auto"}),
    )
    reason = forms.CharField(
        max_length=1000,
        label=_("How the desk knows that they are one"),
        help_text=_("Readers see it."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        kwargs["auto_id"] = "merge_%s"
        self.source = source
        super().__init__(*args, **kwargs)

    def clean_into(self) -> Source:
        into = find_source(self.cleaned_data["into"])
        if into is None:
            raise ValidationError(
                say(
                    told(
                        "No source is called {name}. Look for its name.",
                        name=self.cleaned_data["into"],
                    )
                )
            )
        if into.pk == self.source.pk:
            raise ValidationError(_("That is this very entry. Name the other one, which is to be kept."))
        return into


class PartForm(forms.Form):
    """Why two entries are not one source after all."""

    duplicate = forms.ModelChoiceField(
        Source.objects.none(),
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Choose it anew.")},
    )
    reason = forms.CharField(
        max_length=1000,
        label=_("Why they are two after all"),
        help_text=_("Readers see it."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        duplicate = (args[0] if args else kwargs["initial"]).get("duplicate")
        # A page may have several of these; each field needs an id of its own.
        kwargs["auto_id"] = f"part_{duplicate}_%s" if str(duplicate).isdecimal() else "part_%s"
        super().__init__(*args, **kwargs)
        self.fields["duplicate"].queryset = Source.objects.filter(merged_into=source)  # type: ignore[attr-defined]


class TopicForm(forms.Form):
    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"dir": "auto"}), label=_("Name"))
    prefix = forms.CharField(  # type: ignore[assignment]
        max_length=6,
        help_text=_("One to six letters that start the codes of its claims: NK gives NK-0001. For good."),
        label=_("Prefix"),
    )
    description = forms.CharField(
        required=False,
        max_length=1000,
        help_text=_("Readers see it on the topic’s page."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        label=_("Description"),
    )


class TopicChangeForm(TopicForm):
    """A topic as it is to be described from now on. Its prefix stays, since codes begin with it."""

    prefix = None  # type: ignore[assignment]
    retired = forms.BooleanField(
        required=False,
        label=_("Retired"),
        help_text=_("No new claims come under it. Its page and its claims stay as they are."),
    )
