"""What was laid down of how sources depend on each other, as pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from factcheck.models import Source, SourceRelationVersion, User
from factcheck.rules.vocabulary import Independence, RelationKind


@dataclass(frozen=True, slots=True)
class Tie:
    """One source's relation to another, from one moment on."""

    other: Source
    kind: RelationKind
    independence: Independence
    note: str
    since: datetime
    by: User


def ties_of(source: Source, as_of: datetime | None = None) -> list[Tie]:
    """What stands of a source's relations, by the other's name; the last word on each pair."""
    return _ties(source, _versions(source, as_of).distinct("a", "b"))


def earlier_ties_of(source: Source) -> list[Tie]:
    """All that was ever laid down of a source, newest first."""
    return _ties(source, _versions(source, None), by_name=False)


def _versions(source: Source, as_of: datetime | None):  # type: ignore[no-untyped-def]
    versions = SourceRelationVersion.objects.filter(Q(a=source) | Q(b=source))
    if as_of is not None:
        versions = versions.filter(recorded_at__lte=as_of)
    return versions.select_related("a", "b", "recorded_by").order_by("a", "b", "-ledger_seq")


def _ties(source: Source, rows: Iterable[SourceRelationVersion], *, by_name: bool = True) -> list[Tie]:
    ties = [
        Tie(
            row.b if row.a_id == source.pk else row.a,
            RelationKind(row.kind),
            Independence(row.independence),
            row.note,
            row.recorded_at,
            row.recorded_by,
        )
        for row in rows
    ]
    return sorted(ties, key=lambda tie: tie.other.name_key) if by_name else ties
