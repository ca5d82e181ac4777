"""What a reader of stories finds: who says what, in which words, through whom, how surely.

Source, cue and content after PARC3 and PolNeAR [Pareti 2016; Newell et al. 2018]. Positions count code points
of the article's body_text from 0, half open: [start, end). Each finding names the words that it rests on
and the rule that found it, so that an editor can judge it at a glance. Nothing here is on record: an
editor accepts, mends or rejects it.
"""

from dataclasses import dataclass
from datetime import date

from factcheck.rules.figures import Figure
from factcheck.rules.stances import Stance
from factcheck.rules.vocabulary import HopMode

Place = tuple[int, int]


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


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure in running text, with what it counts.

    place: hedge and number ("as many as 4,000"). counts: the noun phrase that follows ("North Korean
    soldiers"). measure: the code of the measure that fits (see the measures of migration 0004), else "".
    """

    place: Place
    figure: Figure
    counts: str = ""
    measure: str = ""


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
