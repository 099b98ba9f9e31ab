"""What all payers spent on the environment by statistics: context, and no line of a budget.

The numbers are those of `places/data/environment_spending.csv` (stat.gov.kz), each with its source.
Enterprises' spending is in them, so that nothing here is ever set against a budget.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maslikhat.kit.charts import columns
from maslikhat.places.models import Indicator, Unit
from maslikhat.places.words import INDICATORS

SPENDING = "environment_spending"
THOUSANDS_IN_A_BILLION = 10**6


class Payers(NamedTuple):
    """The country year by year, and the regions in the last year; thousands of tenge."""

    years: Sequence[tuple[int, Decimal]]
    last: int
    regions: Sequence[tuple[Unit, Decimal]]

    @property
    def caveat(self) -> str:
        """Why nothing of it is comparable."""
        return str(INDICATORS[SPENDING].caveat)

    @property
    def picture(self) -> SafeString:
        """A bar for each year of the country, in billions of tenge."""
        points = [(str(year), int(value) // THOUSANDS_IN_A_BILLION) for year, value in self.years]
        return columns(points, title=_("Spending of all payers, bn tenge"))


def all_payers() -> Payers | None:
    """The numbers there are, the greatest region first; None where there are none. Two queries."""
    rows = Indicator.objects.filter(key=SPENDING)
    country = list(rows.filter(unit__kind="country").order_by("year").values_list("year", "value"))
    if not country:
        return None
    last = country[-1][0]
    regions = rows.filter(year=last).exclude(unit__kind="country").select_related("unit")
    return Payers(country, last, [(one.unit, one.value) for one in regions.order_by("-value")])
