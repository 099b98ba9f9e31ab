"""Acts on councils: founding, seats, convocations, constituencies."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.apps import apps
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.bulk import insert_rows, reserve_ids
from maslikhat.kit.days import goes_on, today
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.live.actions import revoke_users
from maslikhat.places.models import Unit
from maslikhat.registry import questions, reference
from maslikhat.registry.finding import tell_councils
from maslikhat.registry.guards import (
    allow,
    cleaned,
    end_by,
    end_on,
    locked,
    proper_name,
    proper_text,
    refuse_if,
    saved,
    within_council,
)
from maslikhat.registry.limits import most_seats
from maslikhat.registry.models import (
    Constituency,
    Convocation,
    Council,
    EndReason,
    Mandate,
    Seats,
)
from maslikhat.registry.permissions import (
    may_draw_constituency,
    may_found_councils,
    may_open_convocation,
    may_set_seats,
)
from maslikhat.registry.standing import offices_changed


@atomic
def found_councils(*, by: User | None = None) -> int:
    """Found the maslikhat of each unit that has none yet, name those whose unit has another name
    now, and end those whose unit has ended.

    `by` None is the portal itself. Returns how many councils came new; asked twice, nothing comes.
    """
    allow(by is None or may_found_councils(by))
    came = [Council.objects.create(**row) for row in reference.missing_councils(apps.get_model)]
    renamed = _renamed()
    tell_councils(council.pk for council in (*came, *renamed))
    gone = Council.objects.filter(to_day=None, unit__to_day__isnull=False)
    for council in gone.select_related("unit"):
        _end_council(council)
        record(by, "registry.found_councils", council)
    for council in (*came, *renamed):
        record(by, "registry.found_councils", council)
    return len(came)


def _renamed() -> list[Council]:
    """The maslikhats whose unit is called otherwise than they are, now named after it."""
    councils = Council.objects.local().filter(to_day=None).select_related("unit")
    names = reference.names_of_maslikhats(council.unit for council in councils)
    found = []
    for council in councils:
        fresh = names[council.code]
        if any(getattr(council, name) != value for name, value in fresh.items()):
            for name, value in fresh.items():
                setattr(council, name, value)
            council.save(update_fields=list(fresh))
            found.append(council)
    return found


def _end_council(council: Council) -> None:
    """A council ends on the day its unit ends, and with it the powers of its deputies."""
    assert council.unit is not None, council.code
    assert council.unit.to_day is not None, council.code
    council.to_day = council.unit.to_day
    council.save(update_fields=["to_day"])
    for convocation in council.convocations.on(council.to_day):
        _close(convocation, council.to_day, EndReason.COUNCIL_ENDED)


@atomic
def set_seats(
    council: Council,
    *,
    by: User,
    number: int,
    from_day: dt.date,
    basis: str,
    to_day: dt.date | None = None,
) -> Seats:
    """Enter how many seats a council has from a day (Law 148, art. 5: set by the CEC).

    `to_day` closes the row at once, for numbers of the past. The number in force before ends.
    """
    allow(may_set_seats(by, council))
    council = locked(council)
    within_council(council, from_day)
    most = most_seats(council.level, from_day)
    refuse_if(number < 1, _("A maslikhat has at least one seat."))
    refuse_if(
        most is not None and number > most,
        _("The law allows at most %(most)s seats here.") % {"most": most},
    )
    refuse_if(
        len(questions.mandated_on(council.pk, from_day)) > number,
        _("More deputies hold mandates on this day than there would be seats."),
    )
    known = questions.seats_of(council.pk)
    seats = next((one for one in known if one.from_day == from_day), None)
    if seats is None:
        for earlier in known:
            if earlier.holds_on(from_day):
                earlier.to_day = from_day
                earlier.save(update_fields=["to_day"])
        seats = Seats(council=council, from_day=from_day, to_day=to_day)
    seats.number, seats.basis = number, proper_text(basis)
    saved(seats, _("A later number of seats is there already. Correct that one."))
    record(by, "registry.set_seats", seats)
    return seats


@atomic
def open_convocation(
    council: Council,
    *,
    by: User,
    number: str,
    first_session: dt.date,
    was_dissolved: bool = False,
) -> Convocation:
    """Open a convocation: its first session ends the powers of the one before (Law 148, art. 5).

    Mandates, the headship, commissions and groups of the convocation before end on the day
    `first_session`. `was_dissolved` says that the maslikhat had ended early (art. 23). A past
    convocation may be entered after a later one: it ends where that begins.
    """
    allow(may_open_convocation(by, council))
    council = locked(council)
    within_council(council, first_session)
    others = questions.convocations_of(council.pk)
    refuse_if(
        any(one.from_day == first_session for one in others),
        _("A convocation that begins on this day is there already."),
    )
    ends = [one.from_day for one in others if one.from_day > first_session]
    before = next((one for one in others if one.holds_on(first_session)), None)
    if before is not None:
        dissolved, over = EndReason.CONVOCATION_DISSOLVED, EndReason.TERM_ENDED
        _close(before, first_session, dissolved if was_dissolved else over)
        offices_changed()
    convocation = saved(
        Convocation(
            council=council,
            number=proper_name(number),
            from_day=first_session,
            to_day=min(ends, default=council.to_day),
        ),
        _("A convocation with this number is there already."),
    )
    record(by, "registry.open_convocation", convocation)
    return convocation


def _close(convocation: Convocation, day: dt.date, reason: EndReason) -> None:
    """End a convocation and all that lives and dies with it."""
    end = convocation.to_day
    terms = [term for term in questions.terms_in(convocation.pk) if term["to_day"] == end]
    refuse_if(
        any(term["from_day"] >= day for term in terms),
        _("A mandate of the convocation before begins on or after this day. Correct it first."),
    )
    revoke_users([term["person__user"] for term in terms if term["person__user"]])
    running = Mandate.objects.filter(convocation=convocation, to_day=end)
    running.update(to_day=day, end_reason=reason)
    for model, going_on in questions.OF_CONVOCATION:
        end_by(model, going_on(convocation.pk, day), day)
    for headship in questions.headships_of(convocation.council_id):
        if headship.from_day < day and headship.to_day == end:
            headship.to_day = day
            headship.save(update_fields=["to_day"])
    end_on(convocation, day)
    convocation.save(update_fields=["to_day"])


@dataclass(frozen=True)
class Drawn:
    """A constituency to be drawn: number, names, and the units it covers."""

    number: int
    name_kk: str
    name_ru: str
    name_en: str = ""
    units: tuple[Unit, ...] = field(default=())


@atomic
def draw_constituencies(
    council: Council, drawn: Iterable[Drawn], *, by: User, from_day: dt.date
) -> list[Constituency]:
    """Draw the constituencies of a council anew; those that were there end on that day."""
    allow(may_draw_constituency(by, council))
    council = locked(council)
    within_council(council, from_day)
    drawn = list(drawn)
    numbers = [one.number for one in drawn]
    refuse_if(not drawn, _("Give at least one constituency."))
    refuse_if(len(set(numbers)) < len(numbers), _("Two constituencies have the same number."))
    there = questions.constituencies_of(council.pk, from_day)
    running = [one for one in there if one.to_day is None]
    refuse_if(
        any(one.from_day >= from_day for one in running),
        _("Constituencies drawn on or after this day are there already."),
    )
    refuse_if(
        bool(running)
        and Mandate.objects.filter(goes_on(from_day), constituency__in=running).exists(),
        _("Deputies of the present constituencies still hold their mandates."),
    )
    if running:
        numbers = [one.pk for one in running]
        Constituency.objects.filter(pk__in=numbers).update(to_day=from_day)
    made = _drawn(council, drawn, from_day)
    record(by, "registry.draw_constituencies", council, count=len(made))
    return made


def _drawn(council: Council, drawn: Sequence[Drawn], from_day: dt.date) -> list[Constituency]:
    """Enter the constituencies with the units they cover, all at once."""
    made = [
        Constituency(
            pk=pk,
            council=council,
            number=one.number,
            name_kk=proper_name(one.name_kk),
            name_ru=proper_name(one.name_ru),
            name_en=proper_name(one.name_en),
            from_day=from_day,
        )
        for pk, one in zip(reserve_ids(Constituency, len(drawn)), drawn, strict=True)
    ]
    for one in made:
        cleaned(one)
    columns = ("id", "council_id", "number", "name_kk", "name_ru", "name_en", "from_day", "to_day")
    names = ("pk", *columns[1:])
    insert_rows(Constituency, columns, [[getattr(one, name) for name in names] for one in made])
    covers = [(one.pk, unit.pk) for one, had in zip(made, drawn, strict=True) for unit in had.units]
    insert_rows(Constituency.units.through, ("constituency_id", "unit_id"), covers)
    return made


@atomic
def draw_constituency(
    council: Council, one: Drawn, *, by: User, from_day: dt.date | None = None
) -> Constituency:
    """Add one constituency to a council."""
    allow(may_draw_constituency(by, council))
    council = locked(council)
    from_day = from_day or today()
    within_council(council, from_day)
    made = _draw(council, one, from_day)
    record(by, "registry.draw_constituency", made)
    return made


def _draw(council: Council, one: Drawn, from_day: dt.date) -> Constituency:
    made = saved(
        Constituency(
            council=council,
            number=one.number,
            name_kk=proper_name(one.name_kk),
            name_ru=proper_name(one.name_ru),
            name_en=proper_name(one.name_en),
            from_day=from_day,
        ),
        _("A constituency with this number is there already."),
    )
    if one.units:
        made.units.set(one.units)
    return made
