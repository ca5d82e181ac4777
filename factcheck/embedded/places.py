"""Where a cluster keeps its data, its socket and its locks."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from factcheck.embedded.account import Account
from factcheck.embedded.errors import EmbeddedError

# What root's clusters use when the account of PostgreSQL cannot reach the checkout.
SYSTEM_STATE = Path("/var/lib/factcheck")

SOCKET_NAME = ".s.PGSQL.5432"
# A socket's address holds 108 bytes on Linux and 104 on macOS.
MAX_SOCKET_PATH_BYTES = 90


@dataclass(frozen=True)
class Places:
    """`folder` is ours; `data` and `sockets` belong to the account that PostgreSQL runs as, mode 0700."""

    folder: Path
    sockets: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def configuration(self) -> Path:
        return self.folder / "postgresql.conf"

    @property
    def startup_log(self) -> Path:
        return self.folder / "startup.log"

    @property
    def start_lock(self) -> Path:
        return self.folder / "start.lock"

    @property
    def users_lock(self) -> Path:
        return self.folder / "users.lock"


def choose_folder(state: Path, account: Account) -> Path:
    """The folder of the cluster that belongs to this state folder.

    For an ordinary user it lies in the state folder. PostgreSQL's own system user may not be able to
    get there (a checkout below /root, say); no parent's mode is changed for it, the cluster moves.
    """
    inside = state / "postgres"
    if not state.is_dir():
        make_folder(state, account)
    if not account.is_other:
        return inside
    fits = len(os.fsencode(inside / "run" / SOCKET_NAME)) <= MAX_SOCKET_PATH_BYTES
    if account.can_enter(state) and fits:
        return inside
    if (inside / "data").exists():
        raise EmbeddedError(
            f"The database in {inside} cannot be reached by the user {account.name} that PostgreSQL runs as. "
            "Let that user enter the folders above it again, or move the checkout back to where it was."
        )
    digest = hashlib.sha256(os.fsencode(state.resolve())).hexdigest()[:12]
    return SYSTEM_STATE / digest / "postgres"


def prepare(folder: Path, account: Account) -> Places:
    """Make the folders of a cluster, or check those that are there."""
    make_folder(folder, account)
    sockets = _socket_folder(folder)
    account.own(sockets)
    return Places(folder, sockets)


def make_folder(folder: Path, account: Account) -> None:
    """Make a folder of ours: private, or passable where PostgreSQL has a user of its own."""
    if folder.is_dir():
        owner = folder.stat().st_uid
        if owner != os.geteuid():
            raise EmbeddedError(
                f"{folder} belongs to another user (id {owner}). Run as that user, or set STATE_DIR to "
                "a folder of your own."
            )
        return
    folder.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    folder.mkdir(exist_ok=True)
    folder.chmod(0o711 if account.is_other else 0o700)


def _socket_folder(folder: Path) -> Path:
    usual = folder / "run"
    if len(os.fsencode(usual / SOCKET_NAME)) <= MAX_SOCKET_PATH_BYTES:
        return usual
    note = folder / "socket-folder"
    if note.exists():
        noted = Path(os.fsdecode(note.read_bytes()))
        if noted.is_dir() and not noted.is_symlink() and noted.stat().st_uid == os.geteuid():
            return noted
    # Never a name that others could guess and take first.
    fresh = Path(tempfile.mkdtemp(prefix="factcheck-", dir=_short_temporary_folder()))
    note.touch(mode=0o600)
    note.write_bytes(os.fsencode(fresh))
    return fresh


def _short_temporary_folder() -> str:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return runtime if runtime and len(runtime) < 40 and os.access(runtime, os.W_OK) else "/tmp"  # noqa: S108
