"""Which bodies a maslikhat can ask."""

from django.db.models import Q, QuerySet

from maslikhat.registry.models import Body, Council


def bodies_of(council: Council) -> QuerySet[Body]:
    """Those of its own place, of the places within and of the region above, and central ones.

    Bodies that are not its own level's can be asked as well: nobody is subordinate, and each
    answers for what is its own.
    """
    unit = council.unit
    if unit is None:
        return Body.objects.on()
    reach = Q(unit=unit) | Q(unit__parent=unit) | Q(unit__isnull=True)
    if unit.parent_id is not None and not unit.is_regional:
        reach |= Q(unit=unit.parent_id)
    return Body.objects.on().filter(reach)
