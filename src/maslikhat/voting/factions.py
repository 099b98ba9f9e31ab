"""The factions of a council in its votes by name, as they were made up on the day of each vote."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from maslikhat.kit.days import ALMATY
from maslikhat.kit.kazakh import sort_key
from maslikhat.kit.languages import said
from maslikhat.kit.shares import Share
from maslikhat.registry.models import Convocation, Council, Group, GroupMember
from maslikhat.voting.cohesion import Given, agreement, cohesion, positions, stands
from maslikhat.voting.models import Ballot, Mode, Vote


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
    """Every two factions of a convocation compared, by name; four queries."""
    groups = Group.objects.filter(kind=Group.Kind.FACTION, convocation=convocation)
    factions = sorted(groups, key=lambda one: (sort_key(said(one, "name").text), one.pk))
    given = _given(convocation, factions)
    stood = stands(given)
    own = {faction.pk: stood.get(faction.pk, {}) for faction in factions}
    held = {number: positions(ballots) for number, ballots in own.items()}
    rows = [
        Row(faction, cohesion(own[faction.pk]), _with_others(faction.pk, held))
        for faction in factions
    ]
    return Compared(len({one.ballot for one in given}), rows)


def _with_others(faction: int, held: Mapping[int, Mapping[int, str]]) -> list[Share | None]:
    """How often a faction agreed with each in turn; None with itself."""
    return [
        None if other == faction else agreement(held[faction], theirs)
        for other, theirs in held.items()
    ]


def _given(convocation: Convocation, factions: Sequence[Group]) -> list[Given]:
    """What members of each faction chose in closed votes by name on motions, open to all.

    Who belonged to which on the day is found here and not by the database: of the largest chamber
    there are tens of thousands of votes, and this takes a quarter of the time.
    """
    places: dict[int, list[GroupMember]] = {}
    for place in GroupMember.objects.filter(group__in=factions):
        places.setdefault(place.mandate_id, []).append(place)
    ballots = Ballot.objects.closed().filter(
        council=convocation.council_id,
        commission=None,
        is_public=True,
        mode=Mode.OPEN,
        is_election=False,
    )
    opened = ballots.values_list("pk", "opened_at")
    days = {ballot: moment.astimezone(ALMATY).date() for ballot, moment in opened if moment}
    votes = Vote.objects.counted().filter(elector__ballot__in=ballots)
    numbers = Counter(
        (ballot, place.group_id, choice)
        for ballot, mandate, choice in votes.values_list(
            "elector__ballot", "elector__mandate", "option__kind"
        )
        for place in places.get(mandate, ())
        if ballot in days and place.holds_on(days[ballot])
    )
    return [Given(*key, number) for key, number in numbers.items()]
