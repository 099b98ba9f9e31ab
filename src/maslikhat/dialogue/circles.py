"""The circle of a room: the deputies it is for, where they can be counted."""

import datetime as dt
from typing import Protocol

from django.db.models import Exists, OuterRef, Q, QuerySet

from maslikhat.dialogue.models import GroupMember
from maslikhat.kit.days import holds_on, midnight, today
from maslikhat.registry.models import CommissionMember, Mandate, Person


class Circled(Protocol):
    """A room, the reference to one, or its head on a page."""

    @property
    def council_id(self) -> int | None: ...
    @property
    def commission_id(self) -> int | None: ...
    @property
    def group_id(self) -> int | None: ...


class Announced(Protocol):
    """An announcement, or its head on a page."""

    @property
    def author_id(self) -> int: ...
    @property
    def understood_until(self) -> dt.date | None: ...
    @property
    def room(self) -> Circled: ...


def has_circle(room: Circled) -> bool:
    """Whether it is known whom the room is for: a council, a commission or a group."""
    owners = (room.council_id, room.commission_id, room.group_id)
    return any(owner is not None for owner in owners)


def circle_of(topic: Announced) -> QuerySet[Person]:
    """The deputies of the topic's room, but for its author.

    They are those of today, and once the day is over by which it was to be read, those of that
    day: who came later was not asked.
    """
    day = min(today(), topic.understood_until or today())
    mandates = Mandate.objects.on(day).filter(person=OuterRef("pk"))
    room = topic.room
    if room.council_id is not None:
        within = Q(Exists(mandates.filter(convocation__council=room.council_id)))
    elif room.commission_id is not None:
        places = CommissionMember.objects.on(day).filter(
            holds_on(day, "mandate__"), commission=room.commission_id
        )
        within = Q(Exists(places.filter(mandate__person=OuterRef("pk"))))
    elif room.group_id is not None:
        end = midnight(day + dt.timedelta(days=1))
        members = GroupMember.objects.filter(
            Q(ended_at__isnull=True) | Q(ended_at__gte=end),
            group=room.group_id,
            joined_at__lt=end,
            person=OuterRef("pk"),
        )
        within = Q(Exists(members)) & Q(Exists(mandates))
    else:
        return Person.objects.none()
    return Person.objects.filter(within).exclude(pk=topic.author_id)
