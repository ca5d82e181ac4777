"""Where pages for readers are read: on a replica of the database, while there is one and it keeps up.

PostgreSQL copies the record; here it is only decided whom to ask. Whoever writes or has signed in is always
answered by the primary, so that editors read what they wrote. A replica that does not answer, or lacks what
the primary had MOST_BEHIND_SECONDS ago, is left alone until it is there again. While the primary is away,
readers are still answered.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from psycopg_pool import PoolTimeout

from factcheck.queries.database import REPLICA
from factcheck.queries.revision import Revision, revision_in

# Readers may be shown the record as it was so long ago, and not longer.
MOST_BEHIND_SECONDS = 10
# One request in so many seconds asks both databases how far they are.
LOOK_SECONDS = 1
AWAY_SECONDS = 5
NOT_ANSWERING = (OperationalError, InterfaceError, PoolTimeout)

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Watch:
    """What this process knows of the replica. clock: seconds that only grow."""

    clock: Callable[[], float] = time.monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _looked_at: float = float("-inf")
    _keeps_up: bool = False
    # What the primary had, and when: a replica may be so far behind as this is old.
    _floor: Revision | None = None
    _floor_at: float = float("-inf")

    def is_usable(self) -> bool:
        """Whether there is a replica that keeps up, as of a second ago."""
        if REPLICA not in connections:
            return False
        # Who comes while another looks goes by what was found before.
        if self.clock() - self._looked_at >= LOOK_SECONDS and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._keeps_up

    def does_not_answer(self, error: BaseException) -> None:
        """Leave it alone for a while."""
        log.warning("The replica does not answer, so that readers are answered by the primary: %s", error)
        self._keeps_up = False
        self._looked_at = self.clock() + AWAY_SECONDS - LOOK_SECONDS

    def _look(self) -> None:
        self._looked_at = now = self.clock()
        try:
            there = revision_in(connections[REPLICA])
        except NOT_ANSWERING as error:
            self.does_not_answer(error)
            return
        try:
            here = revision_in(connections[DEFAULT_DB_ALIAS])
        except NOT_ANSWERING:
            # An old answer is better than none.
            self._keeps_up = True
            return
        is_recent = now - self._floor_at <= MOST_BEHIND_SECONDS
        has_all, has_floor = _has(there, here), _has(there, self._floor)
        if has_all or (has_floor and is_recent):
            self._keeps_up = True
        elif not is_recent:
            if self._keeps_up:
                log.warning("The replica is behind, so that readers are answered by the primary.")
            self._keeps_up = False
        if has_all or has_floor or not is_recent:
            self._floor, self._floor_at = here, now


def _has(there: Revision | None, here: Revision | None) -> bool:
    if here is None or there is None:
        return here is None
    return there.seq >= here.seq and there.number >= here.number


watch = Watch()
