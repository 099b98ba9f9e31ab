"""Who may change the calendar: the operator alone."""

from collections.abc import Callable

from maslikhat.accounts.models import User

# A register (docs/architecture.md): who counts as an operator, upper rooms say in their apps.py.
operators: list[Callable[[User], bool]] = []


def is_operator(user: User) -> bool:
    """Whether any upper room says that this person runs the portal."""
    return user.is_active and any(says(user) for says in operators)


def may_set_day(user: User) -> bool:
    """The operator enters what a decree of the Government moves."""
    return is_operator(user)


def may_clear_day(user: User) -> bool:
    """The operator takes a day back to the rule."""
    return is_operator(user)
