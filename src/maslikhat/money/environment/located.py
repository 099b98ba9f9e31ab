"""What of the environment's money reaches a district: measures in it, and whose payment it is."""

from maslikhat.kit.days import today
from maslikhat.money.models import EnvironmentMeasure
from maslikhat.places.models import Unit
from maslikhat.registry.models import Council, Level

MOST = 200


def region_of(council: Council) -> Council | None:
    """The maslikhat of the region a district lies in today."""
    if council.unit is None:
        return None
    above = [unit.pk for unit in council.unit.ancestors_on(today())]
    return Council.objects.on().level(Level.REGIONAL).filter(unit__in=above).first()


def measures(council: Council) -> list[EnvironmentMeasure]:
    """Measures of approved plans that are carried out in a district, or in a place within it."""
    if council.unit is None:
        return []
    within = Unit.objects.within(council.unit).values("pk")
    rows = EnvironmentMeasure.objects.filter(plan__approved_on__isnull=False)
    here = rows.filter(place=council.unit) | rows.filter(place__in=within)
    found = here.select_related("plan__council", "place").prefetch_related("amounts")
    return list(found.order_by("-plan__first_year", "number")[:MOST])
