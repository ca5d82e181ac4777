from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Q

from factcheck import ledger
from factcheck.actions.claim_states import seal_with_state
from factcheck.actions.claims import lock_claim
from factcheck.models import Article, Attribution, Claim, Hop, Measure, Quantity, Source, Span, User
from factcheck.permissions import Permission, require
from factcheck.rules.chains import ChainRefused, check_chain
from factcheck.rules.figures import Basis, Figure
from factcheck.rules.stances import Stance
from factcheck.rules.text import TextQuote
from factcheck.rules.told import told
from factcheck.rules.vocabulary import HopMode


class AttributionRefused(Exception):
    """An attribution cannot be recorded so."""


@dataclass(frozen=True, slots=True)
class Step:
    """One relay between the originator and the article's publisher."""

    source: Source
    cue: str = ""
    mode: HopMode = HopMode.PARAPHRASE


@dataclass(frozen=True, slots=True)
class Count:
    """A figure with what it counts."""

    figure: Figure
    measure: Measure
    basis: Basis
    population: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """How the article puts it: the same for each source that one sentence names together."""

    stance: Stance
    cue: str = ""
    quote: str = ""
    spans: Sequence[TextQuote] = ()
    hedge: str = ""
    mode: HopMode = HopMode.PARAPHRASE
    relays: Sequence[Step] = ()
    count: Count | None = None
    said_on: date | None = None
    as_of: date | None = None
    credibility: int | None = field(default=None)


def attribute(
    *,
    claim: Claim,
    source: Source,
    article: Article,
    wording: Wording,
    by: User,
    supersedes: Attribution | None = None,
) -> Attribution:
    """Record one source's commitment to a claim, as one article gives it.

    The chain runs source, relays, publisher. Raises ChainRefused for a loop, AttributionRefused for what it
    would replace wrongly.
    """
    require(by, Permission.RECORD)
    steps = _chain(source, wording, article.publisher)
    with ledger.writing():
        claim = lock_claim(claim)
        replaced = _replaced(claim, source, wording.stance, supersedes)
        attribution = Attribution.objects.create(
            claim=claim, source=source, article=article, stance=wording.stance, cue=wording.cue.strip(),
            quote=wording.quote.strip(), hedge=wording.hedge.strip(), said_on=wording.said_on,
            as_of=wording.as_of, credibility=wording.credibility, supersedes=replaced, recorded_by=by,
        )  # fmt: skip
        for position, step in enumerate(steps):
            Hop.objects.create(
                attribution=attribution, position=position, source=step.source, cue=step.cue, mode=step.mode
            )
        for span in wording.spans:
            Span.objects.create(
                attribution=attribution, article=article, exact=span.exact, prefix=span.prefix,
                suffix=span.suffix, start=span.start, end=span.end,
            )  # fmt: skip
        if wording.count is not None:
            _record_quantity(attribution, wording.count)
        seal_with_state(attribution, claim)
    return attribution


def _chain(source: Source, wording: Wording, publisher: Source) -> list[Step]:
    steps = [Step(source, wording.cue.strip(), wording.mode), *wording.relays]
    if steps[-1].source.pk != publisher.pk:
        steps.append(Step(publisher))
    if len(wording.relays) and source.pk == publisher.pk:
        raise ChainRefused(
            told("{name} is both first and last of this chain: leave out those between.", name=publisher.name)
        )
    check_chain([step.source.pk for step in steps], publisher.pk)
    return steps


def _replaced(
    claim: Claim, source: Source, stance: Stance, supersedes: Attribution | None
) -> Attribution | None:
    """What the new attribution replaces; a withdrawal replaces its source's last statement by itself."""
    # What a duplicate of the source said before the two were merged is its own too.
    own = Attribution.objects.standing().filter(
        Q(source=source) | Q(source__merged_into=source) | Q(source=source.merged_into_id), claim=claim
    )
    if supersedes is None and stance == Stance.RETRACTED:
        supersedes = own.order_by("-ledger_seq").first()
        if supersedes is None:
            raise AttributionRefused(
                told("{name} has nothing on record here that it could withdraw.", name=source.name)
            )
    if supersedes is not None and not own.filter(pk=supersedes.pk).exists():
        raise AttributionRefused(
            told(
                "An attribution replaces an earlier one of the same source to the same claim. "
                "Choose one of {name} that still stands.",
                name=source.name,
            )
        )
    return supersedes


def _record_quantity(attribution: Attribution, count: Count) -> None:
    figure = count.figure
    marks = ("[" if figure.bounds.low_inclusive else "(") + ("]" if figure.bounds.high_inclusive else ")")
    Quantity.objects.create(
        attribution=attribution, measure=count.measure, population=count.population.strip(),
        verbatim=figure.verbatim, hedge=figure.hedge, basis=count.basis, unit=figure.unit, whole=figure.whole,
        bounds=NumericRange(figure.bounds.low, figure.bounds.high, marks), point=figure.point,
    )  # fmt: skip
