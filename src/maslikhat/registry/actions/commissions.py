"""Acts on commissions: founding, joining, leaving, ending."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.bulk import insert_rows
from maslikhat.kit.days import earliest, goes_on
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry import questions
from maslikhat.registry.closing import close_pages
from maslikhat.registry.guards import (
    allow,
    cut_short,
    end_on,
    end_or_undo,
    locked,
    locked_convocation,
    locked_row,
    proper_name,
    refuse_if,
    saved,
)
from maslikhat.registry.limits import most_standing_commissions
from maslikhat.registry.models import (
    Commission,
    CommissionMember,
    Convocation,
    Mandate,
)
from maslikhat.registry.permissions import (
    may_change_commission,
    may_found_commission,
    may_set_subjects,
)
from maslikhat.rubrics.models import Rubric


@atomic
def found_commission(
    convocation: Convocation,
    *,
    by: User,
    kind: str,
    name_kk: str,
    name_ru: str,
    name_en: str = "",
    from_day: dt.date,
    members: Mapping[Mandate, str] | None = None,
) -> Commission:
    """Found a standing or temporary commission (Law 148, art. 12, 17).

    `members` are its first members, each with a position.
    """
    allow(may_found_commission(by, convocation.council))
    convocation = locked_convocation(convocation)
    refuse_if(not convocation.holds_on(from_day), _("The convocation does not hold on this day."))
    if kind == Commission.Kind.STANDING and not convocation.council.is_national:
        most = most_standing_commissions(from_day)
        there = len(questions.commissions_on(convocation.pk, kind, from_day))
        refuse_if(
            most is not None and there >= most,
            _("The law allows at most %(most)s standing commissions.") % {"most": most},
        )
    commission = saved(
        Commission(
            council=convocation.council,
            convocation=convocation,
            kind=kind,
            name_kk=proper_name(name_kk),
            name_ru=proper_name(name_ru),
            name_en=proper_name(name_en),
            from_day=from_day,
            to_day=convocation.to_day,
        ),
        _("The commission could not be founded."),
    )
    if members:
        _seat(commission, members)
    record(by, "registry.found_commission", commission, count=len(members or ()))
    return commission


def _seat(commission: Commission, members: Mapping[Mandate, str]) -> None:
    """Enter the first members of a new commission, all at once."""
    seated = questions.mandates_in(commission.convocation_id, commission.from_day)
    refuse_if(
        not {mandate.pk for mandate in members} <= {mandate.pk for mandate in seated},
        _("Only a deputy of the maslikhat can sit in its commission."),
    )
    chairs = list(members.values()).count(CommissionMember.Position.CHAIR)
    refuse_if(chairs > 1, _("A commission has one chair."))
    _refuse_head(commission, [mandate.person_id for mandate in members], commission.from_day)
    insert_rows(
        CommissionMember,
        ("commission_id", "mandate_id", "position", "from_day", "to_day"),
        [
            (
                commission.pk,
                mandate.pk,
                CommissionMember.Position(position).value,
                commission.from_day,
                earliest(commission.to_day, mandate.to_day),
            )
            for mandate, position in members.items()
        ],
    )


@atomic
def join_commission(
    commission: Commission,
    mandate: Mandate,
    *,
    by: User,
    from_day: dt.date,
    position: str = CommissionMember.Position.MEMBER,
) -> CommissionMember:
    """Enter a deputy in a commission, or give a member another position in it."""
    allow(may_change_commission(by, commission))
    locked(commission.council)
    commission = Commission.objects.select_related("council").get(pk=commission.pk)
    mandate = Mandate.objects.get(pk=mandate.pk)
    refuse_if(not commission.holds_on(from_day), _("The commission does not exist on this day."))
    refuse_if(
        mandate.convocation_id != commission.convocation_id or not mandate.holds_on(from_day),
        _("Only a deputy of the maslikhat can sit in its commission."),
    )
    _refuse_head(commission, [mandate.person_id], from_day)
    # Asked under the council's lock: the rules of the database know only open ends.
    there = CommissionMember.objects.filter(goes_on(from_day), commission=commission)
    refuse_if(
        position == CommissionMember.Position.CHAIR
        and there.filter(position=position).exclude(mandate=mandate).exists(),
        _("The commission has a chair. Enter first that the present chair has left the chair."),
    )
    refuse_if(
        there.filter(mandate=mandate, from_day__gt=from_day).exists(),
        _("This deputy is in the commission already."),
    )
    present = there.on(from_day).filter(mandate=mandate).first()
    if present is not None:
        _change_place(present, position, from_day)
    place = saved(
        CommissionMember(
            commission=commission,
            mandate=mandate,
            position=position,
            from_day=from_day,
            to_day=earliest(commission.to_day, mandate.to_day),
        ),
        _("This deputy is in the commission already."),
    )
    record(by, "registry.join_commission", place)
    return place


def _refuse_head(commission: Commission, persons: Collection[int], day: dt.date) -> None:
    council = commission.council
    refuse_if(
        not council.is_national and questions.has_head_among(council.pk, persons, day),
        _("The head of the maslikhat has no seat in its commissions (Law 148, art. 19)."),
    )


def _change_place(present: CommissionMember, position: str, day: dt.date) -> None:
    if present.position == position:
        raise Refused(_("This deputy is in the commission already."))
    if present.from_day == day:
        present.delete()
        return
    present.to_day = day
    present.save(update_fields=["to_day"])


@atomic
def leave_commission(place: CommissionMember, *, by: User, to_day: dt.date) -> CommissionMember:
    """Enter that a deputy has left a commission."""
    allow(may_change_commission(by, place.commission))
    locked(place.commission.council)
    seats = CommissionMember.objects.select_related("commission__council", "mandate")
    place = locked_row(seats, place)
    close_pages([place.mandate.person_id])
    record(by, "registry.leave_commission", place)
    end_or_undo(place, to_day, _("The membership could not be ended."))
    return place


@atomic
def set_subjects(commission: Commission, rubrics: Collection[Rubric], *, by: User) -> Commission:
    """Enter what a commission deals with; without any, its name tells again."""
    allow(may_set_subjects(by, commission))
    locked(commission.council)
    commission = Commission.objects.select_related("council").get(pk=commission.pk)
    commission.subjects.set(rubrics)
    record(by, "registry.set_subjects", commission, count=len(rubrics))
    return commission


@atomic
def end_commission(commission: Commission, *, by: User, to_day: dt.date) -> Commission:
    """End a commission, and with it every place in it."""
    allow(may_change_commission(by, commission))
    locked(commission.council)
    commission = Commission.objects.select_related("council").get(pk=commission.pk)
    end_on(commission, to_day)
    saved(commission, _("The commission could not be ended."))
    places = CommissionMember.objects.filter(commission=commission)
    close_pages(places.filter(goes_on(to_day)).values_list("mandate__person", flat=True))
    cut_short(places, to_day)
    record(by, "registry.end_commission", commission)
    return commission
