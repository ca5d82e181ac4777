"""Keep the web server, its helpers and the embedded PostgreSQL running until somebody says stop."""

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

from django.core.management.base import CommandError

from factcheck.embedded import Cluster, EmbeddedError, Pulse
from factcheck.lifeline import end_with_parent

ANSWER_SECONDS = 60
STOP_SECONDS = 15
LOOK_SECONDS = 2
LONGEST_PAUSE_SECONDS = 30


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Ctrl-C, SIGTERM and a closed terminal all end the block the same way."""

    def stop(number: int, frame: FrameType | None) -> None:
        # Once is enough: a second Ctrl-C must not interrupt the shutdown.
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        raise KeyboardInterrupt

    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, stop)
    with suppress(KeyboardInterrupt):
        yield


class Child:
    """A process of ours that is to run as long as the desk does."""

    def __init__(self, name: str, command: Sequence[str], environment: dict[str, str]) -> None:
        self.name = name
        self._command = command
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(  # noqa: S603 - our own command, no shell
            self._command,
            env=self._environment,
            # A Ctrl-C in the terminal is ours to hear; the order of stopping matters.
            start_new_session=True,
            preexec_fn=end_with_parent,  # Safe: this process has one thread.
        )
        return self._process

    @property
    def lives(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def end(self) -> None:
        """Let it finish what it is at, then stop it."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Supervisor:
    def __init__(
        self, server: Child, beside: Sequence[Child], cluster: Cluster | None, *, say: Callable[[str], None]
    ) -> None:
        self._server = server
        self._beside = beside
        self._cluster = cluster
        self._say = say
        self._pause_seconds = 1.0

    def begin(self, host: str, port: int) -> None:
        """Start the web server and wait until it answers; then those that work beside it."""
        server = self._server.start()
        deadline = time.monotonic() + ANSWER_SECONDS
        while not answers(host, port):
            if server.poll() is not None or time.monotonic() > deadline:
                self.end()
                raise CommandError("The web server did not start; see above.")
            time.sleep(0.05)
        for child in self._beside:
            child.start()

    def watch(self) -> None:
        """Restart what dies, each time a little later."""
        while True:
            time.sleep(LOOK_SECONDS)
            healthy = self._database_lives() and self._kept_alive(self._server)
            if all([healthy, *(self._kept_alive(child) for child in self._beside)]):
                self._pause_seconds = 1.0
            else:
                time.sleep(self._pause_seconds)
                self._pause_seconds = min(self._pause_seconds * 2, LONGEST_PAUSE_SECONDS)

    def end(self) -> None:
        """Let the requests under way finish, then stop the web server; those beside it first."""
        for child in self._beside:
            child.end()
        self._server.end()

    def _kept_alive(self, child: Child) -> bool:
        if child.lives:
            return True
        self._say(f"The {child.name} has ended unexpectedly; starting it again.")
        child.start()
        return False

    def _database_lives(self) -> bool:
        """While it recovers the site answers 503, and comes back by itself."""
        if self._cluster is None or self._cluster.pulse() is not Pulse.SILENT:
            return True
        self._say("PostgreSQL has ended unexpectedly; starting it again.")
        try:
            self._cluster.revive()
        except EmbeddedError as error:
            self._say(str(error))
            return False
        self._say("PostgreSQL is back.")
        return True


def answers(host: str, port: int) -> bool:
    """Whether something listens; "every address" is asked at this machine's own."""
    own = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    try:
        socket.create_connection((own, port), timeout=1).close()
    except OSError:
        return False
    return True
