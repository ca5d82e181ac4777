"""Two entries for one source become one, and are parted again where that was a mistake.

Nothing that was recorded changes. What was said stays on record under the entry and the name of then; from
now on it counts under the entry that is kept, and the address of the other leads there.
"""

from factcheck import ledger
from factcheck.actions.recounts import recount_origins
from factcheck.actions.sources import SourceRefused, lay_down, record_version
from factcheck.models import Source, SourceRelation, User
from factcheck.permissions import Permission, require
from factcheck.rules.told import told, word
from factcheck.rules.vocabulary import Independence, RelationKind


def merge_sources(*, duplicate: Source, into: Source, reason: str, by: User) -> int:
    """Keep one source of two entries for it. Returns how many claims were counted anew.

    What was laid down of the duplicate and third sources holds for the kept one from now on, unless that one
    has a relation of its own with them. Raises SourceRefused.
    """
    require(by, Permission.RELATE_SOURCES)
    _refuse_without(reason, "Say how the desk knows that the two are one: readers see the reason.")
    with ledger.writing():
        locked = Source.objects.select_for_update().in_bulk([duplicate.pk, into.pk])
        _refuse_merging(locked[duplicate.pk], locked[into.pk])
        duplicate, into = locked[duplicate.pk], locked[into.pk]
        _carry_over_relations(duplicate, into, by)
        for entry in [duplicate, *Source.objects.filter(merged_into=duplicate).order_by("pk")]:
            _point(entry, into, by)
        lay_down(duplicate, into, RelationKind.SAME_AS, Independence.NOT_INDEPENDENT, reason.strip(), by=by)
        because = f"{duplicate.name} and {into.name} are one source. {reason.strip()}"
        return recount_origins(sources=[duplicate, into], because=because, by=by, who_is_one=True)


def part_sources(*, duplicate: Source, reason: str, by: User) -> int:
    """Take a merging back: the entry stands for itself again. Returns how many claims were counted anew."""
    require(by, Permission.RELATE_SOURCES)
    _refuse_without(reason, "Say why the two are not one source: readers see the reason.")
    with ledger.writing():
        duplicate = (
            Source.objects.select_for_update(of=("self",)).select_related("merged_into").get(pk=duplicate.pk)
        )
        was_in = duplicate.merged_into
        if was_in is None:
            raise SourceRefused(told("{name} stands for itself already.", name=duplicate.name))
        _point(duplicate, None, by)
        lay_down(
            duplicate, was_in, RelationKind.MISTAKEN_FOR, Independence.NOT_ESTABLISHED, reason.strip(), by=by
        )
        because = f"{duplicate.name} and {was_in.name} are not one source. {reason.strip()}"
        return recount_origins(sources=[duplicate, was_in], because=because, by=by, who_is_one=True)


def _refuse_without(reason: str, what_to_do: str) -> None:
    if not reason.strip():
        raise SourceRefused(what_to_do)


def _refuse_merging(duplicate: Source, into: Source) -> None:
    if duplicate.pk == into.pk:
        raise SourceRefused(word("Merging needs two different sources."))
    for one in (duplicate, into):
        if one.merged_into_id is not None:
            raise SourceRefused(
                told("{name} was merged into another source already. Look at its page anew.", name=one.name)
            )
    for one, other in ((duplicate, into), (into, duplicate)):
        if _acts_for(one, other):
            raise SourceRefused(
                told(
                    "{name} acts for {other}, so they are two: a body and one that speaks for it. "
                    "Change whom it acts for first, if that is the mistake.",
                    name=one.name,
                    other=other.name,
                )
            )


def _acts_for(one: Source, other: Source) -> bool:
    step = one.parent
    while step is not None:
        if other.pk in (step.pk, step.merged_into_id):
            return True
        step = step.parent
    return False


def _point(entry: Source, into: Source | None, by: User) -> None:
    entry.merged_into = into
    entry.save(update_fields=["merged_into"])
    record_version(entry, by)


def _carry_over_relations(duplicate: Source, into: Source, by: User) -> None:
    known = {other.pk for other, _ in _relations_of(into)}
    for other, relation in _relations_of(duplicate):
        if other.pk not in known and other.one_id != into.pk:
            lay_down(
                into,
                other,
                RelationKind(relation.kind),
                Independence(relation.independence),
                f"{relation.note} Laid down of {duplicate.name}, now kept under this name.".strip(),
                by=by,
            )


def _relations_of(source: Source) -> list[tuple[Source, SourceRelation]]:
    relations = SourceRelation.objects.select_related("a", "b").exclude(
        kind__in=(RelationKind.SAME_AS, RelationKind.MISTAKEN_FOR)
    )
    pairs = [(relation.b, relation) for relation in relations.filter(a=source).order_by("pk")]
    return [*pairs, *((relation.a, relation) for relation in relations.filter(b=source).order_by("pk"))]
