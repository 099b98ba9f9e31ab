"""The tree of the record: RFC 6962 hashes, roots and proofs, as pure arithmetic.

A tree of n leaves is held as its *peaks*: the roots of the perfect subtrees that n is made of,
largest first, one for each 1 in the binary form of n (7 leaves: peaks over 4, 2 and 1). Adding a
leaf costs as many hashes as peaks merge, so sealing is O(log n) in memory and time.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()
HASH_BYTES = 32

# Of the nodes above the leaves those of every eighth height are kept.
TILE = 8

Peaks = tuple[bytes, ...]
# Height, index among the nodes of that height, hash.
Node = tuple[int, int, bytes]
# The root over the leaves from `start` to before `end`.
Subtree = Callable[[int, int], bytes]


def leaf_hash(content: bytes) -> bytes:
    """SHA-256(0x00 || content): the 32 bytes of a leaf (RFC 6962, section 2.1)."""
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right): the 32 bytes of an inner node (RFC 6962, section 2.1)."""
    return sha256(b"\x01" + left + right).digest()


class Growing:
    """A tree to which leaves are added; `nodes` gathers the whole subtrees kept for proofs.

    A node is (height, index, hash) for every eighth height; who takes them empties the list.
    """

    def __init__(self, size: int = 0, peaks: Peaks = ()) -> None:
        self.size = size
        self.stack = list(peaks)
        self.nodes: list[Node] = []

    @property
    def peaks(self) -> Peaks:
        """The peaks of the tree as it is now."""
        return tuple(self.stack)

    def add(self, leaf: bytes) -> None:
        """The next leaf."""
        stack, place, height = self.stack, self.size, 0
        while place & 1:
            leaf = sha256(b"\x01" + stack.pop() + leaf).digest()
            place >>= 1
            height += 1
            if not height % TILE:
                self.nodes.append((height, place, leaf))
        stack.append(leaf)
        self.size += 1

    def copy(self) -> "Growing":
        """The same tree, to go another way from here."""
        return Growing(self.size, self.peaks)


def root(peaks: Peaks) -> bytes:
    """The root hash over peaks; of the empty tree SHA-256 of nothing."""
    if not peaks:
        return EMPTY
    *larger, top = peaks
    for peak in reversed(larger):
        top = node_hash(peak, top)
    return top


def packed(peaks: Peaks) -> bytes:
    """Peaks as one string of 32 bytes each."""
    return b"".join(peaks)


def unpacked(content: bytes) -> Peaks:
    """Peaks out of `packed`; a length that is no multiple of 32 leaves a short last peak."""
    return tuple(content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES))


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """The hashes that lead from leaf `index` (from 0) to the root of `size` leaves, lowest first.

    PATH(m, D[n]) of RFC 6962, section 2.1.1. Raises ValueError outside 0 <= index < size.
    """
    if not 0 <= index < size:
        raise ValueError(f"There is no leaf {index} among {size}.")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    return path[::-1]


def consistency_proof(first: int, second: int, subtree: Subtree) -> list[bytes]:
    """The hashes that show the first `first` of `second` leaves unchanged.

    PROOF(m, D[n]) of RFC 6962, section 2.1.2; empty for first == second. Raises ValueError
    outside 0 < first <= second.
    """
    if not 0 < first <= second:
        raise ValueError(f"{first} leaves are no beginning of {second}.")
    start, end, path = 0, second, []
    # The old root itself need not be sent while it is a whole subtree from leaf 0.
    known = True
    while first < end:
        middle = start + split(end - start)
        if first <= middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start, known = middle, False
    return path[::-1] if known else [subtree(start, end), *path[::-1]]


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], top: bytes) -> bool:
    """Whether the path leads from the leaf to the root `top` (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    sides = _sides(index, size - 1)
    if len(sides) != len(path):
        return False
    reached = leaf
    for sibling, is_left in zip(path, sides, strict=True):
        reached = node_hash(sibling, reached) if is_left else node_hash(reached, sibling)
    return reached == top


def is_consistent(
    first: int, second: int, path: Sequence[bytes], first_top: bytes, second_top: bytes
) -> bool:
    """Whether the path shows that the first tree begins the second (RFC 9162, section 2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not path and first_top == second_top
    # Up to where the first tree's last subtree ends: 1-bits of its last leaf.
    whole = (first & -first).bit_length() - 1
    steps = [first_top, *path] if first == 1 << whole else list(path)
    sides = _sides((first - 1) >> whole, (second - 1) >> whole)
    if len(steps) != len(sides) + 1:
        return False
    old = new = steps[0]
    for sibling, is_left in zip(steps[1:], sides, strict=True):
        if is_left:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
        else:
            new = node_hash(new, sibling)
    return old == first_top and new == second_top


def _sides(node: int, last: int) -> list[bool]:
    """On the way up from `node` of a level whose last node is `last`: is the sibling on the left?

    A node without a sibling rises alone: its levels have no step.
    """
    sides = []
    while last:
        if node & 1 or node < last:
            sides.append(bool(node & 1))
        node, last = node >> 1, last >> 1
    return sides


def split(size: int) -> int:
    """The largest power of two below `size` (size >= 2)."""
    return 1 << (size - 1).bit_length() - 1
