"""Numbers of the law that bind the register; where the law sets none on a day, none binds."""

import datetime as dt

from maslikhat.norms.lookup import known
from maslikhat.registry.models import Group


def limit(key: str, day: dt.date) -> int | None:
    """The whole number that the law sets under this key on `day`, or None."""
    value = known(key, day)
    return None if value is None else int(value)


def most_seats(level: str, day: dt.date) -> int | None:
    """How many seats a council of this level may have at most (Law 148, art. 5)."""
    return limit(f"seats_{level}", day)


def most_standing_commissions(day: dt.date) -> int | None:
    """How many standing commissions a maslikhat may have at most (Law 148, art. 12)."""
    return limit("standing_commissions", day)


def fewest_members(kind: str, day: dt.date) -> int:
    """How many deputies a faction or a deputy group has at least (Law 148, art. 21-2)."""
    key = "faction_deputies" if kind == Group.Kind.FACTION else "deputy_group_deputies"
    return limit(key, day) or 1
