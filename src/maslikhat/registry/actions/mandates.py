"""Acts on mandates: electing, the early end."""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.days import goes_on, today
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.actions.people import register_person
from maslikhat.registry.closing import close_pages
from maslikhat.registry.finding import tell_people
from maslikhat.registry.guards import (
    allow,
    cut_short,
    end_of,
    end_on,
    locked,
    locked_convocation,
    refuse_if,
    saved,
    within_council,
)
from maslikhat.registry.models import (
    CommissionMember,
    Constituency,
    Convocation,
    EndReason,
    GroupMember,
    Headship,
    Mandate,
    Party,
    Person,
    Seats,
)
from maslikhat.registry.models.people import MandateQuerySet
from maslikhat.registry.permissions import may_elect, may_end_mandate
from maslikhat.registry.standing import offices_changed

OF_ITSELF = (EndReason.TERM_ENDED, EndReason.CONVOCATION_DISSOLVED, EndReason.COUNCIL_ENDED)
ONLY_OF_A_LIST = {EndReason.LEFT_PARTY, EndReason.PARTY_CEASED, EndReason.RECALLED_BY_PARTY}


@atomic
def elect(
    convocation: Convocation,
    person: Person,
    *,
    by: User,
    from_day: dt.date,
    constituency: Constituency | None = None,
    party: Party | None = None,
) -> Mandate:
    """Give a person a mandate: by a constituency, or, without one, by a party's list.

    Also a by-election (last Sunday of March and of October) and the next of a list after one who
    left. Refused where the seat is taken, the seats are full, or the person sits elsewhere.
    """
    allow(may_elect(by, convocation.council))
    convocation = locked_convocation(convocation)
    # Two councils may elect one person at the same moment.
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    mandate = Mandate(
        person=person,
        convocation=convocation,
        kind=Mandate.Kind.SINGLE if constituency else Mandate.Kind.LIST,
        constituency=constituency,
        party=party,
        from_day=from_day,
        **end_of(convocation),
    )
    _refuse_unless_free(mandate)
    saved(mandate, _("The seat has been taken, or the person holds a mandate already."))
    offices_changed()
    tell_people([person.pk])
    record(by, "registry.elect", mandate)
    return mandate


def _refuse_unless_free(mandate: Mandate) -> None:
    convocation, day = mandate.convocation, mandate.from_day
    within_council(convocation.council, day)
    refuse_if(not convocation.holds_on(day), _("The convocation does not hold on this day."))
    constituency = mandate.constituency
    if constituency is not None:
        refuse_if(
            constituency.council_id != convocation.council_id or not constituency.holds_on(day),
            _("This constituency does not belong to the maslikhat on this day."),
        )
        refuse_if(_meeting(mandate).filter(constituency=constituency).exists(),
                  _("This constituency has a deputy."))  # fmt: skip
    refuse_if(
        constituency is None and mandate.party is None,
        _("Choose the constituency, or the party whose list the deputy was elected by."),
    )
    refuse_if(
        _meeting(mandate).filter(person=mandate.person).exists(),
        _("This person holds a mandate already; a deputy sits in one maslikhat only."),
    )
    _refuse_overfull(mandate)


def _refuse_overfull(mandate: Mandate) -> None:
    """Refuse when on some day of the mandate every seat is taken, also by a later deputy."""
    council, last = mandate.convocation.council, mandate.to_day or dt.date.max
    others = list(_meeting(mandate).of(council))
    seats = list(Seats.objects.filter(council=council))
    # Only on these days does a seat become taken, or the number of seats change.
    days = {mandate.from_day, *(row.from_day for row in [*others, *seats])}
    for day in days:
        number = next((row.number for row in seats if row.holds_on(day)), None)
        refuse_if(
            mandate.from_day <= day < last
            and number is not None
            and sum(other.holds_on(day) for other in others) >= number,
            _("All seats of the maslikhat are taken."),
        )


def _meeting(mandate: Mandate) -> MandateQuerySet:
    """Mandates that hold on any day of this one."""
    meeting = Mandate.objects.filter(goes_on(mandate.from_day))
    return meeting.filter(from_day__lt=mandate.to_day) if mandate.to_day else meeting


@atomic
def elect_person(
    convocation: Convocation,
    *,
    by: User,
    person: Person | None,
    names: Mapping[str, str],
    birth_year: int | None,
    from_day: dt.date,
    constituency: Constituency | None = None,
    party: Party | None = None,
) -> Mandate:
    """Give a mandate to a person of the register, or to one entered by these names at once."""
    if person is None:
        allow(may_elect(by, convocation.council))
        # Under the lock: a form sent twice must not make two persons.
        council = locked(convocation.council)
        _refuse_twice(convocation, names, from_day)
        person = register_person(council, by=by, names=names, birth_year=birth_year)
    return elect(
        convocation, person, by=by, from_day=from_day, constituency=constituency, party=party
    )


def _refuse_twice(convocation: Convocation, names: Mapping[str, str], day: dt.date) -> None:
    """Refuse somebody of the same names who holds a mandate here from the same day."""
    for lang in ("kk", "ru"):
        parts = (f"surname_{lang}", f"given_{lang}", f"patronymic_{lang}")
        named = {f"person__{part}": " ".join(names.get(part, "").split()) for part in parts}
        same = Mandate.objects.filter(convocation=convocation, from_day=day, **named)
        refuse_if(
            bool(named[f"person__surname_{lang}"]) and same.exists(),
            _("A deputy of this name is entered from this day already."),
        )


@atomic
def end_mandate(mandate: Mandate, *, by: User, reason: str, to_day: dt.date) -> Mandate:
    """End a mandate early, with the reason of the law (Law 148, art. 20).

    Places in commissions and groups and the headship of the council end with it.
    """
    allow(may_end_mandate(by, mandate))
    council = locked(mandate.convocation.council)
    mandate = Mandate.objects.select_related("convocation", "person").get(pk=mandate.pk)
    if reason not in EndReason.values:
        raise Refused(_("Choose the reason."), status=400)
    single = mandate.kind == Mandate.Kind.SINGLE
    refuse_if(
        single and reason in ONLY_OF_A_LIST,
        _("Only a deputy elected by a party's list loses the mandate for this reason."),
    )
    refuse_if(
        not single and reason == EndReason.RECALLED,
        _("Voters recall only a deputy of a single-mandate constituency."),
    )
    refuse_if(to_day > today(), _("This day has not come yet."))
    refuse_if(mandate.end_reason not in ("", *OF_ITSELF), _("This mandate has ended already."))
    end_on(mandate, to_day)
    mandate.end_reason = reason
    saved(mandate, _("The mandate could not be ended."))
    cut_short(CommissionMember.objects.filter(mandate=mandate), to_day)
    cut_short(GroupMember.objects.filter(mandate=mandate), to_day)
    cut_short(Headship.objects.filter(council=council, person=mandate.person), to_day)
    offices_changed()
    close_pages([mandate.person_id])
    record(by, "registry.end_mandate", mandate)
    return mandate
