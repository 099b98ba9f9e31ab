"""The tree against RFC 6962 as it is written: by recursion over all leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.ledger import merkle
from tests.ledger import rfc6962
from tests.ledger.rfc6962 import naive_path, naive_proof, naive_root

contents = st.lists(st.binary(max_size=8), max_size=70)

# The eight inputs and roots of the reference logs' own tests (Certificate Transparency).
INPUTS = [bytes.fromhex(text) for text in
          ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
           "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
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


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_the_reference_logs(size):
    assert subtree(0, size).hex() == ROOTS[size - 1]


NODES = {
    "a": "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "b": "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "c": "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    "d": "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "e": "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "f": "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "g": "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "h": "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "i": "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
}
LEAVES = [merkle.leaf_hash(content) for content in INPUTS]


def subtree(start: int, end: int) -> bytes:
    tree = merkle.Growing()
    for leaf in LEAVES[start:end]:
        tree.add(leaf)
    return merkle.root(tree.peaks)


@pytest.mark.parametrize(
    ("index", "size", "path"),
    [(0, 1, ""), (0, 8, "abc"), (5, 8, "def"), (2, 3, "g"), (1, 5, "hbd")],
)
def test_the_proofs_of_inclusion_are_those_of_the_reference_logs(index, size, path):
    known = [bytes.fromhex(NODES[node]) for node in path]
    root = bytes.fromhex(ROOTS[size - 1])
    assert merkle.inclusion_proof(index, size, subtree) == known
    assert merkle.is_included(LEAVES[index], index, size, known, root)
    assert rfc6962.is_included(LEAVES[index], index, size, known, root)


@pytest.mark.parametrize(
    ("first", "second", "path"), [(1, 1, ""), (1, 8, "abc"), (6, 8, "ief"), (2, 5, "bd")]
)
def test_the_proofs_of_consistency_are_those_of_the_reference_logs(first, second, path):
    known = [bytes.fromhex(NODES[node]) for node in path]
    old, new = (bytes.fromhex(ROOTS[size - 1]) for size in (first, second))
    assert merkle.consistency_proof(first, second, subtree) == known
    assert merkle.is_consistent(first, second, known, old, new)
    assert rfc6962.is_consistent(first, second, known, old, new)


@given(contents)
def test_the_root_grown_leaf_by_leaf_is_the_root_of_the_rfc(entries):
    tree = merkle.Growing()
    for size, entry in enumerate(entries):
        assert merkle.root(tree.peaks) == naive_root(entries[:size])
        assert len(tree.peaks) == size.bit_count()
        tree.add(merkle.leaf_hash(entry))
    assert merkle.root(tree.peaks) == naive_root(entries)
    assert merkle.unpacked(merkle.packed(tree.peaks)) == tree.peaks


@given(contents.filter(bool), st.data())
def test_a_leaf_is_proven_and_nothing_else_is(entries, data):
    index = data.draw(st.integers(0, len(entries) - 1))
    size, top = len(entries), naive_root(entries)
    path = merkle.inclusion_proof(index, size, lambda start, end: naive_root(entries[start:end]))
    leaf = merkle.leaf_hash(entries[index])
    assert path == naive_path(index, entries)
    assert merkle.is_included(leaf, index, size, path, top)
    assert rfc6962.is_included(leaf, index, size, path, top)
    assert not merkle.is_included(merkle.leaf_hash(b"another entry"), index, size, path, top)
    assert not merkle.is_included(leaf, index, size, [*path, top], top)
    assert not merkle.is_included(leaf, size, size, path, top)
    for step in range(len(path)):
        bent = [*path[:step], flipped(path[step]), *path[step + 1 :]]
        assert not merkle.is_included(leaf, index, size, bent, top)
        assert not merkle.is_included(leaf, index, size, path[:step], top)


@given(contents.filter(bool), st.data())
def test_a_longer_record_is_proven_to_begin_with_the_shorter(entries, data):
    first, second = data.draw(st.integers(1, len(entries))), len(entries)
    old, new = naive_root(entries[:first]), naive_root(entries)
    path = merkle.consistency_proof(first, second, lambda a, b: naive_root(entries[a:b]))
    assert path == naive_proof(first, entries)
    assert merkle.is_consistent(first, second, path, old, new)
    assert rfc6962.is_consistent(first, second, path, old, new)
    assert not merkle.is_consistent(first, second, path, flipped(old), new)
    assert not merkle.is_consistent(first, second, path, old, flipped(new))
    assert not merkle.is_consistent(first, second, [*path, old], old, new)
    for step in range(len(path)):
        bent = [*path[:step], flipped(path[step]), *path[step + 1 :]]
        assert not merkle.is_consistent(first, second, bent, old, new)
        assert not merkle.is_consistent(first, second, path[:step], old, new)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_a_leaf_outside_the_tree_has_no_proof(index, size):
    with pytest.raises(ValueError, match="no leaf"):
        merkle.inclusion_proof(index, size, lambda start, end: b"")


@pytest.mark.parametrize(("first", "second"), [(0, 3), (4, 3), (-1, 1)])
def test_a_record_that_is_no_beginning_has_no_proof(first, second):
    with pytest.raises(ValueError, match="no beginning"):
        merkle.consistency_proof(first, second, lambda start, end: b"")


def flipped(digest: bytes) -> bytes:
    return bytes([digest[0] ^ 1]) + digest[1:]
