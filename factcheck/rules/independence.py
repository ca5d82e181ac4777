"""How many origins a claim has: two outlets that quote one body are one.

Independent origins are the connected components of the originators, joined by: same source, same parent
chain, not independent, independence not established. After the Admiralty code's credibility 1, which
asks that information be confirmed by another source than the one it came from [STANAG 2511].
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

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


@dataclass(frozen=True, slots=True)
class Join:
    """Two originators that count as one, and why, in words."""

    one: Party
    other: Party
    why: str


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
    that two sources act for holds for the sources too, unless a nearer pair says otherwise.
    """
    distinct = sorted({party.id: party for party in originators}.values(), key=lambda party: party.id)
    laid_down = {frozenset((r.a_id, r.b_id)): r.independence for r in relations}
    group_of = {party.id: party.id for party in distinct}
    joins = []
    for one, other in combinations(distinct, 2):
        why = _why_joined(_line(one, parties), _line(other, parties), laid_down)
        if why is None:
            continue
        joins.append(Join(one, other, why))
        merged, kept = group_of[other.id], group_of[one.id]
        group_of = {party: kept if group == merged else group for party, group in group_of.items()}
    groups = {group: tuple(p for p in distinct if group_of[p.id] == group) for group in group_of.values()}
    return Origins(tuple(sorted(groups.values(), key=lambda group: group[0].id)), tuple(joins))


def _line(party: Party, parties: Mapping[int, Party]) -> list[Party]:
    """The source and those it acts for, nearest first."""
    line = [party]
    while (above := parties.get(line[-1].parent_id or 0)) is not None and above not in line:
        line.append(above)
    return line


def _why_joined(
    line: list[Party], other_line: list[Party], laid_down: Mapping[frozenset[int], Independence]
) -> str | None:
    one, other = line[0], other_line[0]
    shared = next((party for party in line if party in other_line), None)
    if shared is not None:
        if shared == one:
            return f"{other.name} acts for {one.name}."
        if shared == other:
            return f"{one.name} acts for {other.name}."
        return f"Both {one.name} and {other.name} act for {shared.name}."
    match _nearest(line, other_line, laid_down):
        case Independence.INDEPENDENT:
            return None
        case Independence.NOT_INDEPENDENT:
            return f"{one.name} and {other.name} are not independent of each other."
        case _:
            return f"Whether {one.name} and {other.name} are independent is not established."


def _nearest(
    line: list[Party], other_line: list[Party], laid_down: Mapping[frozenset[int], Independence]
) -> Independence:
    """The relation of the nearest pair of the two lines; the fewer steps up in all, the nearer."""
    pairs = [
        (up + other_up, up, frozenset((party.id, other.id)))
        for up, party in enumerate(line)
        for other_up, other in enumerate(other_line)
    ]
    said = (laid_down[pair] for _, _, pair in sorted(pairs, key=lambda p: p[:2]) if pair in laid_down)
    return next(said, Independence.NOT_ESTABLISHED)
