"""An import that was broken off leaves dead rows behind, and they cost the next one nothing."""

import pytest
from django.db import connection

from factcheck.models import Claim
from tests import clean_slate
from tests.cast import Newsroom, hire

ROWS = 600
# Few, so that going through all of them for each row is as good as looking each up.
SOURCES = 4
# How much more of the record the next import may read than the first. By plans for empty tables it was 30 to
# 100 times as much.
MORE = 2
# Rows that were gone through and entries of indexes, in this transaction.
READ = """
    SELECT sum(pg_stat_get_xact_tuples_returned(oid))::bigint FROM pg_class
    WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace
"""


class Broken(Exception):
    """Off went the light."""


class Reading:
    """Follows an import, and knows in the end how many rows of the record it has read."""

    def __init__(self, *, vacuum: bool = False, broken: bool = False) -> None:
        self.vacuum, self.broken, self.before, self.rows = vacuum, broken, 0, 0

    def __call__(self, what: str, done: int, of: int) -> None:
        if what == "Writing" and done == 0:
            if self.vacuum:
                vacuum("TRUNCATE off")
            self.before = rows_read()
        elif what == "Writing" and done == of:
            self.rows = rows_read() - self.before
            if self.broken:
                raise Broken


def rows_read() -> int:
    with connection.cursor() as cursor:
        cursor.execute(READ)
        return cursor.fetchone()[0]


def vacuum(how: str) -> None:
    """As autovacuum does, a minute after so many rows have died, whatever is under way. Pages at the end of a
    table it gives back only where nobody writes.
    """
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SET ROLE NONE")
            cursor.execute("SELECT relname FROM pg_class WHERE relname LIKE 'factcheck%%' AND relkind = 'r'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"VACUUM (SKIP_LOCKED, {how}) {name}")
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("vacuumed", ["before", "meanwhile", "never"])
def test_an_import_after_a_broken_one_reads_no_more_of_the_record(newsroom: Newsroom, vacuumed: str) -> None:
    first = Reading(broken=True)
    with pytest.raises(Broken):
        newsroom.brings_in(ROWS, sources=SOURCES, progress=first)
    assert not Claim.objects.exists()
    if vacuumed == "before":
        vacuum("TRUNCATE on")
    again = Reading(vacuum=vacuumed == "meanwhile")
    newsroom.brings_in(ROWS, sources=SOURCES, progress=again)
    assert Claim.objects.count() == ROWS
    assert again.rows < MORE * first.rows, (again.rows, first.rows)


@pytest.mark.django_db(transaction=True)
def test_nor_does_it_where_the_tables_were_full_once_and_are_empty_again(newsroom: Newsroom) -> None:
    whole = Reading()
    newsroom.brings_in(ROWS, sources=SOURCES, progress=whole)
    with clean_slate.owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    clean_slate.wipe()
    newsroom = Newsroom(hire())
    with pytest.raises(Broken):
        newsroom.brings_in(ROWS, sources=SOURCES, progress=Reading(broken=True))
    vacuum("TRUNCATE on")
    again = Reading()
    newsroom.brings_in(ROWS, sources=SOURCES, progress=again)
    assert again.rows < MORE * whole.rows, (again.rows, whole.rows)
