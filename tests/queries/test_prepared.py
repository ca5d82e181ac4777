"""A query that is put together and planned once gives what the queryset gives, for each value."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet, Value
from django.test.utils import CaptureQueriesContext

from factcheck.models import Claim, LedgerEntry
from factcheck.queries.claim_page import _record
from factcheck.queries.prepared import Prepared
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from tests.cast import Newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims(newsroom: Newsroom) -> list[Claim]:
    made = [newsroom.published(f"Number {number}.") for number in range(3)]
    newsroom.says(made[0], "Russia", Stance.DENIES, figure="some 3,000", quote="4,000 became casualties")
    newsroom.decides(made[1])
    return made


def told(entries: list[Any]) -> list[Any]:
    """What stands in the rows, and in the rows that came along."""
    return [
        (one.seq, one.chain, one.parts, one.people, one.claim.topic.name, one.attribution, one.decision)
        for one in entries
    ]


def test_it_gives_what_the_queryset_gives_for_each_value(claims: list[Claim]) -> None:
    prepared = Prepared(_record)
    for code in [claim.code for claim in claims] * 2 + ["NK-9999"]:
        assert told(prepared.rows(code)) == told(list(_record(code)))


def test_what_is_the_same_for_each_value_stands_in_the_statement_as_it_is(claims: list[Claim]) -> None:
    def build(code: str) -> QuerySet[Claim]:
        odd = Value("100 % of 'them' \\ %s")
        return Claim.objects.filter(code=code, status=Status.UNVERIFIED, pk__gt=0).annotate(odd=odd)

    prepared: Prepared[Any] = Prepared(build)
    for claim in claims:
        expected = [(one.pk, one.odd) for one in build(claim.code)]  # type: ignore[attr-defined]
        assert [(one.pk, one.odd) for one in prepared.rows(claim.code)] == expected
    assert prepared.rows(claims[0].code)
    assert not prepared.rows(claims[1].code)


def test_rows_that_came_along_are_not_asked_for_again(claims: list[Claim]) -> None:
    prepared = Prepared(_record)
    with CaptureQueriesContext(connection) as asked:
        told(prepared.rows(claims[0].code))
        told(prepared.rows(claims[1].code))
    assert len(asked) == 2


def test_the_plan_is_kept_where_the_connection_may_keep_it(claims: list[Claim]) -> None:
    prepared = Prepared(_record)
    connection.ensure_connection()
    before = connection.connection.prepare_threshold
    try:
        for threshold, kept in ((5, 1), (None, 0)):
            with connection.cursor() as cursor:
                cursor.execute("DEALLOCATE ALL")
            connection.connection.prepare_threshold = threshold
            prepared.rows(claims[0].code)
            prepared.rows(claims[1].code)
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%claimparty%%'"
                )
                assert cursor.fetchone() == (kept,)
    finally:
        connection.connection.prepare_threshold = before


def test_what_several_rows_point_at_is_one_object(claims: list[Claim]) -> None:
    entries = Prepared(_record).rows(claims[0].code)
    assert len(entries) > 2
    assert len({id(entry.claim) for entry in entries}) == 1
    assert len({id(entry.claim.topic) for entry in entries if entry.claim}) == 1


def test_a_column_that_was_left_where_it_is_can_still_be_asked_for(claims: list[Claim]) -> None:
    entry = Prepared(_record).rows(claims[0].code)[0]
    with CaptureQueriesContext(connection) as asked:
        assert entry.hash == LedgerEntry.objects.get(pk=entry.pk).hash
    assert len(asked) == 2
    assert not entry._state.adding


@pytest.mark.parametrize(
    "build",
    [
        lambda code: Claim.objects.filter(code=code).prefetch_related("attributions"),
        lambda code: Claim.objects.filter(code=code).values("text"),
    ],
)
def test_what_would_be_fetched_beside_the_rows_or_is_no_record_is_refused(build: Any) -> None:
    with pytest.raises(TypeError):
        Prepared(build).rows("NK-0001")
