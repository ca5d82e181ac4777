"""The cluster through starts, stops and accidents. Real PostgreSQL, really killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest

from factcheck.embedded import Cluster, EmbeddedError, Pulse
from factcheck.embedded.account import Account
from factcheck.embedded.processes import postmaster_of, wait_until_gone

Users = Callable[[], Cluster]

JOIN = (
    "import sys; from pathlib import Path; from factcheck.embedded import cluster_of; "
    "cluster_of(Path(sys.argv[1]))"
)


def kill_postmaster(cluster: Cluster) -> None:
    postmaster = postmaster_of(cluster.places.data)
    assert postmaster is not None
    postmaster.kill()
    assert wait_until_gone([postmaster], 10)


def another_process(state: Path, *, then: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", f"{JOIN}; {then}", str(state)], stdout=subprocess.PIPE, text=True
    )


def test_the_first_user_starts_it_and_the_last_one_stops_it(user_of: Users) -> None:
    one, two = user_of(), user_of()
    one.join()
    two.join()
    one.leave()
    assert two.pulse() is Pulse.ANSWERS
    two.leave()
    assert two.pulse() is Pulse.SILENT
    assert postmaster_of(two.places.data) is None


def test_what_was_written_is_there_after_a_stop(user_of: Users) -> None:
    user = user_of()
    user.join()
    with psycopg.connect(user.url("factcheck_owner")) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 11000 AS soldiers")
    user.leave()
    user.join()
    with psycopg.connect(user.url("factcheck_owner")) as connection:
        assert connection.execute("SELECT soldiers FROM kept").fetchone() == (11000,)


def test_what_is_in_memory_is_noted_for_the_next_start(user_of: Users) -> None:
    user = user_of()
    user.join()
    noted = user.places.data / "autoprewarm.blocks"
    ends = time.monotonic() + 30
    # A stop that comes before PostgreSQL's worker has read the last note writes none.
    while not noted.exists() and time.monotonic() < ends:
        time.sleep(0.5)
        user.leave()
        user.join()
    assert noted.read_text().startswith("<<")


def test_two_first_starts_at_once_make_one_cluster(open_folder: Path) -> None:
    state = open_folder / "together"
    half_made = state / "postgres" / "data.being-made"
    half_made.mkdir(parents=True)  # What a killed initdb leaves behind.
    state.chmod(0o711)
    (half_made / "PG_VERSION").write_text("18\n")
    both = [another_process(state) for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    assert not half_made.exists()
    assert postmaster_of(state / "postgres" / "data") is None


def test_a_killed_postmaster_is_started_again(user_of: Users) -> None:
    user = user_of()
    user.join()
    kill_postmaster(user)
    assert user.pulse() is Pulse.SILENT
    user.revive()
    assert user.pulse() is Pulse.ANSWERS


def test_a_killed_user_holds_nothing_up(user_of: Users, state: Path) -> None:
    killed = another_process(state, then="print('joined', flush=True); import time; time.sleep(60)")
    assert killed.stdout is not None
    assert killed.stdout.readline() == "joined\n"
    killed.kill()
    killed.communicate()
    user = user_of()
    assert user.pulse() is Pulse.ANSWERS  # It has outlived its user …
    user.join()
    user.leave()
    assert user.pulse() is Pulse.SILENT  # … and goes with the next one.


@pytest.mark.parametrize("state_of_the_process", ["stranger", "zombie"])
def test_a_pid_file_with_a_reused_number_stops_no_start(
    user_of: Users, account: Account, state_of_the_process: str
) -> None:
    user = user_of()
    user.join()
    pid_file = user.places.data / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    kill_postmaster(user)
    command = ["sleep", "60"] if state_of_the_process == "stranger" else ["true"]
    with Path(os.devnull).open("wb") as nowhere:
        other = account.spawn(command, nowhere)
    try:
        if state_of_the_process == "zombie":
            while psutil.Process(other.pid).status() != psutil.STATUS_ZOMBIE:
                time.sleep(0.01)
        pid_file.write_text("\n".join([str(other.pid), *lines[1:]]))
        user.revive()
        assert user.pulse() is Pulse.ANSWERS
        assert state_of_the_process == "zombie" or other.poll() is None, "The stranger must be left alone."
    finally:
        other.kill()
        other.wait()


def test_a_start_waits_for_a_shutdown_under_way(user_of: Users) -> None:
    user = user_of()
    user.join()
    with psycopg.connect(user.url("factcheck_web")):
        running = postmaster_of(user.places.data)
        assert running is not None
        running.send_signal(signal.SIGTERM)  # "Smart": waits for the open connection.
        time.sleep(0.2)
        assert user.pulse() is Pulse.BUSY
    user.revive()
    assert user.pulse() is Pulse.ANSWERS


def test_another_version_is_refused_and_nothing_is_touched(user_of: Users) -> None:
    user = user_of()
    user.join()
    user.leave()
    data = user.places.data
    version = data / "PG_VERSION"
    ours = version.read_text()
    version.write_text("17\n")
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*")}
    try:
        with pytest.raises(EmbeddedError, match="made by PostgreSQL 17; the installed one is 18") as refusal:
            user.join()
        assert "manage.py backup" in str(refusal.value)
        assert "manage.py restore" in str(refusal.value)
        assert {path: path.stat().st_mtime_ns for path in data.rglob("*")} == before
    finally:
        version.write_text(ours)


def test_a_start_that_fails_says_why(user_of: Users) -> None:
    user = user_of()
    user.join()
    user.leave()
    local = user.places.folder / "local.conf"
    local.write_text("shared_buffers = 'a lot'\n")
    local.chmod(0o644)
    try:
        with pytest.raises(EmbeddedError, match="invalid value for parameter"):
            user.join()
    finally:
        local.unlink()
