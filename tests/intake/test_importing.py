"""Tables of claims on record: drafts, sealed like any other, all or nothing, and the same table twice is once."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from factcheck.intake.claim_csv import Fault
from factcheck.intake.importing import Imported, Options, import_table
from factcheck.models import (
    Article,
    Claim,
    ClaimState,
    Decision,
    Evidence,
    LedgerEntry,
    Source,
    User,
)
from factcheck.permissions import NotAllowed
from factcheck.queries.ledger_check import entry_faults, record_faults, state_faults
from tests.cast import Cast, Newsroom

Take = Callable[..., tuple[Imported, list[Fault]]]
HEADER = ("claim", "source", "stance", "publisher", "article_url", "topic")
ROW = {
    "claim": "The bridge was closed in May.", "source": "Pat Doe", "stance": "affirms", "publisher": "The Daily",
    "article_url": "https://daily.example/1", "topic": "north-korean-troops-in-russia",
}  # fmt: skip


def table(*rows: dict[str, str], header: Sequence[str] = ()) -> bytes:
    header = header or list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def sound() -> bool:
    """Every entry, record and state of the ledger holds together."""
    faults = [*entry_faults([], lambda *_: None), *record_faults(), *state_faults()]
    assert not faults, faults
    return True


@pytest.fixture
def take(newsroom: Newsroom) -> Take:
    newsroom.topic()

    def take(file: bytes, *, by: User | None = None, **more: Any) -> tuple[Imported, list[Fault]]:
        faults: list[Fault] = []
        imported = import_table(
            io.BytesIO(file), by=by or newsroom.cast.ed, options=Options(**more), report=faults.append,
            progress=lambda *_: None,
        )  # fmt: skip
        assert imported.rows == imported.new + imported.unchanged + imported.refused
        return imported, faults

    return take


def test_a_row_becomes_a_draft_with_who_said_it(take: Take, cast: Cast) -> None:
    imported, faults = take(table(ROW | {"said_on": "2025-03-28", "quote": "It was closed, and stayed so."}))
    assert (
        not faults and imported.written and (imported.new, imported.claims, imported.statements) == (1, 1, 1)
    )
    claim = Claim.objects.get()
    assert (claim.code, claim.text, claim.status, claim.publication) == (
        "NK-0001", ROW["claim"], "unverified", "draft",
    )  # fmt: skip
    said = claim.attributions.get()
    assert (said.stance, said.quote, said.said_on) == (
        "affirms",
        "It was closed, and stayed so.",
        date(2025, 3, 28),
    )
    assert [hop.source.name for hop in said.hops.order_by("position")] == ["Pat Doe", "The Daily"]
    assert (claim.sources_for, claim.independent_origins, claim.version) == ([said.source_id], 1, 2)
    assert claim.created_by == said.recorded_by == cast.ed
    article = said.article
    assert (article.url, article.publisher.kind, article.excerpt_only) == (ROW["article_url"], "outlet", True)
    assert not Decision.objects.exists()


def test_what_was_imported_is_sealed_like_any_other(take: Take) -> None:
    rows = [ROW | {"claim": f"Bridge {n} was closed.", "source": f"Person {n % 3}"} for n in range(7)]
    take(table(*rows, *[row | {"stance": "denies", "source": "Ann Roe"} for row in rows]))
    assert LedgerEntry.objects.count() == 21
    assert ClaimState.objects.count() == 21
    assert sound()


def test_the_same_table_again_changes_nothing(take: Take) -> None:
    file = table(ROW, ROW | {"claim": "It rained.", "stance": "denies", "verdict": "false"})
    take(file)
    before = LedgerEntry.objects.count(), Source.objects.count(), Article.objects.count()
    imported, faults = take(file)
    assert not faults and not imported.written and (imported.new, imported.unchanged) == (0, 2)
    assert before == (LedgerEntry.objects.count(), Source.objects.count(), Article.objects.count())


def test_a_verdict_stays_in_its_own_words_and_decides_nothing(take: Take) -> None:
    take(table(ROW | {"verdict": "Pants on fire", "verdict_by": "The Other Desk", "note": "Nobody saw it."}))
    verdict = Evidence.objects.get()
    assert (verdict.title, verdict.bearing) == ("The Other Desk: “Pants on fire”", "refutes")
    assert "Nobody saw it." in verdict.note and "no decision of ours" in verdict.note
    assert Claim.objects.get().status == "unverified" and not Decision.objects.exists()
    assert sound()


def test_one_bad_row_stops_the_table_and_is_named(take: Take) -> None:
    imported, faults = take(table(ROW, ROW | {"claim": "It rained.", "stance": "says"}))
    assert not imported.written and imported.refused == 1 and not Claim.objects.exists()
    assert [(fault.line, fault.column, fault.value) for fault in faults] == [(3, "stance", "says")]
    assert "affirms, affirms_hedged" in faults[0].says
    assert not Source.objects.exists() and not Article.objects.exists()


def test_good_rows_are_taken_when_that_is_asked_for(take: Take) -> None:
    imported, faults = take(
        table(ROW, ROW | {"claim": "It rained.", "stance": "says", "source": "Nobody Else"}), keep_good=True
    )
    assert imported.written and (imported.new, imported.refused, len(faults)) == (1, 1, 1)
    assert Claim.objects.get().text == ROW["claim"]
    assert not Source.objects.filter(name="Nobody Else").exists()
    assert sound()


def test_a_dry_run_says_what_would_be_and_leaves_nothing(take: Take) -> None:
    imported, _ = take(table(ROW), dry_run=True)
    assert (imported.new, imported.claims, imported.written) == (1, 1, False)
    assert not Claim.objects.exists() and not Source.objects.exists() and not LedgerEntry.objects.exists()


def test_only_editors_import(take: Take, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        take(table(ROW), by=cast.alice)
