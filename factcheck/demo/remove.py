"""Take the demonstration out: the ledger can only grow, so what holds it is emptied and begins anew."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Min

from factcheck.demo.articles import ARTICLES
from factcheck.demo.load import DemoRefused, is_loaded
from factcheck.demo.logins import PASSWORD, PEOPLE
from factcheck.demo.sources import SOURCES
from factcheck.models import Article, Claim, Source, User
from factcheck.queries.archive import triggers
from factcheck.queries.ledger_guards import missing_guards
from factcheck.rules.vocabulary import Role

# What the migrations put in, and people: their accounts and who they are.
_STAYS = frozenset(
    {
        "factcheck_ledgerhead",
        "factcheck_measure",
        "factcheck_measure_parts",
        "factcheck_publicrevision",
        "factcheck_topic",
        "factcheck_user",
        "factcheck_user_groups",
        "factcheck_user_user_permissions",
    }
)
_QUEUE = frozenset({"procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers"})
_ENABLE = {"O": "ENABLE TRIGGER", "A": "ENABLE ALWAYS TRIGGER", "R": "ENABLE REPLICA TRIGGER"}
# Only the demonstration records for an earlier day; what is recorded as it happens is sealed at once.
_AT_ONCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Removed:
    """Whose accounts went and stayed, and where the old signing key lies now (None: there was none)."""

    gone: list[str]
    stayed: list[str]
    old_key: Path | None


def what_is_not_of_it() -> list[str]:
    """What was put on record beside the demonstration and would be lost with it, in words."""
    claims = Claim.objects.annotate(sealed=Min("ledger_entries__sealed_at"))
    counts = [
        (claims.filter(created_at__gt=F("sealed") - _AT_ONCE).count(), "claims"),
        (Article.objects.exclude(url__in=[one.url for one in ARTICLES]).count(), "articles"),
        (Source.objects.exclude(name__in=[one.name for one in SOURCES]).count(), "sources"),
    ]
    return [f"{count:,} {words}" for count, words in counts if count]


def remove() -> Removed:
    """Empty the record, take the demonstration's accounts away, and let every number begin anew.

    Needs the database's owner. Raises DemoRefused where there is no demonstration, or nobody of one's own
    who could go on: an account that still has the demonstration's password is none.
    """
    if not is_loaded():
        raise DemoRefused("The demonstration is not on this site; nothing was changed.")
    people = list(User.objects.filter(username__in=PEOPLE).order_by("username"))
    gone = [person for person in people if person.check_password(PASSWORD)]
    stays = User.objects.exclude(pk__in=[person.pk for person in gone])
    if not stays.filter(role=Role.ADMIN, is_active=True).exists():
        raise DemoRefused(
            "Nobody could look after the site afterwards. Make an account of your own first: "
            "manage.py create_editor NAME --role admin"
        )
    with transaction.atomic():
        _empty([person.pk for person in gone])
        if faults := list(missing_guards()):
            raise DemoRefused(f"The database's guards would not stand after this: {faults[0]}")
    return Removed(
        [person.username for person in gone],
        list(stays.order_by("username").values_list("username", flat=True)),
        _put_key_aside(),
    )


def _empty(people: list[int]) -> None:
    quote = connection.ops.quote_name
    guards = triggers()
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_lock()")
        for table in sorted({table for table, _, _ in guards}):
            cursor.execute(f"ALTER TABLE {quote(table)} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(map(quote, _tables()))} RESTART IDENTITY")
        cursor.execute("DELETE FROM factcheck_topic WHERE slug <> 'general'")
        cursor.execute("UPDATE factcheck_topic SET retired = false, last_number = 0")
        cursor.execute("UPDATE factcheck_ledgerhead SET seq = 0, recorded_at = '1970-01-01T00:00:00Z'")
        cursor.execute("UPDATE factcheck_publicrevision SET number = number + 1")
        cursor.execute("DELETE FROM factcheck_user WHERE id = ANY(%s)", [people])
        # Keys are checked first: an ALTER TABLE refuses while such checks are pending.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, name, state in guards:
            cursor.execute(f"ALTER TABLE {quote(table)} {_ENABLE[state]} {quote(name)}")


def _tables() -> Iterator[str]:
    """The desk's own tables, and what the queue of work still has to do for them."""
    for table in sorted(connection.introspection.table_names()):
        ours = table.startswith("factcheck_") and table not in _STAYS
        if ours or table in _QUEUE:
            yield table


def _put_key_aside() -> Path | None:
    """Two different ledgers must never be signed with one key: the next start makes a new one."""
    key = Path(settings.LEDGER_KEY_FILE)
    if not key.exists():
        return None
    aside = key.with_name(f"{key.name}.of-the-demonstration")
    key.rename(aside)
    return aside
