"""Who a source is, as typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from factcheck.models import Source
from factcheck.queries.finding import find_source
from factcheck.rules.names import name_key
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

ALIASES_MAX = 40


class SourceForm(forms.Form):
    name = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    kind = forms.TypedChoiceField(
        coerce=SourceKind, choices=[(kind.value, label) for kind, label in SOURCE_KIND_LABELS.items()]
    )
    parent = forms.CharField(
        required=False,
        max_length=200,
        label="Acts for",
        help_text="The body that it speaks for. Two that act for one body count as one origin.",
        widget=forms.TextInput(attrs={"data-find": "/desk/sources/find/?q=", "dir": "auto"}),
    )
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        required=False,
        max_length=2,
        help_text="Two letters: KR, RU, US.",
        error_messages={"invalid": "A country is two letters of ISO 3166: KR, RU, US."},
    )
    aliases = forms.CharField(
        required=False,
        label="Other names",
        help_text="One a line, in any script. It is found by each of them.",
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    # As the page showed them: a name that somebody else added meanwhile is not taken away.
    aliases_before = forms.CharField(required=False, widget=forms.HiddenInput)
    position_note = forms.CharField(
        required=False,
        max_length=1000,
        label="Its interest in what it says",
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
            raise ValidationError("Give the source a name with at least one letter.")
        return name

    def clean_parent(self) -> Source | None:
        name = self.cleaned_data["parent"]
        if not name:
            return None
        parent = find_source(name)
        if parent is None:
            raise ValidationError(f"No source is called {name}. Add it first, or leave this empty for now.")
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
            raise ValidationError(f"A source can have {ALIASES_MAX} other names at most.")
        for name in names:
            if len(name) > 200 or not name_key(name):
                raise ValidationError(
                    f"“{name[:60]}” is no name: it needs a letter, and 200 characters at most."
                )
        return names


class GradeForm(forms.Form):
    reliability = forms.TypedChoiceField(
        coerce=Reliability,
        label="Grade",
        choices=[(grade.value, f"{grade.value}: {label}") for grade, label in RELIABILITY_LABELS.items()],
    )
    note = forms.CharField(
        required=False,
        max_length=1000,
        label="Why",
        help_text="Readers see it beside the grade.",
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
        label="The other source",
        widget=forms.TextInput(attrs={"data-find": "/desk/sources/find/?q=", "dir": "auto"}),
    )
    kind = forms.TypedChoiceField(
        coerce=RelationKind,
        label="This source",
        choices=[
            (kind.value, label) for kind, label in RELATION_KIND_LABELS.items() if kind in LAID_DOWN_BY_HAND
        ],
    )
    independence = forms.TypedChoiceField(
        coerce=Independence,
        label="On what both affirm, they are",
        choices=[(value.value, label) for value, label in INDEPENDENCE_LABELS.items()],
        initial=Independence.NOT_ESTABLISHED,
        help_text="Only two that are independent count as two origins.",
    )
    note = forms.CharField(
        required=False,
        max_length=1000,
        label="How the desk knows",
        help_text="Readers see it.",
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        kwargs["auto_id"] = "relation_%s"
        self.source = source
        super().__init__(*args, **kwargs)

    def clean_other(self) -> Source:
        other = find_source(self.cleaned_data["other"])
        if other is None:
            raise ValidationError(f"No source is called {self.cleaned_data['other']}. Add it first.")
        if other.pk == self.source.pk:
            raise ValidationError("A relation needs two different sources.")
        return other


class MergeForm(forms.Form):
    """Which entry this one is a duplicate of, and how the desk knows."""

    into = forms.CharField(
        max_length=200,
        label="The entry to keep",
        help_text="This entry’s address will lead there. What was recorded keeps the name of then.",
        widget=forms.TextInput(attrs={"data-find": "/desk/sources/find/?q=", "dir": "auto"}),
    )
    reason = forms.CharField(
        max_length=1000,
        label="How the desk knows that they are one",
        help_text="Readers see it.",
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        kwargs["auto_id"] = "merge_%s"
        self.source = source
        super().__init__(*args, **kwargs)

    def clean_into(self) -> Source:
        into = find_source(self.cleaned_data["into"])
        if into is None:
            raise ValidationError(f"No source is called {self.cleaned_data['into']}. Look for its name.")
        if into.pk == self.source.pk:
            raise ValidationError("That is this very entry. Name the other one, which is to be kept.")
        return into


class PartForm(forms.Form):
    """Why two entries are not one source after all."""

    duplicate = forms.ModelChoiceField(
        Source.objects.none(), widget=forms.HiddenInput, error_messages={"invalid_choice": "Choose it anew."}
    )
    reason = forms.CharField(
        max_length=1000,
        label="Why they are two after all",
        help_text="Readers see it.",
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        duplicate = (args[0] if args else kwargs["initial"]).get("duplicate")
        # A page may have several of these; each field needs an id of its own.
        kwargs["auto_id"] = f"part_{duplicate}_%s" if str(duplicate).isdecimal() else "part_%s"
        super().__init__(*args, **kwargs)
        self.fields["duplicate"].queryset = Source.objects.filter(merged_into=source)  # type: ignore[attr-defined]


class TopicForm(forms.Form):
    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"dir": "auto"}))
    prefix = forms.CharField(  # type: ignore[assignment]
        max_length=6,
        help_text="One to six letters that start the codes of its claims: NK gives NK-0001. For good.",
    )
    description = forms.CharField(
        required=False,
        max_length=1000,
        help_text="Readers see it on the topic’s page.",
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class TopicChangeForm(TopicForm):
    """A topic as it is to be described from now on. Its prefix stays, since codes begin with it."""

    prefix = None  # type: ignore[assignment]
    retired = forms.BooleanField(
        required=False,
        label="Retired",
        help_text="No new claims come under it. Its page and its claims stay as they are.",
    )
