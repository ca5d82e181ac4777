"""Count the independent origins of a claim with what the desk knows of its sources."""

from collections.abc import Iterable

from django.db.models import Q

from factcheck.models import Source, SourceRelation
from factcheck.rules.independence import Origins, Party, Relation, independent_origins
from factcheck.rules.vocabulary import Independence

# Every body that the given sources act for, by whatever steps. UNION ends a circle, should there ever be one.
_ANCESTORS = """
    WITH RECURSIVE line AS (
        SELECT id, name, parent_id FROM factcheck_source WHERE id = ANY(%s)
        UNION
        SELECT above.id, above.name, above.parent_id
        FROM factcheck_source AS above JOIN line ON above.id = line.parent_id
    )
    SELECT id, name, parent_id FROM line
"""


def origins_of(sources: Iterable[Source]) -> Origins:
    """Group originators into independent origins, with two queries at most."""
    originators = {source.pk: Party(source.pk, source.name, source.parent_id) for source in sources}
    if len(originators) < 2:
        return independent_origins(originators.values(), {}, [])
    lines = {
        row.pk: Party(row.pk, row.name, row.parent_id)
        for row in Source.objects.raw(_ANCESTORS, [list(originators)])
    }
    laid_down = SourceRelation.objects.filter(Q(a__in=lines) & Q(b__in=lines))
    relations = [Relation(row.a_id, row.b_id, Independence(row.independence)) for row in laid_down]
    return independent_origins(originators.values(), lines, relations)
