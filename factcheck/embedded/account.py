"""Which user of the operating system PostgreSQL runs as."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from factcheck.embedded.errors import EmbeddedError

# PostgreSQL refuses to run as root, so root gets a user that can do nothing else.
SYSTEM_USER = "factcheck-pg"


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        """True where we are root and PostgreSQL runs as its own user."""
        return self.uid != os.geteuid()

    def run(self, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own fixed commands, no shell
            [str(part) for part in command],
            capture_output=True,
            text=True,
            cwd="/",
            env=plain_environment(),
            umask=0o077,
            check=False,
            **self._identity(),
        )

    def spawn(self, command: Sequence[str | Path], output: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start a process that a Ctrl-C in our terminal does not reach."""
        return subprocess.Popen(  # noqa: S603 - our own fixed commands, no shell
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env=plain_environment(),
            umask=0o077,
            start_new_session=True,
            **self._identity(),
        )

    def can_enter(self, folder: Path) -> bool:
        return not self.is_other or self.run(["/usr/bin/test", "-x", folder]).returncode == 0

    def own(self, folder: Path) -> None:
        """Make a folder that only this account (and root) can look into."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.is_other:
            os.chown(folder, self.uid, self.gid, follow_symlinks=False)
        folder.chmod(0o700)

    def _identity(self) -> dict:
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_other else {}


def service_account() -> Account:
    if os.geteuid() == 0:
        return _system_account()
    try:
        return _account(pwd.getpwuid(os.geteuid()))
    except KeyError:
        raise EmbeddedError(
            f"The user id {os.geteuid()} has no name in /etc/passwd, and PostgreSQL needs one. "
            "Add the user, or set DATABASE_URL to a PostgreSQL server of your own."
        ) from None


def _system_account() -> Account:
    try:
        return _account(pwd.getpwnam(SYSTEM_USER))
    except KeyError:
        _create_system_user()
        return _account(pwd.getpwnam(SYSTEM_USER))


def _create_system_user() -> None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    if useradd:
        made = subprocess.run(  # noqa: S603 - our own fixed command, no shell
            [useradd, *options, "--shell", "/usr/sbin/nologin", SYSTEM_USER],
            capture_output=True,
            text=True,
            check=False,
        )
        # 9: the name is taken, because another start made it a moment ago.
        if made.returncode in {0, 9}:
            return
    reason = made.stderr.strip() if useradd else "there is no useradd command"
    raise EmbeddedError(
        f"PostgreSQL does not run as root, and its system user {SYSTEM_USER} could not be made: {reason}. "
        "Run as an ordinary user, add that user by hand, or set DATABASE_URL to a server of your own."
    )


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def plain_environment() -> dict[str, str]:
    """No PG* variable, secret or locale of ours reaches PostgreSQL."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
