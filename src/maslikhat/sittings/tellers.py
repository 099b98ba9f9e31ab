"""Who counts hands and papers at a sitting: chosen once, kept for its further votes."""

from maslikhat.registry.models import Person
from maslikhat.sittings.attendance import in_hall
from maslikhat.sittings.models import Item, Motion, Sitting
from maslikhat.voting.models import Teller


def may_count(sitting: Sitting, item: Item | None = None) -> set[int]:
    """The numbers of those persons who may count: who is in the hall, for hands are not counted
    over the link, is not recused from the item, and does not stand in its election."""
    there = set(in_hall(sitting))
    if item is None:
        return there
    there -= set(item.recusals.values_list("person", flat=True))
    if item.is_election:
        there -= set(item.candidates.values_list("mandate__person", flat=True))
    return there


def tellers_before(sitting: Sitting, item: Item | None = None) -> list[Person]:
    """The two who counted last at this sitting, as long as both may count on this item too."""
    last = (
        Motion.objects.filter(item__sitting=sitting, ballot__tellers__isnull=False)
        .order_by("-ballot")
        .values_list("ballot", flat=True)
        .first()
    )
    rows = Teller.objects.counting().filter(ballot=last).select_related("person").order_by("place")
    found = [teller.person for teller in rows]
    return found if {person.pk for person in found} <= may_count(sitting, item) else []
