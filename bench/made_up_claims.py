"""What happens to a made-up claim, from its first day to its last: who says what of it, what is decided.

Every life follows from the seed and the claim's number alone, so the same seed gives the same ledger.
"""

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from bench.made_up_words import Language, language

# Claims of one group stand in one story.
IN_A_STORY = 3
FOR = ("affirms", "affirms_hedged")
AGAINST = ("denies", "doubts", "disputes_figure")
NEITHER = ("not_confirmed", "declined_to_comment", "no_response", "cannot_verify")


@dataclass(frozen=True, slots=True)
class Cast:
    """Ids of those who speak, by how often they do; `independent` of each other are the first few only."""

    originators: Sequence[int]
    publishers: Sequence[int]
    wires: Sequence[int]
    topics: Sequence[int]
    editors: Sequence[int]
    independent: frozenset[int]

    def origins(self, sources: Sequence[int]) -> int:
        """As factcheck/rules/independence.py counts them: what is not laid down joins, so one joins all."""
        return len(sources) if self.independent.issuperset(sources) else min(len(sources), 1)


@dataclass(slots=True)
class Act:
    """One entry of the ledger. batch: when. to: the status or state after it. replaces: an earlier act."""

    batch: int
    kind: str
    source: int = 0
    stance: str = ""
    to: str = ""
    replaces: int = -1


@dataclass(frozen=True, slots=True)
class Facts:
    """What lists show after an act. decided: the place of the last decision among the acts, -1 for none."""

    status: str
    publication: str
    sides: tuple[list[int], list[int], list[int]]
    origins: int
    decided: int
    decisions: int


@dataclass(slots=True)
class Life:
    number: int
    seed: int
    chance: Random
    language: Language
    topic: int
    acts: list[Act]
    facts: list[Facts]
    # Filled while the ledger is written: the entry's number and time of each act.
    seqs: list[int] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    text: str = ""
    code: str = ""
    common: str = ""


@dataclass(frozen=True, slots=True)
class Timetable:
    """How many entries each batch has, and where in its batch each claim's last act and decision stand."""

    sizes: list[int]
    last: array
    last_place: array
    decided: array
    decided_place: array


@dataclass(frozen=True, slots=True)
class World:
    claims: int
    seed: int
    batches: int
    cast: Cast

    @property
    def per_batch(self) -> int:
        each = -(-self.claims // self.batches)
        return each + -each % IN_A_STORY

    def begun_in(self, batch: int) -> range:
        first = batch * self.per_batch
        return range(min(first, self.claims), min(first + self.per_batch, self.claims))

    def life(self, number: int) -> Life:
        """The same whenever it is asked for."""
        group = Random(self.seed * 1_000_003 + number // IN_A_STORY)
        spoken = language(group)
        chance = Random(self.seed * 7_368_787 + number)
        topic = zipf(chance, len(self.cast.topics))
        acts = self._acts(number, chance)
        return Life(
            number, self.seed * 86_028_121 + number, chance, spoken, topic, acts, _facts(acts, self.cast)
        )

    def timetable(self) -> Timetable:
        """Lived through once without words, to know where everything will stand."""
        sizes = [0] * self.batches
        columns = [array("i", bytes(4 * self.claims)) for _ in range(4)]
        for number in range(self.claims):
            columns[2][number] = -1
            for act in self._acts(number, self._begun(number)):
                place = sizes[act.batch]
                sizes[act.batch] += 1
                columns[0][number], columns[1][number] = act.batch, place
                if act.kind == "decision":
                    columns[2][number], columns[3][number] = act.batch, place
        return Timetable(sizes, *columns)

    def _begun(self, number: int) -> Random:
        chance = Random(self.seed * 7_368_787 + number)
        zipf(chance, len(self.cast.topics))
        return chance

    def replaced_by_next(self, number: int) -> bool:
        """Whether the claim after this one takes its place."""
        return number % 199 == 3 and number + 1 in self.begun_in(number // self.per_batch)

    def _acts(self, number: int, chance: Random) -> list[Act]:
        begun = number // self.per_batch
        acts = [Act(begun, "claim"), *self._first_said(chance, begun)]
        draw = chance.random
        if draw() < 0.06:
            acts.append(Act(begun, "evidence"))
        published = draw() < 0.88
        if published:
            acts.append(Act(begun + 1, "publication", to="published"))
        at, status = begun + 1 + int(chance.expovariate(0.7)), "unverified"
        if draw() < 0.62 and (to := _ruling(acts, status, draw())):
            acts.append(Act(at, "decision", to=to))
            status = to
        if draw() < 0.12:
            at += 1 + int(chance.expovariate(0.15))
            first = acts[1]
            stance = "denies" if first.stance in FOR and draw() < 0.4 else "affirms"
            acts.append(Act(at, "attribution", first.source, stance, replaces=1))
            at += 1
            if draw() < 0.7 and (to := _ruling(acts, status, draw())):
                acts.append(Act(at, "decision", to=to))
        at += 1 + int(chance.expovariate(0.2))
        if published and (drawn := draw()) < 0.04:
            acts.append(Act(at, "publication", to="withdrawn" if drawn < 0.008 else "corrected"))
        if self.replaced_by_next(number):
            acts.append(Act(at + 1, "decision", to="superseded"))
        elif draw() < 0.006:
            acts.append(Act(at + 1, "decision", to="retracted"))
        # What would come after the end of the record is still to be done.
        return [act for act in acts if act.batch < self.batches]

    def _first_said(self, chance: Random, batch: int) -> list[Act]:
        draw = chance.random
        how_many = 1 + (draw() < 0.45) + (draw() < 0.2) + (draw() < 0.1)
        if draw() < 0.002:
            how_many += chance.randrange(10, 30)
        acts: dict[int, Act] = {}
        for nth in range(how_many):
            source = self.cast.originators[zipf(chance, len(self.cast.originators))]
            acts.setdefault(source, Act(batch, "attribution", source, _stance(draw(), nth)))
        return list(acts.values())


def zipf(chance: Random, how_many: int) -> int:
    """A place from 0, the n-th as likely as 1/n."""
    return int(math.exp(chance.random() * math.log(how_many + 1))) - 1


def _stance(drawn: float, nth: int) -> str:
    if drawn < (0.7 if nth == 0 else 0.45):
        return "affirms"
    if drawn < (0.82 if nth == 0 else 0.55):
        return "affirms_hedged"
    rest = AGAINST + NEITHER[:3]
    return rest[int(drawn * 997) % len(rest)]


def _ruling(acts: Sequence[Act], status: str, drawn: float) -> str:
    """Where a decision can lead, with the grounds that the workflow asks for; empty where there is none."""
    replaced = {act.replaces for act in acts}
    standing = [act.stance for n, act in enumerate(acts) if act.kind == "attribution" and n not in replaced]
    is_for, against = any(s in FOR for s in standing), any(s in AGAINST for s in standing)
    if status == "confirmed":
        return "disputed" if against else ("unverified" if drawn < 0.3 else "")
    if status == "disputed":
        return "confirmed" if is_for else "unverified"
    if against and (drawn < 0.5 or not is_for):
        return "disputed"
    return "confirmed" if is_for else ""


def _facts(acts: Sequence[Act], cast: Cast) -> list[Facts]:
    """What lists show after each act."""
    found, said = [], dict[int, Act]()
    status, publication, decided, decisions = "unverified", "draft", -1, 0
    sides: tuple[list[int], list[int], list[int]] = ([], [], [])
    for place, act in enumerate(acts):
        if act.kind == "attribution":
            said.pop(act.replaces, None)
            said[place] = act
            sides = (_on(said, FOR), _on(said, AGAINST), _on(said, NEITHER))
        elif act.kind == "decision":
            status, decided, decisions = act.to, place, decisions + 1
        elif act.kind == "publication":
            publication = act.to
        found.append(Facts(status, publication, sides, cast.origins(sides[0]), decided, decisions))
    return found


def _on(said: dict[int, Act], stances: Sequence[str]) -> list[int]:
    return sorted({act.source for act in said.values() if act.stance in stances})
