"""Count the independent origins of a claim with what the desk knows of its sources, now or at a moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import Q

from factcheck.models import Source, SourceRelation, SourceRelationVersion
from factcheck.rules.independence import Origins, Party, Relation, independent_origins
from factcheck.rules.vocabulary import Independence

# Every body that the given sources act for, by whatever steps, and every entry that is the same source as one
# of these. UNION ends a circle, should there ever be one.
_ANCESTORS = """
    WITH RECURSIVE {facts} line AS (
        SELECT id, name, parent_id, merged_into_id FROM {table} WHERE id = ANY(%s)
        UNION
        SELECT above.id, above.name, above.parent_id, above.merged_into_id
        FROM {table} AS above JOIN line
        ON above.id = line.parent_id OR above.id = line.merged_into_id OR above.merged_into_id = line.id
    )
    SELECT id, name, parent_id, merged_into_id FROM line
"""
_TODAY = _ANCESTORS.format(facts="", table="factcheck_source")
_THEN = _ANCESTORS.format(
    facts="""known AS (
        SELECT DISTINCT ON (source_id) source_id AS id, name, parent_id, merged_into_id
        FROM factcheck_sourceversion
        WHERE recorded_at <= %s ORDER BY source_id, recorded_at DESC, id DESC
    ),""",
    table="known",
)
# Every source that acts for the given ones, by whatever steps, and they themselves, under all their entries.
_DESCENDANTS = """
    WITH RECURSIVE arm AS (
        SELECT id FROM factcheck_source WHERE id = ANY(%s)
        UNION
        SELECT below.id FROM factcheck_source AS below
        JOIN arm ON below.parent_id = arm.id OR below.merged_into_id = arm.id
    )
    SELECT id FROM arm
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of sources: whom each acts for, and what was laid down about them."""

    parties: dict[int, Party]
    relations: list[Relation]
    # Where an entry was merged into another: the one under which the source is kept.
    kept: dict[int, int] = field(default_factory=dict)

    def origins_of(self, sources: Iterable[Source]) -> Origins:
        """Group originators into independent origins."""
        return independent_origins(
            [self.parties[self.kept.get(source.pk, source.pk)] for source in sources],
            self.parties,
            self.relations,
        )

    def speaks_for(self, source_id: int, party_id: int) -> bool:
        """Whether a source is the party, or acts for it by whatever steps: a spokesman for his state."""
        seen: set[int] = set()
        party_id = self.kept.get(party_id, party_id)
        step: int | None = self.kept.get(source_id, source_id)
        while step is not None and step not in seen:
            if step == party_id:
                return True
            seen.add(step)
            step = self.parties[step].parent_id if step in self.parties else None
        return False


def known_of(sources: Iterable[Source], as_of: datetime | None = None) -> Known:
    """What was known of these sources and of those they act for, with two statements at most."""
    asked = list({source.pk: source for source in sources}.values())
    if not asked:
        return Known({}, [])
    alone = len(asked) == 1 and asked[0].parent_id is None and asked[0].merged_into_id is None
    if alone and as_of is None:
        return Known({asked[0].pk: Party(asked[0].pk, asked[0].name)}, [])
    ids = [source.pk for source in asked]
    with connection.cursor() as cursor:
        if as_of is None:
            cursor.execute(_TODAY, [ids])
        else:
            cursor.execute(_THEN, [as_of, ids])
        rows = cursor.fetchall()
    kept = {entry: into for entry, _, _, into in rows if into}
    parties = {entry: Party(entry, name, kept.get(parent, parent)) for entry, name, parent, _ in rows}
    # A source that no version describes is older than such records: what stands today is all there is.
    parties |= {one.pk: Party(one.pk, one.name, one.parent_id) for one in asked if one.pk not in parties}
    return Known(parties, _relations(list(parties), as_of) if len(parties) > 1 else [], kept)


def arms_of(sources: Sequence[Source]) -> list[int]:
    """Ids of the sources and of all that act for them."""
    with connection.cursor() as cursor:
        cursor.execute(_DESCENDANTS, [[source.pk for source in sources]])
        return [row[0] for row in cursor.fetchall()]


def _relations(ids: list[int], as_of: datetime | None) -> list[Relation]:
    if as_of is None:
        laid_down = SourceRelation.objects.filter(Q(a__in=ids) & Q(b__in=ids))
        return [Relation(row.a_id, row.b_id, Independence(row.independence)) for row in laid_down]
    versions = SourceRelationVersion.objects.filter(a__in=ids, b__in=ids, recorded_at__lte=as_of)
    last = versions.order_by("a", "b", "-ledger_seq").distinct("a", "b")
    return [Relation(row.a_id, row.b_id, Independence(row.independence)) for row in last]
