"""The country in numbers on a day; all of it is derived, nothing is kept."""

import datetime as dt
from typing import TypedDict

from django.db.models import Count, Sum

from maslikhat.kit.days import holds_on
from maslikhat.registry.models import Council, Level, Mandate, Seats


class Counts(TypedDict):
    """Maslikhats by level and in all, their seats, and the persons who hold a mandate."""

    regional: int
    city: int
    district: int
    total: int
    seats: int
    persons: int


def on(day: dt.date) -> Counts:
    """How many maslikhats, seats and deputies there were on `day`, in three queries.

    `total` and `seats` are of the maslikhats alone; `persons` are the deputies of every level,
    the national chambers included.
    """
    levels = dict(
        Council.objects.on(day).local().values_list("level").annotate(Count("pk")).order_by()
    )
    of_councils = Seats.objects.on(day).filter(holds_on(day, "council__"))
    seats = of_councils.exclude(council__level=Level.NATIONAL).aggregate(n=Sum("number"))["n"]
    return Counts(
        regional=levels.get(Level.REGIONAL, 0),
        city=levels.get(Level.CITY, 0),
        district=levels.get(Level.DISTRICT, 0),
        total=sum(levels.values()),
        seats=seats or 0,
        persons=Mandate.objects.on(day).aggregate(n=Count("person", distinct=True))["n"],
    )
