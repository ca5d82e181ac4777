"""The cluster that belongs to a state folder, joined by this process and left when it ends."""

import atexit
import sys
from functools import cache
from pathlib import Path

from factcheck.embedded.account import service_account
from factcheck.embedded.binaries import binaries_for
from factcheck.embedded.cluster import Cluster
from factcheck.embedded.places import choose_folder, prepare


@cache
def cluster_of(state: Path, *, throwaway: bool = False) -> Cluster:
    """The cluster of this state folder, running."""
    account = service_account()
    folder = choose_folder(state, account)
    if folder.parent != state and not (folder / "data").exists():
        say(f"{state} is out of PostgreSQL's reach: its data will be in {folder}.")
    cluster = Cluster(prepare(folder, account), account, binaries_for(account), say=say, throwaway=throwaway)
    atexit.register(cluster.leave)
    cluster.join()
    return cluster


def say(words: str) -> None:
    # Standard output belongs to the command: export_ledger writes a CSV there.
    print(words, file=sys.stderr, flush=True)
