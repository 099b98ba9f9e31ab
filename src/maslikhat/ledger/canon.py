"""The exact bytes that the record hashes and signs, so that anyone can compute them again.

**Entry, version 1.** A JSON array (RFC 8259) of nine members in this order, without white space,
every character outside ASCII written as ``\\uxxxx`` in lower case, encoded as ASCII:

    [1, id, at, actor, act, kind, subject, count, digest]

- ``1`` is the version of this encoding; ``id``, ``actor``, ``subject`` are whole numbers;
- ``at`` is the UTC time as ``YYYY-MM-DDTHH:MM:SS.ffffffZ``, always with six digits of a second;
- ``act``, ``kind`` are strings; ``count`` is a whole number or ``null``;
- ``digest`` is a SHA-256 in 64 lower-case hex digits, or the empty string.

**Entry, version 2.** The same with ``2`` for ``1`` and a tenth member, ``salt``: 128 random bits in
32 lower-case hex digits. Who is not shown an entry cannot find it by hashing guesses, although its
leaf is public. Entries without a salt are of version 1.

An entry's leaf is SHA-256 of one zero byte and these bytes (RFC 6962, section 2.1).

**Head, version 1.** Four lines of ASCII, each ended by a line feed; the first three are the body
of a C2SP tlog-checkpoint, the fourth its extension line:

    maslikhat-record/v1
    <number of leaves, decimal>
    <root hash, Base64 with padding>
    <UTC time as above>

The signature is Ed25519 (RFC 8032) over these lines. With an empty line and the line

    — maslikhat-record/v1 <Base64 of 4 bytes of the key's hash and the 64 of the signature>

behind them they are a C2SP signed note. The key's hash is SHA-256 over the name
``maslikhat-record/v1``, a line feed, the byte 1 and the 32 bytes of the public key.
"""

import datetime as dt
from base64 import b64encode
from hashlib import sha256
from json.encoder import encode_basestring_ascii as quoted

ORIGIN = "maslikhat-record/v1"
# The columns of an entry in the order of its encoding.
COLUMNS = ("id", "at", "actor", "act", "kind", "subject", "count", "digest", "salt")

EntryRow = tuple[int, dt.datetime, int, str, str, int, int | None, str, str]


def time_text(at: dt.datetime) -> str:
    """A UTC time with six digits of a second and a Z; `at` must know its zone."""
    if at.tzinfo is not dt.UTC:
        at = at.astimezone(dt.UTC)
    # What follows the microseconds is the offset, +00:00.
    return f"{at.isoformat(timespec='microseconds')[:26]}Z"


def entry_bytes(row: EntryRow) -> bytes:
    """The canonical bytes of an entry given as its `COLUMNS`."""
    number, at, actor, act, kind, subject, count, digest, salt = row
    return (
        f'[{2 if salt else 1},{number},"{time_text(at)}",{actor},{quoted(act)},{quoted(kind)}'
        f",{subject},{'null' if count is None else count},{quoted(digest)}"
        f"{',' + quoted(salt) if salt else ''}]"
    ).encode("ascii")


def head_bytes(size: int, root: bytes, at: dt.datetime) -> bytes:
    """The canonical bytes of a head, which its signature covers."""
    lines = (ORIGIN, str(size), b64encode(root).decode("ascii"), time_text(at))
    return "".join(f"{line}\n" for line in lines).encode("ascii")


def note_text(head: bytes, signature: bytes, public: bytes) -> str:
    """A head with its signature as a C2SP signed note; `public` are the 32 bytes of the key."""
    told = b64encode(key_hash(public) + signature).decode("ascii")
    return f"{head.decode('ascii')}\n— {ORIGIN} {told}\n"


def verifier_text(public: bytes) -> str:
    """A public key as who checks signed notes is given it: name, hash, and kind with key."""
    told = b64encode(b"\x01" + public).decode("ascii")
    return f"{ORIGIN}+{key_hash(public).hex()}+{told}"


def key_hash(public: bytes) -> bytes:
    """The 4 bytes by which a signed note says which key signed it."""
    return sha256(f"{ORIGIN}\n\x01".encode("ascii") + public).digest()[:4]
