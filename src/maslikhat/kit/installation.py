"""Whether this portal is a demo: the database itself bears the mark (law 12)."""

import functools

from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.kit.models import Installation
from maslikhat.kit.transactions import atomic

ONLY = 1


@functools.cache
def is_demo() -> bool:
    """Whether the database bears the demo mark; read once by each process."""
    return Installation.objects.filter(pk=ONLY, is_demo=True).exists()


def marked(words: str) -> str:
    """The words; in a demo with the mark that what they tell is invented."""
    return f"{words} · {_('invented')}" if is_demo() else words


def found() -> Installation | None:
    """The row itself, None in a database that has not been marked either way."""
    return Installation.objects.filter(pk=ONLY).first()


@atomic
def mark(*, is_demo: bool) -> Installation:
    """Mark an unmarked database, for good; AssertionError when it already says the opposite."""
    row, _ = Installation.objects.get_or_create(
        pk=ONLY, defaults={"is_demo": is_demo, "made_at": timezone.now()}
    )
    assert row.is_demo == is_demo, f"this database is marked is_demo={row.is_demo}"
    forget()
    return row


@atomic
def finish() -> None:
    """What the mark stands for is complete."""
    Installation.objects.filter(pk=ONLY).update(ready_at=timezone.now())


def forget() -> None:
    """Read the mark anew at the next question."""
    is_demo.cache_clear()
