"""What events tell the rooms below: cards, what is found, the record; and who enters one."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.accounts.models import User
from maslikhat.commitments.models import Author, Event
from maslikhat.kit.cards import Card
from maslikhat.kit.days import midnight, today
from maslikhat.kit.formats import words
from maslikhat.kit.languages import LANGUAGES, Said, said
from maslikhat.ledger import registers as ledger
from maslikhat.notices import registers as notices
from maslikhat.registry.models import Commission, Council, Mandate
from maslikhat.registry.permissions import is_chair, is_clerk
from maslikhat.registry.standing import Visitor, standing
from maslikhat.search import actions
from maslikhat.search.registers import Draft, Kind

EVENT, FOUND = "commitments.event", "event"


def address_of(number: int) -> str:
    """The path of an event's page."""
    return reverse("commitments:event", args=[number])


def councils_for(user: Visitor | None) -> QuerySet[Council]:
    """Of which councils this reader may enter an event (`may_enter_event`), national ones first."""
    stands, rows = standing(user), Council.objects.on()
    if not stands.operator:
        chambers = rows.filter(unit=None, pk__in=stands.deputy_of)
        rows = rows.filter(pk__in=stands.clerk_of | stands.chair_of) | chambers
    return rows.order_by(F("unit_id").asc(nulls_first=True), "pk")


def speaker(event: Event, user: User) -> tuple[Author, Mandate | Commission | None]:
    """In whose name what it recommends goes out: the commission's that held it, the maslikhat's,
    or a national deputy's own. For whoever may recommend."""
    if event.commission is not None:
        return Author.COMMISSION, event.commission
    if is_clerk(user, event.council) or is_chair(user, event.council):
        return Author.COUNCIL, None
    held = Mandate.objects.on(today()).filter(convocation__council=event.council)
    return Author.DEPUTY, held.get(person=standing(user).person_id)


def tell_event(event: Event) -> None:
    """Tell search of an event as the act leaves it."""
    actions.index_many(_drafts(Event.objects.filter(pk=event.pk)))


def forget_event(event: Event) -> None:
    """Tell search that an event was removed."""
    actions.forget(FOUND, event.pk)


def _after(number: int, most: int) -> list[Draft]:
    return _drafts(Event.objects.filter(pk__gt=number).order_by("pk")[:most])


def _drafts(rows: QuerySet[Event]) -> list[Draft]:
    return [
        Draft(
            FOUND,
            row.pk,
            {lang: getattr(row, f"title_{lang}") for lang in LANGUAGES},
            {row.language: row.organiser},
            place=row.place.kato,
            rubric=row.rubric.code if row.rubric else "",
            moment=midnight(row.held_on),
        )
        for row in rows.select_related("place", "rubric")
    ]


def _recorded(numbers: Collection[int], lang: str) -> dict[int, ledger.Thing]:
    rows = Event.objects.filter(pk__in=numbers).select_related("council")
    return {
        row.pk: ledger.Thing(
            said(row, "title", lang), address_of(row.pk), said(row.council, "name", lang)
        )
        for row in rows
    }


def _show(
    numbers: Collection[int], readers: Collection[User], lang: str
) -> dict[int, notices.Thing]:
    """The titles and addresses of these events, in one query."""
    return {
        row.pk: notices.Thing(said(row, "title", lang), address_of(row.pk))
        for row in Event.objects.filter(pk__in=numbers)
    }


def _visible(user: User) -> QuerySet[Any]:
    """All of them: what an event recommended is open to everyone."""
    return Event.objects.all()


def event_card(given: Mapping[str, Any], reader: Any, lang: str) -> Card | None:
    """An event: its title, who held it, the day, and how many recommendations it made."""
    row = Event.objects.filter(pk=given["number"]).with_all().first()
    if row is None:
        return None
    made = _("Recommendations: %(count)s") % {"count": row.recommendations.count()}
    return Card(
        row.get_kind_display(),
        said(row, "title", lang),
        address_of(row.pk),
        [row.held_by, Said(words.day(row.held_on), lang), Said(made, lang)],
    )


NOTICED = {EVENT: notices.Kind(gettext_lazy("Event"), _show, _visible)}
RECORDED = {
    EVENT: ledger.Kind(
        gettext_lazy("Event"),
        _recorded,
        {
            "commitments.enter_event": gettext_lazy("The event was entered"),
            "commitments.amend_event": gettext_lazy("What is said of the event was changed"),
        },
    )
}
CARDS = {"commitments:event": event_card}
SEARCHED = {
    FOUND: Kind(
        label=lambda: _("Events and recommendations"),
        address=lambda number, slug: address_of(number),
        entries=_after,
    )
}
