"""Whether PostgreSQL runs: what can be known of its processes after crashes and with reused numbers."""

import contextlib
import signal
import time
from pathlib import Path

import psutil

from factcheck.embedded.places import SOCKET_NAME

PATIENCE_SECONDS = 5


def postmaster_of(data: Path) -> psutil.Process | None:
    """The living process that the data folder's pid file names, if it is PostgreSQL at work in that folder.

    A pid file alone proves nothing: after a crash its number may belong to a zombie or to a stranger.
    """
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        process = psutil.Process(pid)
    except (OSError, ValueError, psutil.Error):
        return None
    return process if is_alive(process) and _works_in(process, data) else None


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def clear_stale_pid_files(data: Path, sockets: Path) -> None:
    """Remove what a dead postmaster has left: PostgreSQL takes a reused number or a zombie for its rival.

    Its own guard against two servers on one data folder hangs on these files, so orphaned workers have to
    be gone first.
    """
    left = [path for path in (data / "postmaster.pid", sockets / f"{SOCKET_NAME}.lock") if path.exists()]
    if not left:
        return
    for order in (None, signal.SIGQUIT, signal.SIGKILL):
        orphans = _processes_in(data)
        if not orphans:
            break
        if order is not None:
            _signal(orphans, order)
        wait_until_gone(orphans, PATIENCE_SECONDS)
    for path in left:
        path.unlink(missing_ok=True)


def wait_until_gone(processes: list[psutil.Process], seconds: float) -> bool:
    """Wait for processes that may not be our children; a zombie counts as gone."""
    deadline = time.monotonic() + seconds
    while any(is_alive(process) for process in processes):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _signal(processes: list[psutil.Process], order: signal.Signals) -> None:
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.send_signal(order)


def _processes_in(data: Path) -> list[psutil.Process]:
    return [p for p in psutil.process_iter() if is_alive(p) and _works_in(p, data)]


def _works_in(process: psutil.Process, data: Path) -> bool:
    """PostgreSQL and all its workers have the data folder as their working directory; a shell may too."""
    try:
        return process.name() == "postgres" and Path(process.cwd()) == data.resolve()
    except psutil.Error:
        return False
