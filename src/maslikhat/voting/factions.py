"""The factions of a council in its votes by name, as they were made up on the day of each vote."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate

from maslikhat.kit.days import ALMATY
from maslikhat.kit.shares import Share
from maslikhat.registry.models import Convocation, Council, Group
from maslikhat.voting.cohesion import Given, agreement, cohesion, positions, stands
from maslikhat.voting.models import Mode, State, Vote

_PLACE = "elector__mandate__group_places__"


class Row(NamedTuple):
    """A faction: how united it was, and how often it agreed with each in turn, None with itself."""

    faction: Group
    united: Share
    with_others: list[Share | None]


class Compared(NamedTuple):
    """The factions of a convocation beside each other, and how many votes that rests on."""

    votes: int
    rows: list[Row]


def convocations_of(council: Council) -> list[Convocation]:
    """Those in which there were factions, the newest first; one query."""
    factions = Group.objects.filter(kind=Group.Kind.FACTION, convocation=OuterRef("pk"))
    rows = Convocation.objects.filter(Exists(factions), council=council)
    return list(rows.order_by("-from_day", "-pk"))


def compared(convocation: Convocation) -> Compared:
    """Every two factions of a convocation compared; two queries."""
    groups = Group.objects.filter(kind=Group.Kind.FACTION, convocation=convocation)
    factions = list(groups.order_by("name_kk", "pk"))
    given = _given(convocation, factions)
    stood = stands(given)
    held = {faction.pk: positions(stood.get(faction.pk, {})) for faction in factions}
    rows = [
        Row(
            faction,
            cohesion(stood.get(faction.pk, {})),
            [
                None if other == faction else agreement(held[faction.pk], held[other.pk])
                for other in factions
            ],
        )
        for faction in factions
    ]
    return Compared(len({one.ballot for one in given}), rows)


def _given(convocation: Convocation, factions: Sequence[Group]) -> list[Given]:
    """What members of each faction chose in closed votes by name on motions, open to all."""
    votes = (
        Vote.objects.counted()
        .filter(
            elector__ballot__council=convocation.council_id,
            elector__ballot__commission=None,
            elector__ballot__state=State.CLOSED,
            elector__ballot__is_public=True,
            elector__ballot__mode=Mode.OPEN,
            elector__ballot__is_election=False,
        )
        .annotate(voted_on=TruncDate("elector__ballot__opened_at", tzinfo=ALMATY))
    )
    members = votes.filter(
        Q(**{f"{_PLACE}to_day": None}) | Q(**{f"{_PLACE}to_day__gt": F("voted_on")}),
        **{f"{_PLACE}group__in": factions, f"{_PLACE}from_day__lte": F("voted_on")},
    )
    rows = members.values_list("elector__ballot", f"{_PLACE}group", "option__kind")
    return [Given(*row) for row in rows.annotate(votes=Count("pk")).order_by()]
