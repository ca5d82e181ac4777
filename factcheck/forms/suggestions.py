"""What an editor answers to the suggestions beside an article: the button pressed says what is meant."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from factcheck.actions.accepting import main_figure, quote_of
from factcheck.actions.recording import KnownAs, NewSource
from factcheck.forms.naming import Naming, as_sent
from factcheck.models import Article, Claim, Topic
from factcheck.queries.readings import Group, Row
from factcheck.rules.figures import Basis
from factcheck.rules.told import told, word

VERBS = ("accept", "accept_one", "reject", "reject_one", "reopen", "merge", "use", "accept_source", "settle")


class NotUnderstood(ValueError):
    """The form that was sent says nothing that can be done; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The button pressed, and the key or the name that it is for."""

    verb: str
    value: str

    @property
    def key(self) -> int:
        first = self.value.partition(":")[0]
        if not (first.isascii() and first.isdecimal() and len(first) < 19):
            raise NotUnderstood(word("This suggestion is not there. Reload the page and choose again."))
        return int(first)

    @property
    def code(self) -> str:
        """For `use`: the claim on record that is meant, as in `4:NK-0007`."""
        return self.value.partition(":")[2]


def asked_of(data: Mapping[str, Any]) -> Asked:
    """Raises NotUnderstood when no button was pressed that this form has."""
    for verb in VERBS:
        if verb in data:
            return Asked(verb, str(data[verb]).replace("\x00", ""))
    raise NotUnderstood(word("Nothing was chosen. Press one of the buttons beside a suggestion."))


def topic_in(data: Mapping[str, Any]) -> Topic | None:
    number = str(data.get("topic", ""))
    return Topic.objects.filter(pk=number).first() if number.isascii() and number.isdecimal() else None


def claim_called(code: str) -> Claim:
    claim = Claim.objects.filter(code=code.upper()).first() if "\x00" not in code else None
    if claim is None:
        raise NotUnderstood(
            told("There is no claim {code}. Choose another, or accept it as a new one.", code=code[:40])
        )
    return claim


def names_settled(data: Mapping[str, Any]) -> list[NewSource | KnownAs]:
    """The names that were given a kind or a known source; those left open stay open."""
    names = as_sent(data, "new_source")
    naming = Naming(names, names, as_sent(data, "new_source_kind"))
    answered = (unknown.settled() for unknown in naming.unknown)
    return [named for named in answered if isinstance(named, NewSource | KnownAs)]


def to_edit(group: Group, row: Row, article: Article) -> dict[str, Any]:
    """What the form beside the article begins with, so that a suggestion can be mended before it is saved."""
    statement, body = row.statement, article.body_text
    quote = quote_of(statement.content, body)
    figure = main_figure(statement.figures)
    days = statement.spoken_of or (None, None)
    initial: dict[str, Any] = {
        "suggestion": row.suggestion.pk,
        "source": [_name(row)],
        "relay": [source.name if source else relay.name for relay, source in row.relays],
        "stance": statement.stance,
        "mode": statement.mode,
        "cue": body[slice(*statement.cue)] if statement.cue else "",
        "hedge": ", ".join(body[slice(*hedge)] for hedge in statement.hedges),
        "said_on": statement.said_on,
    }
    if group.recorded:
        initial["claim"] = group.recorded.code
    else:
        initial |= {"text": group.claim_text, "event_from": days[0], "event_to": days[1]}
    if quote:
        initial |= {
            "quote": quote.exact, "start": quote.start, "end": quote.end,
            "prefix": quote.prefix, "suffix": quote.suffix,
        }  # fmt: skip
    if figure:
        initial |= {
            "figure": figure.figure.verbatim,
            "measure": figure.measure,
            "population": figure.counts,
            "basis": Basis.ADDITIONAL if figure.additional else "",
        }
    return initial


def _name(row: Row) -> str:
    if row.source:
        return row.source.name
    return row.statement.speaker.name if row.statement.speaker else ""
