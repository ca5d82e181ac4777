"""How many origins a claim has: two outlets that quote one body are one.

Independent origins are the connected components of the originators, joined by: same source, same parent
chain, not independent, independence not established. After the Admiralty code's credibility 1, which
asks that information be confirmed by another source than the one it came from [STANAG 2511].
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from factcheck.rules.told import told
from factcheck.rules.vocabulary import Independence


@dataclass(frozen=True, slots=True)
class Party:
    """A source as far as independence asks: who it is and whom it acts for."""

    id: int
    name: str
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """What the desk has laid down about two sources, in either order."""

    a_id: int
    b_id: int
    independence: Independence


class Ground(StrEnum):
    """On what ground two originators count as one, the plainest first."""

    SAME_PARENT = "same_parent"
    NOT_INDEPENDENT = "not_independent"
    NOT_ESTABLISHED = "not_established"


@dataclass(frozen=True, slots=True)
class Join:
    """Two originators that count as one, and why, in words."""

    one: Party
    other: Party
    ground: Ground
    why: str


_PLAINEST = tuple(Ground)
_MOST_CAUTIOUS = (Independence.NOT_INDEPENDENT, Independence.NOT_ESTABLISHED, Independence.INDEPENDENT)


@dataclass(frozen=True, slots=True)
class Origins:
    """The originators in groups that count once each, and what joined them."""

    groups: tuple[tuple[Party, ...], ...]
    joins: tuple[Join, ...]

    @property
    def count(self) -> int:
        return len(self.groups)


def independent_origins(
    originators: Iterable[Party], parties: Mapping[int, Party], relations: Sequence[Relation]
) -> Origins:
    """Group originators into independent origins.

    parties: every source that an originator acts for, by whatever steps, by id. relations: those laid down;
    a pair without one counts as "not established", that is, as one origin. A relation between the bodies
    that two sources act for holds for the sources too, unless a nearer pair says otherwise. joins: as many as
    it takes to explain each group, the plainest reasons first, however many sources there are.
    """
    distinct = sorted({party.id: party for party in originators}.values(), key=lambda party: party.id)
    laid_down = {frozenset((r.a_id, r.b_id)): r.independence for r in relations}
    lines = {party.id: _line(party, parties) for party in distinct}
    pairs = combinations(distinct, 2)
    found = [join for a, b in pairs if (join := _join(lines[a.id], lines[b.id], laid_down))]
    group_of = {party.id: party.id for party in distinct}
    joins = []
    for join in sorted(found, key=lambda join: _PLAINEST.index(join.ground)):
        merged, kept = group_of[join.other.id], group_of[join.one.id]
        if merged != kept:
            joins.append(join)
            group_of = {party: kept if group == merged else group for party, group in group_of.items()}
    groups = {group: tuple(p for p in distinct if group_of[p.id] == group) for group in group_of.values()}
    return Origins(tuple(sorted(groups.values(), key=lambda group: group[0].id)), tuple(joins))


def _line(party: Party, parties: Mapping[int, Party]) -> list[Party]:
    """The source and those it acts for, nearest first."""
    line = [party]
    while (above := parties.get(line[-1].parent_id or 0)) is not None and above not in line:
        line.append(above)
    return line


def _join(
    line: list[Party], other_line: list[Party], laid_down: Mapping[frozenset[int], Independence]
) -> Join | None:
    one, other = line[0], other_line[0]
    shared = next((party for party in line if party in other_line), None)
    if shared is not None:
        if shared == one:
            why = told("{name} acts for {other}.", name=other.name, other=one.name)
        elif shared == other:
            why = told("{name} acts for {other}.", name=one.name, other=other.name)
        else:
            why = told(
                "Both {name} and {other} act for {shared}.",
                name=one.name,
                other=other.name,
                shared=shared.name,
            )
        return Join(one, other, Ground.SAME_PARENT, why)
    match _nearest(line, other_line, laid_down):
        case Independence.INDEPENDENT:
            return None
        case Independence.NOT_INDEPENDENT:
            why = told(
                "{name} and {other} are not independent of each other.", name=one.name, other=other.name
            )
            return Join(one, other, Ground.NOT_INDEPENDENT, why)
        case _:
            why = told(
                "Whether {name} and {other} are independent is not established.",
                name=one.name,
                other=other.name,
            )
            return Join(one, other, Ground.NOT_ESTABLISHED, why)


def _nearest(
    line: list[Party], other_line: list[Party], laid_down: Mapping[frozenset[int], Independence]
) -> Independence:
    """The relation of the nearest pair of the two lines: the fewer steps up in all, the nearer.

    Of two pairs equally near the one that joins wins, as it does wherever independence is in doubt.
    """
    said = [
        (up + other_up, _MOST_CAUTIOUS.index(laid_down[pair]))
        for up, party in enumerate(line)
        for other_up, other in enumerate(other_line)
        if (pair := frozenset((party.id, other.id))) in laid_down
    ]
    return _MOST_CAUTIOUS[min(said)[1]] if said else Independence.NOT_ESTABLISHED
