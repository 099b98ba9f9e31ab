"""Who counts hands and papers at a sitting: chosen once, kept for its further votes."""

from maslikhat.registry.models import Person
from maslikhat.sittings.attendance import there_now
from maslikhat.sittings.models import Motion, Sitting
from maslikhat.voting.models import Teller


def tellers_before(sitting: Sitting) -> list[Person]:
    """The two who counted last at this sitting, as long as both are there; else nobody."""
    last = (
        Motion.objects.filter(item__sitting=sitting, ballot__tellers__isnull=False)
        .order_by("-ballot")
        .values_list("ballot", flat=True)
        .first()
    )
    rows = Teller.objects.counting().filter(ballot=last).select_related("person").order_by("place")
    there = set(there_now(sitting))
    found = [teller.person for teller in rows]
    return found if all(person.pk in there for person in found) else []
