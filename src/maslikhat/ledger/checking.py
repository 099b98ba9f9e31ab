"""Checking a record leaf by leaf and head by head, wherever it is read from.

The walk through the database and the check of an exported file are this one check. It holds two
trees, of the hashes that are stored and of those the entries give, so that it can say which of the
two was changed.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from maslikhat.ledger import merkle
from maslikhat.ledger.canon import head_bytes

MOST_FINDINGS = 100

# The public key of an id; KeyError when it is not there.
PublicKey = Callable[[str], Ed25519PublicKey]


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
class SignedHead:
    """A head as it was read: what it is called in findings, and what it says.

    `peaks` are those kept with it; None where none are, as in an exported file.
    """

    name: str
    size: int
    root: bytes
    at: dt.datetime
    signature: bytes
    key_id: str
    peaks: merkle.Peaks | None = None


@dataclass(frozen=True)
class _Suspect:
    """A leaf that is not the hash of its entry: the next head tells which of the two changed."""

    index: int
    entry: int


class Segment:
    """The leaves since the last head, as two trees: of the stored hashes and of the entries."""

    def __init__(self) -> None:
        self.stored = self.computed = merkle.Growing()
        self.suspects: list[_Suspect] = []

    def add(self, index: int, entry: int, stored: bytes, computed: bytes) -> None:
        """The next leaf: the hash that is stored and the hash its entry gives."""
        if stored != computed:
            self.suspects.append(_Suspect(index, entry))
            if self.computed is self.stored:
                self.computed = self.stored.copy()
        self.stored.add(stored)
        if self.computed is not self.stored:
            self.computed.add(computed)

    def restart(self, tree: merkle.Growing) -> None:
        """Go on from a head, so that what is wrong before it does not hide what comes after."""
        self.stored = self.computed = tree
        self.suspects = []


class Checker:
    """Takes the leaves and heads of a record in order and gathers what is wrong with them."""

    def __init__(self, public_key: PublicKey) -> None:
        self.walked = Walked()
        self.segment = Segment()
        self.public_key = public_key
        # Whose turn it is to sign: nobody's before the first head.
        self.signer = ""
        # Who signed first: nothing in the record itself vouches for that key.
        self.first = ""
        self._heir = ""
        # The digest of each key that took over: its id alone is a quarter of it.
        self._digests: dict[str, str] = {}
        self._is_lost = False

    def leaf(self, index: int, entry: int, stored: bytes, computed: bytes) -> None:
        """The next leaf; `computed` is the hash of its entry, `stored` again where it is shut."""
        self.segment.add(index, entry, stored, computed)
        self.walked.leaves = index + 1

    def rotation(self, digest: str) -> None:
        """The leaf just taken hands the record over to the key of this SHA-256."""
        self._heir = digest[:16]
        self._digests[self._heir] = digest

    def head(self, head: SignedHead) -> None:
        """A head over exactly the leaves taken so far."""
        self.walked.heads += 1
        self._check_signature(head)
        if not self._is_lost:
            self._check_root(head)

    def _check_signature(self, head: SignedHead) -> None:
        """The signature holds, and is of the key whose turn it was."""
        try:
            key = self.public_key(head.key_id)
        except KeyError:
            self.walked.find(
                f"{head.name}: the public key {head.key_id} that signed it is not here"
            )
        else:
            self.first = self.first or head.key_id
            self.signer = self.signer or head.key_id
            self._check_key(head, key)
        # The first head over a rotation is the old key's last.
        self.signer, self._heir = self._heir or self.signer, ""

    def _check_key(self, head: SignedHead, key: Ed25519PublicKey) -> None:
        digest = sha256(key.public_bytes_raw()).hexdigest()
        if head.key_id != self.signer:
            self.walked.find(
                f"{head.name}: the key {head.key_id} signed it, which no entry before it brought"
                f" in; it was for {self.signer} to sign"
            )
        elif digest != self._digests.get(head.key_id, digest):
            self.walked.find(
                f"{head.name}: the key {head.key_id} is not the one its entry brought in"
            )
        try:
            key.verify(head.signature, head_bytes(head.size, head.root, head.at))
        except InvalidSignature:
            self.walked.find(f"{head.name}: its signature does not match what it says")

    def _check_root(self, head: SignedHead) -> None:
        segment, walked = self.segment, self.walked
        if head.root == merkle.root(segment.stored.peaks):
            for suspect in segment.suspects:
                walked.find(
                    f"entry {suspect.entry}: its leaf {suspect.index} does not match it; "
                    "the entry was changed after it was sealed"
                )
            self._go_on(head, segment.stored)
        elif head.root == merkle.root(segment.computed.peaks):
            for suspect in segment.suspects:
                walked.find(
                    f"leaf {suspect.index}: it does not match its entry {suspect.entry}; "
                    "the leaf was changed after it was sealed"
                )
            self._go_on(head, segment.computed)
        else:
            for suspect in segment.suspects:
                walked.find(f"entry {suspect.entry}: its leaf {suspect.index} does not match it")
            walked.find(f"{head.name}: its root is not the root of the first {head.size} leaves")
            self._go_on(head, None)

    def _go_on(self, head: SignedHead, right: merkle.Growing | None) -> None:
        """From the tree that gives the root, or else from the peaks kept with the head."""
        if head.peaks is None:
            if right is None:
                self._is_lost = True
                self.walked.find(f"{head.name}: roots after it cannot be checked")
            self.segment.restart(right or self.segment.stored)
            return
        if merkle.root(head.peaks) == head.root and len(head.peaks) == head.size.bit_count():
            if right is None or right.peaks != head.peaks:
                right = merkle.Growing(head.size, head.peaks)
        elif right is not None:
            self.walked.find(f"{head.name}: the peaks kept with it do not give its root")
        self.segment.restart(right or self.segment.stored)
