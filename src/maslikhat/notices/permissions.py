"""Who may follow what; an inbox is its owner's alone."""

from collections.abc import Callable

from maslikhat.accounts.models import User
from maslikhat.kit.links import LARGEST_NUMBER
from maslikhat.notices import registers, sight

# A register (docs/architecture.md): who counts as an operator, upper rooms say in their apps.py.
operators: list[Callable[[User], bool]] = []


def may_follow(user: User, kind: str, number: int) -> bool:
    """Whoever sees a thing may follow it."""
    known = registers.kinds.get(kind)
    if not may_keep_inbox(user) or known is None or not known.can_be_followed:
        return False
    return (
        number <= LARGEST_NUMBER
        and sight.look([(kind, number)], [user], "kk").of(user, (kind, number)) is not None
    )


def may_keep_inbox(user: User) -> bool:
    """Everyone with an open account has an inbox, and reads and arranges the own one alone."""
    return user.is_active


def may_unsubscribe(user: User, owner: int) -> bool:
    """A signed link stops the letters of its owner, by number, also of a closed account."""
    return user.pk == owner


def may_see_deliveries(user: User) -> bool:
    """Who runs the portal sees which letters went and which wait."""
    return user.is_active and any(says(user) for says in operators)
