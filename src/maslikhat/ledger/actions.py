"""Writing the record: called by every act inside its own transaction."""

from typing import Protocol

from django.db import connection, models

from maslikhat.ledger.models import Entry


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
    `count` of rows and the SHA-256 `digest` (hex) of its file.
    """
    assert connection.in_atomic_block, f"{act} must be recorded in its own transaction"
    return Entry.objects.create(
        actor=by.pk if by else 0,
        act=act,
        kind=subject._meta.label_lower,
        subject=subject.pk,
        count=count,
        digest=digest,
    )
