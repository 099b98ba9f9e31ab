"""How channels are named: ``topic:7``, ``room:national``, ``user:12``."""

import re

LONGEST = 64
# An event with this `ref` voids the tokens of its channel that were made before it.
REVOKED = "!revoked"
# What visitors are given from memory is made anew after an event here, or one that is REVOKED.
HELD = "held"
_CHANNEL = re.compile(r"[a-z][a-z0-9_-]*(?::[a-z0-9_-]+)*")


def is_channel(name: str) -> bool:
    """Whether this is the name of a channel: words of a-z, 0-9, `_`, `-`, joined by colons."""
    return len(name) <= LONGEST and _CHANNEL.fullmatch(name) is not None


def of_user(number: int) -> str:
    """The channel that every page of this user listens to."""
    return f"user:{number}"
