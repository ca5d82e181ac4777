"""Tables of claims on record: drafts, sealed like any other, all or nothing, and the same table twice is
once.
"""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from factcheck.actions.claim_states import count_statements
from factcheck.actions.claims import reword_claim
from factcheck.actions.merging import merge_sources
from factcheck.actions.sources import relate_sources
from factcheck.actions.topics import describe_topic
from factcheck.intake.claim_csv import Fault
from factcheck.intake.importing import Imported, Options, import_table
from factcheck.models import (
    Article,
    Attribution,
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
from factcheck.rules.vocabulary import Independence, RelationKind
from tests.cast import Cast, Newsroom

Take = Callable[..., tuple[Imported, list[Fault]]]
HEADER = ("claim", "source", "stance", "publisher", "article_url", "topic")
ROW = {
    "claim": "The bridge was closed in May.", "source": "Pat Doe", "stance": "affirms",
    "publisher": "The Daily",
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
        assert imported.unchanged >= 0
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


@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [
        ({"claim": " "}, "claim", "is empty. Each row needs a claim"),
        ({"claim": "a" * 281}, "claim", "has 281 characters; at most 280 fit."),
        ({"claim_code": "nk-1"}, "claim_code", "is no code of a claim."),
        ({"claim_code": "ZZ-0001"}, "claim_code", "does not begin like the codes of its topic: NK-0001."),
        ({"topic": "weather"}, "topic", "names no topic here."),
        ({"event_from": "2025-02-30"}, "event_from", "is no day."),
        ({"event_from": "2025-03-02", "event_to": "2025-03-01"}, "event_to", "is before event_from."),
        ({"supersedes": "NK-0777"}, "supersedes", "is no claim here and none of this file."),
        ({"claim_code": "NK-0005", "supersedes": "NK-0005"}, "supersedes",
        "leads back to this claim itself."),
        ({"source": ""}, "source", "is empty. Say who says it."),
        ({"source": "?!"}, "source", "has no letter to be found by."),
        ({"source": "a <- b"}, "source", "holds “<-”"),
        ({"source": "ﷺ" * 60}, "source", "is longer than the 200 characters"),
        ({"source_kind": "king"}, "source_kind", "is not on the list: government,"),
        ({"source_country": "Korea"}, "source_country", "is no country."),
        ({"stance": "retracted"}, "stance", "withdraws nothing"),
        ({"publisher": ""}, "publisher", "is empty. Name who published it"),
        ({"article_url": "daily.example"}, "article_url", "is no web address"),
        ({"article_published_at": "yesterday"}, "article_published_at", "is no time."),
        ({"article_published_at": "2025-03-28T25:00:00Z"}, "article_published_at", "is no time."),
        ({"said_on": "28.3.2025"}, "said_on", "is no day."),
        ({"credibility": "7"}, "credibility", "is not on the list: 1, 2, 3"),
        ({"verdict": "False", "verdict_on": "June"}, "verdict_on", "is no day."),
        ({"superseded_by": "9"}, "superseded_by", "is the attribution_id of no row that can be taken."),
        ({"chain": "Tass <- The Daily"}, "chain", "does not begin with the source of the row."),
        ({"chain": "Pat Doe <- Tass"}, "chain", "does not end with the publisher of the row."),
        ({"chain": "Pat Doe <- Tass <- Tass <- The Daily"}, "chain", "names a source twice"),
        ({"quantity_low": "3"}, "quantity_verbatim", "is empty. Keep the words"),
        ({"quantity_verbatim": "3", "quantity_low": "3", "basis": "stock"}, "measure",
        "is none of the measures here: "),
        ({"quantity_verbatim": "3", "quantity_low": "3", "measure": "killed"}, "basis", "is empty."),
        ({"quantity_verbatim": "3", "measure": "killed", "basis": "stock"}, "quantity_low", "is empty"),
        ({"quantity_verbatim": "3", "quantity_low": "1e5", "measure": "killed", "basis": "stock"},
        "quantity_low", "is no number."),
        (
            {"quantity_verbatim": "3", "quantity_low": "3", "quantity_high": "2", "measure": "killed",
            "basis": "stock"},
            "quantity_low", "is more than quantity_high.",
        ),
    ],
)  # fmt: skip
def test_each_bad_cell_is_named_with_what_to_do(
    take: Take, cells: dict[str, str], column: str, says: str
) -> None:
    imported, faults = take(table(ROW | cells, ROW | {"claim": "It rained."}), keep_good=True)
    assert [(fault.line, fault.column) for fault in faults] == [(2, column)]
    assert faults[0].says.startswith(says)
    assert (imported.new, imported.refused) == (1, 1)
    assert Claim.objects.get().text == "It rained."
    # Nobody is made whom only the refused row had named.
    assert set(Source.objects.values_list("name", flat=True)) == {"Pat Doe", "The Daily"}


def test_rows_that_cannot_be_read_count_as_refused(take: Take) -> None:
    file = table(ROW, ROW | {"claim": "It rained."}) + b"one cell\r\n"
    imported, [fault] = take(file, keep_good=True)
    assert (imported.rows, imported.new, imported.refused, fault.line) == (3, 2, 1, 4)


def test_a_known_code_with_other_words_is_refused(take: Take, newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    _, [fault] = take(table(ROW | {"claim_code": claim.code}))
    assert fault.column == "claim" and claim.text in fault.says


def test_a_statement_joins_the_claim_that_is_here(take: Take, newsroom: Newsroom) -> None:
    claim = newsroom.published(ROW["claim"])
    newsroom.decides(claim)
    imported, _ = take(table(ROW | {"claim": ROW["claim"].upper(), "stance": "denies"}))
    assert (imported.claims, imported.statements) == (0, 1)
    claim.refresh_from_db()
    assert (claim.status, claim.publication, len(claim.sources_against)) == ("confirmed", "published", 1)
    assert sound()


def test_what_was_reworded_since_is_not_brought_again(take: Take, newsroom: Newsroom) -> None:
    take(table(ROW))
    claim = Claim.objects.get()
    reword_claim(
        claim=claim, version=claim.version, text="The bridge was open.", topic=claim.topic, reason="Seen.",
        by=newsroom.cast.ed,
    )  # fmt: skip
    imported, _ = take(table(ROW))
    assert (imported.new, imported.unchanged) == (0, 1) and Claim.objects.count() == 1


def test_a_merged_source_gets_what_its_duplicate_says(take: Take, newsroom: Newsroom) -> None:
    kept, double = newsroom.source("Patricia Doe"), newsroom.source("Pat Doe")
    merge_sources(duplicate=double, into=kept, reason="One person.", by=newsroom.cast.cho)
    take(table(ROW))
    assert Attribution.objects.get().source == kept and sound()


def test_a_retired_topic_takes_no_new_claims(take: Take, newsroom: Newsroom) -> None:
    take(table(ROW))
    topic = newsroom.topic()
    describe_topic(topic=topic, name=topic.name, description="", by=newsroom.cast.ed, retired=True)
    imported, _ = take(table(ROW))
    assert imported.unchanged == 1
    _, [fault] = take(table(ROW | {"claim": "It rained."}))
    assert fault.says.startswith("is retired")


def test_counts_of_origins_are_those_of_the_desk(take: Take, newsroom: Newsroom) -> None:
    one, other = newsroom.source("Pat Doe"), newsroom.source("Ann Roe")
    relate_sources(
        one=one, other=other, kind=RelationKind.SHARES_INFORMATION_WITH,
        independence=Independence.INDEPENDENT,
        note="Two cities.", by=newsroom.cast.cho,
    )  # fmt: skip
    take(table(ROW, ROW | {"source": "Ann Roe"}, ROW | {"source": "Jo Poe"}))
    claim = Claim.objects.get()
    states = list(ClaimState.objects.order_by("ledger_seq").values_list("independent_origins", flat=True))
    assert states == [0, 1, 2, 1] and claim.independent_origins == 1
    count_statements(claim)
    assert claim.independent_origins == 1 and sound()


def test_a_row_whose_ground_is_refused_is_refused_too(take: Take) -> None:
    rows = [
        ROW | {"attribution_id": "1", "superseded_by": "2"},
        ROW | {"attribution_id": "2", "superseded_by": "3", "stance": "denies"},
        ROW | {"attribution_id": "3", "stance": "maybe"},
    ]
    imported, faults = take(table(*rows), keep_good=True)
    assert [fault.line for fault in faults] == [2, 3, 4] and imported.new == 0


@pytest.mark.parametrize(
    ("verdict", "bearing"),
    [("Mostly-True.", "supports"), ("NOT_RUMOR", "supports"), ("صحيح", "supports"), ("Half true", "refutes")],
)
def test_a_verdict_points_where_its_words_point(take: Take, verdict: str, bearing: str) -> None:
    take(table(ROW | {"verdict": verdict, "verdict_by": "Ann", "verdict_on": "2024-06-01"}))
    evidence = Evidence.objects.get()
    assert evidence.bearing == bearing
    assert evidence.note.startswith(f"Verdict of Ann on 2024-06-01, in its own words: “{verdict}”.")


def test_what_nothing_is_made_of_is_counted(take: Take) -> None:
    bare = {"claim": "It rained.", "source": "", "stance": "", "note": "Wet.", "said_on": "2024-05-30"}
    imported, _ = take(table(ROW | {"said_on": "2024-05-30"}, ROW | bare))
    assert imported.without_source == {"article_url": 1, "said_on": 1}
    assert imported.without_verdict == {"note": 1}
