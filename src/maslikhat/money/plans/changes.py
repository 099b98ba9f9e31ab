"""Amounts of measures that changed: what was, what took its place, when, by whom and why."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.functional import Promise

from maslikhat.kit.days import ALMATY
from maslikhat.money.models import EnvironmentMeasure, FormerAmounts, MeasureAmount
from maslikhat.money.models.plans import AMOUNTS
from maslikhat.money.words import OF_MEASURES
from maslikhat.registry.models import Council

# So many are shown on a page.
A_PAGE = 50


class Difference(NamedTuple):
    """An amount before and after, in tenths of a thousand; None is not told any more."""

    name: str
    before: int
    after: int | None

    @property
    def what(self) -> str | Promise:
        """What the amount is, in words."""
        return OF_MEASURES[self.name]


class Changed(NamedTuple):
    """A change of the amounts of a measure's year, with the row that says how it came about."""

    former: FormerAmounts
    day: dt.date
    differences: list[Difference]


def changes_of_measure(measure: EnvironmentMeasure) -> list[Changed]:
    """What changed of a measure, the latest first; its amounts are read already. One query."""
    rows = measure.former_amounts.order_by("-until", "-pk")
    return _changed(rows, measure.amounts.all())


def changes_of_council(council: Council, year: int, until: dt.date) -> list[Changed]:
    """What changed of a year of a region's measures until a day, that day among them, the latest
    first; two queries at most."""
    rows = FormerAmounts.objects.filter(measure__plan__council=council, year=year)
    found = list(rows.select_related("measure").order_by("-until", "-pk"))
    measures = {one.measure_id for one in found}
    now = MeasureAmount.objects.filter(measure__in=measures, year=year) if found else []
    return [one for one in _changed(found, now) if one.day <= until]


def _changed(rows: Iterable[FormerAmounts], now: Iterable[MeasureAmount]) -> list[Changed]:
    after: dict[tuple[int, int], FormerAmounts | MeasureAmount] = {
        (one.measure_id, one.year): one for one in now
    }
    told = []
    for former in rows:
        place = (former.measure_id, former.year)
        day = former.until.astimezone(ALMATY).date()
        told.append(Changed(former, day, _differences(former, after.get(place))))
        after[place] = former
    return told


def _differences(
    former: FormerAmounts, after: FormerAmounts | MeasureAmount | None
) -> list[Difference]:
    pairs = ((name, getattr(former, name), getattr(after, name, None)) for name in AMOUNTS)
    return [
        Difference(name, was, now) for name, was, now in pairs if was is not None and was != now
    ]
