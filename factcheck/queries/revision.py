"""Has anything changed that readers see? One indexed read, whatever the page."""

from django.db import connection

SQL = "SELECT head.seq, public.number FROM factcheck_ledgerhead head, factcheck_publicrevision public"


def public_revision() -> str:
    """A text that differs from any earlier one as soon as a reader's page may: the ledger's end and the count
    of all that it does not number. Empty while the desk has neither."""
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        found = cursor.fetchone()
    return "-".join(map(str, found)) if found else ""
