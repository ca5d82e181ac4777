"""The Merkle tree over the ledger's entries: roots, and proofs that need only a few hashes [RFC 6962].

Leaves are numbered from 0; a tree of size n holds the leaves 0 … n - 1. A complete run of height h at place p
holds the leaves [p * 2**h, (p + 1) * 2**h). Proofs ask for complete runs alone, so a database that keeps some
of them can serve any proof: `Node` is its answer.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

Node = Callable[[int, int], bytes]
EMPTY_ROOT = sha256(b"").digest()
HASH_BYTES = 32


def leaf_hash(body: bytes) -> bytes:
    return sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that only grows: the roots of its complete runs, largest first. Flat memory."""

    def __init__(self) -> None:
        self.size = 0
        self._runs: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add a leaf's hash at the right."""
        run, size = leaf, self.size
        while size & 1:
            run = node_hash(self._runs.pop(), run)
            size >>= 1
        self._runs.append(run)
        self.size += 1

    @property
    def root(self) -> bytes:
        return _folded(self._runs)


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root


def root_of_size(size: int, node: Node) -> bytes:
    """The root over the first `size` leaves."""
    return _range_hash(0, size, node) if size else EMPTY_ROOT


def inclusion_path(index: int, size: int, node: Node) -> list[bytes]:
    """The proof that leaf `index` is in the tree of `size`, from the leaf's sibling up [RFC 6962, 2.1.1]."""
    if not 0 <= index < size:
        raise ValueError(f"A tree of {size} leaves has no leaf {index}.")
    return _inclusion(index, 0, size, node)


def consistency_path(old_size: int, size: int, node: Node) -> list[bytes]:
    """The proof that the tree of `size` begins with the tree of `old_size` [RFC 6962, 2.1.2]."""
    if not 0 <= old_size <= size:
        raise ValueError(f"A tree of {size} leaves does not begin with {old_size}.")
    if old_size in (0, size):
        return []
    return _consistency(old_size, 0, size, node, whole=True)


def root_from_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes | None:
    """The root that a proof leads to; None when it cannot be a proof for this place [RFC 9162, 2.1.3.2]."""
    if not 0 <= index < size or not _are_hashes(leaf, *proof):
        return None
    place, last, root = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return None
        if place & 1 or place == last:
            root = node_hash(sibling, root)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            root = node_hash(root, sibling)
        place, last = place >> 1, last >> 1
    return root if last == 0 else None


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    return root_from_inclusion(index, size, leaf, proof) == root


def verify_consistency(
    old_size: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows that the tree of `size` begins with that of `old_size` [RFC 9162, 2.1.4.2]."""
    if not 0 <= old_size <= size or not _are_hashes(old_root, root, *proof):
        return False
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT and (size > 0 or root == EMPTY_ROOT)
    if old_size == size:
        return not proof and old_root == root
    return _leads_to_both(old_size, size, old_root, root, proof)


def _leads_to_both(old_size: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether one proof leads to both roots, of trees that differ and are not empty."""
    if not proof:
        return False
    steps = list(proof)
    if old_size & (old_size - 1) == 0:
        steps.insert(0, old_root)
    place, last = old_size - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old, new = steps[0], steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and old == old_root and new == root


def _are_hashes(*values: bytes) -> bool:
    """Nodes are joined without a mark between them: one of another length could move the boundary."""
    return all(len(value) == HASH_BYTES for value in values)


def _folded(runs: Sequence[bytes]) -> bytes:
    """Complete runs, largest first, folded together from the right."""
    if not runs:
        return EMPTY_ROOT
    root = runs[-1]
    for run in reversed(runs[:-1]):
        root = node_hash(run, root)
    return root


def _split(count: int) -> int:
    """The largest power of two below a count of at least two."""
    return 1 << ((count - 1).bit_length() - 1)


def _range_hash(first: int, end: int, node: Node) -> bytes:
    """The hash over [first, end), where first is a multiple of the range's own complete part."""
    runs = []
    while first < end:
        height = (end - first).bit_length() - 1
        runs.append(node(height, first >> height))
        first += 1 << height
    return _folded(runs)


def _inclusion(index: int, first: int, end: int, node: Node) -> list[bytes]:
    if end - first == 1:
        return []
    middle = first + _split(end - first)
    if index < middle:
        return [*_inclusion(index, first, middle, node), _range_hash(middle, end, node)]
    return [*_inclusion(index, middle, end, node), _range_hash(first, middle, node)]


def _consistency(old_end: int, first: int, end: int, node: Node, *, whole: bool) -> list[bytes]:
    if old_end == end:
        return [] if whole else [_range_hash(first, end, node)]
    middle = first + _split(end - first)
    if old_end <= middle:
        right = _range_hash(middle, end, node)
        return [*_consistency(old_end, first, middle, node, whole=whole), right]
    left = _range_hash(first, middle, node)
    return [*_consistency(old_end, middle, end, node, whole=False), left]
