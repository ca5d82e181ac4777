"""Ours beside Datasette on the same claims: pages, filters, facets, search and the whole CSV, in one run.

    STATE_DIR=/some/folder .venv/bin/python -m bench.datasette [--rounds 5] [--port 8175]

Starts the desk's server on the database that `bench.make_ledger` has filled, downloads its claims.csv, and
gives Datasette a SQLite of the very same rows: with an index on each column that is filtered by, in the order
of the list, and its full-text search. Each line asks both for the same thing in turns and gives medians.
Datasette answers in JSON, which costs it least; ours are whole pages with their facets and counts, never a
kept one.
"""

import argparse
import csv
import http.client
import os
import sqlite3
import statistics
import sys
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

from bench.exports import _get, _serving, answering

WORD = "bridge"
# Name, ours, Datasette's. {n}: differs from one time to the next, so that nobody answers from memory.
PAGES = (
    ("newest claims", "/claims/?before={far}", "claims.json?_size=50&_sort_desc=ledger_seq&_nocount=1&n={n}"),
    (
        "newest claims, with counts", "/claims/?before={far}",
        "claims.json?_size=50&_sort_desc=ledger_seq&_facet=status&n={n}",
    ),
    (
        "one status", "/claims/?status=disputed&before={far}",
        "claims.json?_size=50&status=disputed&_sort_desc=ledger_seq&_facet=topic&n={n}",
    ),
    (
        "a word", "/claims/?q=" + WORD + "&before={far}",
        "claims.json?_size=50&_search=" + WORD + "&_sort_desc=ledger_seq&_facet=status&n={n}",
    ),
)  # fmt: skip


def main() -> int:
    options = _options()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    import django

    django.setup()
    with tempfile.TemporaryDirectory(prefix="fc-datasette-") as folder, _serving(options.port):
        table = Path(folder) / "claims.csv"
        rows = _download(options.port, table)
        database = Path(folder) / "desk.db"
        _fill(database, table)
        with _datasette(database, options.port + 1):
            print(f"{rows:,} claims{'ours ms':>27}{'Datasette ms':>15}{'ratio':>8}")
            for start, (name, ours, theirs) in enumerate(PAGES, start=1):
                _line(name, options, ours, f"/desk/{theirs}", 10**12 + 1000 * start)
            _line("the whole CSV", options, "/ledger/claims.csv", "/desk/claims.csv?_stream=on&_size=max", 0)
    return 0


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="bench.datasette", description=__doc__.partition("\n")[0])
    reader.add_argument("--rounds", type=int, default=5)
    reader.add_argument("--port", type=int, default=8175)
    return reader.parse_args()


def _line(name: str, options: argparse.Namespace, ours: str, theirs: str, far: int) -> None:
    """far: a bound above all numbers, which changes nothing but the address."""
    mine, other = [], []
    for number in range(-1, options.rounds):
        seconds = _get(options.port, ours.format(far=far + number))[0]
        beside = _get(options.port + 1, theirs.format(n=number))[0]
        if number >= 0:
            mine.append(1000 * seconds)
            other.append(1000 * beside)
    first, second = statistics.median(mine), statistics.median(other)
    print(f"{name:<28}{first:>14,.0f}{second:>15,.0f}{second / first:>7.1f}×", flush=True)


def _download(port: int, into: Path) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request("GET", "/ledger/claims.csv", headers={"Host": "localhost"})
    response = connection.getresponse()
    rows = -1
    with into.open("wb") as file:
        while part := response.read1(1 << 18):
            rows += part.count(b"\n")
            file.write(part)
    connection.close()
    return rows


def _fill(database: Path, table: Path) -> None:
    """The rows of a CSV as a table of text, whole numbers where they are such."""
    with table.open(newline="", encoding="utf-8") as file, sqlite3.connect(database) as into:
        rows = csv.reader(file)
        header = next(rows)
        kinds = ", ".join(f"{name} {'INTEGER' if name == 'ledger_seq' else 'TEXT'}" for name in header)
        into.execute(f"CREATE TABLE claims ({kinds})")
        into.executemany(f"INSERT INTO claims VALUES ({', '.join('?' * len(header))})", rows)
        for columns in ("ledger_seq", "status, ledger_seq", "topic, ledger_seq", "status, topic, ledger_seq"):
            into.execute(f"CREATE INDEX [{columns}] ON claims ({columns})")
        into.execute('CREATE VIRTUAL TABLE claims_fts USING fts5(claim, content="claims")')
        into.execute("INSERT INTO claims_fts (rowid, claim) SELECT rowid, claim FROM claims")
        into.commit()
        into.execute("ANALYZE")


def _datasette(database: Path, port: int) -> AbstractContextManager[object]:
    limits = {"sql_time_limit_ms": "60000", "facet_time_limit_ms": "60000", "max_csv_mb": "0"}
    settings = [word for name, value in limits.items() for word in ("--setting", name, value)]
    program = ["-m", "datasette", "serve", str(database), "--port", str(port), *settings]
    return answering(program, port, "/-/versions.json")


if __name__ == "__main__":
    sys.exit(main())
