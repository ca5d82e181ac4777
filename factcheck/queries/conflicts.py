"""A claim's figures beside each other, and what editors have said to the conflicts among them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef

from factcheck.models import Attribution, Claim, ConflictRuling, Measure
from factcheck.rules.comparison import Comparison, Counted, Outcome, SideBySide, Statement, side_by_side
from factcheck.rules.figures import Basis, Bounds
from factcheck.rules.vocabulary import ConflictAnswer

TOLD = (Outcome.ADDABLE, Outcome.UPDATE, Outcome.REFINES, Outcome.COMPATIBLE, Outcome.AGREES)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict of figures that the desk proposes, and the last word of an editor on it, if there is one."""

    comparison: Comparison
    ruling: ConflictRuling | None

    @property
    def accepted(self) -> bool:
        return self.ruling is not None and self.ruling.answer == ConflictAnswer.ACCEPTED

    @property
    def open(self) -> bool:
        return self.ruling is None


@dataclass(frozen=True, slots=True)
class FiguresBeside:
    """conflicts: the proposed ones. told: what fits together. apart: what only looks as if it did not fit."""

    conflicts: list[Conflict]
    told: list[Comparison]
    apart: list[Comparison]
    left_out: int

    def __bool__(self) -> bool:
        return bool(self.conflicts or self.told or self.apart)

    @property
    def accepted(self) -> list[Conflict]:
        return [conflict for conflict in self.conflicts if conflict.accepted]

    @property
    def open(self) -> list[Conflict]:
        return [conflict for conflict in self.conflicts if conflict.open]


def measure_parts(measure: str) -> ArraySubquery:
    """For an annotation: the codes of the measures that the one at this path is made of."""
    parts = Measure.parts.through.objects.filter(from_measure=OuterRef(measure))
    return ArraySubquery(parts.values(code=F("to_measure__code")))


def figures_beside(
    said: Sequence[tuple[Attribution, Sequence[str]]], rulings: Iterable[ConflictRuling]
) -> FiguresBeside:
    """Compare the figures of a claim's statements, each with the codes of its measure's parts.

    Those that were replaced are told beside what replaced them, and are compared with nothing else.

    rulings: on this claim, oldest first.
    """
    next_of = {one.supersedes_id: one.pk for one, _ in said if one.supersedes_id}
    shown = side_by_side(
        [_statement(one, parts, next_of.get(one.pk)) for one, parts in said if hasattr(one, "quantity")]
    )
    last = {(ruling.one_id, ruling.other_id): ruling for ruling in rulings}
    return FiguresBeside(
        conflicts=[Conflict(c, last.get(pair_of(c))) for c in shown.conflicts],
        told=shown.of(*TOLD),
        apart=shown.of(Outcome.DEFINITION_MISMATCH, Outcome.NOT_COMPARABLE),
        left_out=shown.left_out,
    )


def side_by_side_of(claim: Claim) -> SideBySide:
    """The comparisons of a claim's figures as they stand now."""
    standing = (
        Attribution.objects.standing()
        .filter(claim=claim, quantity__isnull=False)
        .select_related("source", "quantity__measure")
        .annotate(parts=measure_parts("quantity__measure"))
    )
    return side_by_side([_statement(one, one.parts) for one in standing])  # type: ignore[attr-defined]


def pair_of(comparison: Comparison) -> tuple[int, int]:
    """The two attributions of a comparison, as rulings name them: the smaller id first."""
    one, other = sorted((comparison.one.id, comparison.other.id))
    return one, other


def _statement(said: Attribution, parts: Sequence[str], replaced_by: int | None = None) -> Statement:
    quantity, measure = said.quantity, said.quantity.measure
    return Statement(
        id=said.pk,
        source_id=said.source.one_id,
        source=said.source.name,
        measure=Counted(measure.code, measure.label, measure.definition, frozenset(parts)),
        verbatim=quantity.verbatim,
        bounds=Bounds(
            quantity.bounds.lower, quantity.bounds.upper, quantity.bounds.lower_inc, quantity.bounds.upper_inc
        ),
        basis=Basis(quantity.basis),
        population=quantity.population,
        unit=quantity.unit,
        whole=quantity.whole,
        as_of=said.as_of,
        said_on=said.said_on,
        superseded=replaced_by is not None,
        replaced_by=replaced_by,
        recorded=said.ledger_seq,
    )
