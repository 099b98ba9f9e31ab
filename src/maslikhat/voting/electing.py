"""Who may vote: the deputies of a council or commission on a day, written into a ballot."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maslikhat.kit.bulk import insert_rows
from maslikhat.kit.days import holds_on, today
from maslikhat.kit.prepared import PreparedThings
from maslikhat.kit.refusals import Refused
from maslikhat.norms.lookup import known
from maslikhat.registry.heads import head_on
from maslikhat.registry.models import Commission, CommissionMember, Council, Mandate
from maslikhat.registry.rosters import seats_on
from maslikhat.voting import refusals, registers
from maslikhat.voting.models import Ballot, Elector
from maslikhat.voting.registers import Attending, Place

# With fewer secret votes the totals alone would tell who chose what.
FEWEST_SECRET = 3
_COLUMNS = (
    "ballot_id",
    "mandate_id",
    "person_id",
    "is_chair",
    "is_present",
    "recused_because",
    "has_voted",
)


@dataclass(frozen=True)
class Body:
    """A council or commission on a day: its mandates, its chair, its seats by law."""

    mandates: tuple[Mandate, ...]
    chair_id: int | None
    # None where it is not known how many seats the council has.
    seats: int | None

    @property
    def filled(self) -> int:
        """How many hold a mandate in it."""
        return len(self.mandates)


def body_on(council: Council, commission: Commission | None, day: dt.date | None = None) -> Body:
    """The deputies of a council, or of its commission, who may vote on `day`; three queries."""
    day = day or today()
    if commission is None:
        mandates = mandates_on(council, None, day)
        head = head_on(council, day)
        return Body(mandates, head.person.pk if head else None, _seats(council, day))
    places = _places(commission, day)
    chairs = [
        place.mandate.person_id
        for place in places
        if place.position == CommissionMember.Position.CHAIR
    ]
    members = tuple(place.mandate for place in places)
    return Body(members, chairs[0] if chairs else None, len(members))


def _seats(council: Council, day: dt.date) -> int | None:
    """The seats that the register has; of a national chamber without any, those of the law."""
    seats = seats_on(council, day)
    if seats is not None or not council.is_national:
        return seats
    by_law = known(f"{council.code}_seats", day)
    return None if by_law is None else int(by_law)


_mandates_on = PreparedThings(
    lambda council, day: (
        Mandate.objects.on(day)
        .filter(convocation__council=council)
        .select_related("person")
        .order_by("pk")
    )
)


def mandates_on(
    council: Council, commission: Commission | None, day: dt.date
) -> tuple[Mandate, ...]:
    """The mandates of a council, or of its commission, on a day; one query."""
    if commission is not None:
        return tuple(place.mandate for place in _places(commission, day))
    return tuple(_mandates_on(council.pk, day))


def _places(commission: Commission, day: dt.date) -> list[CommissionMember]:
    return list(
        CommissionMember.objects.on(day)
        .filter(holds_on(day, "mandate__"), commission=commission)
        .select_related("mandate__person")
        .order_by("mandate")
    )


def attending_at(ballot: Ballot) -> Attending | None:
    """Who is there now, where the vote is of a sitting that notes it; None of any other."""
    told = (ask(ballot) for ask in registers.attending)
    return next((one for one in told if one is not None), None)


def place_of(ballot: Ballot) -> Place | None:
    """The sitting at which the vote is held; None of a vote of none."""
    told = (ask(ballot) for ask in registers.places)
    return next((one for one in told if one is not None), None)


def refuse_over(ballot: Ballot) -> None:
    """Refuse a vote on a question with which its sitting is done."""
    place = place_of(ballot)
    if place is not None and place.is_over:
        raise Refused(refusals.QUESTION_OVER)


def take_present(ballot: Ballot, present: Collection[int] | None) -> list[int]:
    """Those who are there vote: as the sitting has noted it, else those of `present`, else all.

    Who has been recused at the sitting since the vote was prepared takes no part; the numbers of
    these persons come back.
    """
    known = attending_at(ballot)
    there = present if known is None else known.present
    if there is not None:
        # Until a vote is opened all its electors are marked as present.
        ballot.electors.exclude(person__in=list(there)).update(is_present=False)
    newly = []
    for person, because in (known.recused if known else {}).items():
        rows = ballot.electors.filter(person=person, recused_because="")
        if rows.update(recused_because=because):
            newly.append(person)
    return newly


def take_electors(
    ballot: Ballot, named: Collection[Mandate] | None = None, *, day: dt.date | None = None
) -> Body:
    """Make the electors those of the day: of the body, or of those named who hold their mandate.

    Who is recused stays so. The body on that day comes back.
    """
    body = body_on(ballot.council, ballot.commission, day)
    before = dict(ballot.electors.values_list("person", "is_chair"))
    wanted = {mandate.person_id: mandate for mandate in body.mandates}
    if ballot.names_electors:
        kept = set(before) if named is None else {mandate.person_id for mandate in named}
        wanted = {person: mandate for person, mandate in wanted.items() if person in kept}
    if not wanted:
        raise Refused(_("Nobody of this body holds a mandate today, so nobody could vote."))
    if not before.keys() <= wanted.keys():
        ballot.electors.exclude(person__in=list(wanted)).delete()
    if any(is_chair != (person == body.chair_id) for person, is_chair in before.items()):
        ballot.electors.filter(is_chair=True).update(is_chair=False)
        ballot.electors.filter(person=body.chair_id).update(is_chair=True)
    rows = [
        (ballot.pk, mandate.pk, person, person == body.chair_id, True, "", False)
        for person, mandate in wanted.items()
        if person not in before
    ]
    insert_rows(Elector, _COLUMNS, rows)
    return body
