"""Has anything changed that readers see? One indexed read, whatever the page; what may be kept until then."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import NamedTuple, ParamSpec, TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper

from factcheck.queries.database import reading, reading_from
from factcheck.statements import run

SQL = "SELECT head.seq, public.number FROM factcheck_ledgerhead head, factcheck_publicrevision public"
# What was kept for one revision is never asked for under another, and the oldest makes room.
KEPT = 256

P = ParamSpec("P")
R = TypeVar("R")

# Within one_look(): what it saw in each database so far.
_seen: ContextVar[dict[str, str] | None] = ContextVar("public_revision", default=None)
_forgets: list[Callable[[], None]] = []


class Revision(NamedTuple):
    """The ledger's end, and the count of all changes that the ledger does not number. Both only grow."""

    seq: int
    number: int


def revision_in(database: BaseDatabaseWrapper) -> Revision | None:
    """None while the desk has neither."""
    rows = run(SQL, database=database)
    return Revision(*rows[0]) if rows else None


def public_revision() -> str:
    """A text that differs from any earlier one as soon as a reader's page may. Empty while there is none."""
    seen = _seen.get()
    if seen is None:
        return _look()
    place = reading_from()
    if place not in seen:
        seen[place] = _look()
    return seen[place]


def has_brought(revision: Revision) -> None:
    """Within one_look(): the first statement that read the record for a page has read this with it."""
    if (seen := _seen.get()) is not None:
        seen.setdefault(reading_from(), _in_words(revision))


@contextmanager
def one_look() -> Iterator[None]:
    """While one page of readers is made: look once, and use what per_revision() keeps."""
    if _seen.get() is not None:
        yield
        return
    before = _seen.set({})
    try:
        yield
    finally:
        _seen.reset(before)


def per_revision(work: Callable[P, R]) -> Callable[P, R]:
    """Keep in this process what a read of the public record gave, until the record changes.

    Nothing is ever thrown away for being stale: a page asks under the revision that it sees, so it never gets
    what was read before. Arguments must be hashable; nobody may change what is given back.
    """

    @lru_cache(maxsize=KEPT)
    def kept(revision: str, *args: P.args, **kwargs: P.kwargs) -> R:
        return work(*args, **kwargs)

    @wraps(work)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
        if _seen.get() is None or not (revision := public_revision()):
            return work(*args, **kwargs)
        return kept(revision, *args, **kwargs)  # type: ignore[arg-type]

    on_forgetting(kept.cache_clear)
    return remembered


def on_forgetting(forget: Callable[[], None]) -> None:
    _forgets.append(forget)


def forget_all() -> None:
    """For a process whose database is exchanged for another one, as in tests: numbers may come again."""
    for forget in _forgets:
        forget()


def _look() -> str:
    return _in_words(revision_in(reading()) or ())


def _in_words(revision: Iterable[int]) -> str:
    return "-".join(map(str, revision))
