"""Who refers a matter to another level, and what is referred: for the pages that begin one."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.models import Commitment, Joint
from maslikhat.dialogue.models import Topic
from maslikhat.dialogue.permissions import may_read
from maslikhat.dialogue.registers import Entry, Matter, Told
from maslikhat.kit.days import holds_on, today
from maslikhat.kit.links import number_named
from maslikhat.registry.models import Commission, Council
from maslikhat.registry.standing import Visitor, standing

ABOUT = ("commitment", "topic", "joint")
Referred = Commitment | Topic | Joint


class Sender(NamedTuple):
    """In whose name a matter is referred: a council's, or that of one of its commissions."""

    council: Council
    commission: Commission | None = None

    @property
    def value(self) -> str:
        """The same as a choice of a form."""
        return f"{self.council.pk}:{self.commission.pk if self.commission else ''}"


def senders_for(user: Visitor | None) -> list[Sender]:
    """In whose name this reader may refer (`may_forward`); three queries at most."""
    stands, day = standing(user), today()
    keeping = stands.clerk_of | stands.chair_of
    found = [Sender(one) for one in Council.objects.filter(pk__in=keeping).order_by("pk")]
    commissions = Commission.objects.on(day).filter(council__in=stands.clerk_of)
    rows = list(commissions.select_related("council").order_by("council", "kind", "pk"))
    if stands.person_id is not None:
        led = Commission.objects.on(day).filter(
            holds_on(day, "members__"),
            holds_on(day, "members__mandate__"),
            members__mandate__person=stands.person_id,
            members__position__in=("chair", "secretary"),
        )
        known = {row.pk for row in rows}
        rows += [one for one in led.select_related("council") if one.pk not in known]
    return [*found, *(Sender(one.council, one) for one in rows)]


def referred(kind: str, text: str) -> Referred | None:
    """What an address names, when everyone reads it; what is no number is a 400."""
    number = number_named(text, kind)
    known: dict[str, Any] = {
        "commitment": Commitment.objects.all(),
        "topic": Topic.objects.visible_to(None).exclude(title=""),
        "joint": Joint.objects.sent(),
    }
    found: Referred | None = known[kind].filter(pk=number).first()
    return found


def _address(matter: Matter) -> str:
    return f"{reverse('commitments:forward')}?topic={matter.topic}"


def _may(user: Visitor, topic: Told) -> bool:
    """Whoever speaks for a maslikhat or a commission, of a topic that everyone reads."""
    return may_read(None, topic.room) and bool(senders_for(user))


ENTRIES = {"forwarding": Entry(_("Referral to another level"), _address, _may)}
