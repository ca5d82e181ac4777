"""Which database the work at hand reads from: the primary, or a replica of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

REPLICA = "replica"
_place: ContextVar[str] = ContextVar("reading_from", default=DEFAULT_DB_ALIAS)


def reading_from() -> str:
    """The alias of the database that is read."""
    return _place.get()


def reading() -> BaseDatabaseWrapper:
    """The connection for statements of our own that only read."""
    return connections[reading_from()]


@contextmanager
def on_replica() -> Iterator[None]:
    """Read from the replica within this block. Nothing may be written in it."""
    before = _place.set(REPLICA)
    try:
        yield
    finally:
        _place.reset(before)


class Router:
    """Sends the ORM's reads where reading_from() says, and everything else to the primary."""

    def db_for_read(self, model: type, **hints: Any) -> str:
        return reading_from()

    def db_for_write(self, model: type, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: object, other: object, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS
