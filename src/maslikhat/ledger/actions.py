"""Writing the record: called by every act inside its own transaction."""

import re
from typing import Protocol

from django.db import connection, models
from django.utils import timezone

from maslikhat.ledger.models import Entry

ACT = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
DIGEST = re.compile(r"(?:[0-9a-f]{64})?")

# Every act passes here: the statement is written once, not composed anew each time.
_COLUMNS = ("at", "actor", "act", "kind", "subject", "count", "digest")
_INSERT = (
    f"INSERT INTO {Entry._meta.db_table} ({', '.join(_COLUMNS)})"  # noqa: S608 - our own names
    f" VALUES ({', '.join(['%s'] * len(_COLUMNS))}) RETURNING id"
)


class Actor(Protocol):
    """Whoever acts has a number."""

    pk: int


def record(
    by: Actor | None,
    act: str,
    subject: models.Model,
    *,
    count: int | None = None,
    digest: str = "",
) -> Entry:
    """Put an act on the record, in the transaction of the act.

    `act` is ``"room.verb"``; `by` None is the portal itself. An import is one entry with its
    `count` of rows and the SHA-256 `digest` (hex) of its file. It only inserts: the sealer puts
    the entry into the tree within a second or two.
    """
    assert connection.in_atomic_block, f"{act} must be recorded in its own transaction"
    assert ACT.fullmatch(act), f"{act!r} is not of the form room.verb"
    assert DIGEST.fullmatch(digest), f"{digest!r} is not a SHA-256 in lower-case hex"
    assert subject.pk is not None, f"{act} must be recorded after its subject is saved"
    at = timezone.now()
    values = (at, by.pk if by else 0, act, subject._meta.label_lower, subject.pk, count, digest)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, (connection.ops.adapt_datetimefield_value(at), *values[1:]))
        (number,) = cursor.fetchone()
    return Entry.from_db(connection.alias, ["id", *_COLUMNS], [number, *values])
