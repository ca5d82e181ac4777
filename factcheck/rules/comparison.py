"""Figures side by side: do two statements contradict each other, or do they only look as if they did?

Two figures are comparable when measure, population, basis and unit agree, the times that they speak of
overlap, and neither has been replaced. Then: no number fits both, conflict; one range lies within the other,
refines; they overlap, compatible; they are equal, agrees. Otherwise the sentence says why they do not meet.

Choices that the definitions leave open:
- A statement without a day of its own speaks of the day on which it was said; without that, of any day.
- What is true "in all so far" speaks of all days up to its own, and a total only grows. So of two totals the
  later may be larger; if no number allows that, they are in conflict, and otherwise compatible.
- What holds "at one time", a rate or a share speak of their own day alone.
- Two additions on different days are two additions.
- A part cannot exceed its whole: 5,000 killed and 4,000 casualties, of one day and people, are in conflict.
- An unnamed population may be any, so it meets only another unnamed one.

Intervals after UCDP's low, best and high; the comparisons are those of interval algebra on them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import combinations

from factcheck.rules.figure_words import Basis
from factcheck.rules.figures import Bounds
from factcheck.rules.told import joined, told, word

# Pairs grow with the square; a page shows the newest statements, and says so.
MOST_STATEMENTS = 60


class Outcome(StrEnum):
    CONFLICT = "conflict"
    DEFINITION_MISMATCH = "definition_mismatch"
    ADDABLE = "addable"
    UPDATE = "update"
    REFINES = "refines"
    COMPATIBLE = "compatible"
    AGREES = "agrees"
    NOT_COMPARABLE = "not_comparable"


OUTCOME_LABELS = {
    Outcome.CONFLICT: "Conflict",
    Outcome.DEFINITION_MISMATCH: "Different definitions",
    Outcome.ADDABLE: "Adds to it",
    Outcome.UPDATE: "Update",
    Outcome.REFINES: "More exact",
    Outcome.COMPATIBLE: "Compatible",
    Outcome.AGREES: "Agrees",
    Outcome.NOT_COMPARABLE: "Not the same thing",
}

STRONGEST_FIRST = tuple(Outcome)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a figure counts. parts: codes of the measures that it is made of (casualties: killed, wounded)."""

    code: str
    label: str
    definition: str = ""
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Statement:
    """One source's figure. id: of the attribution. recorded: its place in the ledger."""

    id: int
    source_id: int
    source: str
    measure: Counted
    verbatim: str
    bounds: Bounds
    basis: Basis
    population: str = ""
    unit: str = ""
    whole: str = ""
    as_of: date | None = None
    said_on: date | None = None
    superseded: bool = False
    # The statement of the same source that replaces this one.
    replaced_by: int | None = None
    recorded: int = 0

    @property
    def day(self) -> date | None:
        """The day that it speaks of."""
        return self.as_of or self.said_on

    @property
    def said(self) -> str:
        """Who said what, in the source's own words: the JCS (“some 11,000”, 27 Mar 2025)."""
        if self.day is None:
            return told("{source} (“{verbatim}”)", source=self.source, verbatim=self.verbatim)
        return told(
            "{source} (“{verbatim}”, {day})", source=self.source, verbatim=self.verbatim, day=self.day
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two statements are to each other, with a sentence for the editor. one: the earlier.

    total: for addable, the sum of the two ranges. Computed by the desk, said by nobody.
    """

    outcome: Outcome
    sentence: str
    one: Statement
    other: Statement
    total: Bounds | None = None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """All comparisons of a claim's figures, the strongest first. left_out: older statements not looked at."""

    comparisons: tuple[Comparison, ...]
    left_out: int = 0

    def of(self, *outcomes: Outcome) -> list[Comparison]:
        return [one for one in self.comparisons if one.outcome in outcomes]

    @property
    def conflicts(self) -> list[Comparison]:
        return self.of(Outcome.CONFLICT)


def compare(a: Statement, b: Statement) -> Comparison:
    """Say what two statements are to each other; in either order the answer is the same."""
    one, other = sorted((a, b), key=_order)
    if one.replaced_by == other.id and one.measure.code == other.measure.code:
        return _of_one_source(one, other)
    if one.superseded or other.superseded:
        replaced = one if one.superseded else other
        return _result(
            Outcome.NOT_COMPARABLE,
            told("{figure} has been replaced since.", figure=replaced.said),
            one,
            other,
        )
    if one.measure.code != other.measure.code:
        return _of_two_measures(one, other)
    if one.measure.definition != other.measure.definition:
        return _mismatch(one, other)
    if (reason := _other_subject(one, other)) is not None:
        return _result(Outcome.NOT_COMPARABLE, reason, one, other)
    if one.basis != other.basis:
        return _of_two_bases(one, other)
    if one.source_id == other.source_id and _is_later(one, other):
        return _of_one_source(one, other)
    return _of_two_days(one, other) or _of_ranges(one, other)


def side_by_side(statements: Sequence[Statement]) -> SideBySide:
    """Compare each pair of a claim's statements that stand, and each replaced one with what replaced it."""
    standing = sorted((one for one in statements if not one.superseded), key=lambda one: -one.recorded)
    by_id = {one.id: one for one in statements}
    replaced = [(one, by_id[one.replaced_by]) for one in statements if one.replaced_by in by_id]
    pairs = [*combinations(standing[:MOST_STATEMENTS], 2), *replaced[-MOST_STATEMENTS:]]
    compared = [compare(a, b) for a, b in pairs]
    ranked = sorted(
        compared, key=lambda c: (STRONGEST_FIRST.index(c.outcome), _order(c.one), _order(c.other))
    )
    return SideBySide(tuple(ranked), max(len(standing) - MOST_STATEMENTS, 0))


def _order(one: Statement) -> tuple[date, int, int]:
    return one.day or date.min, one.recorded, one.id


def _result(
    outcome: Outcome, sentence: str, one: Statement, other: Statement, total: Bounds | None = None
) -> Comparison:
    return Comparison(outcome, sentence, one, other, total)


# --- what keeps two figures from meeting --------------------------------------------------------------


def _mismatch(one: Statement, other: Statement) -> Comparison:
    sentence = told(
        "{one} and {other} both speak of {measure}, but not by the same definition: the "
        "figures cannot be held against each other.",
        one=one.said,
        other=other.said,
        measure=word(one.measure.label),
    )
    return _result(Outcome.DEFINITION_MISMATCH, sentence, one, other)


def _of_two_measures(one: Statement, other: Statement) -> Comparison:
    if _plain(one.measure.label) == _plain(other.measure.label):
        return _mismatch(one, other)
    part, whole = (one, other) if one.measure.code in other.measure.parts else (other, one)
    if part.measure.code not in whole.measure.parts:
        sentence = told(
            "{one} counts {measure}; {other} counts {other_measure}.",
            one=one.said,
            measure=word(one.measure.label),
            other=other.said,
            other_measure=word(other.measure.label),
        )
        return _result(Outcome.NOT_COMPARABLE, sentence, one, other)
    if _other_subject(part, whole) is None and part.basis == whole.basis and _exceeds(part, whole):
        sentence = told(
            "{part} counts {part_measure}, which are part of the {whole_measure} of {whole}: "
            "a part cannot exceed its whole.",
            part=part.said,
            part_measure=word(part.measure.label),
            whole_measure=word(whole.measure.label),
            whole=whole.said,
        )
        return _result(Outcome.CONFLICT, sentence, one, other)
    sentence = told(
        "{part} counts {part_measure}; {whole} counts {whole_measure}, of which "
        "{part_measure} are only a part. No contradiction.",
        part=part.said,
        part_measure=word(part.measure.label),
        whole=whole.said,
        whole_measure=word(whole.measure.label),
    )
    return _result(Outcome.NOT_COMPARABLE, sentence, one, other)


def _exceeds(part: Statement, whole: Statement) -> bool:
    """Whether every number for the part is above every number for the whole, at a time that both speak of."""
    meets = part.day is None or whole.day is None or part.day == whole.day
    # A total up to an earlier day can only be exceeded more by a later one, not less.
    grown = part.basis == Basis.CUMULATIVE and not meets and _day(part) < _day(whole)
    return (meets or grown) and _below(whole.bounds, part.bounds)


def _other_subject(one: Statement, other: Statement) -> str | None:
    """Why two figures of one measure are about different things; None when they are not."""
    if _plain(one.population) != _plain(other.population):
        nobody = word("nobody in particular")
        whom, whom_else = one.population or nobody, other.population or nobody
        return told(
            "{one} counts {whom}; {other} counts {whom_else}.",
            one=one.said,
            whom=whom,
            other=other.said,
            whom_else=whom_else,
        )
    if _plain(one.unit) != _plain(other.unit):
        plain = word("a plain number")
        unit, other_unit = one.unit or plain, other.unit or plain
        return told(
            "{one} is in {unit}, {other} in {other_unit}.",
            one=one.said,
            unit=unit,
            other=other.said,
            other_unit=other_unit,
        )
    if _plain(one.whole) != _plain(other.whole):
        return told("{one} and {other} are shares of different wholes.", one=one.said, other=other.said)
    return None


def _of_two_bases(one: Statement, other: Statement) -> Comparison:
    bases = {one.basis, other.basis}
    if Basis.ADDITIONAL in bases and bases & {Basis.CUMULATIVE, Basis.STOCK}:
        more, base = (one, other) if one.basis == Basis.ADDITIONAL else (other, one)
        sentence = told(
            "{more} comes on top of {base}: an addition, no contradiction.", more=more.said, base=base.said
        )
        return _result(Outcome.ADDABLE, sentence, one, other, _sum(base.bounds, more.bounds))
    sentence = told(
        "{one} is said {basis}, {other} {other_basis}: they measure different things.",
        one=one.said,
        basis=word(BASIS_WORDS[one.basis]),
        other=other.said,
        other_basis=word(BASIS_WORDS[other.basis]),
    )
    return _result(Outcome.NOT_COMPARABLE, sentence, one, other)


BASIS_WORDS = {
    Basis.STOCK: "of one time",
    Basis.CUMULATIVE: "of all so far",
    Basis.ADDITIONAL: "of what came in addition",
    Basis.RATE: "of each unit of time",
    Basis.SHARE: "as a share",
}


# --- two figures of one kind --------------------------------------------------------------------------


def _is_later(one: Statement, other: Statement) -> bool:
    return one.day is not None and other.day is not None and one.day < other.day


def _of_one_source(one: Statement, other: Statement) -> Comparison:
    if one.basis == Basis.ADDITIONAL:
        sentence = told(
            "{other} is a second addition, after “{verbatim}”.", other=other.said, verbatim=one.verbatim
        )
        return _result(Outcome.ADDABLE, sentence, one, other, _sum(one.bounds, other.bounds))
    if one.bounds == other.bounds:
        sentence = told(
            "{source} repeated its figure: {other}, as before “{verbatim}”.",
            source=one.source,
            other=other.said,
            verbatim=one.verbatim,
        )
        return _result(Outcome.AGREES, sentence, one, other)
    sentence = told(
        "{other} is a later figure of the same source than “{verbatim}”: an update.",
        other=other.said,
        verbatim=one.verbatim,
    )
    return _result(Outcome.UPDATE, sentence, one, other)


def _of_two_days(one: Statement, other: Statement) -> Comparison | None:
    """What follows from speaking of different days; None when the times overlap."""
    if not _is_later(one, other):
        return None
    if one.basis == Basis.CUMULATIVE:
        if _below(other.bounds, one.bounds):
            sentence = told(
                "{other} is below the earlier total of {one}, and a total does not shrink: both "
                "cannot be right.",
                other=other.said,
                one=one.said,
            )
            return _result(Outcome.CONFLICT, sentence, one, other)
        if _below(one.bounds, other.bounds):
            sentence = told(
                "{other} is a later total than {one}, and may be larger.", other=other.said, one=one.said
            )
            return _result(Outcome.COMPATIBLE, sentence, one, other)
        sentence = told(
            "{one} and the later total of {other} can both be right.", one=one.said, other=other.said
        )
        return _result(Outcome.COMPATIBLE, sentence, one, other)
    if one.basis == Basis.ADDITIONAL:
        sentence = told(
            "{one} and {other} speak of additions at different times.", one=one.said, other=other.said
        )
    else:
        sentence = told("{one} and {other} speak of different days.", one=one.said, other=other.said)
    return _result(Outcome.NOT_COMPARABLE, sentence, one, other)


def _of_ranges(one: Statement, other: Statement) -> Comparison:
    a, b = one.bounds, other.bounds
    if a == b:
        return _result(
            Outcome.AGREES,
            told("{one} and {other} give the same figure.", one=one.said, other=other.said),
            one,
            other,
        )
    if _below(a, b) or _below(b, a):
        sentence = told(
            "No number fits both {one} and {other}, which count the same ({counted}): both cannot be right.",
            one=one.said,
            other=other.said,
            counted=_what_is_counted(one),
        )
        return _result(Outcome.CONFLICT, sentence, one, other)
    if _within(a, b) or _within(b, a):
        finer, coarser = (one, other) if _within(a, b) else (other, one)
        sentence = told(
            "{finer} is more exact than {coarser} and fits it.", finer=finer.said, coarser=coarser.said
        )
        return _result(Outcome.REFINES, sentence, one, other)
    return _result(
        Outcome.COMPATIBLE,
        told("{one} and {other} can both be right.", one=one.said, other=other.said),
        one,
        other,
    )


def _what_is_counted(one: Statement) -> str:
    return joined([word(one.measure.label), one.population], ", ")


# --- ranges -------------------------------------------------------------------------------------------


def _below(a: Bounds, b: Bounds) -> bool:
    """Whether every number of a is smaller than every number of b."""
    if a.high is None or b.low is None:
        return False
    return a.high < b.low or (a.high == b.low and not (a.high_inclusive and b.low_inclusive))


def _within(a: Bounds, b: Bounds) -> bool:
    """Whether every number of a is one of b."""
    low_fits = b.low is None or (
        a.low is not None and (a.low > b.low or (a.low == b.low and (b.low_inclusive or not a.low_inclusive)))
    )
    high_fits = b.high is None or (
        a.high is not None
        and (a.high < b.high or (a.high == b.high and (b.high_inclusive or not a.high_inclusive)))
    )
    return low_fits and high_fits


def _sum(a: Bounds, b: Bounds) -> Bounds:
    return Bounds(
        low=_plus(a.low, b.low),
        high=_plus(a.high, b.high),
        low_inclusive=a.low_inclusive and b.low_inclusive,
        high_inclusive=a.high_inclusive and b.high_inclusive,
    )


def _plus(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a + b


def _day(one: Statement) -> date:
    return one.day or date.min


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def compared_measures(statements: Iterable[Statement]) -> list[str]:
    """Labels of what the statements count, once each, in the order of their first mention."""
    return list(dict.fromkeys(one.measure.label for one in statements))
