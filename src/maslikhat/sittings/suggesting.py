"""What the dialogue may turn a topic into here: a question for the next agenda."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.dialogue.permissions import may_read
from maslikhat.dialogue.registers import Entry, Matter, Told
from maslikhat.registry.models import Council
from maslikhat.registry.standing import Visitor, standing
from maslikhat.sittings.models import Sitting


def _address(matter: Matter) -> str:
    return reverse("sittings:suggest_item", args=[matter.topic])


def _may(user: Visitor, topic: Told) -> bool:
    """Whoever is of a maslikhat, of a topic that everyone reads; without a query."""
    return may_read(None, topic.room) and bool(standing(user).councils)


ENTRIES = {"agenda_item": Entry(_("Question for an agenda"), _address, _may)}


def planned(council: Council) -> list[Sitting]:
    """The sittings of a council that are ahead and whose agenda is not closed; one query."""
    rows = Sitting.objects.of(council).filter(commission=None, opened_at=None).upcoming()
    return list(rows.with_names()[:20])
