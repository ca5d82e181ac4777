"""Record a statement from an article in one go: the claim, and what each source named there says of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.backends.postgresql.psycopg_any import DateRange

from factcheck import ledger
from factcheck.actions.attributions import AttributionRefused, Step, Wording, attribute
from factcheck.actions.claims import ClaimRefused, checked_text, create_claim
from factcheck.actions.sources import add_alias, create_source
from factcheck.actions.topics import create_topic
from factcheck.models import Article, Attribution, Claim, Source, Topic, User
from factcheck.permissions import Permission, require
from factcheck.rules.names import name_key
from factcheck.rules.statuses import Status
from factcheck.rules.told import told, word
from factcheck.rules.vocabulary import HopMode, SourceKind


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source that nobody has put on record yet."""

    name: str
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class NewTopic:
    name: str
    prefix: str


@dataclass(frozen=True, slots=True)
class KnownAs:
    """A source on record under a name that the desk has not met yet, and is to remember."""

    source: Source
    name: str


Named = Source | NewSource | KnownAs


@dataclass(frozen=True, slots=True)
class Relay:
    """Who passed the words on, with its own verb and way of giving them."""

    source: Named
    cue: str = ""
    mode: HopMode = HopMode.PARAPHRASE


@dataclass(frozen=True, slots=True)
class NewClaim:
    text: str
    topic: Topic | NewTopic
    event_during: DateRange | None = None
    place: str = ""
    parties: Sequence[Named] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    claim: Claim
    attributions: list[Attribution]


def record_statement(
    *,
    claim: Claim | NewClaim,
    sources: Sequence[Named],
    article: Article,
    wording: Wording,
    by: User,
    relays: Sequence[Relay] = (),
    supersedes: Attribution | None = None,
) -> Recorded:
    """Put on record what these sources say together, making what is not there yet. All or nothing.

    Raises ClaimRefused, TopicRefused, SourceRefused, ChainRefused or AttributionRefused.
    """
    require(by, Permission.RECORD)
    if not sources:
        raise AttributionRefused(word("Say who says it: an attribution needs a source."))
    with ledger.writing():
        known = _Sources(by)
        if isinstance(claim, NewClaim):
            claim = _create(claim, known, by)
        says = known.each(sources)
        steps = [Step(known.one(relay.source), relay.cue.strip(), relay.mode) for relay in relays]
        wording = replace(wording, relays=[*wording.relays, *steps])
        if supersedes is not None and supersedes.source.one_id not in {source.one_id for source in says}:
            raise AttributionRefused(
                word(
                    "The statement that this one would replace is another source's. "
                    "Name the source whose earlier statement it replaces."
                )
            )
        attributions = [_attribute(claim, source, article, wording, by, supersedes) for source in says]
        claim.refresh_from_db()
    return Recorded(claim, attributions)


class _Sources:
    """The sources of one statement: each name makes one source, however often it stands there."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.made: dict[str, Source] = {}

    def each(self, all_named: Sequence[Named]) -> list[Source]:
        return list(dict.fromkeys(self.one(named) for named in all_named))

    def one(self, named: Named) -> Source:
        if isinstance(named, Source):
            return named
        if isinstance(named, KnownAs):
            add_alias(source=named.source, text=named.name, by=self.by)
            return named.source
        key = name_key(named.name)
        if key not in self.made:
            self.made[key] = create_source(name=named.name, kind=named.kind, by=self.by)
        return self.made[key]


def _create(new: NewClaim, known: _Sources, by: User) -> Claim:
    topic = new.topic
    if isinstance(topic, NewTopic):
        topic = create_topic(name=topic.name, prefix=topic.prefix, by=by)
    _refuse_the_same_words(checked_text(new.text), topic)
    return create_claim(
        text=new.text, topic=topic, by=by, event_during=new.event_during, place=new.place,
        parties=known.each(new.parties),
    )  # fmt: skip


def _refuse_the_same_words(text: str, topic: Topic) -> None:
    """A form that was sent twice, or a claim that a colleague has made already."""
    over = (Status.SUPERSEDED, Status.RETRACTED)
    same = Claim.objects.filter(topic=topic, text__iexact=text).exclude(status__in=over).first()
    if same is not None:
        raise ClaimRefused(
            told("{code} says this in the same words. Choose {code} to add to it.", code=same.code)
        )


def _attribute(
    claim: Claim, source: Source, article: Article, wording: Wording, by: User, supersedes: Attribution | None
) -> Attribution:
    if supersedes is not None and supersedes.source.one_id == source.one_id:
        return attribute(
            claim=claim, source=source, article=article, wording=wording, by=by, supersedes=supersedes
        )
    _refuse_a_repetition(claim, source, article, wording)
    return attribute(claim=claim, source=source, article=article, wording=wording, by=by)


def _refuse_a_repetition(claim: Claim, source: Source, article: Article, wording: Wording) -> None:
    said = Attribution.objects.standing().filter(
        claim=claim, source=source, article=article, stance=wording.stance, quote=wording.quote.strip()
    )
    if said.exists():
        raise AttributionRefused(
            told(
                "{name} is on record with this already, from the same words of this article. To "
                "change it, say below which earlier statement this one replaces.",
                name=source.name,
            )
        )
