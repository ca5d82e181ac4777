"""Put suggestions on record: a claim, and what each of their speakers says of it."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from factcheck.actions.attributions import Count, Wording
from factcheck.actions.readings import AnswerRefused, mark_accepted
from factcheck.actions.recording import (
    KnownAs,
    NewClaim,
    NewSource,
    NewTopic,
    Recorded,
    Relay,
    record_statement,
)
from factcheck.actions.sources import add_alias, create_source
from factcheck.extraction.statements import FoundFigure, Place, Statement
from factcheck.models import Article, Claim, Measure, Suggestion, Topic, User
from factcheck.models.claims import CLAIM_TEXT_MAX
from factcheck.permissions import Permission, require
from factcheck.queries.finding import find_source
from factcheck.queries.readings import Group, Row
from factcheck.rules.figures import Basis
from factcheck.rules.suggestions import Answer
from factcheck.rules.text import TextQuote, quote_at
from factcheck.rules.told import told, word

# Beyond this, what stands between two pieces of a quotation is more than "he said".
LONGEST_GAP = 120
HEDGE_MAX = 120
CUE_MAX = 120
POPULATION_MAX = 120
MEASURES_OF_LITTLE_USE = ("", "other", "people")


@transaction.atomic
def accept_group(
    *,
    group: Group,
    rows: Sequence[Row],
    article: Article,
    by: User,
    topic: Topic | NewTopic | None = None,
    claim: Claim | None = None,
) -> Claim:
    """Record these suggestions of one group, to a claim on record or to a new one in the words found.

    Raises AnswerRefused where a name, the claim or its topic is missing, and what `record_statement` raises.
    """
    require(by, Permission.RECORD)
    waiting = _still_open(rows)
    if not waiting:
        raise AnswerRefused(word("Somebody has answered this already. Nothing was recorded a second time."))
    about: Claim | NewClaim = claim or group.recorded or _new_claim(group, topic)
    for row in waiting:
        about = _record(row, about, article, by)
    if isinstance(about, NewClaim):
        raise AnswerRefused(word("Nothing was recorded."))
    return about


@transaction.atomic
def record_mended(*, suggestion: Suggestion, by: User, **statement: Any) -> Recorded:
    """Record what an editor made of a suggestion. Takes what `record_statement` takes, raises the same."""
    recorded = record_statement(by=by, **statement)
    mark_accepted(suggestion=suggestion, attribution_id=recorded.attributions[0].pk, by=by)
    return recorded


def wording_of(statement: Statement, article: Article) -> Wording:
    """How the article puts it, ready for the record."""
    body = article.body_text
    quote = quote_of(statement.content, body)
    return Wording(
        stance=statement.stance,
        cue=body[slice(*statement.cue)][:CUE_MAX] if statement.cue else "",
        quote=quote.exact if quote else "",
        spans=[quote] if quote else [],
        hedge=", ".join(body[slice(*hedge)] for hedge in statement.hedges)[:HEDGE_MAX],
        mode=statement.mode,
        count=_count(statement.figures),
        said_on=statement.said_on,
    )


def quote_of(content: Sequence[Place], body_text: str) -> TextQuote | None:
    """The words said as one verbatim piece: with a short cue in the middle of it, else its longest part."""
    if not content:
        return None
    ordered = sorted(content)
    gaps = [after[0] - before[1] for before, after in pairwise(ordered)]
    if all(gap <= LONGEST_GAP for gap in gaps):
        return quote_at(body_text, ordered[0][0], ordered[-1][1])
    return quote_at(body_text, *max(ordered, key=lambda place: place[1] - place[0]))


def main_figure(figures: Sequence[FoundFigure]) -> FoundFigure | None:
    """The one that the attribution keeps: the first whose measure says something."""
    telling = [found for found in figures if found.measure not in MEASURES_OF_LITTLE_USE]
    return next(iter([*telling, *(found for found in figures if found.measure)]), None)


@transaction.atomic
def settle_names(
    *, names: Sequence[NewSource | KnownAs], spellings: Mapping[str, Sequence[str]], by: User
) -> None:
    """Make the sources that are new, and remember the names of those that are known by another.

    spellings: what else the story calls them, by name; what is another source's name already is left to it.
    """
    for named in names:
        others = [text for text in spellings.get(named.name, ()) if find_source(text) is None]
        if isinstance(named, NewSource):
            create_source(name=named.name, kind=named.kind, aliases=others, by=by)
        else:
            for text in (named.name, *others):
                add_alias(source=named.source, text=text, by=by)


def _still_open(rows: Sequence[Row]) -> list[Row]:
    """Lock them: of two editors who accept at once, one records."""
    keys = [row.suggestion.pk for row in rows]
    locked = Suggestion.objects.select_for_update().filter(pk__in=keys, answer=Answer.OPEN)
    waiting = set(locked.values_list("pk", flat=True))
    return [row for row in rows if row.suggestion.pk in waiting]


def _new_claim(group: Group, topic: Topic | NewTopic | None) -> NewClaim:
    if not group.claim_text:
        raise AnswerRefused(
            word("These words bring no claim of their own. Edit, or merge with the claim meant.")
        )
    if topic is None:
        raise AnswerRefused(word("Choose the topic that new claims of this article belong to."))
    days = group.first.statement.spoken_of
    return NewClaim(
        text=group.claim_text[:CLAIM_TEXT_MAX],
        topic=topic,
        event_during=DateRange(days[0], days[1], "[]") if days else None,
    )


def _record(row: Row, about: Claim | NewClaim, article: Article, by: User) -> Claim:
    if row.unknown:
        names = ", ".join(f"“{speaker.name}”" for speaker in row.unknown)
        raise AnswerRefused(told("Say first who is meant by {names}.", names=names))
    source = row.source or article.publisher
    recorded = record_statement(
        claim=about,
        sources=[source],
        relays=[Relay(via) for _, via in row.relays if via is not None],
        article=article,
        wording=wording_of(row.statement, article),
        by=by,
    )
    mark_accepted(suggestion=row.suggestion, attribution_id=recorded.attributions[0].pk, by=by)
    return recorded.claim


def _count(figures: Sequence[FoundFigure]) -> Count | None:
    found = main_figure(figures)
    measure = Measure.objects.filter(code=found.measure).first() if found else None
    if found is None or measure is None:
        return None
    basis = found.figure.basis or (Basis.ADDITIONAL if found.additional else Basis.CUMULATIVE)
    return Count(found.figure, measure, basis, found.counts[:POPULATION_MAX])
