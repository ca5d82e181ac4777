"""Figures as pages show them: in their own words, on an axis, in a table, and how they fit together."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString

from factcheck.rules import stances
from factcheck.rules.drawing import percent, round_ticks
from factcheck.saying import said as say
from factcheck.templatetags.factcheck_tags import day, outcome_label, reading, record_lang, thousands
from factcheck.written import joined, written

register = template.Library()


def figure(quantity: Any) -> SafeString:
    """A figure in its own words, and how we read it: components/figure.html."""
    words = {
        "verbatim": quantity.verbatim,
        "measure": say(quantity.measure.label),
        "population": quantity.population,
        "whole": quantity.whole,
        "is_additional": quantity.basis == "additional",
        "reading": reading(quantity.bounds, quantity.unit),
    }
    return written("components/figure.html", words)


@register.simple_tag
def figure_axis(rows: Sequence[Mapping[str, Any]], label: str) -> SafeString:
    """Figures of one measure as ranges on one axis that begins at zero: components/figure_axis.html.

    Each row: `name` (who), `verbatim` (the words), `bounds` (a range), and if known `point` (the one number
    said), `soft` (the words hedge), `side` (a stance's side), `url`, `replaced` (by a later figure), `day`,
    `unit`; with `source` (who said it, without the day) a line leads from the same source's figure before it.
    """
    ends = [float(end) for row in rows for end in _ends(row["bounds"]) if end is not None]
    ticks = round_ticks(max(ends, default=0.0))
    full = ticks[-1]
    places = [percent(100 * tick / full) for tick in ticks]
    strips = _after_their_own([row | _strip(row, full) for row in map(dict, rows)])
    words = {
        "label": say(label),
        "rows": joined(_axis_row(strip, places) for strip in strips),
        "ticks": [{"x": x, "text": thousands(tick)} for x, tick in zip(places, ticks, strict=True)],
        "table": figure_table(rows, label),
    }
    return written("components/figure_axis.html", words)


def _axis_row(strip: Mapping[str, Any], places: list[str]) -> SafeString:
    before = strip["before"]
    words = {
        "name": say(strip["name"]),
        "url": strip.get("url", ""),
        "verbatim": strip["verbatim"],
        "ticks": places,
        "before": before and {"stands_at": before["stands_at"], "verbatim": before["verbatim"]},
        "stands_at": strip["stands_at"] if before else "",
        "is_against": strip["against"],
        "is_replaced": bool(strip.get("replaced")),
        "is_soft": bool(strip.get("soft")),
        **{name: strip[name] for name in ("start", "stop", "low", "high", "point_at")},
    }
    return written("components/figure_axis.html#row", words)


@register.simple_tag
def figure_table(rows: Iterable[Mapping[str, Any]], label: str) -> SafeString:
    """The table beneath a drawing of figures: components/figure_table.html.

    Rows as the drawing has them: day, source, verbatim, bounds, unit, url, and perhaps letter, replaced.
    """
    words = {"label": say(label), "rows": joined(_table_row(row) for row in rows)}
    return written("components/figure_table.html", words)


def _table_row(row: Mapping[str, Any]) -> SafeString:
    words = {
        "day": day(row["day"]),
        "letter": row.get("letter", ""),
        "source": row["source"],
        "url": row["url"],
        "verbatim": row["verbatim"],
        "is_replaced": bool(row.get("replaced")),
        "reading": reading(row["bounds"], row["unit"]),
    }
    return written("components/figure_table.html#row", words)


@register.simple_tag
def comparisons(figures: Any) -> SafeString:
    """How figures that are not in conflict fit together: components/comparisons.html.

    figures: queries.conflicts.FiguresBeside.
    """
    apart = figures.apart
    words = {
        "told": joined(_comparison(one) for one in figures.told),
        "apart": {"number": len(apart), "rows": joined(map(_comparison, apart))} if apart else None,
    }
    return written("components/comparisons.html", words, {"left_out": figures.left_out})


def _comparison(one: Any) -> SafeString:
    words = {
        "outcome": outcome_label(one.outcome),
        "sentence": say(one.sentence),
        "total": reading(one.total) if one.total else "",
    }
    return written("components/comparisons.html#row", words)


def conflict(one: Any) -> SafeString:
    """A conflict of figures that stands, with the editor's word on it: components/conflict.html."""
    ruling = one.ruling
    words = {
        "sentence": say(one.comparison.sentence),
        "name": ruling.ruled_by,
        "day": day(ruling.recorded_at),
        "reason": ruling.reason,
        "reason_lang": record_lang(ruling.reason),
    }
    return written("components/conflict.html", words)


def _after_their_own(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each row the same source's row before it as `before`, in the order given."""
    last: dict[str, dict[str, Any]] = {}
    joined = []
    for row in rows:
        source = row.get("source", "")
        joined.append(row | {"before": last.get(source) if source else None})
        last[source] = row
    return joined


def _strip(row: Mapping[str, Any], full: int) -> dict[str, Any]:
    """Where a figure's bar begins and ends. An end that is None is one that the words leave open."""
    bounds, point = row["bounds"], row.get("point")
    low, high = (None if end is None else percent(100 * float(end) / full) for end in _ends(bounds))
    if low is not None and low == high and point is None:
        point = bounds.lower
    return {
        "start": low or "0%",
        "stop": high or "100%",
        "low": low,
        "high": high,
        "point_at": None if point is None else percent(100 * float(point) / full),
        "stands_at": _middle(bounds, point, full),
        "against": row.get("side") == stances.Side.AGAINST,
    }


def _middle(bounds: Any, point: Any, full: int) -> str:
    """Where a line to another figure begins: the number said, else the middle, else the end that is known."""
    known = [float(end) for end in ([point] if point is not None else _ends(bounds)) if end is not None]
    return percent(100 * sum(known) / len(known) / full) if known else "0%"


def _ends(bounds: Any) -> tuple[Decimal | None, Decimal | None]:
    return bounds.lower, bounds.upper
