"""Who may change the country's units: the operator alone."""

from collections.abc import Callable

from maslikhat.accounts.models import User

# A register (docs/architecture.md): who counts as an operator, upper rooms say in their apps.py.
operators: list[Callable[[User], bool]] = []


def is_operator(user: User | None) -> bool:
    """Whether any upper room says that this person runs the portal; None is the portal itself."""
    return user is None or (user.is_active and any(says(user) for says in operators))


def may_import_kato(user: User | None) -> bool:
    """The operator takes in a classifier; so does who stands at the machine's command line."""
    return is_operator(user)


def may_load_reference(user: User | None) -> bool:
    """The same people may bring back what the portal is delivered with."""
    return is_operator(user)


def may_import_indicators(user: User | None) -> bool:
    """The same people take in numbers about places."""
    return is_operator(user)
