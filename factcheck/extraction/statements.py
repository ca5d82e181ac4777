"""What a reader of stories finds: who says what, in which words, through whom, how surely.

Source, cue and content after PARC3 and PolNeAR [Pareti 2016; Newell et al. 2018]. Positions count code points
of the article's body_text from 0, half open: [start, end). Each finding names the words that it rests on
and the rule that found it, so that an editor can judge it at a glance. Nothing here is on record: an
editor accepts, mends or rejects it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from factcheck.rules.figures import Figure, read_figure
from factcheck.rules.stances import Stance
from factcheck.rules.vocabulary import HopMode

Place = tuple[int, int]


# Reasons that leave the words a name of their own: an acronym, and a name with its country in short.
SPELT_OUT, IN_FULL = "spelt out in the story", "in full"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who says something.

    words: as they stand at `place` ("It", "the South's JCS"). name: whom they mean, in the fullest form that
    the story gives or the reader knows ("South Korea's Joint Chiefs of Staff"). how: why, when the words
    alone do not say it ("It: the last body named, in the same paragraph"), else "".
    """

    place: Place
    words: str
    name: str
    how: str = ""

    @property
    def names_itself(self) -> bool:
        """Whether the words are a name by themselves: "the JCS", and not "it" or "the ministry"."""
        return not self.how or self.how.endswith((SPELT_OUT, IN_FULL))


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure in running text, with what it counts.

    place: hedge and number ("as many as 4,000"). counts: the noun phrase that follows ("North Korean
    soldiers"). measure: the code of the measure that fits (see the measures of migration 0004), else "".
    additional: words further off say that it comes on top ("additionally dispatched at least 3,000").
    """

    place: Place
    figure: Figure
    counts: str = ""
    measure: str = ""
    additional: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One source's stance on one thing said.

    speaker: None when the article says it in its own voice. relays: who passed it on, nearest the speaker
    first, the publisher left out ("Putin said …, according to Tass": Tass). content: where the thing said
    stands; more than one place when the cue interrupts it. claim: the thing said as one neutral sentence
    without the attribution, at most 280 characters. said_on: the day of the utterance, when the story gives
    it. spoken_of: the first and last day that the content speaks of. about: for "neither has confirmed", the
    numbers (from 0, in the list of statements) of what is not confirmed. rule: the pattern that found it,
    in words for an editor.
    """

    speaker: Speaker | None
    relays: tuple[Speaker, ...]
    cue: Place | None
    content: tuple[Place, ...]
    stance: Stance
    mode: HopMode
    claim: str
    hedges: tuple[Place, ...] = ()
    figures: tuple[FoundFigure, ...] = ()
    said_on: date | None = None
    spoken_of: tuple[date, date] | None = None
    about: tuple[int, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What the reader is told of an article beside its text. language: BCP 47, "" when nobody knows."""

    body_text: str
    language: str = ""
    published_on: date | None = None
    publisher: str = ""


def as_record(statement: Statement) -> dict[str, Any]:
    """A statement as JSON can hold it: days in ISO 8601, figures by their words."""
    return {
        "speaker": _speaker_record(statement.speaker),
        "relays": [_speaker_record(relay) for relay in statement.relays],
        "cue": statement.cue,
        "content": statement.content,
        "stance": statement.stance,
        "mode": statement.mode,
        "claim": statement.claim,
        "hedges": statement.hedges,
        "figures": [
            {
                "place": found.place,
                "words": found.figure.verbatim,
                "counts": found.counts,
                "measure": found.measure,
                "additional": found.additional,
            }
            for found in statement.figures
        ],
        "said_on": statement.said_on and statement.said_on.isoformat(),
        "spoken_of": statement.spoken_of and [day.isoformat() for day in statement.spoken_of],
        "about": statement.about,
        "rule": statement.rule,
    }


def from_record(record: dict[str, Any]) -> Statement:
    """The statement of `as_record`; its figures are read again from their words."""
    said_on, spoken_of = record["said_on"], record["spoken_of"]
    return Statement(
        speaker=_speaker(record["speaker"]),
        relays=tuple(relay for each in record["relays"] if (relay := _speaker(each))),
        cue=_place(record["cue"]),
        content=_places(record["content"]),
        stance=Stance(record["stance"]),
        mode=HopMode(record["mode"]),
        claim=record["claim"],
        hedges=_places(record["hedges"]),
        figures=tuple(
            FoundFigure(
                (each["place"][0], each["place"][1]),
                read_figure(each["words"]),
                each["counts"],
                each["measure"],
                each["additional"],
            )
            for each in record["figures"]
        ),
        said_on=date.fromisoformat(said_on) if said_on else None,
        spoken_of=(date.fromisoformat(spoken_of[0]), date.fromisoformat(spoken_of[1])) if spoken_of else None,
        about=tuple(record["about"]),
        rule=record["rule"],
    )


def _speaker_record(speaker: Speaker | None) -> dict[str, Any] | None:
    if speaker is None:
        return None
    return {"place": speaker.place, "words": speaker.words, "name": speaker.name, "how": speaker.how}


def _speaker(record: dict[str, Any] | None) -> Speaker | None:
    if record is None:
        return None
    start, end = record["place"]
    return Speaker((start, end), record["words"], record["name"], record["how"])


def _place(pair: list[int] | None) -> Place | None:
    return (pair[0], pair[1]) if pair else None


def _places(pairs: list[list[int]]) -> tuple[Place, ...]:
    return tuple((start, end) for start, end in pairs)
