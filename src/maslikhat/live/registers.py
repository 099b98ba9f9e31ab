"""What upper rooms tell this one."""

from collections.abc import Callable, Collection

# Session keys → those among them that still stand. Streams of the others end within seconds.
standing_sessions: list[Callable[[Collection[str]], set[str]]] = []


def standing(keys: Collection[str]) -> set[str]:
    """The session keys that everyone asked calls standing."""
    left = set(keys)
    for ask in standing_sessions:
        left &= ask(left)
    return left
