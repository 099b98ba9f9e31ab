"""What a link to a deputy, a council or a commission unfolds into; all of them are open to all."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maslikhat.kit.cards import Card
from maslikhat.kit.days import holds_on, today
from maslikhat.kit.languages import Said, said
from maslikhat.registry.followed import deputies
from maslikhat.registry.heads import head_on
from maslikhat.registry.models import Commission, CommissionMember, Council, Mandate


def deputy_card(given: Mapping[str, Any], reader: Any, lang: str) -> Card | None:
    """A deputy: the name, the maslikhat and the commissions of today; three queries."""
    person = deputies().filter(pk=given["number"]).first()
    if person is None:
        return None
    day = today()
    seats = Mandate.objects.on(day).filter(person=person).select_related("convocation__council")
    places = CommissionMember.objects.on(day).filter(
        holds_on(day, "mandate__"), holds_on(day, "commission__"), mandate__person=person
    )
    lines = [said(seat.convocation.council, "name", lang) for seat in seats]
    lines += [
        Said(f"{place.get_position_display()} · {said(place.commission, 'name', lang).text}", lang)
        for place in places.select_related("commission").order_by("position", "pk")[:3]
    ]
    return Card(
        _("Deputy"),
        Said(person.full_name(lang), lang),
        reverse("portal:deputy", args=[person.pk]),
        lines or [Said(_("No mandate today"), lang)],
        person.initials(lang),
    )


def council_card(given: Mapping[str, Any], reader: Any, lang: str) -> Card | None:
    """A council: its name, who heads it and how many deputies it has today; four queries."""
    council = Council.objects.filter(code=given["code"]).first()
    if council is None:
        return None
    number = Mandate.objects.on(today()).of(council).count()
    head = head_on(council)
    lines = [
        Said(
            ngettext("%(number)s deputy", "%(number)s deputies", number) % {"number": number}, lang
        )
    ]
    if head is not None:
        title = head.title(lang).text
        name = head.person.short_name(lang)
        lines.insert(0, Said(f"{title}: {name}" if title else name, lang))
    address = reverse("portal:council", args=[council.code])
    return Card(_("Maslikhat"), said(council, "name", lang), address, lines)


def commission_card(given: Mapping[str, Any], reader: Any, lang: str) -> Card | None:
    """A commission: its name, its council and how many deputies sit in it today; two queries."""
    found = Commission.objects.filter(pk=given["number"]).select_related("council").first()
    if found is None:
        return None
    number = found.members.on(today()).count()
    lines = [
        said(found.council, "name", lang),
        Said(
            ngettext("%(number)s deputy", "%(number)s deputies", number) % {"number": number}, lang
        ),
    ]
    address = reverse("portal:commission", args=[found.pk])
    return Card(found.get_kind_display(), said(found, "name", lang), address, lines)


CARDS = {
    "portal:deputy": deputy_card,
    "portal:council": council_card,
    "portal:commission": commission_card,
}
