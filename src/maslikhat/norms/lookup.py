"""Asking for a number of the law by its key, as it stood on a day."""

import datetime as dt
from collections.abc import Collection
from fractions import Fraction

from maslikhat.kit.days import today
from maslikhat.kit.prepared import Prepared
from maslikhat.norms.models import Norm


class UnknownNormError(LookupError):
    """No number of this key is known for the day: a mistake in the code, or a gap in the data."""


def number(key: str, on: dt.date | None = None) -> int:
    """A whole number: of days, seats, people. UnknownNormError when none is known for the day."""
    value = share(key, on)
    assert value.denominator == 1, f"{key} is a share: ask norms.lookup.share"
    return value.numerator


def share(key: str, on: dt.date | None = None) -> Fraction:
    """A share such as 2/3. UnknownNormError when none is known for the day."""
    found = known(key, on)
    if found is None:
        raise UnknownNormError(f"no norm {key!r} on {on or today()}")
    return found


def all_known(keys: Collection[str], on: dt.date | None = None) -> dict[str, Fraction]:
    """Those of these numbers that are known for the day (today when absent); one query."""
    rows = Norm.objects.on(on or today()).filter(key__in=keys).values_list("key", "value")
    return {key: Fraction(text) for key, text in rows}


def known(key: str, on: dt.date | None = None) -> Fraction | None:
    """The number if one is known for the day (today when absent)."""
    for row in _values(key, on or today()):
        return Fraction(row["value"])
    return None


_values = Prepared(lambda key, day: Norm.objects.on(day).filter(key=key).values("value"))
