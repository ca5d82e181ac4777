from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from factcheck.actions.claims import ClaimRefused, checked_text, event_range, refuse_circles
from factcheck.forms.publication import VersionForm
from factcheck.models import Claim, ClaimRelation, Source, Topic, User
from factcheck.models.claims import CLAIM_TEXT_MAX
from factcheck.queries.choices import TopicOffered, people
from factcheck.queries.finding import find_source
from factcheck.rules.told import told
from factcheck.rules.vocabulary import ClaimRelationKind
from factcheck.saying import said as say
from factcheck.saying import said_of

PARTIES_MAX = 12
RELATED_MAX = 12


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    widget = DayInput
    default_error_messages = {"invalid": "There is no such day. Write it as 2025-03-28."}


class ClaimCodesField(forms.CharField):
    """Codes of claims, parted by blanks or commas."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})

    def __init__(self, **words: Any) -> None:
        super().__init__(required=False, max_length=200, **words)

    def clean(self, value: str | None) -> list[Claim]:
        codes = list(dict.fromkeys(super().clean(value).upper().replace(",", " ").split()))
        if len(codes) > RELATED_MAX:
            raise ValidationError(say(told("At most {related_max} claims.", related_max=RELATED_MAX)))
        found = Claim.objects.in_bulk(codes, field_name="code")
        if unknown := [code for code in codes if code not in found]:
            raise ValidationError(say(told("There is no claim {names}.", names=", ".join(unknown))))
        return [found[code] for code in codes]


class RewordForm(VersionForm):
    text = forms.CharField(
        label=_("The claim"),
        # The action counts after evening out the blanks, and says by how much it is too long.
        max_length=CLAIM_TEXT_MAX * 4,
        widget=forms.Textarea(attrs={"rows": 3, "class": "words", "dir": "auto"}),
        help_text=_("One statement in neutral words, without who says it. At most 280 characters."),
    )
    topic = forms.ModelChoiceField(
        queryset=Topic.objects.order_by("name"), empty_label=None, label=_("Topic")
    )
    event_from = DayField(required=False, label=_("It happened from"))
    event_to = DayField(required=False, label=_("To, this day included"))
    place = forms.CharField(required=False, max_length=120, label=_("Place"))
    parties = forms.CharField(
        required=False,
        label=_("Parties that it is about"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Names of sources, one a line. Their own word weighs most."),
    )
    repeats = ClaimCodesField(
        label=_("Claims that it repeats"),
        help_text=_("Codes: NK-0007 NK-0012. The same said again, kept apart."),
    )
    part_of = ClaimCodesField(
        label=_("Claims that it is part of"), help_text=_("Codes. They say this and more.")
    )
    reason = forms.CharField(
        max_length=1000,
        label=_("Why it changes"),
        error_messages={"required": _("Say why the wording changes: the reason stays in the ledger.")},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        claim: Claim,
        parties: Sequence[Source] = (),
        relations: Sequence[ClaimRelation] = (),
        topics: Sequence[TopicOffered] | None = None,
    ) -> None:
        """topics: all of the desk, where they are at hand."""
        self.claim = claim
        super().__init__(data, claim=claim, auto_id="reword_%s")
        can_be = Topic.objects.filter(Q(retired=False) | Q(pk=claim.topic_id)).order_by("name")
        self.fields["topic"].queryset = can_be  # type: ignore[attr-defined]
        if topics is not None:
            left = [topic for topic in topics if not topic.retired or topic.pk == claim.topic_id]
            self.fields["topic"].choices = [(topic.pk, topic.name) for topic in left]  # type: ignore[attr-defined]
        days = claim.event_during
        self.initial = {
            "version": claim.version,
            "text": claim.text,
            "topic": claim.topic_id,
            "event_from": days.lower if days else None,
            "event_to": _last_day(days),
            "place": claim.place,
            "parties": "\n".join(party.name for party in parties),
            **{kind.value: _codes(relations, kind) for kind in ClaimRelationKind},
        }

    def clean_text(self) -> str:
        try:
            return checked_text(self.cleaned_data["text"])
        except ClaimRefused as refusal:
            raise ValidationError(said_of(refusal)) from refusal

    def clean_parties(self) -> list[Source]:
        names = [name.strip() for name in self.cleaned_data["parties"].splitlines() if name.strip()]
        if len(names) > PARTIES_MAX:
            raise ValidationError(
                say(told("A claim is about {parties_max} parties at most.", parties_max=PARTIES_MAX))
            )
        found = {name: find_source(name) for name in names}
        unknown = [name for name, source in found.items() if source is None]
        if unknown:
            raise ValidationError(
                say(
                    told(
                        "There is no source named {names}. Add it to the sources first.",
                        names="; ".join(unknown),
                    )
                )
            )
        return [source for source in found.values() if source is not None]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "event_from" in given and "event_to" in given:
            try:
                given["event_during"] = event_range(given["event_from"], given["event_to"])
            except ClaimRefused as refusal:
                self.add_error("event_to", said_of(refusal))
        return given

    def clean_repeats(self) -> list[Claim]:
        return self._others("repeats")

    def clean_part_of(self) -> list[Claim]:
        others = self._others("part_of")
        if twice := set(others) & set(self.cleaned_data.get("repeats", ())):
            raise ValidationError(
                say(told("{what} stands in both lists: choose one.", what=min(claim.code for claim in twice)))
            )
        return others

    def wording(self) -> dict[str, Any]:
        """What `actions.claims.reword_claim` takes beside the claim and the person."""
        names = ("version", "text", "topic", "reason", "event_during", "place", "parties")
        relations = [(kind, other) for kind in ClaimRelationKind for other in self.cleaned_data[kind.value]]
        return {name: self.cleaned_data[name] for name in names} | {"relations": relations}

    def _others(self, name: str) -> list[Claim]:
        try:
            refuse_circles(self.claim, self.cleaned_data[name])
        except ClaimRefused as refusal:
            raise ValidationError(said_of(refusal)) from refusal
        return self.cleaned_data[name]


class AssignForm(forms.Form):
    to = forms.ModelChoiceField(
        queryset=people(),
        to_field_name="username",
        required=False,
        empty_label=_("Nobody"),
        label=_("Who works on it"),
        error_messages={"invalid_choice": _("There is nobody of that name at the desk.")},
    )

    due_at = forms.DateTimeField(
        required=False,
        label=_("Due"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Write day and time like this: 2025-03-28 18:00.")},
    )

    def __init__(
        self, data: QueryDict | None = None, *, claim: Claim, people: Sequence[User] | None = None
    ) -> None:
        """people: to choose from, where they are at hand."""
        holder = claim.assigned_to.username if claim.assigned_to else ""
        super().__init__(data, auto_id="assign_%s", initial={"to": holder, "due_at": claim.due_at})
        offer_people(self.fields["to"], people)


class ReviewForm(forms.Form):
    day = forms.DateField(
        required=False,
        label=_("Look at it again by"),
        help_text=_("Past this day it waits in the queue as stale. Left empty, it never does."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like this: 2025-03-28.")},
    )

    def __init__(self, data: QueryDict | None = None, *, claim: Claim) -> None:
        super().__init__(data, auto_id="review_%s", initial={"day": claim.review_by})


def offer_people(field: Any, people: Sequence[User] | None) -> None:
    """Let a field of people show those at hand; asked again is only who was chosen."""
    if people is not None:
        field.choices = [("", field.empty_label), *((one.username, str(one)) for one in people)]


def _codes(relations: Sequence[ClaimRelation], kind: ClaimRelationKind) -> str:
    return " ".join(relation.other.code for relation in relations if relation.kind == kind)


def _last_day(days: DateRange | None) -> date | None:
    """PostgreSQL keeps the end of a range of days open."""
    if days is None or days.upper is None:
        return None
    return days.upper - timedelta(days=1)
