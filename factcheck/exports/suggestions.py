"""What the reader of stories found, for programs: a list of objects, in the order of the text."""

from collections.abc import Sequence
from typing import Any

from factcheck.extraction.statements import FoundFigure, Place, Speaker, Statement


def as_objects(body_text: str, statements: Sequence[Statement]) -> list[dict[str, Any]]:
    """One object a statement. Positions count code points of the text from 0, half open; days are ISO 8601.

    number: its place in the list, from 0. source: None when the article says it in its own voice. about:
    the numbers of the statements that it speaks of ("neither has confirmed").
    """
    return [_object(number, body_text, statement) for number, statement in enumerate(statements)]


def _object(number: int, body: str, statement: Statement) -> dict[str, Any]:
    days = statement.spoken_of or (None, None)
    return {
        "number": number,
        "claim": statement.claim,
        "source": statement.speaker and statement.speaker.name,
        "source_words": statement.speaker and _words(body, statement.speaker.place),
        "source_how": statement.speaker.how if statement.speaker else "",
        "relays": [_relay(body, relay) for relay in statement.relays],
        "stance": statement.stance.value,
        "mode": statement.mode.value,
        "cue": _words(body, statement.cue) if statement.cue else None,
        "content": [_words(body, place) for place in statement.content],
        "hedges": [_words(body, place) for place in statement.hedges],
        "figures": [_figure(body, found) for found in statement.figures],
        "said_on": statement.said_on and statement.said_on.isoformat(),
        "spoken_from": days[0] and days[0].isoformat(),
        "spoken_to": days[1] and days[1].isoformat(),
        "about": list(statement.about),
        "rule": statement.rule,
    }


def _words(body: str, place: Place) -> dict[str, Any]:
    return {"exact": body[slice(*place)], "start": place[0], "end": place[1]}


def _relay(body: str, relay: Speaker) -> dict[str, Any]:
    return {"source": relay.name, "source_words": _words(body, relay.place), "source_how": relay.how}


def _figure(body: str, found: FoundFigure) -> dict[str, Any]:
    """low, high: as text, exact; None is open."""
    bounds = found.figure.bounds
    return {
        **_words(body, found.place),
        "verbatim": found.figure.verbatim,
        "hedge": found.figure.hedge.value,
        "low": None if bounds.low is None else f"{bounds.low:f}",
        "low_inclusive": bounds.low_inclusive,
        "high": None if bounds.high is None else f"{bounds.high:f}",
        "high_inclusive": bounds.high_inclusive,
        "basis": "additional" if found.additional else found.figure.basis and found.figure.basis.value,
        "unit": found.figure.unit,
        "whole": found.figure.whole,
        "counts": found.counts,
        "measure": found.measure,
    }
