"""Drawings along time, made on the server: what a source said, and figures as they were told.

Each comes with the same data as a table. Places are percentages of the width, so that one drawing fits a
phone and a desk; heights are pixels, so that letters stay readable.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import template

from factcheck.rules import stances
from factcheck.rules.calendar_steps import step_of, steps_between
from factcheck.rules.drawing import percent, round_ticks
from factcheck.saying import plain_day, said
from factcheck.templatetags.factcheck_tags import thousands

register = template.Library()

# Heights in pixels.
BAR_MAX = 56
UNIT_MAX = 14
PLOT = 260
# How wide a column is at most, in percent of the width.
COLUMN_MAX = 7
# How far figures of one day stand apart, in percent of the width.
BESIDE = 4.5
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@register.inclusion_tag("components/said_over_time.html")
def said_over_time(record: Any) -> dict[str, Any]:
    """A source's statements by step of time: for each side a row of columns, parts in the hand of a status.

    record: queries.source_record.OverTime.
    """
    unit = min(UNIT_MAX, BAR_MAX / max(record.highest, 1))
    width = 100 / max(len(record.steps), 1)
    rows = [
        {"side": side, "columns": [_column(n, count, width, unit) for n, count in enumerate(counts) if count]}
        for side, counts in record.numbers.items()
    ]
    return {
        "rows": rows,
        "labels": _labels([said(step.label) for step in record.steps], width),
        "table": _table(record),
        "statuses": record.statuses,
        "sides": record.sides,
        "height": BAR_MAX + 16,
        "base": BAR_MAX + 15,
    }


@register.inclusion_tag("components/figures_over_time.html")
def figures_over_time(
    rows: Sequence[Mapping[str, Any]], label: str, explained: bool = True
) -> dict[str, Any]:
    """Figures of one measure by the day that they speak of, a letter for each source, later ones joined.

    Each row is one of figure_axis, and has `day` (a date) and `source` (who said it, without the day).
    explained: say how to read it; a page does so once.
    """
    told = sorted(rows, key=lambda row: (row["day"], str(row["source"])))
    letters = {
        name: LETTERS[n % len(LETTERS)] for n, name in enumerate(dict.fromkeys(r["source"] for r in told))
    }
    ends = [
        float(end) for row in told for end in (row["bounds"].lower, row["bounds"].upper) if end is not None
    ]
    ticks = round_ticks(max(ends, default=0.0))
    first, last = told[0]["day"], told[-1]["day"]
    marks = _side_by_side([_mark(row, letters, ticks[-1], first, last) for row in told])
    return {
        "label": label,
        "explained": explained,
        "marks": marks,
        "joins": _joins(marks),
        "levels": [{"y": _height(tick, ticks[-1]), "text": thousands(tick)} for tick in ticks],
        "days": _days(first, last),
        "series": [{"letter": letter, "name": name} for name, letter in letters.items()],
        "plot": PLOT,
        "height": PLOT + 28,
    }


def _column(number: int, count: Mapping[str, int], width: float, unit: float) -> dict[str, Any]:
    parts, top, broad = [], float(BAR_MAX + 15), min(0.72 * width, COLUMN_MAX)
    for status in count:
        height = count[status] * unit
        top -= height
        parts.append(
            {"status": str(status), "y": f"{top + 0.75:.1f}", "height": f"{max(height - 1.5, 1):.1f}"}
        )
    return {
        "x": percent((number + 0.5) * width - broad / 2),
        "middle": percent((number + 0.5) * width),
        "width": percent(broad),
        "top": f"{top - 4:.1f}",
        "number": sum(count.values()),
        "parts": parts,
    }


def _labels(names: Sequence[str], width: float, at_most: int = 4) -> list[dict[str, str]]:
    """The first step's name, and every so many after it, so that none runs into the next on a phone."""
    every = max(-(-len(names) // at_most), 1)
    shown = range(0, len(names), every)
    if every > 1 or width < 100 / at_most:
        return [{"x": percent(n * width), "text": names[n], "anchor": "start"} for n in shown]
    return [{"x": percent((n + 0.5) * width), "text": names[n], "anchor": "middle"} for n in shown]


def _table(record: Any) -> list[dict[str, Any]]:
    return [
        {"label": said(step.label), "cells": cells}
        for n, step in enumerate(record.steps)
        if any(
            cells := [
                record.numbers[side][n].get(status, 0) for side in record.sides for status in record.statuses
            ]
        )
    ]


def _mark(
    row: Mapping[str, Any], letters: Mapping[str, str], full: int, first: date, last: date
) -> dict[str, Any]:
    """One figure: its range as an upright line, and the letter where it was said or in the middle."""
    low, high = row["bounds"].lower, row["bounds"].upper
    bottom, top = _height(low or 0, full), _height(full if high is None else high, full)
    y = top if low is None else bottom if high is None else (bottom + top) / 2
    if row.get("point") is not None:
        y = _height(row["point"], full)
    days = (last - first).days
    return dict(row) | {
        "letter": letters[row["source"]],
        "place": 6 + 88 * ((row["day"] - first).days / days if days else 0.5),
        "top": f"{top:.1f}",
        "bottom": f"{bottom:.1f}",
        "y": f"{y:.1f}",
        "is_range": low != high,
        "open_above": high is None,
        "open_below": low is None,
        "against": row.get("side") == stances.Side.AGAINST,
    }


def _side_by_side(marks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Marks in the order of time, each a letter's width from the one before it, within the drawing."""
    place = -BESIDE
    for mark in marks:
        place = mark["place"] = max(mark["place"], place + BESIDE)
    beyond = 97.0
    for mark in reversed(marks):
        beyond = mark["place"] = min(mark["place"], beyond)
        beyond -= BESIDE
    for mark in marks:
        mark["x"] = percent(mark["place"])
    return marks


def _joins(marks: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """A line from each figure to the same source's next one."""
    last: dict[str, Mapping[str, Any]] = {}
    joins = []
    for mark in marks:
        before = last.get(mark["letter"])
        if before is not None:
            joins.append({"x1": before["x"], "y1": before["y"], "x2": mark["x"], "y2": mark["y"]})
        last[mark["letter"]] = mark
    return joins


def _height(value: Any, full: int) -> float:
    return 14 + (PLOT - 14) * (1 - float(value) / full)


def _days(first: date, last: date) -> list[dict[str, str]]:
    """Where the months, quarters or years begin; a single day stands for itself."""
    if first == last:
        return [{"x": "50.000%", "text": plain_day(first), "anchor": "middle"}]
    steps = steps_between(first, last, at_most=8)
    days = (last - first).days
    inside = [step for step in steps if step.start > first] or [steps[step_of(last, steps)]]
    shown = inside[:: max(-(-len(inside) // 4), 1)]
    places = [6 + 88 * max((step.start - first).days, 0) / days for step in shown]
    return [
        {"x": percent(place), "text": said(step.label), "anchor": "start" if place < 80 else "end"}
        for place, step in zip(places, shown, strict=True)
    ]
