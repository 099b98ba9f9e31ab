"""What joint inquiries tell the rooms below: titles, cards, what is found, the record."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.accounts.models import User
from maslikhat.commitments.models import Joint
from maslikhat.kit.cards import Card
from maslikhat.kit.days import midnight
from maslikhat.kit.languages import Said, said
from maslikhat.ledger import registers as ledger
from maslikhat.notices import registers as notices
from maslikhat.registry.standing import Visitor
from maslikhat.search import actions
from maslikhat.search.registers import Draft, Kind

JOINT, FOUND = "commitments.joint", "joint"


def address_of(number: int) -> str:
    """The path of a joint inquiry's page."""
    return reverse("commitments:joint", args=[number])


def _visible(user: Visitor | None) -> QuerySet[Any]:
    return Joint.objects.visible_to(user)


def _show(
    numbers: Collection[int], readers: Collection[User], lang: str
) -> dict[int, notices.Thing]:
    """Titles and addresses; of a draft only for who writes it and who is invited: three queries."""
    rows = list(
        Joint.objects.filter(pk__in=numbers)
        .exclude(state=Joint.State.DISCARDED)
        .select_related("mandate__person")
        .prefetch_related("signatures__mandate__person")
    )
    return {
        row.pk: notices.Thing(
            Said(row.title, row.language),
            address_of(row.pk),
            None if row.is_sent else _readers_of(row),
        )
        for row in rows
    }


def _readers_of(joint: Joint) -> set[int]:
    people = [joint.mandate, *(one.mandate for one in joint.signatures.all())]
    return {one.person.user_id for one in people if one.person.user_id is not None}


def _recorded(numbers: Collection[int], lang: str) -> dict[int, ledger.Thing]:
    """Those that everyone reads; one query."""
    rows = Joint.objects.sent().filter(pk__in=numbers).select_related("council")
    return {
        row.pk: ledger.Thing(
            Said(row.title, row.language), address_of(row.pk), said(row.council, "name", lang)
        )
        for row in rows
    }


def joint_card(given: Mapping[str, Any], reader: Any, lang: str) -> Card | None:
    """A joint inquiry: its title, its author, how many bodies were asked."""
    rows = Joint.objects.visible_to(reader).filter(pk=given["number"]).with_all()
    row = rows.first()
    if row is None:
        return None
    asked = _("Bodies asked: %(count)s") % {"count": row.addressed.count()}
    return Card(
        _("Joint inquiry"),
        Said(row.title, row.language),
        address_of(row.pk),
        [Said(str(row.mandate.person.full_name()), row.language), Said(asked, lang)],
    )


def tell_joint(joint: Joint) -> None:
    """Tell search of a joint inquiry that was sent."""
    actions.index_many(_drafts(Joint.objects.filter(pk=joint.pk)))


def _after(number: int, most: int) -> list[Draft]:
    return _drafts(Joint.objects.sent().filter(pk__gt=number).order_by("pk")[:most])


def _drafts(rows: QuerySet[Joint]) -> list[Draft]:
    return [
        Draft(
            FOUND,
            row.pk,
            row.title,
            "\n".join(filter(None, (row.out_number, row.text, row.result))),
            language=row.language,
            place=row.council.unit.kato if row.council.unit else "",
            rubric=row.rubric.code if row.rubric else "",
            moment=midnight(row.sent_on) if row.sent_on else None,
        )
        for row in rows.select_related("council__unit", "rubric")
    ]


NOTICED = {JOINT: notices.Kind(gettext_lazy("Joint inquiry"), _show, _visible)}
ACTS = {
    "commitments.invite_to_joint": gettext_lazy("%(who)s invites you to sign a joint inquiry"),
    "commitments.joint_amended": gettext_lazy("%(who)s changed a joint inquiry: sign it anew"),
    "commitments.sign_joint": gettext_lazy("Deputies have signed the joint inquiry"),
    "commitments.send_joint": gettext_lazy("%(who)s sent a joint inquiry"),
    "commitments.withdraw_joint": gettext_lazy("%(who)s withdrew a joint inquiry"),
    "commitments.joint_answered": gettext_lazy("Bodies have answered the joint inquiry"),
    "commitments.joint_due_soon": gettext_lazy(
        "The portal's own clock: at most three working days are left for the joint inquiry"
    ),
    "commitments.joint_due_today": gettext_lazy(
        "The portal's own clock: today is the last day of the joint inquiry"
    ),
    "commitments.joint_due_passed": gettext_lazy(
        "The portal's own clock: the day of the joint inquiry has passed and answers are missing"
    ),
}
RECORDED = {
    JOINT: ledger.Kind(
        gettext_lazy("Joint inquiry"),
        _recorded,
        {
            "commitments.send_joint": gettext_lazy("The joint inquiry was sent"),
            "commitments.withdraw_joint": gettext_lazy("The joint inquiry was withdrawn"),
        },
    )
}
CARDS = {"commitments:joint": joint_card}
SEARCHED = {
    FOUND: Kind(
        label=lambda: _("Joint inquiries"),
        address=lambda number, slug: address_of(number),
        entries=_after,
    )
}
