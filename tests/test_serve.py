"""`make run` as a process: it starts, answers, mends itself, and stops without leaving anything behind."""

import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from bench.own_desk import environment

ROOT = Path(__file__).parent.parent
PATIENCE_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Desk:
    """A desk of its own: state folder, port, processes."""

    options: tuple[str, ...] = ("--workers", "1")

    def __init__(self, state: Path) -> None:
        self.state = state
        self.port = free_port()
        self.begun: list[psutil.Process] = []

    def start(self, *, demo: bool = False) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "manage.py", "serve", *(() if demo else ("--no-demo",)), *self.options],
            cwd=ROOT,
            env=environment(STATE_DIR=self.state, PORT=self.port),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def status(self) -> int | None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as refused:
            refused.close()
            return refused.code
        except OSError:
            return None

    def is_ready(self) -> bool:
        return self.status() == 200

    def processes(self) -> list[psutil.Process]:
        """Everything that serves this desk, whoever its parent is."""
        marks = {f"--port {self.port}", str(self.state / "postgres")}
        return [
            process
            for process in psutil.process_iter(["cmdline", "status"])
            if process.info["status"] != psutil.STATUS_ZOMBIE
            and any(mark in " ".join(process.info["cmdline"] or []) for mark in marks)
        ]

    def postmaster(self) -> psutil.Process:
        return next(process for process in self.processes() if process.name() == "postgres")

    def postmaster_is_another_than(self, ended: psutil.Process) -> bool:
        return any(one.name() == "postgres" and one.pid != ended.pid for one in self.processes())


def eventually(fact: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not fact():
        assert time.monotonic() < deadline, f"Not so within {PATIENCE_SECONDS} s"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with tempfile.TemporaryDirectory(prefix="fc-serve-") as folder:
        Path(folder).chmod(0o711)
        desk = Desk(Path(folder) / "var")
        yield desk
        for process in desk.processes():
            process.kill()


def test_it_starts_mends_itself_and_stops(desk: Desk) -> None:
    serve = desk.start()
    eventually(desk.is_ready)

    killed = desk.postmaster()
    killed.kill()
    # Whoever asks meanwhile may be answered all the same: a request waits some seconds for a connection.
    eventually(lambda: desk.postmaster_is_another_than(killed))
    eventually(desk.is_ready)

    serve.send_signal(signal.SIGTERM)
    said, _ = serve.communicate(timeout=PATIENCE_SECONDS)
    assert serve.returncode == 0
    assert f"http://localhost:{desk.port}/" in said
    assert "PostgreSQL has ended unexpectedly; starting it again." in said
    assert desk.processes() == []


def test_a_killed_desk_leaves_nothing_that_stops_the_next_start(desk: Desk) -> None:
    serve = desk.start()
    eventually(desk.is_ready)
    serve.kill()
    serve.communicate()
    eventually(lambda: not desk.is_ready())

    second = desk.start()
    eventually(desk.is_ready)
    third = desk.start()
    refused, _ = third.communicate(timeout=PATIENCE_SECONDS)
    assert third.returncode != 0
    assert f"Port {desk.port} is in use by process" in refused

    second.send_signal(signal.SIGINT)
    second.communicate(timeout=PATIENCE_SECONDS)
    assert second.returncode == 0
    assert desk.processes() == []


def test_a_database_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    asked = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=environment(DATABASE_URL=f"postgresql://desk@127.0.0.1:{free_port()}/desk", PORT=free_port()),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert asked.returncode != 0
    assert "The database cannot be reached" in asked.stderr
    assert "Traceback" not in asked.stderr
