"""The same rows on record by bulk_create and by django-import-export, for bench.imports."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import tablib  # type: ignore[import-untyped]
from django.db import connection
from django.db.backends.postgresql.psycopg_any import NumericRange
from import_export import resources  # type: ignore[import-untyped]

from factcheck import ledger
from factcheck.actions.articles import AlreadyStored, add_article
from factcheck.actions.attributions import Count, Wording, attribute
from factcheck.actions.claims import create_claim
from factcheck.actions.sources import create_source
from factcheck.models import (
    Article,
    Attribution,
    Claim,
    ClaimState,
    ClaimVersion,
    Hop,
    LedgerEntry,
    Measure,
    Quantity,
    Source,
    Topic,
    User,
)
from factcheck.models.claims import ClaimFacts
from factcheck.models.ledger import EntryKind
from factcheck.queries.finding import find_source
from factcheck.rules.figures import Basis, read_figure
from factcheck.rules.stances import SIDE_OF, Side, Stance
from factcheck.rules.vocabulary import SourceKind

AT = datetime(2025, 3, 28, tzinfo=UTC)
_FACTS = [field.name for field in ClaimFacts._meta.get_fields()]


# --- bulk_create ------------------------------------------------------------------------------------------


def bulk_create(path: Path, by: User, batch: int, most: int) -> None:
    """Everything that ours writes, in batches, with the sources found by one query and the counts made
    here.
    """
    with path.open(newline="", encoding="utf-8") as file:
        rows = islice(csv.DictReader(file), most)
        sources: dict[str, Source] = {}
        stories: dict[tuple[int, str], Article] = {}
        topic, killed = Topic.objects.get(slug="general"), Measure.objects.get(code="killed")
        with ledger.writing():
            while block := list(islice(rows, batch)):
                _name(block, sources, by)
                _store(block, sources, stories, by)
                _record(block, sources, stories, topic, killed, by)
            Topic.objects.filter(pk=topic.pk).update(last_number=topic.last_number)


def _name(block: list[dict[str, str]], sources: dict[str, Source], by: User) -> None:
    for row in block:
        for name, kind in ((row["source"], SourceKind.WITNESS), (row["publisher"], SourceKind.OUTLET)):
            if name not in sources:
                sources[name] = create_source(name=name, kind=kind, by=by)


def _store(
    block: list[dict[str, str]], sources: dict[str, Source], stories: dict[tuple[int, str], Article], by: User
) -> None:
    new: dict[tuple[int, str], Article] = {}
    for row in block:
        publisher = sources[row["publisher"]]
        key = (publisher.pk, row["article_url"])
        if key not in stories and key not in new:
            text = f"This text was not brought in. Publisher: {publisher.slug}. Address: {key[1]}."
            digest = sha256(text.encode()).hexdigest()
            new[key] = Article(
                publisher=publisher, headline=key[1][8:], url=key[1], retrieved_at=AT, raw_sha256=digest,
                body_text=text,
                text_sha256=digest, excerpt_only=True, added_by=by, media_type="text/csv",
            )  # fmt: skip
    Article.objects.bulk_create(new.values())
    stories |= new


def _record(
    block: list[dict[str, str]], sources: dict[str, Source], stories: dict[tuple[int, str], Article],
    topic: Topic, killed: Measure, by: User,
) -> None:  # fmt: skip
    claims = []
    for row in block:
        topic.last_number += 1
        claims.append(
            Claim(
                code=f"{topic.prefix}-{topic.last_number:04}", text=row["claim"], topic=topic, created_by=by
            )
        )
    Claim.objects.bulk_create(claims)
    versions = ClaimVersion.objects.bulk_create(
        ClaimVersion(claim=claim, text=claim.text, topic=topic, recorded_by=by) for claim in claims
    )
    _seal(EntryKind.CLAIM, "claim_version", versions, claims)
    said = Attribution.objects.bulk_create(
        Attribution(
            claim=claim, source=sources[row["source"]], stance=row["stance"], cue=row["cue"],
            quote=row["quote"],
            article=stories[sources[row["publisher"]].pk, row["article_url"]],
            said_on=date.fromisoformat(row["said_on"]),
            recorded_by=by,
        )
        for claim, row in zip(claims, block, strict=True)
    )  # fmt: skip
    Hop.objects.bulk_create(_hops(said, sources, block))
    Quantity.objects.bulk_create(
        Quantity(
            attribution=one, measure=killed, verbatim=row["quantity_verbatim"], hedge="exact",
            basis=row["basis"],
            bounds=NumericRange(int(row["quantity_low"]), int(row["quantity_high"]), "[]"),
            point=int(row["quantity_point"]),
        )
        for one, row in zip(said, block, strict=True)
        if row["measure"]
    )  # fmt: skip
    for claim, one in zip(claims, said, strict=True):
        _stand(claim, one)
    _seal(EntryKind.ATTRIBUTION, "attribution", said, claims)
    Claim.objects.bulk_update(
        claims,
        ["version", "ledger_seq", "status_since", "sources_for", "sources_against", "sources_not_confirming",
         "independent_origins"],
    )  # fmt: skip


def _hops(said: list[Attribution], sources: dict[str, Source], block: list[dict[str, str]]) -> Iterator[Hop]:
    for one, row in zip(said, block, strict=True):
        yield Hop(attribution=one, position=0, source_id=one.source_id, cue=one.cue)
        yield Hop(attribution=one, position=1, source=sources[row["publisher"]])


def _stand(claim: Claim, said: Attribution) -> None:
    sides = {
        Side.FOR: "sources_for",
        Side.AGAINST: "sources_against",
        Side.NOT_CONFIRMING: "sources_not_confirming",
    }
    side = SIDE_OF[Stance(said.stance)]
    setattr(claim, sides[side], [said.source_id])
    claim.independent_origins = int(side == Side.FOR)


def _seal(kind: EntryKind, column: str, records: list[Any], claims: list[Claim]) -> None:
    """Entries and states for records that were inserted; the database makes number, time and hash."""
    # As ours does: the planner is told of what this transaction has written.
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_know_sizes()")
    manager = type(records[0])._default_manager
    stamped = manager.in_bulk([record.pk for record in records])
    LedgerEntry.objects.bulk_create(
        LedgerEntry(claim=claim, kind=kind, **{column: stamped[record.pk]})
        for claim, record in zip(claims, records, strict=True)
    )
    sealed = LedgerEntry.objects.in_bulk([stamped[record.pk].ledger_seq for record in records])
    states = []
    for claim, record in zip(claims, records, strict=True):
        entry = sealed[stamped[record.pk].ledger_seq]
        claim.version, claim.ledger_seq = entry.claim_seq, entry.seq
        claim.status_since = claim.status_since or entry.recorded_at
        facts = {name: getattr(claim, name) for name in _FACTS}
        states.append(ClaimState(claim=claim, ledger_seq=entry.seq, recorded_at=entry.recorded_at, **facts))
    ClaimState.objects.bulk_create(states)


# --- django-import-export ---------------------------------------------------------------------------------


class StatementResource(resources.ModelResource):
    """Each row through the desk's own actions: the usual way to have it on the record."""

    class Meta:
        model = Claim
        fields = ("text",)
        import_id_fields: list[str] = []

    def __init__(self, by: User) -> None:
        super().__init__()
        self.by = by
        self.topic = Topic.objects.get(slug="general")
        self.killed = Measure.objects.get(code="killed")

    def save_instance(self, instance: Claim, is_create: bool, row: dict[str, str], **kwargs: Any) -> None:
        claim = create_claim(text=row["claim"], topic=self.topic, by=self.by)
        publisher = self._source(row["publisher"], SourceKind.OUTLET)
        figure = read_figure(row["quantity_verbatim"]) if row["measure"] else None
        attribute(
            claim=claim, source=self._source(row["source"], SourceKind.WITNESS), by=self.by,
            article=self._article(publisher, row["article_url"]),
            wording=Wording(
                stance=Stance(row["stance"]), cue=row["cue"], quote=row["quote"],
                said_on=date.fromisoformat(row["said_on"]),
                count=Count(figure, self.killed, Basis(row["basis"])) if figure else None,
            ),
        )  # fmt: skip

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """It would set sequences anew, which the web role may not."""

    def _source(self, name: str, kind: SourceKind) -> Source:
        return find_source(name) or create_source(name=name, kind=kind, by=self.by)

    def _article(self, publisher: Source, url: str) -> Article:
        text = f"This text was not brought in. Publisher: {publisher.slug}. Address: {url}."
        try:
            return add_article(
                publisher=publisher, headline=url, body_text=text,
                raw_sha256=sha256(text.encode()).hexdigest(),
                retrieved_at=AT, by=self.by, url=url, excerpt_only=True,
            )  # fmt: skip
        except AlreadyStored as stored:
            return stored.article


def import_export(path: Path, by: User, rows: int) -> None:
    with path.open(newline="", encoding="utf-8") as file:
        table = tablib.Dataset(headers=next(csv.reader(file)))
        for row in islice(csv.reader(file), rows):
            table.append(row)
    result = StatementResource(by).import_data(table, raise_errors=True)
    if result.totals["new"] != rows:
        raise SystemExit(f"django-import-export made {result.totals}")
