"""The three CSVs: exact columns, exact text, the same bytes for the same moment."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.actions.claims import reword_claim
from factcheck.actions.publication import publish_claim, withdraw_claim
from factcheck.actions.sources import describe_source, grade_source
from factcheck.exports.columns import LEDGERS
from factcheck.exports.copying import _ONE_BY_ONE
from factcheck.exports.csvw import metadata
from factcheck.exports.ledger_csv import _FIRST_ROWS_SOON, _statement, count, stream
from factcheck.models import Claim, Source
from factcheck.queries.claim_list import UnknownName
from factcheck.rules.figures import Basis
from factcheck.rules.filters import Filters
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import Reliability, SourceKind
from tests.cast import Newsroom

HEADERS = {
    "claims": "claim_code,claim_url,claim,status,status_since,publication,topic,event_from,event_to,place,"
    "sources_for,sources_against,sources_not_confirming,independent_origins,last_reason,last_decided_at,decisions,supersedes,"
    "superseded_by,created_at,ledger_seq",
    "attributions": "claim_code,claim_url,claim,status,attribution_id,source,source_kind,source_country,"
    "source_reliability,stance,cue,hedge,quote,chain,publisher,article_url,article_published_at,said_on,as_of,"
    "recorded_at,superseded_by,quantity_verbatim,measure,basis,quantity_low,quantity_low_inclusive,quantity_high,"
    "quantity_high_inclusive,quantity_point,credibility,ledger_seq",
    "decisions": "ledger_seq,claim_code,claim_url,claim,from_status,to_status,reason,public_note,rule_met,"
    "overridden,evidence_urls,decided_by,approved_by,decided_at,hash",
}
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=80)


def written(name: str, filters: Filters | None = None, *, for_spreadsheet: bool = False) -> bytes:
    return b"".join(stream(LEDGERS[name], filters or Filters(), for_spreadsheet=for_spreadsheet))


def rows(name: str, filters: Filters | None = None, *, for_spreadsheet: bool = False) -> list[dict[str, str]]:
    text = written(name, filters, for_spreadsheet=for_spreadsheet).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def story(newsroom: Newsroom) -> Claim:
    claim = newsroom.published()
    newsroom.says(claim, "Russia", Stance.NOT_CONFIRMED)
    newsroom.says(
        claim, "Vladimir Putin", Stance.DENIES, quote="another 3,000 soldiers or more",
        figure="at least another 3,000", basis=Basis.ADDITIONAL, via=("Tass",), cue="said",
    )  # fmt: skip
    newsroom.decides(claim, Status.DISPUTED, reason="One denies it.")
    claim.refresh_from_db()
    return claim


@pytest.mark.parametrize("name", HEADERS)
def test_the_header_is_fixed_with_rows_and_without(db: None, name: str) -> None:
    assert written(name) == HEADERS[name].encode() + b"\r\n"


@pytest.mark.parametrize("name", HEADERS)
def test_every_line_ends_with_cr_lf(story: Claim, name: str) -> None:
    lines = written(name).split(b"\r\n")
    assert lines[0].decode() == HEADERS[name]
    assert lines[-1] == b""
    assert all(b"\n" not in line for line in lines)


def test_a_claim_is_one_row_that_says_who_stands_where(story: Claim) -> None:
    [row] = rows("claims")
    assert (
        row
        | {
            "claim_code": "NK-0001",
            "claim_url": "http://localhost:8000/claims/NK-0001/",
            "status": "disputed",
            "publication": "published",
            "topic": "north-korean-troops-in-russia",
            "sources_for": "Joint Chiefs of Staff",
            "sources_against": "Vladimir Putin",
            "sources_not_confirming": "Russia",
            "independent_origins": "1",
            "last_reason": "One denies it.",
            "decisions": "1",
            "ledger_seq": str(story.ledger_seq),
        }
        == row
    )


def test_an_attribution_row_holds_its_chain_and_its_figure(story: Claim) -> None:
    [row] = rows("attributions", Filters(source="vladimir-putin"))
    assert (
        row
        | {
            "chain": "Vladimir Putin <- Tass <- The Example Wire",
            "publisher": "The Example Wire",
            "stance": "denies",
            "quote": "another 3,000 soldiers or more",
            "quantity_verbatim": "at least another 3,000",
            "measure": "deployed",
            "basis": "additional",
            "quantity_low": "3000",
            "quantity_low_inclusive": "true",
            "quantity_high": "",
            "quantity_high_inclusive": "",
            "quantity_point": "3000",
            "credibility": "",
        }
        == row
    )


def test_a_decision_row_holds_its_reason_and_its_seal(story: Claim) -> None:
    [row] = rows("decisions")
    decision = story.decisions.get()
    assert (
        row
        | {
            "from_status": "unverified",
            "to_status": "disputed",
            "reason": "One denies it.",
            "rule_met": "false",
            "overridden": "false",
            "decided_by": "ed",
            "approved_by": "",
            "hash": decision.ledger_entry.hash,
        }
        == row
    )
    assert datetime.fromisoformat(row["decided_at"]) == decision.decided_at


def test_drafts_are_never_in_a_file_and_withdrawn_claims_say_so(story: Claim, newsroom: Newsroom) -> None:
    newsroom.says(newsroom.claim("A draft."))
    withdraw_claim(claim=story, note="A mistake.", version=story.version, by=newsroom.cast.ed)
    assert [row["publication"] for row in rows("claims")] == ["withdrawn"]
    assert {row["claim_code"] for row in rows("attributions")} == {"NK-0001"}


def test_rows_are_sorted_by_claim_then_time(newsroom: Newsroom) -> None:
    first, second = newsroom.published("The first."), newsroom.published("The second.")
    newsroom.says(second, "United States")
    newsroom.says(first, "United States")
    table = rows("attributions")
    keys = [(row["claim_code"], row["recorded_at"], int(row["attribution_id"])) for row in table]
    assert keys == sorted(keys)
    assert len(table) == 4


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=TEXTS, reason=TEXTS.filter(str.strip))
def test_any_text_in_is_the_same_text_out(newsroom: Newsroom, words: str, reason: str) -> None:
    claim = newsroom.published()
    attribution = newsroom.says(claim, hedge=words, cue=words)
    newsroom.decides(claim, reason=reason)
    [row] = [row for row in rows("attributions") if row["attribution_id"] == str(attribution.pk)]
    assert (row["hedge"], row["cue"]) == (words.strip(), words.strip())
    assert [row["reason"] for row in rows("decisions") if row["claim_code"] == claim.code] == [reason.strip()]


@pytest.mark.parametrize(
    "text", ["\\.", 'a "quoted", word', "two\r\nlines\rand\na third", "한국어, русский، عربي", "𝄞"]
)
def test_hard_text_stays_whole(newsroom: Newsroom, text: str) -> None:
    claim = newsroom.published()
    newsroom.decides(claim, reason=f"x{text}")
    assert rows("decisions")[0]["reason"] == f"x{text}"


def test_a_spreadsheet_gets_no_formula_and_the_plain_file_the_very_text(newsroom: Newsroom) -> None:
    claim = newsroom.published()
    for reason, status in (("=1+1", Status.CONFIRMED), ("-2", Status.UNVERIFIED), ("@x", Status.CONFIRMED)):
        newsroom.decides(claim, status, reason=reason)
    assert [row["reason"] for row in rows("decisions")] == ["=1+1", "-2", "@x"]
    guarded = rows("decisions", for_spreadsheet=True)
    assert [row["reason"] for row in guarded] == ["'=1+1", "'-2", "'@x"]
    assert [row["ledger_seq"] for row in guarded] == [row["ledger_seq"] for row in rows("decisions")]


def test_an_apostrophe_of_the_text_is_told_from_the_one_that_guards_it(newsroom: Newsroom) -> None:
    claim = newsroom.published()
    newsroom.decides(claim, Status.CONFIRMED, reason="'=1+1")
    newsroom.decides(claim, Status.UNVERIFIED, reason="'plain")
    guarded = rows("decisions", for_spreadsheet=True)
    assert [row["reason"] for row in guarded] == ["''=1+1", "'plain"]


def test_the_same_moment_gives_the_same_bytes_after_everything_has_changed(
    story: Claim, newsroom: Newsroom
) -> None:
    moment = timezone.now()
    before = {name: written(name, Filters(as_of=moment)) for name in LEDGERS}
    cho, jcs = newsroom.cast.cho, Source.objects.get(name="Joint Chiefs of Staff")
    describe_source(
        source=jcs,
        by=cho,
        name="The Joint Chiefs",
        kind=SourceKind.AGENCY,
        parent=None,
        country="KR",
        position_note="",
    )
    grade_source(source=jcs, reliability=Reliability.B, note="Usually right.", by=cho)
    reword_claim(
        claim=story,
        version=story.version,
        text="Soldiers went.",
        topic=story.topic,
        reason="Shorter.",
        by=cho,
    )
    newsroom.says(story, "Joint Chiefs of Staff", supersedes=story.attributions.earliest("ledger_seq"))
    newsroom.decides(story, Status.UNVERIFIED)
    newsroom.published("Another.")
    assert {name: written(name, Filters(as_of=moment)) for name in LEDGERS} == before
    assert {name: written(name) for name in LEDGERS} != before
    assert "The Joint Chiefs" in rows("claims")[0]["sources_for"]


def test_a_file_as_of_the_present_equals_the_present_one(story: Claim) -> None:
    for name in LEDGERS:
        assert written(name, Filters(as_of=timezone.now())) == written(name)


def test_a_claim_is_not_in_a_file_of_before_it_was_published(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    moment = timezone.now()
    publish_claim(claim=claim, version=1, by=newsroom.cast.ed)
    assert rows("claims", Filters(as_of=moment)) == []
    assert len(rows("claims")) == 1


def test_filters_choose_claims_and_rows(story: Claim, newsroom: Newsroom) -> None:
    other = newsroom.published("The bridge is closed.")
    newsroom.decides(other)
    assert [row["claim_code"] for row in rows("claims", Filters(q="bridge"))] == [other.code]
    assert [row["claim_code"] for row in rows("claims", Filters(status=Status.CONFIRMED))] == [other.code]
    assert [row["claim_code"] for row in rows("claims", Filters(stance=Stance.NOT_CONFIRMED))] == [story.code]
    assert {row["source"] for row in rows("attributions", Filters(stance=Stance.NOT_CONFIRMED))} == {"Russia"}
    late = other.decisions.get().decided_at
    assert [row["claim_code"] for row in rows("decisions", Filters(since=late))] == [other.code]
    assert [
        row["claim_code"] for row in rows("decisions", Filters(until=story.decisions.get().decided_at))
    ] == ["NK-0001"]
    with pytest.raises(UnknownName, match="no source"):
        written("claims", Filters(source="nobody"))


def test_rows_are_counted_no_further_than_asked(story: Claim) -> None:
    assert count(LEDGERS["attributions"], Filters(), at_most=10) == 3
    assert count(LEDGERS["attributions"], Filters(), at_most=1) == 2


def test_a_reader_who_hangs_up_frees_the_connection(story: Claim) -> None:
    chunks = stream(LEDGERS["attributions"], Filters())
    next(chunks)
    chunks.close()  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("as_of", [False, True])
@pytest.mark.parametrize("name", HEADERS)
def test_no_file_is_gathered_before_its_first_line(story: Claim, name: str, as_of: bool) -> None:
    plan = _plan(name, Filters(as_of=timezone.now() if as_of else None))
    steps = set(re.findall('"Node Type": "([^"]+)"', json.dumps(plan)))
    assert steps.isdisjoint({"Hash Join", "Merge Join", "Gather", "Gather Merge"})


# Of an earlier day too, but there the planner sorts where it takes the rows for a handful.
def test_no_file_is_sorted_as_a_whole_before_its_first_line(newsroom: Newsroom, as_owner: None) -> None:
    # A handful of rows is rightly sorted, and so is what was last counted as a handful: hence more of them,
    # counted here and not whenever PostgreSQL comes to it.
    newsroom.brings_in(30)
    for claim in Claim.objects.all():
        publish_claim(claim=claim, version=claim.version, by=newsroom.cast.ed)
        newsroom.decides(claim)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for name in LEDGERS:
        assert "Sort" not in _on_the_way(_plan(name, Filters())), name


def test_moments_are_written_in_the_statement_itself_and_not_by_a_call_for_each(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (VERBOSE) SELECT ledger_time_text(recorded_at) FROM factcheck_claimstate")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "to_char(" in plan
    assert "ledger_time_text" not in plan


def _plan(name: str, filters: Filters) -> dict[str, Any]:
    text, values = _statement(LEDGERS[name], filters, for_spreadsheet=False)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ONE_BY_ONE)
        cursor.execute(f"EXPLAIN (FORMAT json) {text} {_FIRST_ROWS_SOON}", values)
        [([plan],)] = cursor.fetchall()
    top: dict[str, Any] = plan["Plan"]
    return top


def _on_the_way(plan: dict[str, Any]) -> Iterator[str]:
    """The steps that each row of a file goes through, from the last to the first."""
    yield plan["Node Type"]
    for part in plan.get("Plans", []):
        if part["Parent Relationship"] == "Outer":
            yield from _on_the_way(part)


@pytest.mark.parametrize("name", HEADERS)
def test_the_metadata_describe_the_very_columns(name: str) -> None:
    described = metadata(LEDGERS[name], url="http://x/a.csv", publisher="Desk", as_of=None, last=None)
    columns = described["tableSchema"]["columns"]
    assert ",".join(column["name"] for column in columns) == HEADERS[name]
    assert all(column["dc:description"] for column in columns)
    assert described["dialect"]["lineTerminators"] == ["\r\n"]


def test_values_fit_the_datatypes_that_the_metadata_promise(story: Claim, newsroom: Newsroom) -> None:
    kinds = {"integer": int, "decimal": Decimal, "dateTime": datetime.fromisoformat}
    for name, ledger in LEDGERS.items():
        for row in rows(name):
            for column in ledger.columns:
                value = row[column.name]
                assert value or not column.required, column.name
                if value and column.datatype in kinds:
                    kinds[column.datatype](value)  # type: ignore[operator]
                if value and column.datatype == "boolean":
                    assert value in ("true", "false")
