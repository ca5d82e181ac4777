"""Several reads in one statement give what each queryset gives, for each value."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factcheck.models import Article, Attribution, Claim, Decision, LedgerEntry, User
from factcheck.queries.desk_record import _reads as record_reads
from factcheck.queries.together import Reads, Together, as_moment, as_number
from factcheck.rules.stances import Stance
from tests.cast import Newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims(newsroom: Newsroom) -> list[Claim]:
    made = [newsroom.published(f"Number {number}.") for number in range(3)]
    newsroom.says(made[0], "Russia", Stance.DENIES, figure="some 3,000", quote="4,000 became casualties")
    newsroom.decides(made[1])
    return made


def all_kinds(code: str, person: str, since: str) -> Reads:
    """Numbers with and without fractions, ranges, days, moments, JSON, lists, what is not there."""
    return {
        "said": Attribution.objects.filter(claim__code=code).select_related("source", "quantity__measure"),
        "decisions": Decision.objects.filter(claim__code=code),
        "entries": LedgerEntry.objects.filter(claim__code=code, recorded_at__gt=as_moment(since)),
        "claims": Claim.objects.filter(code=code).defer("match_words"),
        "people": User.objects.filter(pk=as_number(person)),
        "names": User.objects.order_by("username").values_list("username", flat=True)[:2],
    }


def told(rows: list[Any]) -> list[Any]:
    """All that the rows hold, by type and value, and what came along with them."""
    return [told_one(row) for row in rows]


def told_one(row: Any, seen: tuple[int, ...] = ()) -> Any:
    if not hasattr(row, "_meta"):
        return repr(row)
    if id(row) in seen:
        return "itself"
    own = {name: repr(value) for name, value in row.__dict__.items() if name != "_state"}
    along = row._state.fields_cache.items()
    return own | {name: told_one(one, (*seen, id(row))) for name, one in along if one is not None}


def values(claim: Claim, newsroom: Newsroom) -> dict[str, str]:
    return {
        "code": claim.code,
        "person": str(newsroom.cast.ed.pk),
        "since": datetime(2020, 1, 1, tzinfo=UTC).isoformat(),
    }


@pytest.mark.parametrize("build", [all_kinds, record_reads], ids=["all kinds", "the record of the desk"])
def test_it_gives_what_each_queryset_gives(build: Any, claims: list[Claim], newsroom: Newsroom) -> None:
    together = Together("code", "person", "since", build=build)
    for claim in [*claims, *claims]:
        wanted = values(claim, newsroom)
        found = together.read(**wanted)
        for name, rows in build(**wanted).items():
            assert told(found[name]) == told(list(rows)), name


def test_it_is_one_statement_and_what_came_along_is_not_asked_for_again(
    claims: list[Claim], newsroom: Newsroom
) -> None:
    together = Together("code", "person", "since", build=all_kinds)
    with CaptureQueriesContext(connection) as asked:
        for claim in claims:
            found = together.read(**values(claim, newsroom))
            assert all(one.source.name for one in found["said"])
    assert len(asked) == len(claims)


def test_a_moment_has_the_zone_that_it_has_elsewhere(claims: list[Claim]) -> None:
    """Marks of rows are made of how a moment is written, by whichever way it was read."""
    together = Together(build=lambda: {"moments": Decision.objects.values_list("decided_at", flat=True)})
    (moment,) = together.read()["moments"]
    assert repr(moment) == repr(Decision.objects.get().decided_at)
    assert timezone.is_aware(moment)


def test_a_value_that_is_written_like_sql_stays_a_value(claims: list[Claim], newsroom: Newsroom) -> None:
    together = Together("code", "person", "since", build=all_kinds)
    for code in ("'; DROP TABLE factcheck_claim; --", "%s", "{1}", ""):
        assert together.read(**values(claims[0], newsroom) | {"code": code})["claims"] == []


def test_what_it_sorts_by_and_does_not_give_is_refused() -> None:
    def sorted_by_another(*_: str) -> dict[str, QuerySet[Any, Any]]:
        return {"names": Article.objects.order_by("headline").values_list("pk").distinct()}

    with pytest.raises(TypeError, match="names"):
        Together(build=sorted_by_another).read()


def test_the_plan_is_kept_where_the_connection_may_keep_it(claims: list[Claim], newsroom: Newsroom) -> None:
    together = Together("code", "person", "since", build=all_kinds)
    connection.ensure_connection()
    before = connection.connection.prepare_threshold
    try:
        for threshold, kept in ((5, 1), (None, 0)):
            with connection.cursor() as cursor:
                cursor.execute("DEALLOCATE ALL")
            connection.connection.prepare_threshold = threshold
            together.read(**values(claims[0], newsroom))
            together.read(**values(claims[1], newsroom))
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%one_row%%'"
                )
                assert cursor.fetchone() == (kept,)
    finally:
        connection.connection.prepare_threshold = before
