"""Who can bring a draft in, and whether it is of the council it is brought in to."""

from typing import Any, TypeAlias

from django.db.models import Q
from django.utils.translation import gettext as _

from maslikhat.decisions.models import Mover
from maslikhat.decisions.models.decisions import MOVED_BY
from maslikhat.kit.days import today
from maslikhat.kit.refusals import refuse_unless
from maslikhat.registry.models import Body, Commission, Council, Group, Mandate
from maslikhat.registry.permissions import is_clerk
from maslikhat.registry.standing import Visitor, standing

Movable: TypeAlias = Mandate | Commission | Group | Body
_CLASSES: dict[Mover, type[Any]] = {
    Mover.DEPUTY: Mandate,
    Mover.COMMISSION: Commission,
    Mover.GROUP: Group,
    Mover.BODY: Body,
}


def refuse_stranger(council: Council, mover: str, moved_by: Movable | None) -> None:
    """Refuse (422) a mover that is not of the council today, or is not what it is said to be."""
    fits = mover in Mover.values and mover != Mover.UNKNOWN
    if fits and mover in MOVED_BY:
        fits = isinstance(moved_by, _CLASSES[Mover(mover)]) and _is_of(council, moved_by)
    else:
        fits = fits and moved_by is None
    refuse_unless(fits, _("Choose who brings the draft in."), status=422)


def _is_of(council: Council, moved_by: Movable) -> bool:
    if not moved_by.holds_on(today()):
        return False
    if isinstance(moved_by, Mandate):
        return moved_by.convocation.council_id == council.pk
    if isinstance(moved_by, Body):
        return moved_by.unit_id is None or moved_by.unit_id == council.unit_id
    return moved_by.council_id == council.pk


def may_move(user: Visitor | None, council: Council, mover: str, moved_by: Movable | None) -> bool:
    """The apparatus enters whoever moves; a deputy moves in the deputy's own name alone."""
    if is_clerk(user, council):
        return True
    return (
        mover == Mover.DEPUTY
        and isinstance(moved_by, Mandate)
        and moved_by.person_id == standing(user).person_id
    )


def bodies_of(council: Council) -> Any:
    """The bodies of the council's unit, and those of the whole country, that work today."""
    own = Q(unit=council.unit_id) if council.unit_id else Q(unit__isnull=True)
    return Body.objects.on().filter(own)
