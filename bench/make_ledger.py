"""Fill an empty desk with a made-up record: claims in five languages, who says what, ten years of decisions.

    DATABASE_URL=postgresql://owner@… .venv/bin/python -m bench.make_ledger --claims 100000
    STATE_DIR=/some/folder .venv/bin/python -m bench.make_ledger --claims 10000 --seed 7

Sources and words are skewed as in real archives: a few stand in thousands of claims, most in a handful. Rows
come by COPY and are sealed by the database, a run of numbers at a time, so `verify_ledger` checks this ledger
like any other. The same seed gives the same record; only the salts, and with them the hashes, are new each
time.

Needs the role that owns the tables (only it may record for an earlier day) and a desk without claims.
Interrupted, it leaves what was sealed so far; begin again with a new database.
"""

import argparse
import itertools
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from typing import Any

KINDS = (
    "government",
    "armed_forces",
    "agency",
    "official",
    "igo",
    "ngo",
    "official",
    "agency",
    "witness",
    "document",
)
TOPICS = 40
INDEPENDENT = 12
BATCHES, LARGEST_BATCH = 120, 60_000
EDITORS = 6


def main() -> int:
    options = _options()
    # As the owner makes the tables: settings.py gives `migrate` that role.
    sys.argv = ["manage.py", "migrate"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    entries = fill(options.claims, options.seed, shown=sys.stderr.isatty() or options.progress)
    seconds = time.perf_counter() - began
    print(
        f"{options.claims:,} claims with {entries:,} entries in {seconds:,.0f} s:"
        f" {entries / seconds:,.0f} entries a second"
    )
    return 0


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="bench.make_ledger", description=__doc__.partition("\n")[0])
    reader.add_argument("--claims", type=int, required=True, metavar="N")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--progress", action="store_true", help="show progress also where no one looks on")
    options = reader.parse_args()
    if options.claims < 1:
        reader.error("--claims: at least 1")
    return options


def fill(claims: int, seed: int = 1, *, shown: bool = False) -> int:
    """Make the record in the database that Django is connected to, and say how many ledger entries it has."""
    from django.db import connection

    from bench.bare_tables import bare
    from bench.ledger_rows import Writer
    from bench.made_up_claims import World
    from factcheck import ledger
    from factcheck.models import Measure

    if ledger.head().seq:
        raise SystemExit("This desk has a record already. Give the bench an empty database.")
    batches = max(min(BATCHES, -(-claims // 3)), claims * 5 // LARGEST_BATCH)
    cast, prefixes = _cast(claims, seed)
    world = World(claims, seed, batches, cast)
    measures = dict(Measure.objects.values_list("code", "pk"))
    writer = Writer(world, world.timetable(), ledger.head().seq + 1, measures, prefixes)
    with bare(), _prepared():
        for done, batch in enumerate(_ahead(writer.batches()), start=1):
            _store(batch)
            if shown:
                print(f"\r{done} of {batches} batches", end="", file=sys.stderr, flush=True)
        _set_numbers(writer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_grow_tree()")
        cursor.execute("VACUUM ANALYZE")
    return ledger.head().seq


# --- who there is ------------------------------------------------------------------------------------


def _cast(claims: int, seed: int) -> tuple[Any, list[str]]:
    """People, topics and sources by the ordinary actions, on the day before the record begins."""
    from bench.ledger_rows import FIRST_DAY
    from bench.made_up_claims import Cast
    from factcheck import ledger
    from factcheck.actions.people import create_person
    from factcheck.actions.sources import relate_sources
    from factcheck.actions.topics import create_topic
    from factcheck.models import Source, User
    from factcheck.rules.vocabulary import Independence, RelationKind, Role

    chance = Random(seed)
    # The password is for trying the pages by hand; a made-up record is no secret.
    editors = [
        User.objects.filter(username=f"editor{n}").first()
        or create_person(username=f"editor{n}", password="of no use here", role=Role.CHIEF_EDITOR)
        for n in range(EDITORS)
    ]
    with ledger.backdated_to(FIRST_DAY - timedelta(days=30)):
        topics, prefixes = _topics(chance, editors[0], create_topic)
        how_many = min(2_000, 60 + claims // 50)
        sources = list(_sources(chance, how_many, editors[0]))
        names: list[Source] = [one for one in sources if one.kind not in ("outlet", "wire")]
        first = names[:INDEPENDENT]
        for one, other in itertools.combinations(first, 2):
            relate_sources(
                one=one, other=other, kind=RelationKind.SHARES_INFORMATION_WITH,
                independence=Independence.INDEPENDENT, by=editors[0],
                note="Each has offices of its own.",
            )  # fmt: skip
    outlets = [one.pk for one in sources if one.kind in ("outlet", "wire")]
    cast = Cast(
        originators=[one.pk for one in names],
        publishers=outlets,
        wires=[one.pk for one in sources if one.kind == "wire"],
        topics=topics,
        editors=[one.pk for one in editors],
        independent=frozenset(one.pk for one in first),
    )
    return cast, prefixes


def _topics(chance: Random, by: Any, create_topic: Any) -> tuple[list[int], list[str]]:
    from bench.made_up_words import EN

    prefixes = [one + other for one in "ABCD" for other in "KLMNPQRSTU"][:TOPICS]
    made = [
        create_topic(name=f"{EN.name(chance)} {number}", prefix=prefix, by=by)
        for number, prefix in enumerate(prefixes, start=1)
    ]
    return [topic.pk for topic in made], [topic.prefix for topic in made]


def _sources(chance: Random, how_many: int, by: Any) -> Iterator[Any]:
    """The first ones act for nobody; of the later ones some act for one of the middle ones."""
    from bench.made_up_words import language
    from factcheck.actions.sources import create_source
    from factcheck.rules.vocabulary import SourceKind

    words = {
        "government": "Government of {}", "armed_forces": "{} Army", "agency": "{} Agency",
        "official": "Mayor of {}", "igo": "{} Union", "ngo": "Friends of {}", "witness": "A resident of {}",
        "document": "Report on {}", "wire": "{} Press", "outlet": "{} Courier",
    }  # fmt: skip
    for number in range(how_many):
        kind = ("wire" if number % 20 == 3 else "outlet") if number % 4 == 3 else KINDS[number % len(KINDS)]
        name = words[kind].format(language(chance).name(chance)) + f" {number + 1}"
        country = chance.choice(("KR", "RU", "US", "FR", "CN", "EG", ""))
        yield create_source(name=name, kind=SourceKind(kind), country=country, by=by)


# --- into the database ----------------------------------------------------------------------------------


def _ahead(batches: Iterator[Any]) -> Iterator[Any]:
    """The next batch is written while the database takes the one before."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = pool.submit(next, batches, None)
            yield batch


def _store(batch: Any) -> None:
    from django.db import connection

    from bench.ledger_rows import COLUMNS
    from factcheck import ledger

    if not batch.entries:
        return
    with ledger.backdated_to(batch.moment), ledger.writing(), connection.cursor() as cursor:
        cursor.execute("SELECT moment FROM ledger_take_many(%s)", [batch.entries])
        if cursor.fetchone()[0] != batch.moment:
            raise RuntimeError("the ledger's clock is not where this record foresaw it")
        for table, columns in COLUMNS.items():
            if table == "decision":
                _copy(cursor, "bench_decision", columns, batch.lines[table])
                cursor.execute(_DECIDED)
                cursor.execute("TRUNCATE bench_decision")
            else:
                _copy(cursor, f"factcheck_{table}", columns, batch.lines[table])
        ledger.seal_many()


# A decision names the hash of the last entry that its maker saw.
_DECIDED = """
    INSERT INTO factcheck_decision (id, ledger_seq, claim_id, from_status, to_status, reason, public_note,
        successor_id, rule_report, rule_met, overridden, decided_by_id, content_hash)
    SELECT d.id, d.ledger_seq, d.claim_id, from_status, to_status, reason, public_note, successor_id,
        rule_report, rule_met, overridden, decided_by_id, coalesce(e.hash, '')
    FROM bench_decision d LEFT JOIN factcheck_ledgerentry e ON e.seq = d.seen ORDER BY d.ledger_seq
"""


def _copy(cursor: Any, table: str, columns: str, lines: list[str]) -> None:
    names = ", ".join(columns.split())
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for start in range(0, len(lines), 1000):
            copy.write("\n".join(lines[start : start + 1000]) + "\n")


@contextmanager
def _prepared() -> Iterator[None]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET work_mem = '64MB'")
        cursor.execute(
            "CREATE TEMP TABLE bench_decision (id bigint, ledger_seq bigint, claim_id bigint,"
            " from_status text, to_status text, reason text, public_note text, successor_id bigint,"
            " rule_report jsonb, rule_met boolean, overridden boolean, decided_by_id bigint, seen bigint)"
        )
    yield


def _set_numbers(writer: Any) -> None:
    """Let the next claim, statement and article of this desk be numbered after ours."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in (
            "article",
            "claim",
            "claimversion",
            "attribution",
            "evidence",
            "publicationact",
            "decision",
        ):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('factcheck_{table}', 'id'),"
                f" (SELECT coalesce(max(id), 1) FROM factcheck_{table}))"
            )
        for topic, number in zip(writer.cast.topics, writer.numbers, strict=True):
            cursor.execute("UPDATE factcheck_topic SET last_number = %s WHERE id = %s", [number, topic])


if __name__ == "__main__":
    sys.exit(main())
