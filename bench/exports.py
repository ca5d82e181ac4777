"""The downloads beside psql's \\copy of the same query, and beside django-import-export: time, CPU, memory.

    STATE_DIR=/some/folder .venv/bin/python -m bench.exports [--rounds 5] [--port 8199] [--peer-rows 10000]

Starts the desk's server on the database that `bench.make_ledger` has filled. For each file, in turns within
one run: psql writes the query's rows to nowhere, and the server sends the file to this process, which throws
it away. Medians of the rounds. CPU is that of the server's processes and of PostgreSQL together. Memory: how
much the server's processes grow from before the first download to the highest point in any. Then a reader
hangs up in the middle: how long the COPY goes on. psql plans the query as it likes; the server asks for plans
that begin at once.
"""

import argparse
import http.client
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil

NAMES = ("claims", "attributions", "decisions")


def main() -> int:
    options = _options()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    import django

    django.setup()
    with _serving(options.port) as server:
        # The signer and the worker of the queue are still beginning when the first page is there.
        time.sleep(15)
        for _ in range(16):  # Each worker reads the application in with its first request.
            _get(options.port, "/ledger/claims.csv?q=nothing-has-this-word")
        watch = _Memory(server)
        print(
            f"{'file':<14}{'rows':>11}{'MB':>8}{'psql s':>9}{'ours s':>9}{'ratio':>7}{'first s':>9}"
            f"{'psql µs':>10}{'ours µs':>10}{'ratio':>7}   µs: CPU a row"
        )
        cpu_a_row = {name: _one_file(name, options, server) for name in NAMES}
        print(f"The server's processes grew by {watch.grown():.1f} MB at most, all together.")
        print(f"After a reader hung up, its COPY went on for {_hung_up(options.port):.2f} s.")
    if options.peer_rows:
        _peer(options.peer_rows, cpu_a_row["claims"])
    return 0


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="bench.exports", description=__doc__.partition("\n")[0])
    reader.add_argument("--rounds", type=int, default=5)
    reader.add_argument("--port", type=int, default=8199)
    reader.add_argument("--peer-rows", type=int, default=10_000, help="0: leave django-import-export out")
    return reader.parse_args()


def _one_file(name: str, options: argparse.Namespace, server: psutil.Process) -> float:
    """Print a line about it, and return the CPU that a row took, in microseconds."""
    psql, ours, firsts, psql_cpu, our_cpu, rows, size = [], [], [], [], [], 0, 0
    for _ in range(options.rounds):
        seconds, used = _by_psql(name, server)
        psql.append(seconds)
        psql_cpu.append(used)
        before = _cpu(server)
        seconds, first, rows, size = _get(options.port, f"/ledger/{name}.csv")
        our_cpu.append(_cpu(server) - before)
        ours.append(seconds)
        firsts.append(first)
    theirs, mine, first = map(statistics.median, (psql, ours, firsts))
    theirs_a_row, a_row = (1e6 * statistics.median(used) / max(rows, 1) for used in (psql_cpu, our_cpu))
    print(
        f"{name:<14}{rows:>11,}{size / 1e6:>8.1f}{theirs:>9.2f}{mine:>9.2f}{mine / theirs:>7.2f}{first:>9.3f}"
        f"{theirs_a_row:>10.1f}{a_row:>10.1f}{a_row / theirs_a_row:>7.2f}",
        flush=True,
    )
    return a_row


# --- both sides -----------------------------------------------------------------------------------------


def _by_psql(name: str, server: psutil.Process) -> tuple[float, float]:
    """Seconds that psql takes for the statement of the file, and of CPU, PostgreSQL's included."""
    from django.db import connection
    from psycopg import ClientCursor

    from factcheck.embedded.binaries import packaged
    from factcheck.exports.columns import LEDGERS
    from factcheck.exports.ledger_csv import _statement
    from factcheck.rules.filters import Filters

    text, values = _statement(LEDGERS[name], Filters(), for_spreadsheet=False)
    connection.ensure_connection()
    query = " ".join(ClientCursor(connection.connection).mogrify(text, values).split("\n"))
    parameters = connection.get_connection_params()
    given = {
        variable: str(parameters[word])
        for variable, word in {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGDATABASE": "dbname",
                               "PGPASSWORD": "password"}.items()
        if parameters.get(word)
    }  # fmt: skip
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(f"\\copy ({query}) TO '/dev/null' WITH (FORMAT csv, HEADER true)\n")
        script.flush()
        began, used = time.perf_counter(), _cpu(server) + _of_programs()
        subprocess.run(
            [packaged().tool("psql"), "-q", "-X", "-v", "ON_ERROR_STOP=1", "-f", script.name],
            env=os.environ | given, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        return time.perf_counter() - began, _cpu(server) + _of_programs() - used


def _of_programs() -> float:
    """CPU seconds of programs that this process has run to their end."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _get(port: int, address: str) -> tuple[float, float, int, int]:
    """Seconds to the end and to the first byte of the body, rows and bytes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    began = time.perf_counter()
    connection.request("GET", address, headers={"Host": "localhost"})
    response = connection.getresponse()
    if response.status != 200:
        raise SystemExit(f"{address} answers {response.status}: {response.read()[:200]!r}")
    lines = size = 0
    first = 0.0
    while part := response.read1(1 << 18):
        first = first or time.perf_counter() - began
        lines += part.count(b"\n")  # None of the made-up texts has one of its own.
        size += len(part)
    connection.close()
    return time.perf_counter() - began, first, lines - 1, size


def _hung_up(port: int) -> float:
    """Seconds from the reader's end until PostgreSQL runs no COPY any more."""
    from django.db import connection

    reader = socket.create_connection(("127.0.0.1", port))
    reader.sendall(b"GET /ledger/attributions.csv HTTP/1.1\r\nHost: localhost\r\n\r\n")
    reader.recv(1 << 16)
    reader.close()
    began = time.perf_counter()
    while time.perf_counter() - began < 120:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY (SELECT%%' AND state <> 'idle'"
                " AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0] == 0:
                return time.perf_counter() - began
        time.sleep(0.01)
    return float("inf")


# --- the server -----------------------------------------------------------------------------------------


@contextmanager
def _serving(port: int) -> Iterator[psutil.Process]:
    own = {"PORT": str(port), "BASE_URL": f"http://localhost:{port}"}
    with answering(["manage.py", "serve"], port, "/readyz", **own) as server:
        yield server


@contextmanager
def answering(program: list[str], port: int, address: str, **own: str) -> Iterator[psutil.Process]:
    """A program of Python's that has begun to answer at this address, until the block ends.

    own: what its environment has beside ours.
    """
    started = subprocess.Popen(
        [sys.executable, *program], env=os.environ | own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(240):
            time.sleep(0.5)
            try:
                _get(port, address)
                break
            except (OSError, http.client.HTTPException):
                continue
        else:
            raise SystemExit(f"{' '.join(program[:2])} did not start. Is it installed?")
        yield psutil.Process(started.pid)
    finally:
        started.terminate()
        started.wait(60)


class _Memory:
    """Watches the server's processes, PostgreSQL's not among them."""

    def __init__(self, server: psutil.Process) -> None:
        self.processes = _family(server)
        self.before = self.highest = self._now()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def grown(self) -> float:
        """MB by which they were larger at their highest point."""
        self._ended.set()
        self._thread.join()
        return (self.highest - self.before) / 1e6

    def _watch(self) -> None:
        while not self._ended.wait(0.02):
            self.highest = max(self.highest, self._now())

    def _now(self) -> int:
        return sum(one.memory_info().rss for one in self.processes if one.is_running())


def _cpu(server: psutil.Process | None = None) -> float:
    """CPU seconds of PostgreSQL so far, backends that have ended included, and of the server's processes."""
    postmaster = _postmaster()
    family = _family(server) if server else []
    found = {one.pid: one for one in (*family, postmaster, *postmaster.children(recursive=True))}
    total = 0.0
    for one in found.values():
        try:
            times = one.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system
        if one.pid == postmaster.pid:
            total += times.children_user + times.children_system
    return total


def _family(server: psutil.Process) -> list[psutil.Process]:
    """The server's own processes; where it is the one that started PostgreSQL, without it."""
    found = []
    for one in (server, *server.children(recursive=True)):
        with suppress(psutil.Error):  # One that has just ended has no name.
            found += [one] if "postgres" not in one.name() else []
    return found


def _postmaster() -> psutil.Process:
    """The first process of the PostgreSQL that we are connected to, which is on this machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        parent = psutil.Process(cursor.fetchone()[0]).parent()
    if parent is None:
        raise SystemExit("PostgreSQL must be on this machine, or its CPU cannot be seen.")
    return parent


# --- the peer ---------------------------------------------------------------------------------------------


def _peer(rows: int, ours: float) -> None:
    """django-import-export over the same columns, as its documentation has it."""
    try:
        from bench.import_export_peer import cpu_a_row
    except ImportError:
        print("django-import-export is not installed: it is left out.")
        return
    for words, tuned, asked in (("as its guide has it", False, rows // 5), ("tuned by hand", True, rows)):
        before = _cpu()
        own = cpu_a_row(asked, tuned=tuned)
        theirs = own + 1e6 * (_cpu() - before) / asked
        print(
            f"django-import-export, {words}: {theirs:,.0f} µs of CPU a row of claims ({asked:,} rows),"
            f" {own:,.0f} of them in its own process; {theirs / ours:.0f} × ours. With PostgreSQL's.",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
