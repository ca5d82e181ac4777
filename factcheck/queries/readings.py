"""What was found in an article, in groups of one claim each, with what the desk knows of each name."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from factcheck.extraction.statements import Place, Speaker, Statement, from_record
from factcheck.models import Article, Claim, Reading, Source, SourceAlias, Suggestion
from factcheck.queries.finding import kept_entry
from factcheck.rules.names import name_key
from factcheck.rules.suggestions import Answer, ReadingState


@dataclass(frozen=True, slots=True)
class Row:
    """One suggestion. source, relays: who is meant, None where the desk knows no such name."""

    suggestion: Suggestion
    statement: Statement
    source: Source | None
    relays: tuple[tuple[Speaker, Source | None], ...]
    words: str

    @property
    def is_open(self) -> bool:
        return self.suggestion.answer == Answer.OPEN

    @property
    def place(self) -> Place:
        return self.suggestion.start, self.suggestion.end

    @property
    def unknown(self) -> list[Speaker]:
        """Who has to be named before this can go on record."""
        missing = [relay for relay, source in self.relays if source is None]
        speaker = self.statement.speaker
        return [speaker, *missing] if speaker and self.source is None else missing


@dataclass(slots=True)
class Group:
    """Suggestions on one claim, the one that brings its words first."""

    lead: int
    rows: list[Row] = field(default_factory=list)

    @property
    def first(self) -> Row:
        return next((row for row in self.rows if row.suggestion.number == self.lead), self.rows[0])

    @property
    def key(self) -> int:
        """By which forms and addresses name it."""
        return self.first.suggestion.pk

    @property
    def claim_text(self) -> str:
        return self.first.statement.claim

    @property
    def open_rows(self) -> list[Row]:
        return [row for row in self.rows if row.is_open]

    @property
    def is_open(self) -> bool:
        return bool(self.open_rows)

    @property
    def ready(self) -> bool:
        """Whether a key accepts it: there is a claim, and everybody in it is known."""
        return bool(self.claim_text or self.recorded) and not any(row.unknown for row in self.open_rows)

    @property
    def recorded(self) -> Claim | None:
        """The claim that came of it, once one of its suggestions was accepted."""
        accepted = (row.suggestion.attribution for row in self.rows if row.suggestion.attribution_id)
        return next((attribution.claim for attribution in accepted if attribution), None)

    @property
    def own_voice(self) -> bool:
        return all(row.statement.speaker is None for row in self.rows)


@dataclass(frozen=True, slots=True)
class Suggested:
    reading: Reading | None
    groups: list[Group]

    @property
    def under_way(self) -> bool:
        return self.reading is not None and self.reading.state in (ReadingState.WAITING, ReadingState.READING)

    @property
    def open_groups(self) -> list[Group]:
        return [group for group in self.groups if group.is_open]

    @property
    def unknown(self) -> list[Speaker]:
        """Whose names have to be settled: each once, in the order of the text."""
        rows = chain.from_iterable(group.open_rows for group in self.groups)
        speakers: dict[str, Speaker] = {}
        for speaker in chain.from_iterable(row.unknown for row in rows):
            speakers.setdefault(name_key(speaker.name), speaker)
        return list(speakers.values())

    def spellings(self, name: str) -> list[str]:
        """What else the story calls somebody by name: "the JCS" and "the South’s Joint Chiefs of Staff"."""
        key = name_key(name)
        rows = chain.from_iterable(group.rows for group in self.groups)
        speakers = chain.from_iterable(_speakers(row.statement) for row in rows)
        words = {
            name_key(speaker.words): speaker.words.removeprefix("the ").removeprefix("The ")
            for speaker in speakers
            if name_key(speaker.name) == key and speaker.names_itself
        }
        return [
            spelt
            for spelt_key, spelt in words.items()
            # "National Election Board (NEB)" is two names in one.
            if spelt_key != key and spelt[:1].isupper() and "(" not in spelt
        ]

    @property
    def sources(self) -> list[tuple[Source, int]]:
        """Those who say more than one thing that can be accepted at once, with how many."""
        said = Counter(row.source for row in self.ready_rows if row.source)
        return [(source, count) for source, count in said.most_common() if count > 1]

    @property
    def ready_rows(self) -> list[Row]:
        return [row for group in self.groups if group.ready for row in group.open_rows]

    def group_at(self, key: int | None) -> Group | None:
        """The group asked for while it is open; else the next open one after it; else the first."""
        here = next((place for place, group in enumerate(self.groups) if group.key == key), 0)
        return next((group for group in self.groups[here:] + self.groups[:here] if group.is_open), None)

    def after(self, here: Group | None) -> Group | None:
        """The open group behind this one, from the last on to the first; None when there is no other."""
        place = self.groups.index(here) + 1 if here else 0
        others = self.groups[place:] + self.groups[: max(0, place - 1)]
        return next((group for group in others if group.is_open), None)

    def group_of(self, key: int) -> tuple[Group, Row] | None:
        """The suggestion of this key, with its group."""
        pairs = ((group, row) for group in self.groups for row in group.rows)
        return next((pair for pair in pairs if pair[1].suggestion.pk == key), None)


def all_versions_of(article: Article) -> list[int]:
    """The article and the versions before it."""
    keys = [article.pk]
    while article.previous_version is not None and article.previous_version.pk not in keys:
        article = article.previous_version
        keys.append(article.pk)
    return keys


def latest_reading(articles: Sequence[int], *, before: Reading | None = None) -> Reading | None:
    """The last reading that came to its end."""
    readings = Reading.objects.filter(article__in=articles, state=ReadingState.DONE)
    if before is not None:
        readings = readings.filter(pk__lt=before.pk)
    return readings.newest_first().first()


def suggested_in(article: Article) -> Suggested:
    """The last reading of an article with all that it found; while one is under way, what is known so far."""
    reading = Reading.objects.filter(article=article).newest_first().first()
    if reading is None:
        return Suggested(None, [])
    found = reading.suggestions.select_related("attribution__claim", "answered_by").order_by("number")
    return Suggested(reading, _groups(article, list(found)))


def _groups(article: Article, suggestions: list[Suggestion]) -> list[Group]:
    statements = [from_record(suggestion.found) for suggestion in suggestions]
    known = _sources_of(chain.from_iterable(_speakers(statement) for statement in statements))
    groups: dict[int, Group] = {}
    for suggestion, statement in zip(suggestions, statements, strict=True):
        group = groups.setdefault(suggestion.lead, Group(suggestion.lead))
        group.rows.append(_row(article, suggestion, statement, known))
    return sorted(groups.values(), key=lambda group: (group.own_voice, group.first.suggestion.start))


def _row(article: Article, suggestion: Suggestion, statement: Statement, known: dict[str, Source]) -> Row:
    source = article.publisher if statement.speaker is None else _known(statement.speaker, known)
    relays = [(relay, _known(relay, known)) for relay in statement.relays]
    return Row(
        suggestion,
        statement,
        source,
        # Who publishes the article, or speaks, is no relay between the two.
        tuple((relay, via) for relay, via in relays if via is None or via not in (article.publisher, source)),
        article.body_text[suggestion.start : suggestion.end],
    )


def _speakers(statement: Statement) -> list[Speaker]:
    return [*([statement.speaker] if statement.speaker else []), *statement.relays]


def _known(speaker: Speaker, known: dict[str, Source]) -> Source | None:
    by_name = known.get(name_key(speaker.name))
    return by_name or (known.get(name_key(speaker.words)) if speaker.names_itself else None)


def _sources_of(speakers: Iterable[Speaker]) -> dict[str, Source]:
    keys = {name_key(text) for speaker in speakers for text in (speaker.name, speaker.words)}
    aliases = SourceAlias.objects.filter(key__in=keys - {""})
    aliases = aliases.select_related("source__parent", "source__merged_into__parent")
    return {alias.key: kept_entry(alias.source) for alias in aliases}
