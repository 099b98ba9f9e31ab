"""Who counts hands and papers at a sitting: chosen once, kept for its further votes."""

from collections.abc import Iterable, Mapping

from maslikhat.registry.models import Person
from maslikhat.sittings.attendance import there_now
from maslikhat.sittings.models import Item, Motion, Part, Sitting
from maslikhat.voting.models import Teller


def may_count(sitting: Sitting, item: Item | None = None) -> set[int]:
    """The numbers of those persons who may count: who is in the hall, for hands are not counted
    over the link, is not recused from the item, and does not stand in its election."""
    recused = () if item is None else item.recusals.values_list("person", flat=True)
    return counting_of(there_now(sitting), recused, item)


def counting_of(there: Mapping[int, str], recused: Iterable[int], item: Item | None) -> set[int]:
    """The same of those who are known to be there, each with the part, and to be recused."""
    found = {person for person, part in there.items() if part == Part.PRESENT} - set(recused)
    if item is not None and item.is_election:
        found -= set(item.candidates.values_list("mandate__person", flat=True))
    return found


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
