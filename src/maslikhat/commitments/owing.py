"""What a body's officials are told: a line that leads straight to the page of the answer."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.accounts.models import User
from maslikhat.commitments.course import Act, allows
from maslikhat.commitments.followed import COMMITMENT
from maslikhat.commitments.models import Commitment
from maslikhat.kit.days import holds_on, today
from maslikhat.kit.formats import words
from maslikhat.kit.languages import Said
from maslikhat.notices.actions import tell
from maslikhat.notices.registers import Kind, Thing
from maslikhat.registry.models import Role
from maslikhat.registry.standing import standing

OWED = "commitments.owed"


def show(numbers: Collection[int], readers: Collection[User], lang: str) -> dict[int, Thing]:
    """Where each is answered, seen by the officials of the body that owes it; two queries."""
    rows = list(Commitment.objects.filter(pk__in=numbers))
    bodies = {row.addressee_id for row in rows}
    roles = Role.objects.filter(holds_on(today()), body__in=bodies, user__in=readers)
    officials: dict[int, set[int]] = {}
    for body, user in roles.values_list("body", "user"):
        officials.setdefault(body, set()).add(user)
    return {row.pk: _door(row, officials.get(row.addressee_id, set()), lang) for row in rows}


def _door(row: Commitment, readers: set[int], lang: str) -> Thing:
    owed = row.owed_day
    if owed is None or not allows(row.kind, row.state, Act.ANSWER, row.assessment):
        page = reverse("commitments:commitment", args=[row.pk])
        return Thing(Said(_("It is answered"), lang), page, readers)
    told = _("Answer here. Due %(day)s") % {"day": words.day(owed)}
    return Thing(Said(told, lang), reverse("commitments:answer", args=[row.pk]), readers)


def visible(user: User) -> QuerySet[Any]:
    """What the bodies of this official owe, or have answered."""
    return Commitment.objects.filter(addressee__in=standing(user).body_of)


KINDS = {OWED: Kind(gettext_lazy("Letters to your body"), show, visible, can_be_followed=False)}


def tell_body(
    commitment: Commitment, told: Collection[int], act: str, key: str, by: User | None
) -> None:
    """Those of the body whom it concerns (`hearers`) hear of it, by a line that leads to the
    answer; called inside the act."""
    if told:
        part = (OWED, commitment.pk)
        tell(
            COMMITMENT,
            commitment.pk,
            act=act,
            by=by,
            key=f"{key}:body",
            directly=sorted(told),
            followers=False,
            part=part,
        )
