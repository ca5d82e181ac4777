from collections.abc import Iterable

from django.db import IntegrityError, transaction

from factcheck import ledger
from factcheck.actions.recounts import recount_origins
from factcheck.models import (
    Source,
    SourceAlias,
    SourceRelation,
    SourceRelationVersion,
    SourceVersion,
    User,
)
from factcheck.models.sources import SourceFacts
from factcheck.permissions import Permission, require
from factcheck.queries.finding import kept_entry
from factcheck.rules.names import name_key, slug_of
from factcheck.rules.told import told, word
from factcheck.rules.vocabulary import (
    INDEPENDENCE_LABELS,
    LAID_DOWN_BY_HAND,
    Independence,
    RelationKind,
    Reliability,
    SourceKind,
)

_FACTS = [field.name for field in SourceFacts._meta.get_fields()]


class SourceRefused(Exception):
    """A source cannot be made or described so."""


class NameTaken(SourceRefused):
    """The name `text` is another source's already; `source` says whose."""

    def __init__(self, text: str, source: Source) -> None:
        self.text, self.source = text, source
        super().__init__(
            told(
                "“{text}” is a name of {name} already. Use that source, or write the name otherwise.",
                text=text,
                name=source.name,
            )
        )


def create_source(
    *,
    name: str,
    kind: SourceKind,
    by: User,
    aliases: Iterable[str] = (),
    parent: Source | None = None,
    country: str = "",
    position_note: str = "",
) -> Source:
    """Add a source that can be found by its name and aliases. Raises NameTaken when one is another's."""
    require(by, Permission.RECORD)
    name = " ".join(name.split())
    if not name_key(name):
        raise SourceRefused(word("Give the source a name with at least one letter."))
    with ledger.writing():
        source = Source(
            name=name, kind=kind, parent=parent, country=country.upper(), position_note=position_note,
            slug=_free_slug(name), name_key=name_key(name),
        )  # fmt: skip
        source.save()
        for text in dict.fromkeys([name, *aliases]):
            _name_it(source, text)
        record_version(source, by)
    return source


def add_alias(*, source: Source, text: str, by: User) -> None:
    """Let a source be found by one more name; naming it again changes nothing."""
    require(by, Permission.RECORD)
    with transaction.atomic():
        _name_it(source, text)


def drop_alias(*, source: Source, text: str, by: User) -> None:
    """Let a source no longer be found by a name, which another may then take.

    Names that it once bore itself stay: what was said under them must lead to it. Raises SourceRefused.
    """
    require(by, Permission.RECORD)
    key = name_key(text)
    borne = SourceVersion.objects.filter(source=source).values_list("name", flat=True)
    if key in {name_key(name) for name in borne}:
        raise SourceRefused(
            told("“{text}” is a name that {name} has borne, so it stays.", text=text, name=source.name)
        )
    SourceAlias.objects.filter(source=source, key=key).delete()


def describe_source(
    *,
    source: Source,
    by: User,
    name: str,
    kind: SourceKind,
    parent: Source | None,
    country: str,
    position_note: str,
) -> Source:
    """Change what is said of a source; its earlier description stays readable."""
    require(by, Permission.RECORD)
    _refuse_a_circle(source, parent)
    with ledger.writing():
        source = Source.objects.select_for_update().get(pk=source.pk)
        acted_for = source.parent
        source.name, source.name_key = " ".join(name.split()), name_key(name)
        source.kind, source.parent, source.country = kind, parent, country.upper()
        source.position_note = position_note
        source.save()
        _name_it(source, source.name)
        record_version(source, by)
        if acted_for != parent:
            for_whom = f"acts for {parent.name}" if parent else f"no longer acts for {acted_for}"
            recount_origins(sources=[source], because=f"{source.name} {for_whom}.", by=by)
    return source


def grade_source(*, source: Source, reliability: Reliability, note: str, by: User) -> Source:
    """Set a source's reliability [Admiralty code] with the reason for it."""
    require(by, Permission.GRADE_SOURCES)
    if reliability != Reliability.F and not note.strip():
        raise SourceRefused(word("Say why the source has this grade: readers see the reason beside it."))
    with ledger.writing():
        source = Source.objects.select_for_update().get(pk=source.pk)
        source.reliability, source.reliability_note = reliability, note.strip()
        source.save(update_fields=["reliability", "reliability_note"])
        record_version(source, by)
    return source


def relate_sources(
    *, one: Source, other: Source, kind: RelationKind, independence: Independence, by: User, note: str = ""
) -> SourceRelation:
    """Lay down how two sources depend on each other; what was laid down before stays readable.

    Claims whose count of independent origins changes by it are counted anew, each with an entry.
    """
    require(by, Permission.RELATE_SOURCES)
    if one.pk == other.pk:
        raise SourceRefused(word("A relation needs two different sources."))
    if kind not in LAID_DOWN_BY_HAND:
        raise SourceRefused(word("Two entries for one source are merged, not related."))
    if independence != Independence.NOT_ESTABLISHED and not note.strip():
        raise SourceRefused(word("Say how the desk knows that: readers see the reason."))
    with ledger.writing():
        relation = lay_down(one, other, kind, independence, note.strip(), by=by)
        because = f"{one.name} and {other.name}: {INDEPENDENCE_LABELS[independence]}."
        recount_origins(sources=[one, other], because=f"{because} {note.strip()}".strip(), by=by)
    return relation


def lay_down(
    one: Source, other: Source, kind: RelationKind, independence: Independence, note: str, *, by: User
) -> SourceRelation:
    """Record and seal a relation. Call inside `ledger.writing()`, and have claims counted anew after it."""
    a, b = sorted((one, other), key=lambda source: source.pk)
    facts = {"kind": kind, "independence": independence, "note": note}
    relation, _ = SourceRelation.objects.update_or_create(a=a, b=b, defaults=facts)
    ledger.seal(SourceRelationVersion.objects.create(a=a, b=b, recorded_by=by, **facts))
    return relation


def record_version(source: Source, by: User) -> None:
    """Keep how a source is described from now on. Inside `ledger.writing()`."""
    facts = {name: getattr(source, name) for name in _FACTS}
    SourceVersion.objects.create(source=source, recorded_by=by, **facts)


def _name_it(source: Source, text: str) -> None:
    text = " ".join(text.split())
    key = name_key(text)
    if "<-" in text:
        raise SourceRefused(
            told(
                "“{text}” holds “<-”, which joins the steps of a chain in our files. Leave it out.", text=text
            )
        )
    if not key:
        raise SourceRefused(told("“{text}” has no letter to be found by.", text=text))
    holder = SourceAlias.objects.select_related("source__merged_into").filter(key=key).first()
    if holder is not None and source.pk not in (holder.source_id, holder.source.merged_into_id):
        raise NameTaken(text, kept_entry(holder.source))
    if holder is None:
        try:
            with transaction.atomic():
                SourceAlias.objects.create(source=source, text=text, key=key)
        except IntegrityError as error:
            raise NameTaken(text, SourceAlias.objects.get(key=key).source) from error


def _free_slug(name: str) -> str:
    """A slug nobody has: the name's Latin letters, numbered where two sources share them."""
    base = slug_of(name) or "source"
    taken = set(Source.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def _refuse_a_circle(source: Source, parent: Source | None) -> None:
    """A source cannot act, by whatever steps, for itself."""
    step = parent
    while step is not None:
        if step.pk == source.pk:
            raise SourceRefused(
                told(
                    "{name} cannot act for itself: {parent} already acts for it.",
                    name=source.name,
                    parent=parent,
                )
            )
        step = step.parent
