"""Two web processes, a primary and a streaming replica: who reads where, and what each loss costs.

    .venv/bin/python -m bench.replica [--decisions 40] [--rounds 5]

Makes a PostgreSQL with the demonstration's record, a replica of it by pg_basebackup, and two servers of the
desk that know both. Then one thing after the other: where readers are read; whether an editor always reads
what they wrote, on either server; how soon readers see it; a replica that stands still; one that is killed;
a primary that is killed. Prints a line for each, and ends with status 1 when one of them is not as
docs/scaling.md says. All of it runs on this machine.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import LiteralString
from urllib.parse import quote

import psutil
import psycopg
import requests

from bench.own_desk import environment

PORTS = (8196, 8197)
CODE = "NK-0001"
PATIENCE_SECONDS = 90
# As in factcheck/queries/replica.py, with a second for each look and some for a busy machine.
MOST_BEHIND_SECONDS = 10 + 5


def main() -> int:
    options = _options()
    # The folder must be one that the account of PostgreSQL can enter.
    with tempfile.TemporaryDirectory(prefix="fc-replica-") as folder, ExitStack() as ending:
        Path(folder).chmod(0o711)
        pair = Pair(Path(folder))
        ending.callback(pair.stop)
        ending.enter_context(_serving(pair))
        pair.copy()
        is_so = True
        for ok, words in _facts(pair, options):
            print("yes  " if ok else "NO   ", words, flush=True)
            is_so &= ok
            if not ok:
                _show_logs(pair)
    return 0 if is_so else 1


def _show_logs(pair: "Pair") -> None:
    for log in sorted(pair.folder.parent.glob("web*.log")):
        print(f"The last lines of {log.name}:", *log.read_text().splitlines()[-25:], sep="\n  ")


def _facts(pair: "Pair", options: argparse.Namespace) -> Iterator[tuple[bool, str]]:
    yield _reads(pair)
    yield from _own_words(pair, options.decisions)
    yield _standing_still(pair)
    yield _killed(pair)
    yield _without_primary(pair)
    yield _rates(options.rounds)


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="bench.replica", description=__doc__.partition("\n")[0])
    reader.add_argument("--decisions", type=int, default=40)
    reader.add_argument("--rounds", type=int, default=5)
    return reader.parse_args()


# --- the databases ----------------------------------------------------------------------------------------


class Pair:
    """A primary of this desk's own making, and a replica by PostgreSQL's own means."""

    def __init__(self, folder: Path) -> None:
        from factcheck.embedded import cluster_of
        from factcheck.embedded.account import service_account

        self.account = service_account()
        self.primary = cluster_of(folder / "primary")
        self.folder = self.primary.places.folder.parent / "replica"
        self.folder.mkdir(mode=0o711)
        self.sockets, self.data = self.folder / "run", self.folder / "data"
        self.account.own(self.sockets)
        self.account.own(self.data)
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def replica_url(self) -> str:
        return f"postgresql://factcheck_web@/factcheck?host={quote(str(self.sockets), safe='')}"

    def copy(self) -> None:
        tool = self.primary.binaries.tool("pg_basebackup")
        made = self.account.run(
            [tool, "-h", self.primary.places.sockets, "-U", "postgres", "-D", self.data, "-R", "-c", "fast"]
        )
        if made.returncode:
            raise SystemExit(made.stderr)
        self.start()

    def start(self) -> None:
        """Start the replica with the primary's files of settings, its own data and its own socket."""
        settings = {
            "config_file": self.primary.places.configuration, "data_directory": self.data,
            "unix_socket_directories": self.sockets, "logging_collector": "off",
        }  # fmt: skip
        given = [f"--{name.replace('_', '-')}={value}" for name, value in settings.items()]
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        with (self.folder / "log.txt").open("ab") as output:
            self._child = self.account.spawn([self.primary.binaries.tool("postgres"), *given], output)
        child = self._child
        _until(lambda: child.poll() is not None or self.asked("SELECT pg_is_in_recovery()", here=False))
        if child.poll() is not None:
            raise SystemExit((self.folder / "log.txt").read_text())

    def asked(self, sql: LiteralString, *, here: bool) -> object:
        """The one value of a query to the primary (here) or the replica; None while it does not answer."""
        host = self.primary.places.sockets if here else self.sockets
        try:
            with psycopg.connect(
                f"host={host} user=postgres dbname=factcheck", autocommit=True, connect_timeout=2
            ) as one:
                row = one.execute(sql).fetchone()
        except psycopg.OperationalError:
            return None
        return row[0] if row else None

    def kill_replica(self) -> None:
        _kill(self.data)
        assert self._child is not None
        self._child.wait()

    def kill_primary(self) -> None:
        _kill(self.primary.places.data)

    def stop(self) -> None:
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
            self._child.wait(30)
        self.primary.leave()
        shutil.rmtree(self.folder, ignore_errors=True)


def _kill(data: Path) -> None:
    """kill -9 for PostgreSQL and all that it has begun."""
    head = psutil.Process(int((data / "postmaster.pid").read_text().split("\n", 1)[0]))
    for process in (head, *head.children(recursive=True)):
        process.kill()


@contextmanager
def _serving(pair: Pair) -> Iterator[None]:
    servers, logs = [], pair.folder.parent
    try:
        for port in PORTS:
            given = environment(
                STATE_DIR=pair.folder.parent / f"web{port}", PORT=port,
                BASE_URL=f"http://localhost:{PORTS[0]}", SECRET_KEY="of a trial, and known to all " * 3,
                DATABASE_OWNER_URL=pair.primary.url("factcheck_owner"),
                DATABASE_URL=pair.primary.url("factcheck_web"), DATABASE_REPLICA_URL=pair.replica_url,
                LEDGER_KEY_FILE=pair.folder.parent / "ledger.key",
            )  # fmt: skip
            servers.append(
                subprocess.Popen(
                    [sys.executable, "manage.py", "serve", "--workers", "1"],
                    env=given,
                    stdout=(logs / f"web{port}.log").open("ab"),
                    stderr=subprocess.STDOUT,
                )
            )
            _until(lambda port=port: _status(port, "/readyz") == 200)
        yield
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait(60)


# --- what is asked -----------------------------------------------------------------------------------------


def _reads(pair: Pair) -> tuple[bool, str]:
    """Where a hundred pages that nobody has asked for yet are read."""
    _until(lambda: _is_used(pair))
    before = [_transactions(pair, here=here) for here in (True, False)]
    for number in range(100):
        _status(PORTS[number % 2], f"/claims/?q=word{number}")
    primary, replica = (
        _transactions(pair, here=here) - was for here, was in zip((True, False), before, strict=True)
    )
    return (
        replica > 5 * primary,
        f"100 readers' pages by two servers: {replica} transactions on the replica, {primary} on the primary",
    )


def _own_words(pair: Pair, decisions: int) -> Iterator[tuple[bool, str]]:
    """An editor decides on one server and looks on both at once; then a reader is waited for."""
    editor, unseen, waits = Editor(), 0, []
    for number in range(decisions):
        reason = f"Decision {number} of the trial."
        editor.decide(PORTS[number % 2], reason)
        began = time.perf_counter()
        for port in PORTS:
            unseen += reason not in editor.page(port)
        waits.append(_until(lambda reason=reason: all(reason in _json(port) for port in PORTS)) - began)
    yield (
        unseen == 0,
        f"{decisions} decisions on either server: the editor's next page lacked {unseen} of them",
    )
    middle, longest = 1000 * statistics.median(waits), 1000 * max(waits)
    yield (
        longest < 5000,
        f"readers of both servers saw them after {middle:.0f} ms (median), {longest:.0f} ms (longest)",
    )


def _standing_still(pair: Pair) -> tuple[bool, str]:
    """The replica answers and gets nothing new: within the time named, readers are read elsewhere."""
    pair.asked("SELECT pg_wal_replay_pause()", here=False)
    editor, reason = Editor(), "While the replica stands still."
    editor.decide(PORTS[0], reason)
    began = time.perf_counter()
    own = all(reason in editor.page(port) for port in PORTS)
    seconds = _until(lambda: all(reason in _json(port) for port in PORTS)) - began
    pair.asked("SELECT pg_wal_replay_resume()", here=False)
    back = _until(lambda: _is_used(pair)) - began - seconds
    told = (
        f"a replica that stands still: the editor saw the decision at once, readers after {seconds:.1f} s,"
        f" by the primary; {back:.1f} s after it went on it was used again"
    )
    return own and seconds < MOST_BEHIND_SECONDS, told


def _killed(pair: Pair) -> tuple[bool, str]:
    crowd = Crowd()
    with crowd.asking():
        time.sleep(2)
        pair.kill_replica()
        time.sleep(10)
    pair.start()
    began = time.perf_counter()
    back = _until(lambda: _is_used(pair)) - began
    told = (
        f"kill -9 of the replica under {crowd.asked:,} requests: {crowd}; {back:.1f} s after its start"
        " it was used again"
    )
    return set(crowd.answers) == {200}, told


def _without_primary(pair: Pair) -> tuple[bool, str]:
    editor = Editor()
    editor.page(PORTS[0])
    crowd = Crowd()
    with crowd.asking():
        time.sleep(2)
        pair.kill_primary()
        time.sleep(3)
        desk = editor.session.get(f"http://localhost:{PORTS[0]}/desk/", timeout=60).status_code
        time.sleep(5)
    pair.primary.revive()
    began = time.perf_counter()
    back = _until(lambda: CODE in editor.page(PORTS[0])) - began
    told = (
        f"kill -9 of the primary under {crowd.asked:,} requests of readers: {crowd}; the desk said {desk},"
        f" and worked again {back:.1f} s after the primary was back"
    )
    return set(crowd.answers) == {200} and desk == 503, told


def _rates(rounds: int) -> tuple[bool, str]:
    """Readers' pages a second by one server and by two, in turns."""
    one, both = ([_rate(ports) for _ in range(rounds)] for ports in (PORTS[:1], PORTS))
    first, second = statistics.median(one), statistics.median(both)
    return (
        True,
        f"pages a second by one web process {first:.0f}, by two {second:.0f}: {second / first:.2f} times",
    )


def _rate(ports: tuple[int, ...], seconds: float = 4) -> float:
    crowd = Crowd(ports)
    with crowd.asking():
        time.sleep(seconds)
    return crowd.asked / seconds


# --- readers and an editor ---------------------------------------------------------------------------------


@dataclass(slots=True)
class Crowd:
    """Eight readers who ask for a few pages without a pause."""

    ports: tuple[int, ...] = PORTS
    answers: Counter[int] = field(default_factory=Counter)
    longest: float = 0.0

    @property
    def asked(self) -> int:
        return self.answers.total()

    def __str__(self) -> str:
        told = ", ".join(f"{number:,} × {status}" for status, number in sorted(self.answers.items()))
        return f"{told}, the slowest in {self.longest:.1f} s"

    @contextmanager
    def asking(self) -> Iterator[None]:
        ended = threading.Event()
        threads = [threading.Thread(target=self._ask, args=[number, ended]) for number in range(8)]
        for thread in threads:
            thread.start()
        yield
        ended.set()
        for thread in threads:
            thread.join()

    def _ask(self, number: int, ended: threading.Event) -> None:
        session, done = requests.Session(), 0
        while not ended.is_set():
            port = self.ports[(number + done) % len(self.ports)]
            began = time.perf_counter()
            answer = session.get(f"http://localhost:{port}/claims/?q=word{done % 20}", timeout=60)
            self.longest = max(self.longest, time.perf_counter() - began)
            self.answers[answer.status_code] += 1
            done += 1


class Editor:
    def __init__(self) -> None:
        from factcheck.demo.logins import PASSWORD

        self.session = requests.Session()
        address = f"http://localhost:{PORTS[0]}/accounts/login/"
        token = _found(
            r'name="csrfmiddlewaretoken" value="([^"]+)"', self.session.get(address, timeout=60).text
        )
        typed = {"username": "ed", "password": PASSWORD, "csrfmiddlewaretoken": token}
        self.session.post(address, typed, headers={"Referer": address}, timeout=60).raise_for_status()

    def page(self, port: int) -> str:
        return self.session.get(f"http://localhost:{port}/desk/claims/{CODE}/", timeout=60).text

    def decide(self, port: int, reason: str) -> None:
        page = self.page(port)
        address = f"http://localhost:{port}/desk/claims/{CODE}/decide/"
        typed = {
            "version": _found(r'name="version" value="(\d+)"', page), "reason": reason,
            "status": "disputed" if 'name="status" value="disputed"' in page else "unverified",
            "csrfmiddlewaretoken": _found(r'name="csrfmiddlewaretoken" value="([^"]+)"', page),
        }  # fmt: skip
        answer = self.session.post(
            address, typed, headers={"Referer": address}, timeout=60, allow_redirects=False
        )
        if answer.status_code != 303:
            raise SystemExit(f"The decision was answered with {answer.status_code}.")


def _found(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    if found is None:
        raise SystemExit(f"The page has no {pattern}.")
    return found[1]


def _status(port: int, address: str) -> int:
    try:
        return requests.get(f"http://localhost:{port}{address}", timeout=60).status_code
    except requests.RequestException:
        return 0


def _json(port: int) -> str:
    return requests.get(f"http://localhost:{port}/claims/{CODE}.json", timeout=60).text


def _is_used(pair: Pair) -> bool:
    """Whether both servers read on the replica just now."""
    for port in PORTS:
        before = _transactions(pair, here=False)
        for number in range(5):
            _status(port, f"/claims/?q=used{time.monotonic_ns()}{number}")
        if _transactions(pair, here=False) - before < 5:
            return False
    return True


def _transactions(pair: Pair, *, here: bool) -> int:
    """How many the database has ended so far; a backend tells of its own within a second of being idle."""
    time.sleep(1.5)
    told = pair.asked(
        "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = 'factcheck'", here=here
    )
    return told if isinstance(told, int) else 0


def _until(fact: object) -> float:
    """Wait for a fact, and say when it was there (as time.perf_counter does)."""
    assert callable(fact)
    deadline = time.perf_counter() + PATIENCE_SECONDS
    while not fact():
        if time.perf_counter() > deadline:
            raise TimeoutError(f"waited in vain for {PATIENCE_SECONDS} s")
        time.sleep(0.01)
    return time.perf_counter()


if __name__ == "__main__":
    sys.exit(main())
