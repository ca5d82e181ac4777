"""How the desk's description of a source changed, in words."""

from dataclasses import dataclass
from datetime import datetime

from factcheck.models import Source, SourceVersion, User
from factcheck.rules.told import told, word
from factcheck.rules.vocabulary import RELIABILITY_LABELS, SOURCE_KIND_LABELS, Reliability, SourceKind


@dataclass(frozen=True, slots=True)
class DescribedAnew:
    at: datetime
    by: User
    changes: list[str]


def history_of_source(source: Source) -> list[DescribedAnew]:
    """Each change of what is said of a source, newest first; the last says how it began."""
    versions = list(
        SourceVersion.objects.filter(source=source)
        .select_related("parent", "merged_into", "recorded_by")
        .order_by("recorded_at", "pk")
    )
    before = [None, *versions]
    told = [
        DescribedAnew(version.recorded_at, version.recorded_by, _changes(earlier, version))
        for earlier, version in zip(before, versions, strict=False)
    ]
    return [one for one in reversed(told) if one.changes]


_NONE = word("none")


def _changes(before: SourceVersion | None, now: SourceVersion) -> list[str]:
    if before is None:
        kind = SOURCE_KIND_LABELS[SourceKind(now.kind)].lower()
        return [told("Added as {name}, {kind}.", name=now.name, kind=word(kind))]
    was, is_now = _words(before), _words(now)
    return [
        told("{what}: {now} (before: {then})", what=what, now=is_now[what] or _NONE, then=was[what] or _NONE)
        for what in was
        if was[what] != is_now[what]
    ]


def _words(version: SourceVersion) -> dict[str, str]:
    grade = Reliability(version.reliability)
    return {
        word("Name"): version.name,
        word("Kind"): word(SOURCE_KIND_LABELS[SourceKind(version.kind)]),
        word("Acts for"): version.parent.name if version.parent else "",
        word("Country"): version.country,
        word("Grade"): told(
            "{grade}, {meaning}", grade=grade.value, meaning=word(RELIABILITY_LABELS[grade].lower())
        ),
        word("Reason of the grade"): version.reliability_note,
        word("Its interest"): version.position_note,
        word("Merged into"): version.merged_into.name if version.merged_into else "",
    }
