"""Who may change the keys of the record: nobody from afar."""

from typing import Protocol


class Numbered(Protocol):
    """Whoever acts has a number."""

    pk: int


def may_rotate_key(by: Numbered | None) -> bool:
    """Only the portal itself, at the command line of its own machine; no account may."""
    return by is None
