"""Which bodies a maslikhat can ask."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from maslikhat.registry.models import Body, Council

NOT_CENTRAL = _(
    "A deputy's inquiry goes to akims, prosecutors, territorial offices and bodies paid from local"
    " budgets (Law 148, art. 21-1), not to a central body. Send it a recommendation instead."
)


def inquired(council: Council) -> QuerySet[Body]:
    """Those that a deputy's inquiry may be sent to (Law 148, art. 21-1).

    The article names akims, prosecutors, the territorial offices of central bodies and executive
    bodies paid from local budgets: no central body. Of which place they are it says of election
    commissions alone, so bodies of other places stay open to be asked. Members of the national
    chamber ask by another law.
    """
    bodies = Body.objects.on()
    return bodies if council.unit_id is None else bodies.filter(unit__isnull=False)


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
