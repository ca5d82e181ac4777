"""A table of claims and statements on record: ours beside bulk_create and django-import-export.

    STATE_DIR=/an/empty/folder .venv/bin/python -m bench.imports [--rows 20000] [--bulk-rows 20000]
    [--peer-rows 300]

All begin with the same empty record and end with the same rows: claims, statements with their chains,
figures, the ledger's entries with their hashes, and the states by which the past is read. Each but the last
is rolled back, after all constraints were looked at. CPU is that of this process and of its PostgreSQL
backend together; memory is what is theirs alone. The peers are spared what a careful import does beside:
bulk_create looks at no row and knows its sources beforehand. At last the command is killed in the middle,
several times, and then left to end.
"""

import argparse
import csv
import gc
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

BATCH = 5_000
QUARTERS = ("north", "south", "east", "west")
CAUSES = ("flood", "fire", "strike")
COLUMNS = ("claim", "topic", "source", "stance", "cue", "quote", "publisher", "article_url", "said_on",
"quantity_verbatim",
           "measure", "basis", "quantity_low", "quantity_high", "quantity_point")  # fmt: skip
TOPIC = "general"


def main() -> int:
    options = _options()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    import django

    django.setup()
    from django.db import connection

    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], check=True)
    by = _editor()
    with tempfile.TemporaryDirectory() as folder, connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0")
        # What other processes of PostgreSQL did would not be counted.
        cursor.execute("SET max_parallel_workers_per_gather = 0; SET max_parallel_maintenance_workers = 0")
        file = Path(folder) / "claims.csv"
        write_table(file, options.rows)
        print(f"{options.rows:,} rows, {file.stat().st_size / 1e6:.1f} MB")
        first, again = _ours(file, by)
        bulk = _bulk(file, by, min(options.bulk_rows or options.rows, options.rows))
        theirs = _import_export(file, by, options.peer_rows)
        print(
            f"ours / bulk_create in batches of {BATCH:,}: {first / options.rows / bulk:.2f}  (the aim: "
            f".50 or less)"
        )
        if theirs:
            print(
                f"ours / django-import-export, a row:      {first / options.rows / theirs:.3f}  (the "
                f"aim: .050 or less)"
            )
        print(f"the same file again / the first time:    {again / first:.2f}  (the aim: .20 or less)")
        if options.kills:
            _killed(file, options.kills)
    return 0


def write_table(path: Path, rows: int) -> None:
    """Claims by a few hundred sources; every third with a figure."""
    chance = random.Random(7)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(rows):
            count = chance.randrange(3, 90_000)
            figure = (
                (f"{count:,}", "killed", "cumulative", count, count, count) if number % 3 == 0 else ("",) * 6
            )
            place = f"district {chance.randrange(10_000)} of the {chance.choice(QUARTERS)}"
            cause = chance.choice(CAUSES)
            writer.writerow((
                f"Report {number}: {count:,} people were counted in {place} after the {cause}.",
                TOPIC, f"Office {chance.randrange(400)}", chance.choice(("affirms", "denies",
                "not_confirmed")), "said",
                f"We counted {count:,} people in {place}, and we go on counting.",
                f"Paper {chance.randrange(60)}",
                f"https://paper.example/{number // 3}", f"2025-03-{chance.randrange(1, 29):02}", *figure,
            ))  # fmt: skip


def _ours(file: Path, by: Any) -> tuple[float, float]:
    """CPU seconds of the first import and of the same file again."""
    from factcheck.intake.importing import Options, import_table

    def run() -> Any:
        with file.open("rb") as table:
            return import_table(table, by=by, options=Options(), report=print, progress=lambda *_: None)

    with _rolled_back():
        with _measured("ours") as first:
            imported = run()
            _look_at_constraints()
        if imported.new != imported.rows:
            raise SystemExit(f"{imported} is not all new")
        with _measured("ours, again") as again:
            imported = run()
        if imported.unchanged != imported.rows:
            raise SystemExit(f"{imported} is not unchanged")
    return first["cpu"], again["cpu"]


def _bulk(file: Path, by: Any, rows: int) -> float:
    """CPU seconds a row."""
    from bench.import_peers import bulk_create

    with _rolled_back(), _measured(f"bulk_create, {rows:,} rows") as used:
        bulk_create(file, by, BATCH, rows)
        _look_at_constraints()
    return used["cpu"] / rows


def _import_export(file: Path, by: Any, rows: int) -> float:
    """CPU seconds a row; 0 where it is not installed."""
    try:
        from bench.import_peers import import_export
    except ImportError:
        print("django-import-export is not installed: pip install django-import-export")
        return 0
    with _rolled_back(), _measured(f"django-import-export, {rows:,} rows") as used:
        import_export(file, by, rows)
    return used["cpu"] / rows


def _killed(file: Path, kills: int) -> None:
    """Kill the command at several moments: nothing of it is there. Then let it end, and look at the
    ledger.
    """
    command = [sys.executable, "manage.py", "import_claims", str(file)]
    whole = 0.0
    for number in range(kills + 1):
        began = time.perf_counter()
        running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        if number == 0:
            time.sleep(4)
        elif number < kills:
            time.sleep(4 * 2**number)
        if number < kills and running.poll() is None:
            running.send_signal(signal.SIGKILL)
            running.wait()
            time.sleep(1)
            print(f"killed after {time.perf_counter() - began:.0f} s: {_on_record()}")
        else:
            said = running.communicate()[0]
            whole = time.perf_counter() - began
            print(f"left to end, {whole:.0f} s: {said.splitlines()[-1]}")
            break
    subprocess.run([sys.executable, "manage.py", "verify_ledger"], check=True, stdout=subprocess.DEVNULL)
    print(f"verify_ledger finds nothing wrong; {_on_record()}")


def _on_record() -> str:
    from factcheck.models import Claim, LedgerEntry, Source

    return (
        f"{Claim.objects.count():,} claims, {LedgerEntry.objects.count():,} entries, "
        f"{Source.objects.count():,} sources"
    )


@contextmanager
def _rolled_back() -> Iterator[None]:
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _look_at_constraints() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def _measured(what: str) -> Iterator[dict[str, float]]:
    """CPU of this process and its backend, and how much memory both have come to need at most."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = psutil.Process(cursor.fetchone()[0])
    gc.collect()
    here, used = psutil.Process(), dict[str, float]()
    before, memory, began = (
        (_cpu(here), _cpu(backend)),
        (_memory(here), _memory(backend)),
        time.perf_counter(),
    )
    peaks, ended = list(memory), threading.Event()

    def watch() -> None:
        while not ended.wait(0.1):
            peaks[:] = [max(peak, _memory(one)) for peak, one in zip(peaks, (here, backend), strict=True)]

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield used
    finally:
        ended.set()
        watching.join()
    python, database = _cpu(here) - before[0], _cpu(backend) - before[1]
    used["cpu"] = python + database
    grown = [(peak - one) / 1e6 for peak, one in zip(peaks, memory, strict=True)]
    print(
        f"{what}: {used['cpu']:.1f} s CPU (Python {python:.1f}, PostgreSQL {database:.1f}), "
        f"{time.perf_counter() - began:.1f} s; memory grew by {grown[0]:.0f} MB here, {grown[1]:.0f} MB "
        f"in PostgreSQL",
        flush=True,
    )


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _memory(process: psutil.Process) -> int:
    """Bytes of its own: PostgreSQL's buffers, which a backend only looks into, are not its own."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon"))


def _editor() -> Any:
    from factcheck.actions.people import create_person
    from factcheck.models import Claim, User
    from factcheck.rules.vocabulary import Role

    if Claim.objects.exists():
        raise SystemExit("This record is not empty. Give an empty folder: STATE_DIR=/an/empty/folder")
    known = User.objects.filter(username="bench").first()
    return known or create_person(
        username="bench", password="only for the bench", role=Role.EDITOR, byline="Bench"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--peer-rows", type=int, default=300, help="rows for django-import-export")
    parser.add_argument(
        "--bulk-rows", type=int, default=0, help="rows for bulk_create; without it, all of them"
    )
    parser.add_argument("--kills", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
