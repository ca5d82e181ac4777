"""Made-up lives as lines for COPY, batch by batch. Text format: no text of ours has a tab or a backslash."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from random import Random

from bench.made_up_claims import AGAINST, FOR, IN_A_STORY, Act, Life, Timetable, World, zipf
from bench.made_up_words import REASONS, Language

NULL = "\\N"
FIRST_DAY, LAST_DAY = datetime(2016, 1, 4, 9, tzinfo=UTC), datetime(2025, 12, 29, 9, tzinfo=UTC)
HEDGES = ("exact", "about", "at_least", "up_to", "more_than")
_FACTS = (
    "text topic_id event_during place supersedes_id superseded_by_id status status_since publication version"
    " sources_for sources_against sources_not_confirming independent_origins last_reason last_decided_at"
    " decision_count"
)
# In the order in which they are filled. `seen`: the entry that a decision's maker saw last.
COLUMNS = {
    "article": "id publisher_id headline byline dateline url language published_at published_date_only"
    " retrieved_at media_type raw_sha256 clean_html body_text text_sha256 excerpt_only added_by_id added_at",
    "claim": f"id code ledger_seq review_by assigned_to_id created_by_id {_FACTS}",
    "claimversion": "id ledger_seq claim_id text topic_id event_during place supersedes_id reason"
    " recorded_by_id",
    "claimparty": "claim_version_id source_id",
    "attribution": "id ledger_seq claim_id source_id article_id stance cue quote hedge said_on as_of"
    " credibility supersedes_id recorded_by_id",
    "hop": "attribution_id position source_id cue mode",
    "quantity": "attribution_id measure_id population verbatim hedge basis bounds point unit whole",
    "span": 'attribution_id article_id exact prefix suffix start "end" state',
    "evidence": "id ledger_seq claim_id title url archived_url sha256 kind bearing note recorded_by_id",
    "publicationact": "id ledger_seq claim_id from_state to_state note acted_by_id",
    "decision": "id ledger_seq claim_id from_status to_status reason public_note successor_id rule_report"
    " rule_met overridden decided_by_id seen",
    "claimstate": f"ledger_seq claim_id recorded_at {_FACTS}",
}  # fmt: skip


@dataclass(slots=True)
class Batch:
    moment: datetime
    entries: int
    lines: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class Story:
    """An article that grows while it is quoted."""

    pk: int
    publisher: int
    language: Language
    text: str

    def quoted(self, who: str, words: str) -> int:
        """Put words into the story and say where they begin."""
        self.text += f"{self.language.blank}{who}“"
        start = len(self.text)
        self.text += f"{words}”."
        return start


class Writer:
    """All batches of a world, in order. first: the number of its first ledger entry."""

    def __init__(
        self, world: World, times: Timetable, first: int, measures: dict[str, int], prefixes: list[str]
    ):
        self.world, self.cast, self.times = world, world.cast, times
        self.measures, self.prefixes = measures, prefixes
        self.numbers = [0] * len(prefixes)
        self.firsts = [first + sum(times.sizes[:batch]) for batch in range(world.batches)]
        self.waiting: dict[int, list[Life]] = defaultdict(list)
        self.later_stories = -(-world.claims // IN_A_STORY)
        self.articles = self.later_stories

    def batches(self) -> Iterator[Batch]:
        for number in range(self.world.batches):
            yield self._batch(number)

    def moment(self, batch: int) -> datetime:
        return FIRST_DAY + (LAST_DAY - FIRST_DAY) * batch / self.world.batches

    def _time(self, batch: int, place: int) -> str:
        return (self.moment(batch) + timedelta(microseconds=place)).isoformat()

    def _batch(self, number: int) -> Batch:
        batch = Batch(self.moment(number), self.times.sizes[number])
        place, stories = 0, dict[int, Story]()
        for life in self._living(number):
            if not life.seqs:
                self._begin(life, number, batch)
            while len(life.seqs) < len(life.acts) and life.acts[len(life.seqs)].batch == number:
                life.seqs.append(self.firsts[number] + place)
                life.times.append(self._time(number, place))
                self._write(life, batch, stories)
                place += 1
            if len(life.seqs) < len(life.acts):
                self.waiting[life.acts[len(life.seqs)].batch].append(life)
        if place != batch.entries:
            raise RuntimeError(f"batch {number} has {place} entries where {batch.entries} were foreseen")
        for story in stories.values():
            self._article(story, batch)
        return batch

    def _living(self, number: int) -> Iterator[Life]:
        """Whoever has something to do in a batch, the oldest first, as the timetable has it."""
        yield from sorted(self.waiting.pop(number, []), key=lambda life: life.number)
        for begun in self.world.begun_in(number):
            yield self.world.life(begun)

    # --- a claim's first day --------------------------------------------------------------------------

    def _begin(self, life: Life, number: int, batch: Batch) -> None:
        chance, cast = life.chance, self.cast
        self.numbers[life.topic] += 1
        life.code = f"{self.prefixes[life.topic]}-{self.numbers[life.topic]:04d}"
        life.text, _, place = words(life, chance)
        day = (batch.moment - timedelta(days=chance.randrange(1, 60))).date()
        event = (
            f"[{day},{day + timedelta(days=chance.choice((1, 1, 1, 2, 7, 31)))})"
            if chance.random() < 0.8
            else NULL
        )
        before = str(life.number) if life.number and self.world.replaced_by_next(life.number - 1) else NULL
        life.common = "\t".join((life.text, str(cast.topics[life.topic]), event, place, before))
        t, n = self.times, life.number
        decided = self._time(t.decided[n], t.decided_place[n]) if t.decided[n] >= 0 else NULL
        facts = self._facts(life, len(life.acts) - 1, decided, batch.moment.isoformat())
        final = life.facts[-1]
        open_still = final.status == "unverified" or final.publication == "draft"
        review = (
            str(date(2025, 11, 1) + timedelta(days=chance.randrange(120))) if chance.random() < 0.05 else NULL
        )
        assigned = str(chance.choice(cast.editors)) if open_still and chance.random() < 0.1 else NULL
        batch.lines["claim"].append(
            f"{n + 1}\t{life.code}\t{self.firsts[t.last[n]] + t.last_place[n]}\t{review}\t{assigned}"
            f"\t{self._editor(life)}\t{facts}"
        )

    def _facts(self, life: Life, nth: int, decided: str, begun: str) -> str:
        facts = life.facts[nth]
        successor = str(life.number + 2) if facts.status == "superseded" else NULL
        sides = "\t".join(f"{{{','.join(map(str, side))}}}" for side in facts.sides)
        reason = _reason(life, facts.decided) if facts.decided >= 0 else ""
        since = begun if facts.decided < 0 else decided
        return (
            f"{life.common}\t{successor}\t{facts.status}\t{since}\t{facts.publication}\t{nth + 1}\t{sides}"
            f"\t{facts.origins}\t{reason}\t{decided if facts.decided >= 0 else NULL}\t{facts.decisions}"
        )

    def _editor(self, life: Life, step: int = 0) -> int:
        return self.cast.editors[(life.number + step) % len(self.cast.editors)]

    # --- acts -----------------------------------------------------------------------------------------

    def _write(self, life: Life, batch: Batch, stories: dict[int, Story]) -> None:
        nth = len(life.seqs) - 1
        act, seq, claim = life.acts[nth], life.seqs[nth], life.number + 1
        head = f"{seq}\t{seq}\t{claim}"
        by = self._editor(life, nth)
        match act.kind:
            case "claim":
                batch.lines["claimversion"].append(f"{head}\t{life.common}\t\t{by}")
                if life.number % 4 == 0:
                    batch.lines["claimparty"].append(f"{seq}\t{life.acts[1].source}")
            case "attribution":
                self._said(life, act, seq, batch, stories, by)
            case "evidence":
                url = f"https://documents.example/{seq}"
                batch.lines["evidence"].append(
                    f"{head}\tList {seq} of the archive\t{url}\t\t\tprimary_document\tsupports\t\t{by}"
                )
            case "publication":
                note = (
                    ""
                    if act.to == "published"
                    else "What we wrote first was not exact: see the decisions below."
                )
                before = life.facts[nth - 1].publication
                batch.lines["publicationact"].append(f"{head}\t{before}\t{act.to}\t{note}\t{by}")
            case "decision":
                self._decided(life, act, nth, head, batch, by)
        begun, decided = life.times[0], life.facts[nth].decided
        # Of a claim never decided on, the status holds since it was made, at the first moment of its batch.
        made = self.moment(life.acts[0].batch).isoformat()
        facts = self._facts(life, nth, life.times[decided] if decided >= 0 else begun, made)
        batch.lines["claimstate"].append(f"{seq}\t{claim}\t{life.times[nth]}\t{facts}")

    def _decided(self, life: Life, act: Act, nth: int, head: str, batch: Batch, by: int) -> None:
        facts, before = life.facts[nth], life.facts[nth - 1]
        met = facts.origins >= 2
        note = "Readers: look at the reason." if act.to in ("retracted", "superseded") or nth % 5 == 0 else ""
        successor = str(life.number + 2) if act.to == "superseded" else NULL
        report = (
            f'{{"met": {str(met).lower()}, "met_by": "{"two_independent_origins" if met else ""}",'
            f' "independent_origins": {facts.origins}, "primary_documents": 0, "joined": [], "lines": []}}'
        )
        overridden = act.to == "confirmed" and not met
        batch.lines["decision"].append(
            f"{head}\t{before.status}\t{act.to}\t{_reason(life, nth)}\t{note}\t{successor}\t{report}\t{met}"
            f"\t{overridden}\t{by}\t{life.seqs[nth - 1]}"
        )

    def _said(self, life: Life, act: Act, seq: int, batch: Batch, stories: dict[int, Story], by: int) -> None:
        chance, spoken = life.chance, life.language
        story = self._story(life, act, stories)
        quote, figure, _ = words(life, chance, again=True)
        cue = _cue(spoken, act.stance, chance)
        start = story.quoted(f"{cue}: ", quote)
        said = str((batch.moment - timedelta(days=chance.randrange(0, 5))).date())
        old = str(life.seqs[act.replaces]) if act.replaces >= 0 else NULL
        credibility = str(chance.randrange(1, 7)) if chance.random() < 0.2 else NULL
        batch.lines["attribution"].append(
            f"{seq}\t{seq}\t{life.number + 1}\t{act.source}\t{story.pk}\t{act.stance}\t{cue}\t{quote}"
            f"\t{'perhaps' * (act.stance == 'affirms_hedged')}\t{said}\t{NULL}\t{credibility}\t{old}\t{by}"
        )
        batch.lines["span"].append(
            f"{seq}\t{story.pk}\t{quote}\t{story.text[max(start - 30, 0) : start]}\t”.\t{start}"
            f"\t{start + len(quote)}\tanchored"
        )
        steps = [act.source]
        if (
            chance.random() < 0.35
            and (relay := self.cast.wires[zipf(chance, len(self.cast.wires))]) != story.publisher
        ):
            steps.append(relay)
        for position, source in enumerate([*steps, story.publisher]):
            words_of = cue if position == 0 else ""
            batch.lines["hop"].append(f"{seq}\t{position}\t{source}\t{words_of}\tparaphrase")
        if figure and chance.random() < 0.75:
            batch.lines["quantity"].append(f"{seq}\t{self.measures[figure[0]]}\t\t{figure[1]}")

    def _story(self, life: Life, act: Act, stories: dict[int, Story]) -> Story:
        """The group's story on its first day, one of its own for what is said later."""
        pk = life.number // IN_A_STORY + 1
        if act.replaces >= 0:
            self.articles += 1
            pk = self.articles
        if pk not in stories:
            chance = Random(self.world.seed * 15_485_863 + pk)
            publisher = self.cast.publishers[zipf(chance, len(self.cast.publishers))]
            stories[pk] = Story(pk, publisher, life.language, f"{pk}. {life.text}")
        return stories[pk]

    def _article(self, story: Story, batch: Batch) -> None:
        body = story.language.blank.join([story.text, *story.language.filler])
        digest = sha256(body.encode()).hexdigest()
        at = batch.moment.isoformat()
        batch.lines["article"].append(
            f"{story.pk}\t{story.publisher}\t{story.text[:120]}\t\t\thttps://news.example/{story.pk}"
            f"\t{story.language.code}\t{at}\tf\t{at}\ttext/plain\t{digest}\t\t{body}\t{digest}\tf"
            f"\t{self.cast.editors[0]}\t{at}"
        )


Figure = tuple[str, str]


def words(life: Life, chance: Random, *, again: bool = False) -> tuple[str, Figure | None, str]:
    """A sentence, its figure (measure and the rest of a quantity's line) and its place; `again`: the claim's
    own sentence as somebody else puts it, with a figure of his own.
    """
    spoken = life.language
    own = Random(life.seed)
    pattern = spoken.patterns[own.randrange(len(spoken.patterns))]
    name, other, thing, when = (
        spoken.name(own),
        spoken.name(own),
        own.choice(spoken.things),
        own.choice(spoken.whens),
    )
    number = int(10 ** own.uniform(0.5, 4.2))
    hedge = 0
    if again:
        number = max(2, int(number * chance.choice((1, 1, 1, 0.8, 1.2, 2))))
        hedge = chance.randrange(len(HEDGES)) if chance.random() < 0.5 else 0
    said = spoken.hedges[hedge].replace("{n}", f"{number:,}")
    text = pattern.text.format(n=said, name=name, other=other, thing=thing, when=when)
    figure = (pattern.measure, _quantity(number, hedge, said)) if pattern.measure else None
    return text[:1].upper() + text[1:], figure, name


def _quantity(number: int, hedge: int, said: str) -> str:
    """The columns of a quantity after its population."""
    half = 10 ** (len(str(number)) - 2) / 2 if number >= 10 else 0.5
    bounds = (
        f"[{number},{number}]", f"[{number - half:g},{number + half:g})", f"[{number},)",
        f"(,{number}]", f"({number},)",
    )[hedge]  # fmt: skip
    return f"{said}\t{HEDGES[hedge]}\tcumulative\t{bounds}\t{number if hedge == 0 else NULL}\t\t"


def _cue(spoken: Language, stance: str, chance: Random) -> str:
    side = 0 if stance in FOR else 1 if stance in AGAINST else 2
    return chance.choice(spoken.cues[side])


def _reason(life: Life, nth: int) -> str:
    return REASONS[(life.number + nth) % len(REASONS)]
