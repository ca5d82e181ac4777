"""The ledger's Merkle tree as the database keeps it: roots and proofs with one statement each."""

from collections.abc import Callable
from typing import TypeVar

from django.db import connection

from factcheck.models import Checkpoint
from factcheck.rules.merkle import Node, consistency_path, inclusion_path, root_of_size

T = TypeVar("T")


def last_checkpoint() -> Checkpoint | None:
    return Checkpoint.objects.order_by("-id").first()


def root_at(size: int) -> bytes:
    """The root over the first `size` entries, folded here from runs that the database has."""
    return _with_nodes(lambda node: root_of_size(size, node))


def inclusion_of(seq: int, size: int) -> list[bytes]:
    """The proof that entry `seq`, counted from 1, is among the first `size`."""
    return _with_nodes(lambda node: inclusion_path(seq - 1, size, node))


def consistency_of(old_size: int, size: int) -> list[bytes]:
    """The proof that the first `size` entries begin with the first `old_size`."""
    return _with_nodes(lambda node: consistency_path(old_size, size, node))


def _with_nodes(compute: Callable[[Node], T]) -> T:
    """Run a computation over the tree: once to hear which runs it asks for, once with their hashes."""
    wanted: dict[tuple[int, int], bytes] = {}

    def note(height: int, place: int) -> bytes:
        wanted[height, place] = b""
        return b""

    compute(note)
    heights, places = [height for height, _ in wanted], [place for _, place in wanted]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT height, place, ledger_node(height, place)"
            " FROM unnest(%s::int[], %s::bigint[]) AS run(height, place)",
            [heights, places],
        )
        for height, place, run in cursor.fetchall():
            wanted[height, place] = bytes(run)
    return compute(lambda height, place: wanted[height, place])
