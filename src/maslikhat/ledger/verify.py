"""Walking the record: every leaf against its entry, every head against its leaves and its key."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from maslikhat.ledger import merkle
from maslikhat.ledger.canon import COLUMNS, entry_bytes, head_bytes
from maslikhat.ledger.keys import is_signed
from maslikhat.ledger.models import Entry, Head, Leaf

BATCH = 5_000
MOST_FINDINGS = 100

Progress = Callable[[int], object]


@dataclass
class Walked:
    """What a walk saw: leaves and heads checked, entries not yet sealed, and what is wrong."""

    leaves: int = 0
    heads: int = 0
    unsealed: int = 0
    findings: list[str] = field(default_factory=list)

    def find(self, finding: str) -> None:
        """Keep a finding; after a hundred, say once that there are more."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)
        elif len(self.findings) == MOST_FINDINGS:
            self.findings.append("There are more findings; they are not listed.")


@dataclass(frozen=True)
class _Suspect:
    """A leaf that is not the hash of its entry: the next head tells which of the two changed."""

    index: int
    entry: int


class _Segment:
    """The leaves since the last head, as two trees: of the stored hashes and of the entries."""

    def __init__(self) -> None:
        self.stored: merkle.Peaks = ()
        self.computed: merkle.Peaks = ()
        self.suspects: list[_Suspect] = []

    def add(self, index: int, entry: int, stored: bytes, computed: bytes) -> None:
        """The next leaf: the hash that is stored and the hash its entry gives."""
        if stored == computed and self.stored == self.computed:
            self.stored = self.computed = merkle.append(index, self.stored, stored)
            return
        if stored != computed:
            self.suspects.append(_Suspect(index, entry))
        self.stored = merkle.append(index, self.stored, stored)
        self.computed = merkle.append(index, self.computed, computed)

    def restart(self, peaks: merkle.Peaks) -> None:
        """Go on from a head, so that what is wrong before it does not hide what comes after."""
        self.stored = self.computed = peaks
        self.suspects = []


def sealed_leaves() -> int:
    """How many leaves stand under the last head: the length of a walk."""
    return Head.objects.order_by("-size").values_list("size", flat=True).first() or 0


def walk(progress: Progress = lambda leaves: None) -> Walked:
    """Recompute the record from its first entry; `progress` is told of leaves done, by batches.

    Reads in batches of 5,000 and keeps none: memory does not grow with the record. What is
    sealed while it walks is left to the next walk. Entries not sealed yet are counted, no error.
    """
    walked, segment = Walked(), _Segment()
    size = sealed_leaves()
    heads = _heads(size)
    head = next(heads, None)
    for index, entry, stored, computed in _leaves(size, walked, progress):
        segment.add(index, entry, stored, computed)
        walked.leaves = index + 1
        while head is not None and head.size <= walked.leaves:
            _check_head(head, segment, walked)
            head = next(heads, None)
    for orphan in [head, *heads] if head else []:
        walked.heads += 1
        walked.find(f"head {orphan.pk}: it stands over {orphan.size} leaves, which are not there")
    _check_tail(size, walked)
    return walked


def _heads(size: int) -> Iterator[Head]:
    return Head.objects.filter(size__lte=size).order_by("size").iterator(chunk_size=BATCH)


def _leaves(
    size: int, walked: Walked, progress: Progress
) -> Iterator[tuple[int, int, bytes, bytes]]:
    """(index, entry, stored hash, hash of the entry) in order, up to the first missing leaf."""
    expected = 0
    while expected < size:
        start, end = expected, min(expected + BATCH, size)
        span = {"leaf__index__gte": start, "leaf__index__lt": end}
        entries = {row[0]: row for row in Entry.objects.filter(**span).values_list(*COLUMNS)}
        leaves = Leaf.objects.filter(index__gte=start, index__lt=end).order_by("index")
        for index, entry, stored in leaves.values_list("index", "entry_id", "hash"):
            if index != expected:
                break
            row = entries.get(entry)
            if row is None:
                walked.find(f"entry {entry}: it is gone, leaf {index} stood for it")
            computed = merkle.leaf_hash(entry_bytes(row)) if row else bytes(stored)
            yield index, entry, bytes(stored), computed
            expected += 1
        progress(expected - start)
        if expected < end:
            walked.find(f"leaf {expected}: it is gone; {size} leaves were sealed")
            return


def _check_head(head: Head, segment: _Segment, walked: Walked) -> None:
    walked.heads += 1
    root = bytes(head.root)
    if not _is_its_own(head, walked):
        walked.find(f"head {head.pk}: its signature does not match what it says")
    if root == merkle.root(segment.stored):
        for suspect in segment.suspects:
            walked.find(
                f"entry {suspect.entry}: its leaf {suspect.index} does not match it; "
                "the entry was changed after it was sealed"
            )
    elif root == merkle.root(segment.computed):
        for suspect in segment.suspects:
            walked.find(
                f"leaf {suspect.index}: it does not match its entry {suspect.entry}; "
                "the leaf was changed after it was sealed"
            )
    else:
        for suspect in segment.suspects:
            walked.find(f"entry {suspect.entry}: its leaf {suspect.index} does not match it")
        walked.find(f"head {head.pk}: its root is not the root of the first {head.size} leaves")
    _go_on(head, segment, walked)


def _is_its_own(head: Head, walked: Walked) -> bool:
    """Whether the signature holds; a key that is not here is a finding of its own."""
    content = head_bytes(head.size, bytes(head.root), head.at)
    try:
        return is_signed(content, bytes(head.signature), head.key_id)
    except KeyError:
        walked.find(f"head {head.pk}: the public key {head.key_id} that signed it is not here")
        return True


def _go_on(head: Head, segment: _Segment, walked: Walked) -> None:
    peaks = merkle.unpacked(bytes(head.peaks))
    if merkle.root(peaks) == bytes(head.root) and len(peaks) == head.size.bit_count():
        segment.restart(peaks)
        return
    if merkle.root(segment.stored) == bytes(head.root):
        walked.find(f"head {head.pk}: the peaks kept with it do not give its root")
    segment.restart(segment.stored)


def _check_tail(size: int, walked: Walked) -> None:
    """Leaves beyond the last head, and entries that wait for the sealer."""
    latest = sealed_leaves()
    stray = Leaf.objects.filter(index__gte=latest).order_by("index").values_list("index", flat=True)
    first = stray.first() if latest == size else None
    if first is not None:
        walked.find(f"leaf {first}: it stands under no head")
    walked.unsealed = Entry.objects.filter(leaf__index__isnull=True).count()
