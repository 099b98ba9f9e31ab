"""Writing the record, called by every act inside its own transaction; and giving it a new key."""

import re
import secrets
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.kit.bulk import insert_rows
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import at_the_end, atomic
from maslikhat.ledger.keys import id_of_raw
from maslikhat.ledger.models import Entry, Key
from maslikhat.ledger.permissions import Numbered, may_rotate_key
from maslikhat.ledger.sealer import alone
from maslikhat.ledger.signing import is_rotation_under_way

ACT = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
DIGEST = re.compile(r"(?:[0-9a-f]{64})?")

_COLUMNS = ("at", "actor", "act", "kind", "subject", "count", "digest", "salt")


def record(
    by: Numbered | None,
    act: str,
    subject: models.Model,
    *,
    count: int | None = None,
    digest: str = "",
) -> None:
    """Put an act on the record, in the transaction of the act, as its last rows.

    `act` is ``"room.verb"``; `by` None is the portal itself. An import is one entry with its
    `count` of rows and the SHA-256 `digest` (hex) of its file. It only inserts: the sealer puts
    the entry into the tree within a second or two.
    """
    assert connection.in_atomic_block, f"{act} must be recorded in its own transaction"
    assert ACT.fullmatch(act), f"{act!r} is not of the form room.verb"
    assert DIGEST.fullmatch(digest), f"{digest!r} is not a SHA-256 in lower-case hex"
    assert subject.pk is not None, f"{act} must be recorded after its subject is saved"
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    kind, salt = subject._meta.label_lower, secrets.token_hex(16)
    row = (at, by.pk if by else 0, act, kind, subject.pk, count, digest, salt)
    at_the_end(_enter, row)


def _enter(rows: Sequence[tuple[Any, ...]]) -> None:
    """The entries of all acts that were one transaction, in the order in which they were done."""
    insert_rows(Entry, _COLUMNS, rows)


@atomic
def rotate_key(public: bytes, *, by: Numbered | None) -> Key:
    """Let another key sign the record from now on; `public` are the 32 bytes of its public half.

    Its private half must be on disk already (`keys.new_key`). The entry bears the SHA-256 of the
    public key; the key before it signs the next head, over this entry, and the new one those
    after it, in whichever process.
    """
    if not may_rotate_key(by):
        raise Refused(_("The key is changed at the portal's own machine alone."), status=403)
    # No head may be signed between looking and the entry.
    alone()
    if is_rotation_under_way():
        raise Refused(_("Another key is just taking over. Try again in a few seconds."))
    key = Key.objects.create(key_id=id_of_raw(public), public=public)
    record(by, "ledger.rotate_key", key, digest=sha256(public).hexdigest())
    return key
