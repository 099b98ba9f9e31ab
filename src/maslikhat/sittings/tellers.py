"""Who counts hands and papers at a sitting: chosen once, kept for its further votes."""

from maslikhat.registry.models import Person
from maslikhat.sittings.attendance import there_now
from maslikhat.sittings.models import Item, Motion, Sitting
from maslikhat.voting.models import Teller


def tellers_before(sitting: Sitting, item: Item | None = None) -> list[Person]:
    """The two who counted last at this sitting, as long as both are there; else nobody.

    Nobody either where one of them is recused from the item that is voted on.
    """
    last = (
        Motion.objects.filter(item__sitting=sitting, ballot__tellers__isnull=False)
        .order_by("-ballot")
        .values_list("ballot", flat=True)
        .first()
    )
    rows = Teller.objects.counting().filter(ballot=last).select_related("person").order_by("place")
    there = set(there_now(sitting)) - recused_from(item)
    found = [teller.person for teller in rows]
    return found if all(person.pk in there for person in found) else []


def recused_from(item: Item | None) -> set[int]:
    """The numbers of those persons who take no part in an item, and so do not count in it."""
    return set(item.recusals.values_list("person", flat=True)) if item else set()
