import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck.embedded import Cluster
from factcheck.embedded.account import Account, service_account
from factcheck.embedded.binaries import Binaries, binaries_for
from factcheck.embedded.places import choose_folder, prepare


@pytest.fixture(scope="session")
def account() -> Account:
    return service_account()


@pytest.fixture(scope="session")
def binaries(account: Account) -> Binaries:
    return binaries_for(account)


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A short folder that PostgreSQL's own user may pass through; pytest's is closed to it."""
    folder = Path(tempfile.mkdtemp(prefix="fc-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def state(open_folder: Path) -> Path:
    """One state folder for the tests of this run: to make a cluster takes longer than to start it."""
    return open_folder / "state"


@pytest.fixture
def user_of(state: Path, account: Account, binaries: Binaries) -> Iterator[Callable[[], Cluster]]:
    """Somebody who uses the cluster; each call is another user of the same one."""
    users: list[Cluster] = []

    def make() -> Cluster:
        places = prepare(choose_folder(state, account), account)
        users.append(Cluster(places, account, binaries, say=print))
        return users[-1]

    yield make
    for user in users:
        user.leave()


@pytest.fixture
def as_root() -> None:
    if os.geteuid() != 0:
        pytest.skip("Only root has a second user to try this with.")
