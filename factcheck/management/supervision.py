"""Keep the web server and the embedded PostgreSQL running until somebody says stop."""

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


class Supervisor:
    def __init__(
        self,
        command: Sequence[str],
        environment: dict[str, str],
        cluster: Cluster | None,
        *,
        say: Callable[[str], None],
    ) -> None:
        self._command = command
        self._environment = environment
        self._cluster = cluster
        self._say = say
        self._server: subprocess.Popen[bytes] | None = None
        self._pause_seconds = 1.0

    def begin(self, host: str, port: int) -> None:
        """Start the web server and wait until it answers."""
        server = self._start_server()
        deadline = time.monotonic() + ANSWER_SECONDS
        while not answers(host, port):
            if server.poll() is not None or time.monotonic() > deadline:
                self.end()
                raise CommandError("The web server did not start; see above.")
            time.sleep(0.05)

    def watch(self) -> None:
        """Restart what dies, each time a little later."""
        while True:
            time.sleep(LOOK_SECONDS)
            healthy = self._database_lives() and self._server_lives()
            if healthy:
                self._pause_seconds = 1.0
            else:
                time.sleep(self._pause_seconds)
                self._pause_seconds = min(self._pause_seconds * 2, LONGEST_PAUSE_SECONDS)

    def end(self) -> None:
        """Let the requests under way finish, then stop the web server."""
        if self._server is None or self._server.poll() is not None:
            return
        self._server.terminate()
        try:
            self._server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()

    def _start_server(self) -> subprocess.Popen[bytes]:
        self._server = subprocess.Popen(  # noqa: S603 - our own command, no shell
            self._command,
            env=self._environment,
            # A Ctrl-C in the terminal is ours to hear; the order of stopping matters.
            start_new_session=True,
            preexec_fn=end_with_parent,  # Safe: this process has one thread.
        )
        return self._server

    def _server_lives(self) -> bool:
        if self._server is not None and self._server.poll() is None:
            return True
        self._say("The web server has ended unexpectedly; starting it again.")
        self._start_server()
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
