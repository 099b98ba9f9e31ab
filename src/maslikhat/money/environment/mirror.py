"""What the pages of the environment's money show: the country's rows, a region's years."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from maslikhat.money.environment import duty
from maslikhat.money.environment.duty import Verdict
from maslikhat.money.environment.regions import (
    Standing,
    Totals,
    Year,
    amounts_of,
    amounts_on,
    bases_of,
    duties_of,
    plans_covering,
    years_of,
)
from maslikhat.money.sheet import Population
from maslikhat.places.models import Indicator
from maslikhat.registry.models import Council

YEARS_BACK = 4


class Row(NamedTuple):
    """A region in the country's table."""

    council: Council
    standing: Standing
    rank: int | None
    population: Population | None
    last: Year

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the plan."""
        return tuple(self.standing.plan.years) if self.standing.plan else ()

    @property
    def percent(self) -> Decimal | None:
        """Planned out of required, never rounded up."""
        return duty.percent(self.standing.duty.planned_share) if self.standing.duty else None

    @property
    def gap_per_head(self) -> int | None:
        """What the plan lacks, in tenge for each inhabitant."""
        people = self.population.people if self.population else None
        return duty.per_head(self.standing.duty.gap, people) if self.standing.duty else None


def country(
    councils: Sequence[Council], year: int, this: int, on: dt.date | None = None
) -> list[Row]:
    """The regions by rank, those that cannot be ranked after them; a fixed number of queries.

    `this` is the year it is, `on` a day of it as of which all is told, the latest where it is None.
    """
    numbers = [council.pk for council in councils]
    plans = plans_covering(numbers, year, on)
    bases = bases_of(list(plans.values()))
    years = {this - 1, *(one for base in bases.values() for one in base)}
    facts = years_of(numbers, years, on)
    tests = duties_of(list(plans.values()), bases, facts, this, on)
    people = populations([council.unit_id for council in councils if council.unit_id], this)
    standings = {
        council.pk: Standing(council, plan, tests[plan.pk] if plan else None)
        for council in councils
        for plan in [plans.get(council.pk)]
    }
    places = duty.ranks(
        {key: one.duty.planned_share if one.duty else None for key, one in standings.items()}
    )
    rows = [
        Row(
            council,
            standings[council.pk],
            places.get(council.pk),
            people.get(council.unit_id or 0),
            facts[council.pk, this - 1],
        )
        for council in councils
    ]
    return sorted(rows, key=lambda row: (row.rank is None, row.rank or 0))


def counted(rows: Iterable[Row]) -> dict[Verdict, int]:
    """How many regions each verdict is said of."""
    return Counter(row.standing.verdict for row in rows)


def populations(units: Sequence[int], year: int) -> dict[int, Population]:
    """The inhabitants of each unit, of this year or the nearest before; one query."""
    found = {}
    rows = Indicator.objects.filter(unit__in=units, key="population", year__lte=year, value__gt=0)
    for row in rows.order_by("year"):
        found[row.unit_id] = Population(int(row.value), row.year, row.source)
    return found


class Region(NamedTuple):
    """All that a region's page tells."""

    standing: Standing
    years: list[Year]
    by_year: dict[int, Totals]
    population: Population | None

    @property
    def gap_per_head(self) -> int | None:
        """What the plan lacks, in tenge for each inhabitant."""
        people = self.population.people if self.population else None
        return duty.per_head(self.standing.duty.gap, people) if self.standing.duty else None

    @property
    def shares(self) -> dict[str, Decimal | None]:
        """Planned and spent out of what the law asks for, and done out of what is planned."""
        found = self.standing.duty
        return {
            "planned": duty.percent(found.planned_share) if found else None,
            "spent": duty.percent(found.spent_of_required) if found else None,
            "done": duty.percent(found.spent_share) if found else None,
        }


def region(council: Council, year: int, this: int, on: dt.date | None = None) -> Region:
    """A region's plan of a year with its test, and what its budgets tell; six queries."""
    plan = plans_covering([council.pk], year, on).get(council.pk)
    wanted = set(range(this - YEARS_BACK, this + 1))
    held = [plan] if plan else []
    bases = bases_of(held)
    wanted |= {year for one in held for year in (*bases[one.pk], *one.years)}
    facts = years_of([council.pk], sorted(wanted), on)
    tests = duties_of(held, bases, facts, this, on) if held else {}
    numbers = [one.pk for one in held]
    found = {} if not held else amounts_on(numbers, on) if on else amounts_of(numbers)
    people = populations([council.unit_id], this) if council.unit_id else {}
    return Region(
        Standing(council, plan, tests.get(plan.pk) if plan else None),
        [facts[council.pk, one] for one in sorted(wanted)],
        {one: totals for (_plan, one), totals in found.items()},
        people.get(council.unit_id or 0),
    )


def years(council: Council, wanted: Sequence[int], on: dt.date | None = None) -> list[Year]:
    """What the budgets of a council tell of these years."""
    facts = years_of([council.pk], wanted, on)
    return [facts[council.pk, one] for one in wanted]
