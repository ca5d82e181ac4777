"""kill -9 in the middle of deciding, of the web server and of PostgreSQL: what was acknowledged is there.

A dozen decisions in the suite; `make test-all` makes it a thousand (KILL_DECISIONS=1000).
"""

import csv
import io
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
import requests

from factcheck.demo.logins import LOGINS
from tests.test_serve import ROOT, Desk, eventually

DECISIONS = int(os.environ.get("KILL_DECISIONS", "12"))
CLIENTS = 4
PASSWORD = next(password for name, password, _ in LOGINS if name == "ed")


class DemoDesk(Desk):
    options = ("--workers", "1", "--threads", "4")

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def kill_workers(self) -> None:
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                if "granian" in " ".join(process.cmdline()):
                    process.kill()

    def kill_backends(self) -> None:
        for process in self.postmaster().children():
            # One that ends by itself in this moment needs no kill.
            with suppress(psutil.NoSuchProcess):
                if "factcheck_web" in " ".join(process.cmdline()):
                    process.kill()


@pytest.fixture
def desk() -> Iterator[DemoDesk]:
    with tempfile.TemporaryDirectory(prefix="fc-kill-") as folder:
        Path(folder).chmod(0o711)
        desk = DemoDesk(Path(folder) / "var")
        yield desk
        for process in desk.processes():
            with suppress(psutil.NoSuchProcess):
                process.kill()


class Editor:
    """Decides on one claim again and again, and notes what was acknowledged."""

    def __init__(self, desk: DemoDesk, code: str) -> None:
        self.desk, self.code = desk, code
        self.session = requests.Session()
        self.acknowledged: list[str] = []
        self.refused: list[int] = []

    def decide(self, times: int) -> None:
        tried = 0
        while len(self.acknowledged) < times:
            tried += 1
            before = len(self.acknowledged)
            try:
                self._once(f"{self.code}, try {tried}.")
            except requests.RequestException:
                # The server was killed under us: nothing was acknowledged, so sign in and try again.
                self.session = requests.Session()
            if len(self.acknowledged) == before:
                time.sleep(0.2)

    def _once(self, reason: str) -> None:
        address = f"{self.desk.url}/desk/claims/{self.code}/"
        page = self.session.get(address, timeout=30)
        if "/accounts/login/" in page.url:
            login = {"username": "ed", "password": PASSWORD, "csrfmiddlewaretoken": _token(page.text)}
            page = self.session.post(page.url, login, headers={"Referer": page.url}, timeout=30)
            page = self.session.get(address, timeout=30)
        if page.status_code != 200:
            return
        version = re.search(r'name="version" value="(\d+)"', page.text)
        if version is None:
            return  # Still the page to sign in: the server died in between.
        status = "disputed" if 'name="status" value="disputed"' in page.text else "unverified"
        typed = {
            "status": status, "reason": reason, "version": version[1], "evidence": "https://example.org/x",
            "csrfmiddlewaretoken": _token(page.text),
        }  # fmt: skip
        answer = self.session.post(
            f"{address}decide/", typed, headers={"Referer": address}, timeout=30, allow_redirects=False
        )
        if answer.status_code == 303:
            self.acknowledged.append(reason)
        else:
            self.refused.append(answer.status_code)


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    return found[1] if found else ""


def test_what_was_acknowledged_outlives_every_kill(desk: DemoDesk) -> None:
    serve = desk.start(demo=True)
    assert serve.stdout is not None
    # What it says has to be read: a full pipe would hold the server up.
    threading.Thread(target=serve.stdout.read, daemon=True).start()
    eventually(desk.is_ready)
    table = csv.DictReader(io.StringIO(requests.get(f"{desk.url}/ledger/claims.csv", timeout=60).text))
    open_ones = [row["claim_code"] for row in table if row["status"] in ("unverified", "disputed")]
    editors = [Editor(desk, code) for code in open_ones[:CLIENTS]]
    threads = [
        threading.Thread(target=one.decide, args=[DECISIONS // CLIENTS], daemon=True) for one in editors
    ]
    for thread in threads:
        thread.start()

    def done() -> int:
        return sum(len(one.acknowledged) for one in editors)

    kills = (desk.kill_workers, lambda: desk.postmaster().kill(), desk.kill_backends)
    for share, kill in zip((0.2, 0.45, 0.7), kills, strict=True):
        eventually(lambda share=share: done() >= share * DECISIONS)  # type: ignore[misc]
        kill()
    for thread in threads:
        thread.join(timeout=600)
        assert not thread.is_alive()
    eventually(desk.is_ready)

    rows = csv.DictReader(io.StringIO(requests.get(f"{desk.url}/ledger/decisions.csv", timeout=60).text))
    on_record = [row["reason"] for row in rows]
    for one in editors:
        lost = set(one.acknowledged) - set(on_record)
        assert not lost
    assert len(on_record) == len(set(on_record)), "A decision stands twice."

    check_as_a_stranger(desk)
    serve.terminate()
    serve.wait(timeout=60)


def check_as_a_stranger(desk: DemoDesk) -> None:
    """Download the ledger and its checkpoints and run the stand-alone program over them."""
    eventually(lambda: requests.get(f"{desk.url}/ledger/head.json", timeout=30).json()["checkpoint"])
    for name in ("checkpoints.txt", "entries.jsonl"):
        (desk.state / name).write_bytes(requests.get(f"{desk.url}/ledger/{name}", timeout=60).content)
    tool = [sys.executable, "-I", "-S", str(ROOT / "tools" / "verify_ledger.py")]
    files = [str(desk.state / "entries.jsonl"), "--checkpoint", str(desk.state / "checkpoints.txt")]
    verified = subprocess.run([*tool, *files], capture_output=True, text=True, check=False)
    assert verified.returncode == 0, verified.stdout + verified.stderr
