"""Names of sources as typed: those on record, and those that the form asks about before it makes them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from factcheck.actions.recording import KnownAs, Named, NewSource
from factcheck.extraction.statements import Speaker
from factcheck.forms.decisions import ManyTextsInput
from factcheck.models import Source
from factcheck.queries.finding import find_source, likely_sources
from factcheck.rules.names import kind_of_name, name_key
from factcheck.rules.told import told
from factcheck.rules.vocabulary import HOP_MODE_LABELS, SOURCE_KIND_LABELS, HopMode, SourceKind
from factcheck.saying import said as say

NAME_MAX = 200
CUE_MAX = 120
# Before the slug of a known source that is meant instead of a new one.
INSTEAD = "="


@dataclass(frozen=True, slots=True)
class RelayLine:
    """One line of the chain as typed: who passed the words on, with which verb, in which way."""

    place: int
    name: str = ""
    cue: str = ""
    mode: str = HopMode.PARAPHRASE

    @property
    def id(self) -> str:
        return f"id_relay_{self.place}" if self.place else "id_relay"

    @property
    def modes(self) -> list[tuple[str, str]]:
        return [(mode.value, say(label)) for mode, label in HOP_MODE_LABELS.items()]

    @property
    def problem(self) -> str:
        if len(self.cue) > CUE_MAX or "\x00" in self.cue:
            if not self.name:
                return say(
                    told("The verb of a step is too long; {most} characters are the most.", most=CUE_MAX)
                )
            return say(
                told(
                    "The verb of {name} is too long; {most} characters are the most.",
                    name=self.name,
                    most=CUE_MAX,
                )
            )
        if self.mode not in set(HopMode):
            return say(
                told("“{mode}” is no way of giving words. Choose one of the list.", mode=self.mode[:40])
            )
        if not self.name and self.cue:
            return say(
                told("“{cue}” stands on a line without a name. Name who passed the words on.", cue=self.cue)
            )
        return ""


def read_relay_lines(data: Mapping[str, Any]) -> list[RelayLine]:
    """The lines sent, in order; those with nothing on them are left out."""
    names, cues, modes = (as_sent(data, name) for name in ("relay", "relay_cue", "relay_mode"))
    typed = (
        (" ".join(name.split()), cue.strip(), mode or HopMode.PARAPHRASE)
        for name, cue, mode in zip_longest(names, cues[: len(names)], modes[: len(names)], fillvalue="")
    )
    filled = [line for line in typed if line[0] or line[1]]
    return [RelayLine(place, *line) for place, line in enumerate(filled)]


class NamesField(forms.Field):
    """Names of sources, sent one by one under the same name or in one text of lines and commas."""

    widget = ManyTextsInput

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def clean(self, value: str | Sequence[str] | None) -> list[str]:
        names = names_in(value)
        if self.required and not names:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(names) > self.most:
            raise ValidationError(
                say(told("These are {number} names; {most} are the most.", number=len(names), most=self.most))
            )
        for name in names:
            if "\x00" in name or len(name) > NAME_MAX or not name_key(name):
                raise ValidationError(
                    say(
                        told(
                            "“{name}” is no name: it needs a letter, and {name_max} characters at most.",
                            name=name[:60],
                            name_max=NAME_MAX,
                        )
                    )
                )
        return names


def names_in(value: str | Sequence[str] | None) -> list[str]:
    lines = value.splitlines() if isinstance(value, str) else value or []
    parted = [name for line in lines for name in _parted(line)] if isinstance(value, str) else lines
    names = (" ".join(name.split()) for name in parted)
    spelt: dict[str, str] = {}
    for name in names:
        spelt.setdefault(name_key(name) or name, name)
    return [name for name in spelt.values() if name]


def _parted(line: str) -> list[str]:
    """A line at its commas, unless all of it is the name of one source."""
    return [line] if "," not in line or find_source(line) else re.split(r"[,、،;]", line)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that no source goes by. answer: the kind that it is to have, or "=slug" of the source meant."""

    name: str
    answer: str
    likely: list[Source]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(kind.value, say(label)) for kind, label in SOURCE_KIND_LABELS.items()]

    @property
    def instead(self) -> list[tuple[str, str]]:
        return [(f"{INSTEAD}{source.slug}", source.name) for source in self.likely]

    def settled(self) -> Named | None:
        """What the answer makes of the name; None while there is none that can be used."""
        if self.answer.startswith(INSTEAD):
            meant = Source.objects.filter(slug=self.answer.removeprefix(INSTEAD)).first()
            return KnownAs(meant, self.name) if meant else None
        return NewSource(self.name, SourceKind(self.answer)) if self.answer in set(SourceKind) else None


class Naming:
    """Finds each name once and keeps what was answered for those that are not on record."""

    def __init__(self, names: Sequence[str], asked: Sequence[str], answers: Sequence[str]) -> None:
        own = {name_key(name): answer for name, answer in zip(asked, answers, strict=False)}
        # Sent without the names they are for, the first answer holds for all; else each name needs its own.
        for_all = next((answer for answer in answers if answer), "") if not asked else ""
        self.known: dict[str, Named] = {}
        self.unknown: list[Unknown] = []
        for name in dict.fromkeys(names):
            source = find_source(name)
            if source is not None:
                self.known[name] = source
                continue
            unknown = Unknown(name, own.get(name_key(name), for_all), likely_sources(name, limit=5))
            if name_key(name) not in {name_key(other.name) for other in self.unknown}:
                self.unknown.append(unknown)
            if settled := unknown.settled():
                self.known[name] = settled

    def each(self, names: Sequence[str]) -> list[Named]:
        return [self.known[name] for name in names]

    @property
    def unsettled(self) -> list[Unknown]:
        return [unknown for unknown in self.unknown if unknown.name not in self.known]


def unknown_among(speakers: Sequence[Speaker]) -> list[Unknown]:
    """Names that nobody has typed, to be settled one by one; each with the kind that its words suggest."""
    words = {speaker.name: f"{speaker.words} {speaker.name}" for speaker in speakers}
    unknown = Naming(list(words), [], []).unknown
    return [replace(one, answer=kind_of_name(words[one.name]) or "") for one in unknown]


def as_sent(data: Mapping[str, Any], name: str) -> list[str]:
    """Every value sent under one name, blanks too: two lists that belong together keep their order."""
    values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
    return [value.replace("\x00", "") for value in values]
