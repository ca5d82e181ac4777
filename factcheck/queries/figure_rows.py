"""Figures that count the same thing, as rows for a drawing of them: on one axis, or along time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from factcheck.models import Attribution
from factcheck.rules.figures import Hedge
from factcheck.rules.told import begun, joined, told, word

# Words that leave the ends of a range in doubt.
SOFT = frozenset({Hedge.ABOUT, Hedge.NEARLY, Hedge.ORDER_OF_MAGNITUDE})


def figures_told(said: Sequence[Attribution], standing: Iterable[Attribution]) -> list[Attribution]:
    """The statements with a figure that stand, and those whose figure a later one of them replaced, by day.

    said: the whole record, oldest first. A figure taken back without another in its place is left out.
    """
    told = {one.pk for one in standing if has_figure(one)}
    for one in reversed(said):
        if one.pk in told and one.supersedes_id is not None:
            told.add(one.supersedes_id)
    figures = [one for one in said if one.pk in told and has_figure(one)]
    return sorted(figures, key=lambda one: (day_of(one), one.pk))


def has_figure(said: Attribution) -> bool:
    return getattr(said, "quantity", None) is not None


def axes_of(said: Iterable[Attribution]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Statements with a quantity in groups that count the same thing, two or more in each: label and rows.

    The label says what is counted. Order within a group is the order given.
    """
    figures = list(said)
    replaced = {one.supersedes_id for one in figures}
    for counted, group in groupby(sorted(figures, key=_counted), key=_counted):
        rows = [_figure(one) | {"replaced": one.pk in replaced} for one in group]
        if len(rows) > 1:
            yield begun(joined([word(part) for part in counted if part], ", ")), rows


def day_of(said: Attribution) -> date:
    """The day that a figure is of: the one it speaks of, else when it was said, published or recorded."""
    published = said.article.published_at
    return said.as_of or said.said_on or (published or said.recorded_at).date()


def _counted(said: Attribution) -> tuple[str, str, str]:
    quantity = said.quantity
    more = "on top of earlier figures" if quantity.basis == "additional" else ""
    return quantity.measure.label, quantity.population, more or quantity.unit


def _figure(said: Attribution) -> dict[str, Any]:
    quantity = said.quantity
    day = said.as_of or said.said_on
    return {
        # The same body may have said several figures; the days tell them apart.
        "name": told("{source}, {day}", source=said.source.name, day=day) if day else said.source.name,
        "source": said.source.name,
        "day": day_of(said),
        "verbatim": quantity.verbatim,
        "bounds": quantity.bounds,
        "unit": quantity.unit,
        "point": quantity.point,
        "soft": quantity.hedge in SOFT,
        "side": said.side,
        "url": f"#attribution-{said.pk}",
        "attribution": said,
    }
