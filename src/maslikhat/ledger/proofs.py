"""Proofs out of the database: that an entry stands under a head, that a head continues another."""

import contextlib
from typing import NamedTuple

from django.db.models import QuerySet

from maslikhat.ledger import merkle
from maslikhat.ledger.canon import head_bytes, note_text, time_text, verifier_text
from maslikhat.ledger.keys import public_key
from maslikhat.ledger.models import Head, Key, Leaf
from maslikhat.ledger.signing import rotation_of
from maslikhat.ledger.tiles import Tiles


class Signer(NamedTuple):
    """A public key of the record, the size of its first head, and the entry that brought it in."""

    key_id: str
    public: bytes
    first: int | None
    entry: int | None


def newest_head() -> Head | None:
    """The head over the most leaves."""
    return heads().first()


def heads() -> QuerySet[Head]:
    """All heads, the newest first."""
    return Head.objects.order_by("-size")


def head_of(size: int) -> Head | None:
    """The head over exactly so many leaves."""
    return Head.objects.filter(size=size).first()


def leaf_of(entry: int) -> Leaf | None:
    """The leaf of an entry; None while it waits for the sealer, and where there is none."""
    return Leaf.objects.filter(entry=entry).first()


def inclusion(leaf: Leaf, head: Head) -> list[bytes]:
    """The proof that the leaf stands under the head; ValueError when it came later."""
    return merkle.inclusion_proof(leaf.index, head.size, Tiles().subtree)


def consistency(first: int, second: int) -> list[bytes]:
    """The proof that a head over `second` leaves continues one over `first`."""
    return merkle.consistency_proof(first, second, Tiles().subtree)


def note_of(head: Head) -> str:
    """The head as a C2SP signed note; KeyError when its public key is not here."""
    public = public_key(head.key_id).public_bytes_raw()
    content = head_bytes(head.size, bytes(head.root), head.at)
    return note_text(content, bytes(head.signature), public)


def signers() -> list[Signer]:
    """The keys that have signed or are to sign, in order; those whose public half is here."""
    found = []
    first = Head.objects.order_by("size").values_list("key_id", "size").first()
    if first is not None:
        key_id, size = first
        # A public key that is lost is for `maslikhat verify` to name.
        with contextlib.suppress(KeyError):
            found.append(Signer(key_id, public_key(key_id).public_bytes_raw(), size, None))
    for key in Key.objects.order_by("pk"):
        rotation = rotation_of(key).values_list("pk", "leaf__index").first()
        entry, index = rotation or (None, None)
        first_head = None if index is None else _second_head_over(index)
        found.append(Signer(key.key_id, bytes(key.public), first_head, entry))
    return found


def _second_head_over(index: int) -> int | None:
    """The size of the second head over a leaf: the first is the old key's last."""
    over = Head.objects.filter(size__gt=index).order_by("size").values_list("size", flat=True)
    return next(iter(over[1:2]), None)


def told(head: Head) -> dict[str, object]:
    """A head as machines are told it."""
    return {
        "size": head.size,
        "root": bytes(head.root).hex(),
        "at": time_text(head.at),
        "key": head.key_id,
        "signature": bytes(head.signature).hex(),
        "note": note_of(head),
    }


def told_key(signer: Signer) -> dict[str, object]:
    """A key as machines are told it."""
    return {
        "key": signer.key_id,
        "public": signer.public.hex(),
        "verifier": verifier_text(signer.public),
        "first_head": signer.first,
        "entry": signer.entry,
    }
