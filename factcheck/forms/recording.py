"""What an article says, as typed beside it: one claim, who says it, how, and in which words."""

from collections.abc import Sequence
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from factcheck.actions.attributions import AttributionRefused, Count, Wording
from factcheck.actions.claims import ClaimRefused, checked_text, event_range
from factcheck.actions.recording import Named, NewClaim, NewTopic, Relay
from factcheck.actions.sources import SourceRefused
from factcheck.actions.topics import TopicRefused
from factcheck.forms.naming import Naming, RelayLine, Unknown, as_sent, names_in, read_relay_lines
from factcheck.forms.statement_fields import StatementFields
from factcheck.models import Article, Attribution, Claim, Suggestion
from factcheck.queries.annotation import replaceable
from factcheck.queries.finding import likely_claims
from factcheck.queries.matching import Match, matching_claims
from factcheck.rules.chains import ChainRefused
from factcheck.rules.figures import Basis, Figure, FigureNotRead, read_figure
from factcheck.rules.text import TextQuote, find_quote, quote_at, trimmed
from factcheck.rules.told import told
from factcheck.rules.vocabulary import HopMode
from factcheck.saying import said as say
from factcheck.saying import said_of

Refused = (ClaimRefused, TopicRefused, SourceRefused, ChainRefused, AttributionRefused)


class Statement(TypedDict):
    """What `actions.recording.record_statement` takes beside the article and the person."""

    claim: Claim | NewClaim
    sources: Sequence[Named]
    relays: Sequence[Relay]
    wording: Wording
    supersedes: Attribution | None


class RecordForm(StatementFields):
    # How many lines for sources and relays stand in the form at least.
    source_lines = 2
    relay_lines = 1

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = article
        self.span: TextQuote | None = None
        self.naming: Naming | None = None

    # --- Reading ------------------------------------------------------------------------------------

    def clean_claim(self) -> Claim | None:
        typed = self.cleaned_data["claim"]
        if not typed:
            return None
        claim = Claim.objects.filter(code=typed.upper()).first()
        if claim is None:
            raise ValidationError(
                say(
                    told(
                        "There is no claim with the code {typed}. Choose one of the list, or write a new "
                        "claim.",
                        typed=typed[:40],
                    )
                )
            )
        return claim

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        try:
            return checked_text(text) if text else ""
        except ClaimRefused as refusal:
            raise ValidationError(said_of(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self._anchor(given)
        if self.data.get("claim", "").strip():
            self._refuse_two_claims(given)
        else:
            self._read_new_claim(given)
        self._read_steps(given)
        self._read_names(given)
        self._read_figure(given)
        self._read_replaced(given)
        return given

    def _anchor(self, given: dict[str, Any]) -> None:
        """Find the words in the article. Its text is what counts: a browser may alter line breaks."""
        if "quote" not in given:
            return
        body, quote = self.article.body_text, given["quote"]
        start, end = (_position(given.get(name, "")) for name in ("start", "end"))
        if start is not None and end is not None and body[start:end].split() == quote.split() != []:
            words = trimmed(body, start, end) if end <= len(body) else None
            self.span = quote_at(body, *words) if words else None
        context = given.get("prefix", ""), given.get("suffix", "")
        self.span = self.span or find_quote(body, quote, *context, near=start)
        # Words that the editor has shortened have other neighbours than those selected.
        self.span = self.span or find_quote(body, quote, near=start)
        if self.span is None:
            stands = " ".join(quote.split()) in " ".join(body.split())
            self.add_error(
                "quote",
                _(
                    "These words stand in the article more than once. "
                    "Select the place in the text, or add words."
                )
                if stands
                else _(
                    "These words are not in the article. Quote it to the letter, without leaving words out."
                ),
            )

    def _refuse_two_claims(self, given: dict[str, Any]) -> None:
        if given.get("text"):
            self.add_error(
                "text", _("Choose a claim on record or write a new one: not both. Empty one of them.")
            )

    def _read_new_claim(self, given: dict[str, Any]) -> None:
        if "text" in given and not given["text"]:
            self.add_error("text", _("Write the claim in neutral words, or choose one on record above."))
        if given.get("new_topic") or given.get("new_topic_prefix"):
            for name, words in (
                ("new_topic", _("Name the new topic.")),
                ("new_topic_prefix", _("Give its prefix.")),
            ):
                if name in given and not given[name]:
                    self.add_error(name, words)
        elif "topic" in given and given["topic"] is None:
            self.add_error("topic", _("Choose the topic that the claim belongs to, or open a new one."))
        if "event_from" in given and "event_to" in given:
            try:
                given["event_during"] = event_range(given["event_from"], given["event_to"])
            except ClaimRefused as refusal:
                self.add_error("event_to", said_of(refusal))

    def _read_steps(self, given: dict[str, Any]) -> None:
        """The relays with what was said of each; a line without a name is no step."""
        if "relay" in given:
            given["steps"] = [line for line in self.relay_lines_sent if line.name]
            for line in self.relay_lines_sent:
                if problem := line.problem:
                    self.add_error("relay", problem)

    def _read_names(self, given: dict[str, Any]) -> None:
        names = [name for field in ("source", "relay", "parties") for name in given.get(field, [])]
        self.naming = self._naming(names)
        for unknown in self.naming.unsettled:
            self.add_error(
                "new_source_kind",
                say(
                    told(
                        "No source is called {name} yet. Say what it is, or which is meant.",
                        name=unknown.name,
                    )
                ),
            )

    def _naming(self, names: Sequence[str]) -> Naming:
        sent = self.data if self.is_bound else self.initial
        return Naming(names, as_sent(sent, "new_source"), as_sent(sent, "new_source_kind"))

    def _read_figure(self, given: dict[str, Any]) -> None:
        words, measure = given.get("figure", ""), given.get("measure")
        if not words:
            if measure is not None and "figure" in given:
                self.add_error("figure", _("Write the figure as it is said, or leave open what it counts."))
            return
        try:
            figure = read_figure(words)
        except FigureNotRead as refusal:
            self.add_error("figure", said_of(refusal))
            return
        if measure is None and "measure" in given:
            self.add_error("measure", _("Say what the figure counts: killed is not casualties."))
        given["read"] = figure
        # The reading stays for good, so nobody saves one that they have not seen.
        if given.get("figure_shown") != figure.bounds.notation():
            reading = figure.bounds.describe(figure.unit)
            self.add_error(
                "figure", say(told("Read as: {reading}. Save again if that is right.", reading=reading))
            )

    def _read_replaced(self, given: dict[str, Any]) -> None:
        number, claim = given.get("replaces", ""), given.get("claim")
        given["supersedes"] = None
        if number:
            standing = replaceable(claim) if claim else []
            given["supersedes"] = next((one for one in standing if str(one.pk) == number), None)
            if given["supersedes"] is None:
                self.add_error(
                    "replaces", _("This statement does not stand on this claim. Choose another or none.")
                )

    # --- Writing ------------------------------------------------------------------------------------

    def statement(self) -> Statement:
        given, naming = self.cleaned_data, self.naming
        if naming is None:
            raise LookupError("the form has not been read")
        return Statement(
            claim=given["claim"] or self._new_claim(naming),
            sources=naming.each(given["source"]),
            relays=[Relay(naming.known[line.name], line.cue, HopMode(line.mode)) for line in given["steps"]],
            wording=self._wording(),
            supersedes=given["supersedes"],
        )

    def _new_claim(self, naming: Naming) -> NewClaim:
        given = self.cleaned_data
        new_topic = given["new_topic"]
        return NewClaim(
            text=given["text"],
            topic=NewTopic(new_topic, given["new_topic_prefix"]) if new_topic else given["topic"],
            event_during=given["event_during"],
            place=given["place"],
            parties=naming.each(given["parties"]),
        )

    def _wording(self) -> Wording:
        given = self.cleaned_data
        figure: Figure | None = given.get("read")
        count = None
        if figure is not None:
            basis = given["basis"] or figure.basis or Basis.CUMULATIVE
            count = Count(figure, given["measure"], basis, given["population"])
        return Wording(
            stance=given["stance"],
            cue=given["cue"],
            quote=self.span.exact if self.span else "",
            spans=[self.span] if self.span else [],
            hedge=given["hedge"],
            mode=given["mode"],
            count=count,
            said_on=given["said_on"],
            as_of=given["as_of"],
            credibility=given["credibility"],
        )

    def refuse(self, refusal: Exception) -> None:
        """Say what the record would not take, at the field that it is about."""
        places: dict[type[Exception], str] = {
            ClaimRefused: "text", TopicRefused: "new_topic_prefix", SourceRefused: "source",
            ChainRefused: "relay",
            AttributionRefused: "replaces" if self.cleaned_data.get("supersedes") else "source",
        }  # fmt: skip
        self.add_error(
            next(name for kind, name in places.items() if isinstance(refusal, kind)), said_of(refusal)
        )

    # --- For the template ---------------------------------------------------------------------------

    @property
    def source_inputs(self) -> list[tuple[str, str]]:
        return self._inputs("source", self.source_lines)

    @property
    def relay_lines_sent(self) -> list[RelayLine]:
        return read_relay_lines(self.data if self.is_bound else self.initial)

    @property
    def relay_inputs(self) -> list[RelayLine]:
        typed = self.relay_lines_sent
        return typed + [RelayLine(len(typed) + n) for n in range(self.relay_lines - len(typed))]

    def _inputs(self, name: str, least: int) -> list[tuple[str, str]]:
        """Lines to type names into, each with its id; those typed first."""
        typed = list(self[name].value() or [])
        padded = typed + [""] * max(0, least - len(typed))
        return [(f"id_{name}" + (f"_{n}" if n else ""), value) for n, value in enumerate(padded)]

    @property
    def unknown(self) -> list[Unknown]:
        """The names typed that no source goes by, with what was answered about them."""
        values = (self[name].value() for name in ("source", "relay", "parties"))
        names = [name for value in values for name in names_in(value) if "\x00" not in name]
        return self._naming(names).unknown

    @property
    def chosen_claim(self) -> Claim | None:
        code = (self["claim"].value() or "").replace("\x00", "").strip().upper()
        return Claim.objects.filter(code=code).first() if code else None

    @property
    def suggested(self) -> Suggestion | None:
        """What the reader found, when this form began with it and it was not answered meanwhile."""
        key = _position(str(self["suggestion"].value() or ""))
        return Suggestion.objects.filter(pk=key, reading__article=self.article).first() if key else None

    @property
    def likely_claims(self) -> list[Match]:
        """For a claim that was named and not found, or in words that are not saved yet: what may be meant."""
        named, worded = ((self[name].value() or "").replace("\x00", "") for name in ("claim", "text"))
        if self["claim"].errors:
            return [Match(claim, 1.0, "") for claim in likely_claims(named, limit=5)]
        return [] if named else matching_claims(worded)

    @property
    def replaceable(self) -> list[Attribution]:
        claim = self.chosen_claim
        return replaceable(claim) if claim else []

    @property
    def reading(self) -> Figure | None:
        """How the figure typed is read; showing it is what makes it known."""
        try:
            return read_figure(self["figure"].value() or "")
        except FigureNotRead:
            return None

    def holds(self, *names: str) -> bool:
        """Whether anything in a folded part was typed, or is wrong."""
        return any(self[name].value() not in (None, "", []) or self[name].errors for name in names)

    @property
    def opens_frame(self) -> bool:
        return self.holds("event_from", "event_to", "place", "parties")

    @property
    def opens_topic(self) -> bool:
        return self.holds("new_topic", "new_topic_prefix") or not self.fields["topic"].queryset.exists()  # type: ignore[attr-defined]

    @property
    def opens_figure(self) -> bool:
        return self.holds("figure", "measure", "basis", "population")

    @property
    def opens_more(self) -> bool:
        return self.holds("said_on", "as_of", "credibility", "replaces", "hedge")


def kept(data: Any) -> dict[str, Any]:
    """What was typed, for a form that is shown once more without being judged."""
    many = {"source", "relay", "relay_cue", "relay_mode", "new_source", "new_source_kind"}
    return {name: data.getlist(name) if name in many else data.get(name) for name in data}


def _position(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() else None
