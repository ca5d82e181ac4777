"""Count the independent origins of a claim with what the desk knows of its sources, now or at a moment."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import TextField
from django.db.models.expressions import RawSQL

from factcheck.models import Source
from factcheck.queries.database import reading
from factcheck.rules.independence import Origins, Party, Relation, independent_origins
from factcheck.rules.vocabulary import Independence

# Every body that the given sources act for, by whatever steps, every entry that is the same source as one of
# these, and what was laid down between any two: one value, two lists of rows. UNION ends a circle, if ever.
_KNOWN = """(
    WITH RECURSIVE asked(id) AS ({{asked}}), {facts} line AS (
        SELECT id, name, parent_id, merged_into_id FROM {table} WHERE id IN (SELECT id FROM asked)
        UNION
        SELECT above.id, above.name, above.parent_id, above.merged_into_id
        FROM {table} AS above JOIN line
        ON above.id = line.parent_id OR above.id = line.merged_into_id OR above.merged_into_id = line.id
    )
    SELECT json_build_array(
        (SELECT json_agg(json_build_array(id, name, parent_id, merged_into_id)) FROM line),
        (SELECT json_agg(json_build_array(a_id, b_id, independence)) FROM (
            SELECT {distinct} a_id, b_id, independence FROM {relations}
            WHERE a_id = ANY(ARRAY({everybody})) AND b_id = ANY(ARRAY({everybody})) {last}
        ) AS laid_down)
    )
)"""
_TODAY = _KNOWN.format(
    facts="",
    table="factcheck_source",
    relations="factcheck_sourcerelation",
    everybody="SELECT id FROM line",
    distinct="",
    last="",
)
_THEN = _KNOWN.format(
    facts="""known AS (
        SELECT DISTINCT ON (source_id) source_id AS id, name, parent_id, merged_into_id
        FROM factcheck_sourceversion
        WHERE recorded_at <= %s ORDER BY source_id, recorded_at DESC, id DESC
    ),""",
    table="known",
    relations="factcheck_sourcerelationversion",
    # Of a source that no version describes there may be relations all the same.
    everybody="SELECT id FROM line UNION SELECT id FROM asked",
    distinct="DISTINCT ON (a_id, b_id)",
    last="AND recorded_at <= %s ORDER BY a_id, b_id, ledger_seq DESC",
)
_OF_THESE = "SELECT unnest(%s::bigint[])"
_OF_CLAIM = """SELECT said.source_id FROM factcheck_attribution AS said
    JOIN factcheck_claim AS claim ON claim.id = said.claim_id WHERE claim.code = %s"""
# For a statement with the row `claim`: what is known today of those whose statements on it stand.
KNOWN_OF_STANDING = _TODAY.format(
    asked="""SELECT said.source_id FROM factcheck_attribution AS said WHERE said.claim_id = claim.id
    AND NOT EXISTS (SELECT FROM factcheck_attribution AS later WHERE later.supersedes_id = said.id)"""
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
    """What was known of these sources and of those they act for, with one statement at most."""
    asked = list({source.pk: source for source in sources}.values())
    if not asked:
        return Known({}, [])
    alone = len(asked) == 1 and asked[0].parent_id is None and asked[0].merged_into_id is None
    if alone and as_of is None:
        return Known({asked[0].pk: Party(asked[0].pk, asked[0].name)}, [])
    with reading().cursor() as cursor:
        sql, values = _statement(_OF_THESE, [source.pk for source in asked], as_of)
        cursor.execute(f"SELECT {sql}::text", values)
        return read_known(cursor.fetchone()[0], asked)


def known_of_speakers(code: str, as_of: datetime | None = None) -> RawSQL:
    """For an annotation: what was known of all who ever spoke on a claim, as text for `read_known`."""
    sql, values = _statement(_OF_CLAIM, code, as_of)
    return RawSQL(f"({sql}::text)", values, output_field=TextField())  # noqa: S611 - our own words


def read_known(text: str | None, sources: Iterable[Source]) -> Known:
    """What `known_of_speakers` brought. sources: some of those who spoke."""
    return known_from(json.loads(text) if text else (None, None), sources)


def _statement(asked: str, value: Any, as_of: datetime | None) -> tuple[str, list[Any]]:
    if as_of is None:
        return _TODAY.format(asked=asked), [value]
    return _THEN.format(asked=asked), [value, as_of, as_of]


def known_from(said: Sequence[Sequence[Any] | None], asked: Iterable[Source]) -> Known:
    """What one of the statements here says. asked: some of those whom it was asked about."""
    line, between = (rows or () for rows in said)
    kept = {entry: into for entry, _, _, into in line if into}
    parties = {entry: Party(entry, name, kept.get(parent, parent)) for entry, name, parent, _ in line}
    relations = [Relation(a, b, Independence(how)) for a, b, how in between]
    # A source that no version describes is older than such records: what stands today is all there is.
    parties |= {one.pk: Party(one.pk, one.name, one.parent_id) for one in asked if one.pk not in parties}
    return Known(parties, relations, kept)


def arms_of(sources: Sequence[Source]) -> list[int]:
    """Ids of the sources and of all that act for them."""
    with reading().cursor() as cursor:
        cursor.execute(_DESCENDANTS, [[source.pk for source in sources]])
        return [row[0] for row in cursor.fetchall()]
