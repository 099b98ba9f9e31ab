"""The exact bytes that the record hashes and signs, so that anyone can compute them again.

**Entry, version 1.** A JSON array (RFC 8259) of nine members in this order, without white space,
every character outside ASCII written as ``\\uxxxx`` in lower case, encoded as ASCII:

    [1, id, at, actor, act, kind, subject, count, digest]

- ``1`` is the version of this encoding; ``id``, ``actor``, ``subject`` are whole numbers;
- ``at`` is the UTC time as ``YYYY-MM-DDTHH:MM:SS.ffffffZ``, always with six digits of a second;
- ``act``, ``kind`` are strings; ``count`` is a whole number or ``null``;
- ``digest`` is a SHA-256 in 64 lower-case hex digits, or the empty string.

Its leaf is SHA-256 of one zero byte and these bytes (RFC 6962, section 2.1).

**Head, version 1.** Four lines of ASCII, each ended by a line feed; the first three are the body
of a C2SP tlog-checkpoint, the fourth its extension line:

    maslikhat-record/v1
    <number of leaves, decimal>
    <root hash, Base64 with padding>
    <UTC time as above>

The signature is Ed25519 (RFC 8032) over these lines.
"""

import datetime as dt
import json
from base64 import b64encode

ORIGIN = "maslikhat-record/v1"
# The columns of an entry in the order of its encoding.
COLUMNS = ("id", "at", "actor", "act", "kind", "subject", "count", "digest")

EntryRow = tuple[int, dt.datetime, int, str, str, int, int | None, str]


def time_text(at: dt.datetime) -> str:
    """A UTC time with six digits of a second and a Z; `at` must know its zone."""
    return f"{at.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def entry_bytes(row: EntryRow) -> bytes:
    """The canonical bytes of an entry given as its `COLUMNS`."""
    number, at, *rest = row
    return json.dumps([1, number, time_text(at), *rest], separators=(",", ":")).encode("ascii")


def head_bytes(size: int, root: bytes, at: dt.datetime) -> bytes:
    """The canonical bytes of a head, which its signature covers."""
    lines = (ORIGIN, str(size), b64encode(root).decode("ascii"), time_text(at))
    return "".join(f"{line}\n" for line in lines).encode("ascii")
