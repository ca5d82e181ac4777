"""Has anything changed that readers see? One indexed read, whatever the page."""

from typing import NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

SQL = "SELECT head.seq, public.number FROM factcheck_ledgerhead head, factcheck_publicrevision public"


class Revision(NamedTuple):
    """The ledger's end, and the count of all changes that the ledger does not number. Both only grow."""

    seq: int
    number: int


def revision_in(database: BaseDatabaseWrapper) -> Revision | None:
    """None while the desk has neither."""
    with database.cursor() as cursor:
        cursor.execute(SQL)
        found = cursor.fetchone()
    return Revision(*found) if found else None
