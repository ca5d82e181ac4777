"""The tree against RFC 6962: the vectors that everybody uses, and the RFC's own recursive definitions."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.rules.merkle import (
    EMPTY_ROOT,
    Frontier,
    Node,
    consistency_path,
    inclusion_path,
    leaf_hash,
    node_hash,
    root_from_inclusion,
    root_of,
    root_of_size,
    verify_consistency,
    verify_inclusion,
)

# The eight leaves of Certificate Transparency's reference tests, and the roots over the first 1 … 8 of them.
BODIES = [
    bytes.fromhex(body)
    for body in (
        *("", "00", "10", "2021", "3031", "40414243", "5051525354555657"),
        "606162636465666768696a6b6c6d6e6f",
    )
]
LEAVES = [leaf_hash(body) for body in BODIES]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
MOST = 70  # Beyond a run of 64 leaves, so that every shape of a right edge occurs.
ENTRIES = [leaf_hash(b"entry %d" % seq) for seq in range(MOST)]


def by_definition(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    middle = largest_power_below(len(leaves))
    return node_hash(by_definition(leaves[:middle]), by_definition(leaves[middle:]))


def inclusion_by_definition(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962, 2.1.1."""
    if len(leaves) == 1:
        return []
    middle = largest_power_below(len(leaves))
    left, right = leaves[:middle], leaves[middle:]
    if index < middle:
        return [*inclusion_by_definition(index, left), by_definition(right)]
    return [*inclusion_by_definition(index - middle, right), by_definition(left)]


def consistency_by_definition(old: int, leaves: list[bytes], *, known: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 6962, 2.1.2."""
    if old == len(leaves):
        return [] if known else [by_definition(leaves)]
    middle = largest_power_below(len(leaves))
    left, right = leaves[:middle], leaves[middle:]
    if old <= middle:
        return [*consistency_by_definition(old, left, known=known), by_definition(right)]
    return [*consistency_by_definition(old - middle, right, known=False), by_definition(left)]


def largest_power_below(count: int) -> int:
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def complete_runs(leaves: list[bytes]) -> Node:
    """What a database keeps: complete runs, and nothing else."""

    def node(height: int, place: int) -> bytes:
        run = leaves[place << height : (place + 1) << height]
        assert len(run) == 1 << height, "asked for a run that is not complete"
        return by_definition(run)

    return node


NODE = complete_runs(ENTRIES)
sizes = st.integers(1, MOST)
places = sizes.flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size)))
growths = sizes.flatmap(lambda size: st.tuples(st.integers(1, size), st.just(size)))


def flipped(value: bytes, bit: int) -> bytes:
    changed = bytearray(value)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_certificate_transparency(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size - 1]
    assert root_of_size(size, complete_runs(LEAVES[:size])).hex() == ROOTS[size - 1]


def test_a_tree_without_leaves_has_the_hash_of_nothing_as_root() -> None:
    nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_of([]) == Frontier().root == root_of_size(0, NODE) == EMPTY_ROOT == bytes.fromhex(nothing)


def test_a_leaf_cannot_pass_for_two() -> None:
    """Leaves and nodes are hashed with different first bytes."""
    assert leaf_hash(LEAVES[0] + LEAVES[1]) != node_hash(LEAVES[0], LEAVES[1])


def test_the_proofs_are_those_of_certificate_transparency() -> None:
    node = complete_runs(LEAVES)
    first_of_eight = [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert [step.hex() for step in inclusion_path(0, 8, node)] == first_of_eight
    assert [step.hex() for step in consistency_path(1, 8, node)] == first_of_eight
    assert [step.hex() for step in inclusion_path(2, 3, node)] == [ROOTS[1]]
    assert [step.hex() for step in consistency_path(6, 8, node)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        ROOTS[3],
    ]


@given(sizes)
def test_every_way_to_a_root_leads_to_the_same(size: int) -> None:
    assert root_of(ENTRIES[:size]) == root_of_size(size, NODE) == by_definition(ENTRIES[:size])


def test_a_growing_tree_has_the_right_root_after_every_leaf() -> None:
    frontier = Frontier()
    for size, leaf in enumerate(ENTRIES, start=1):
        frontier.append(leaf)
        assert frontier.size == size
        assert frontier.root == by_definition(ENTRIES[:size])


@given(places)
def test_every_proof_of_inclusion_verifies(place: tuple[int, int]) -> None:
    index, size = place
    proof = inclusion_path(index, size, NODE)
    assert proof == inclusion_by_definition(index, ENTRIES[:size])
    assert root_from_inclusion(index, size, ENTRIES[index], proof) == root_of(ENTRIES[:size])
    assert verify_inclusion(index, size, ENTRIES[index], proof, root_of(ENTRIES[:size]))


@given(growths)
def test_every_proof_of_consistency_verifies(growth: tuple[int, int]) -> None:
    old, size = growth
    proof = consistency_path(old, size, NODE)
    assert proof == consistency_by_definition(old, ENTRIES[:size])
    assert verify_consistency(old, size, root_of(ENTRIES[:old]), root_of(ENTRIES[:size]), proof)


@pytest.mark.parametrize(
    "compute", [lambda n: inclusion_path(123_456_789, 10**12, n), lambda n: root_of_size(10**12, n)]
)
def test_a_proof_over_a_million_million_entries_asks_for_few_runs(compute: Callable[[Node], object]) -> None:
    asked: list[tuple[int, int]] = []

    def node(height: int, place: int) -> bytes:
        asked.append((height, place))
        assert (place + 1) << height <= 10**12
        return b"\0" * 32

    compute(node)
    assert len(asked) <= 2 * 40


@given(places, st.data())
def test_a_flipped_bit_refutes_an_inclusion(place: tuple[int, int], data: st.DataObject) -> None:
    index, size = place
    leaf, root, proof = ENTRIES[index], root_of(ENTRIES[:size]), inclusion_path(index, size, NODE)
    where = data.draw(st.integers(0, len(proof) + 1))
    parts = [leaf, root, *proof]
    parts[where] = flipped(parts[where], data.draw(st.integers(0, 255)))
    assert not verify_inclusion(index, size, parts[0], parts[2:], parts[1])


@given(places, st.integers(-3, MOST + 3), st.integers(-3, MOST + 3))
def test_a_proof_says_nothing_of_another_place(place: tuple[int, int], index: int, size: int) -> None:
    """A size alone may be misstated and still lead to the same root: the checkpoint binds the two."""
    proof = inclusion_path(*place, NODE)
    root = root_of(ENTRIES[: place[1]])
    if index != place[0]:
        assert not verify_inclusion(index, place[1], ENTRIES[place[0]], proof, root)
    if 0 <= size <= MOST and size != place[1]:
        assert not verify_inclusion(place[0], size, ENTRIES[place[0]], proof, root_of(ENTRIES[:size]))


@given(places)
def test_a_proof_that_is_too_short_or_too_long_is_none(place: tuple[int, int]) -> None:
    index, size = place
    leaf, root, proof = ENTRIES[index], root_of(ENTRIES[:size]), inclusion_path(index, size, NODE)
    assert not verify_inclusion(index, size, leaf, [*proof, leaf], root)
    assert not verify_inclusion(index, size, leaf, [leaf, *proof], root)
    assert not proof or not verify_inclusion(index, size, leaf, proof[:-1], root)
    assert not proof or not verify_inclusion(index, size, leaf, proof[1:], root)


@given(growths, st.data())
def test_a_flipped_bit_refutes_a_consistency(growth: tuple[int, int], data: st.DataObject) -> None:
    old, size = growth
    parts = [root_of(ENTRIES[:old]), root_of(ENTRIES[:size]), *consistency_path(old, size, NODE)]
    where = data.draw(st.integers(0, len(parts) - 1))
    parts[where] = flipped(parts[where], data.draw(st.integers(0, 255)))
    assert not verify_consistency(old, size, parts[0], parts[1], parts[2:])


@given(growths, st.integers(-3, MOST))
def test_a_proof_of_consistency_fits_its_two_trees_alone(growth: tuple[int, int], other: int) -> None:
    old, size = growth
    proof = consistency_path(old, size, NODE)
    if other > 0 and other != old:
        assert not verify_consistency(other, size, root_of(ENTRIES[:other]), root_of(ENTRIES[:size]), proof)
    if other > 0 and other != size:
        assert not verify_consistency(old, other, root_of(ENTRIES[:old]), root_of(ENTRIES[:other]), proof)
    assert not verify_consistency(
        old,
        size,
        root_of(ENTRIES[:old]),
        root_of(ENTRIES[:size]),
        [*proof, proof[0] if proof else NODE(0, 0)],
    )


@given(growths, st.data())
def test_a_rewritten_entry_has_no_proof_of_consistency(growth: tuple[int, int], data: st.DataObject) -> None:
    """The witness's case: the log changed an old entry and serves the best proof that it can compute."""
    old, size = growth
    changed = list(ENTRIES[:size])
    changed[data.draw(st.integers(0, old - 1))] = leaf_hash(b"rewritten")
    proof = consistency_path(old, size, complete_runs(changed))
    assert not verify_consistency(old, size, root_of(ENTRIES[:old]), root_of(changed), proof)


def test_every_tree_begins_with_the_empty_one() -> None:
    root = root_of(ENTRIES)
    assert consistency_path(0, MOST, NODE) == []
    assert verify_consistency(0, MOST, EMPTY_ROOT, root, [])
    assert not verify_consistency(0, MOST, root, root, [])
    assert not verify_consistency(0, MOST, EMPTY_ROOT, root, [root])


def test_a_tree_does_not_begin_with_a_larger_one() -> None:
    root = root_of(ENTRIES)
    assert not verify_consistency(MOST + 1, MOST, root, root, [])
    assert not verify_consistency(-1, -1, root, root, [])
    assert not verify_consistency(-1, MOST, EMPTY_ROOT, root, [])


def test_the_empty_tree_has_one_root_only() -> None:
    assert verify_consistency(0, 0, EMPTY_ROOT, EMPTY_ROOT, [])
    assert not verify_consistency(0, 0, ENTRIES[0], ENTRIES[0], [])


def test_a_boundary_between_two_hashes_cannot_be_moved() -> None:
    """Hashes are joined without a mark between them, so one of another length must not count as a hash."""
    left, right = LEAVES[:2]
    root = node_hash(left, right)
    assert not verify_inclusion(0, 2, left + right[:1], [right[1:]], root)
    three = LEAVES[:3]
    old, new = root_of(three), root_of(LEAVES[:4])
    proof = consistency_path(3, 4, complete_runs(LEAVES[:4]))
    assert verify_consistency(3, 4, old, new, proof)
    assert not verify_consistency(3, 4, old, new, [proof[0], proof[1] + b"\0", *proof[2:]])
    assert not verify_consistency(1, 2, left + right[:1], root, [right[1:]])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match=f"no leaf {index}"):
        inclusion_path(index, size, NODE)
    assert root_from_inclusion(index, size, ENTRIES[0], []) is None


@pytest.mark.parametrize(("old", "size"), [(-1, 3), (4, 3)])
def test_there_is_no_proof_between_sizes_in_the_wrong_order(old: int, size: int) -> None:
    with pytest.raises(ValueError, match="does not begin with"):
        consistency_path(old, size, NODE)
