"""Walking the record: every leaf against its entry, every head against its leaves and its key."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from maslikhat.ledger import merkle
from maslikhat.ledger.canon import COLUMNS, EntryRow, entry_bytes
from maslikhat.ledger.checking import Checker, SignedHead, Walked
from maslikhat.ledger.keys import public_key
from maslikhat.ledger.models import Entry, Head, Leaf, Node
from maslikhat.ledger.signing import KIND, ROTATION

BATCH = 5_000

Progress = Callable[[int], object]
# Height and index → the hashes that the node there may have.
Nodes = dict[tuple[int, int], set[bytes]]


def sealed_leaves() -> int:
    """How many leaves stand under the last head: the length of a walk."""
    return Head.objects.order_by("-size").values_list("size", flat=True).first() or 0


def walk(progress: Progress = lambda leaves: None) -> Walked:
    """Recompute the record from its first entry; `progress` is told of leaves done, by batches.

    Reads in batches of 5,000 and keeps none: memory does not grow with the record. What is
    sealed while it walks is left to the next walk. Entries not sealed yet are counted, no error.
    """
    checker = Checker(public_key)
    walked, size = checker.walked, sealed_leaves()
    heads = heads_upto(size)
    head = next(heads, None)
    nodes: Nodes = defaultdict(set)
    for index, entry, stored, row in leaves_upto(size, walked, progress):
        _take(checker, index, entry, stored, row)
        while head is not None and head.size <= walked.leaves:
            _gather(checker, nodes)
            checker.head(head)
            head = next(heads, None)
        if not walked.leaves % BATCH:
            _check_nodes(checker, nodes)
    _check_nodes(checker, nodes)
    for orphan in [head, *heads] if head else []:
        walked.heads += 1
        walked.find(f"{orphan.name}: it stands over {orphan.size} leaves, which are not there")
    _check_tail(size, walked)
    return walked


def heads_upto(size: int) -> Iterator[SignedHead]:
    """The heads over at most so many leaves, in order."""
    rows = Head.objects.filter(size__lte=size).order_by("size").iterator(chunk_size=BATCH)
    for head in rows:
        yield SignedHead(
            name=f"head {head.pk}",
            size=head.size,
            root=bytes(head.root),
            at=head.at,
            signature=bytes(head.signature),
            key_id=head.key_id,
            peaks=merkle.unpacked(bytes(head.peaks)),
        )


def leaves_upto(
    size: int, walked: Walked, progress: Progress
) -> Iterator[tuple[int, int, bytes, EntryRow | None]]:
    """(index, entry, stored hash, columns of the entry) in order, up to the first missing leaf."""
    expected = 0
    while expected < size:
        start, end = expected, min(expected + BATCH, size)
        span = {"leaf__index__gte": start, "leaf__index__lt": end}
        entries: dict[int, EntryRow] = {
            row[0]: row for row in Entry.objects.filter(**span).values_list(*COLUMNS)
        }
        leaves = Leaf.objects.filter(index__gte=start, index__lt=end).order_by("index")
        for index, entry, stored in leaves.values_list("index", "entry_id", "hash"):
            if index != expected:
                break
            row = entries.get(entry)
            if row is None:
                walked.find(f"entry {entry}: it is gone, leaf {index} stood for it")
            yield index, entry, bytes(stored), row
            expected += 1
        progress(expected - start)
        if expected < end:
            walked.find(f"leaf {expected}: it is gone; {size} leaves were sealed")
            return


def _take(checker: Checker, index: int, entry: int, stored: bytes, row: EntryRow | None) -> None:
    computed = merkle.leaf_hash(entry_bytes(row)) if row else stored
    checker.leaf(index, entry, stored, computed)
    if row and row[3] == ROTATION and row[4] == KIND and stored == computed:
        checker.rotation(row[7])


def _gather(checker: Checker, nodes: Nodes) -> None:
    """Take over which nodes the leaves, as stored and as computed, have completed."""
    segment = checker.segment
    for tree in (segment.stored, segment.computed):
        for height, index, node in tree.nodes:
            nodes[height, index].add(node)
        tree.nodes.clear()


def _check_nodes(checker: Checker, nodes: Nodes) -> None:
    """What proofs are made from is what the leaves give."""
    _gather(checker, nodes)
    for height in {height for height, _index in nodes}:
        places = sorted(index for of, index in nodes if of == height)
        rows = Node.objects.filter(height=height, index__gte=places[0], index__lte=places[-1])
        kept = {index: bytes(content) for index, content in rows.values_list("index", "hash")}
        for index in places:
            if index not in kept:
                checker.walked.find(f"node {index} of height {height}: it is gone")
            elif kept[index] not in nodes[height, index]:
                checker.walked.find(
                    f"node {index} of height {height}: it is not the root of its leaves"
                )
    nodes.clear()


def _check_tail(size: int, walked: Walked) -> None:
    """Leaves and nodes beyond the last head, and entries that wait for the sealer."""
    latest = sealed_leaves()
    stray = Leaf.objects.filter(index__gte=latest).order_by("index").values_list("index", flat=True)
    first = stray.first() if latest == size else None
    if first is not None:
        walked.find(f"leaf {first}: it stands under no head")
    if latest == size:
        _check_last_nodes(size, walked)
    walked.unsealed = Entry.objects.filter(leaf__index__isnull=True).count()


def _check_last_nodes(size: int, walked: Walked) -> None:
    """A node that stands before its leaves would be in the way of the sealer."""
    for height in Node.objects.values_list("height", flat=True).distinct():
        early = Node.objects.filter(height=height, index__gte=size >> height)
        for index in early.order_by("index").values_list("index", flat=True)[:1]:
            walked.find(f"node {index} of height {height}: its leaves are not there")
