"""What of commitments can be followed: each of them, open to all."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User
from maslikhat.commitments.events.telling import EVENT
from maslikhat.commitments.models import Commitment
from maslikhat.kit.languages import Said
from maslikhat.notices.registers import Kind, Thing
from maslikhat.notices.sight import Ref
from maslikhat.registry.followed import COUNCIL, PERSON
from maslikhat.rubrics.followed import RUBRIC

COMMITMENT = "commitments.commitment"


def sources_of(commitment: Commitment) -> list[Ref]:
    """What may be followed to hear of it: its maslikhat, its subject, the deputy who asked, the
    event that recommended it.

    One letter of a joint inquiry is followed by itself: the inquiry tells the others.
    """
    if commitment.joint_id is not None:
        return []
    asked = commitment.mandate.person_id if commitment.mandate else None
    found = [
        (COUNCIL, commitment.council_id),
        (RUBRIC, commitment.rubric_id),
        (PERSON, asked),
        (EVENT, commitment.event_id),
    ]
    return [(kind, number) for kind, number in found if number is not None]


def show(numbers: Collection[int], readers: Collection[User], lang: str) -> dict[int, Thing]:
    """The titles and addresses of these commitments, in one query."""
    rows = Commitment.objects.filter(pk__in=numbers).only("pk", "title", "language")
    return {
        row.pk: Thing(
            Said(row.title, row.language), reverse("commitments:commitment", args=[row.pk])
        )
        for row in rows
    }


def visible(user: User) -> QuerySet[Any]:
    """All of them: what is asked of a body is asked before everyone."""
    return Commitment.objects.all()


KINDS = {COMMITMENT: Kind(_("Follow-up"), show, visible)}
ACTS = {
    "commitments.send": _("%(who)s asked a body"),
    "commitments.register": _("%(who)s entered the letter at the body"),
    "commitments.redirect": _("%(who)s redirected the letter to another body"),
    "commitments.extend": _("%(who)s extended the time"),
    "commitments.answer": _("%(who)s entered the answer of the body"),
    "commitments.promise": _("%(who)s entered the answer of the body and the day it promised"),
    "commitments.report_done": _("%(who)s reported that it is done"),
    "commitments.assess": _("%(who)s said what the answer is worth"),
    "commitments.confirm": _("%(who)s confirmed that it is done"),
    "commitments.dispute": _("%(who)s said that it is not done"),
    "commitments.confirm_by_residents": _("Residents say that it is done"),
    "commitments.dispute_by_residents": _("Residents say that it is not done"),
    "commitments.close": _("%(who)s closed the matter"),
    "commitments.reopen": _("%(who)s asked the body again"),
    "commitments.withdraw": _("%(who)s withdrew what was asked"),
    "commitments.pass_on": _("%(who)s passed a voters' mandate on to another deputy"),
    "commitments.attach": _("%(who)s added a paper"),
    "commitments.succeed": _("A letter passed to your body from one that has ended"),
    "commitments.hand_over": _("%(who)s handed a letter to an official of your body"),
    "commitments.turn": _("%(who)s turned to somebody else about an answer"),
    "commitments.over_already": _("%(who)s entered something by which a day is over already"),
    "commitments.due_soon": _("The portal's own clock: at most three working days are left"),
    "commitments.due_today": _("The portal's own clock: today is the last day"),
    "commitments.due_passed": _("The portal's own clock: the day has passed"),
}
