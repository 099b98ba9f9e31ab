"""The record: entries of what was done, by number alone, and the tree that seals them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Entry(models.Model):
    """One act: when, by which user (0: the portal itself), which act, on which thing."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.BigIntegerField()
    act = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    subject = models.BigIntegerField()
    count = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64, default="")
    # 128 random bits in hex, so that the hash of an entry tells nothing to who guesses at it
    # (canon.py). Entries made before there was one have none.
    salt = models.CharField(max_length=32, default="")

    class Meta:
        indexes = [
            models.Index(name="entry_of_thing", fields=["subject", "kind"]),
            models.Index(name="entry_by_digest", fields=["digest"], condition=~Q(digest="")),
        ]


class Leaf(models.Model):
    """The place of an entry in the tree: leaves are numbered from 0 without a gap."""

    index = models.BigIntegerField(primary_key=True)
    # No constraint below: verify must find and name a leaf whose entry was torn out.
    entry = models.OneToOneField(
        Entry, on_delete=models.DO_NOTHING, related_name="leaf", db_constraint=False
    )
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.CheckConstraint(name="leaf_index_counts_from_zero", condition=Q(index__gte=0))
        ]


class Node(models.Model):
    """A whole subtree over 256, 65,536 … leaves: what proofs are made from (tiles.py).

    `height` is 8, 16, 24 …; the node stands over 2**height leaves from `index` * 2**height on.
    """

    height = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_node_a_place", fields=["height", "index"]),
        ]


class Key(models.Model):
    """A key that took over from the one before (keys.py); the first has no row, nobody's heir."""

    key_id = models.CharField(max_length=16, unique=True)
    # The 32 bytes of an Ed25519 public key.
    public = models.BinaryField(max_length=32)


class Head(models.Model):
    """A signed statement: the first `size` leaves had this root at this time (see canon.py)."""

    size = models.BigIntegerField(unique=True)
    root = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    signature = models.BinaryField(max_length=64)
    # The first 16 hex digits of SHA-256 over the 32 bytes of the public key.
    key_id = models.CharField(max_length=16)
    # What sealing goes on from; derived from the leaves, not signed (see merkle.py).
    peaks = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="head_stands_on_leaves", condition=Q(size__gt=0))
        ]
