"""What the measures of plans said together on a day: amounts that changed since, as they were."""

import datetime as dt
from collections.abc import Collection

from maslikhat.kit.days import midnight
from maslikhat.money.models import FormerAmounts, MeasureAmount, PaidBy
from maslikhat.money.models.plans import AMOUNTS

Amounts = tuple[int | None, ...]


def amounts_known(plans: Collection[int], on: dt.date) -> dict[tuple[int, int], list[Amounts]]:
    """By plan and year, of each measure paid with own money its amounts of a day; two queries.

    An amount that was told for the first time since is told here too: when that was, nobody keeps.
    """
    ends = midnight(on + dt.timedelta(days=1))
    own = {"measure__plan__in": plans, "measure__paid_by": PaidBy.OWN}
    later = FormerAmounts.objects.filter(**own, until__gte=ends).order_by("-until", "-pk")
    # The earliest change since that day took away what was told on it.
    was = {(one.measure_id, one.year): one for one in later}
    known: dict[tuple[int, int], list[Amounts]] = {}
    for row in MeasureAmount.objects.filter(**own).select_related("measure"):
        told = was.get((row.measure_id, row.year), row)
        place = row.measure.plan_id, row.year
        known.setdefault(place, []).append(tuple(getattr(told, name) for name in AMOUNTS))
    return known
