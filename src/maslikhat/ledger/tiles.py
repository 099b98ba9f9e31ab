"""Reading the tree for proofs: hashes come in runs of 256, so a proof costs a few short reads."""

from functools import cache
from hashlib import sha256

from maslikhat.kit.prepared import Prepared
from maslikhat.ledger import merkle
from maslikhat.ledger.models import Leaf, Node

RUN = 1 << merkle.TILE
_leaves = Prepared(
    lambda start, end: Leaf.objects.filter(index__gte=start, index__lt=end).values("index", "hash")
)


@cache
def _nodes(height: int) -> Prepared:
    """The question for nodes of one height: of heights there are few."""
    of_height = Node.objects.filter(height=height)
    return Prepared(
        lambda start, end: of_height.filter(index__gte=start, index__lt=end).values("index", "hash")
    )


class Tiles:
    """The hashes of whole subtrees, from the leaves and from the nodes kept at every eighth height.

    A tile is a run of 256 hashes of one height. A proof about n leaves touches at most two tiles
    of each kept height for inclusion and three for consistency: with a million leaves nine reads.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], dict[int, bytes]] = {}

    def subtree(self, start: int, end: int) -> bytes:
        """The root over the leaves from `start` to before `end`, as `merkle.Subtree`.

        LookupError when a hash that should be there is not.
        """
        width = end - start
        if width & (width - 1):
            middle = start + merkle.split(width)
            return merkle.node_hash(self.subtree(start, middle), self.subtree(middle, end))
        height = width.bit_length() - 1
        kept = height // merkle.TILE * merkle.TILE
        hashes = self._run(kept, start >> kept, end >> kept)
        while len(hashes) > 1:
            pairs = zip(hashes[::2], hashes[1::2], strict=True)
            hashes = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
        return hashes[0]

    def _run(self, height: int, first: int, end: int) -> list[bytes]:
        """Hashes of one height that lie within one tile."""
        tile = (height, first >> merkle.TILE)
        if tile not in self._known:
            start = tile[1] * RUN
            span = (start, start + RUN)
            rows = (_nodes(height) if height else _leaves)(*span)
            self._known[tile] = {row["index"]: bytes(row["hash"]) for row in rows}
        known = self._known[tile]
        return [known[index] for index in range(first, end)]
