"""Acts on the headship of a council."""

import datetime as dt

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.live.actions import revoke_users
from maslikhat.registry import questions
from maslikhat.registry.closing import close_pages
from maslikhat.registry.guards import (
    allow,
    end_by,
    end_on,
    locked,
    refuse_if,
    saved,
    within_council,
)
from maslikhat.registry.models import (
    CommissionMember,
    Council,
    GroupMember,
    Headship,
    Mandate,
    Person,
)
from maslikhat.registry.permissions import may_head_council
from maslikhat.registry.standing import offices_changed
from maslikhat.registry.ways import close_for_office


@atomic
def head_council(
    council: Council, person: Person, *, by: User, from_day: dt.date, is_acting: bool = False
) -> Headship:
    """Enter who heads the council from a day; the head before ends on it (Law 148, art. 19).

    The head is a deputy of the council and leaves its commissions and factions; one who only acts
    for the head stays in them. Either signs in anew: the office asks for a second factor.
    """
    allow(may_head_council(by, council))
    council = locked(council)
    within_council(council, from_day)
    mandate = next(iter(questions.mandate_of(person.pk, council.pk, from_day)), None)
    if mandate is None:
        raise Refused(_("Only a deputy of the maslikhat can head it."))
    heads = questions.headships_of(council.pk)
    refuse_if(
        any(one.from_day >= from_day for one in heads),
        _("A head from this day or a later one is entered already."),
    )
    concerned = [person.user_id]
    for earlier in heads:
        if not earlier.holds_on(from_day):
            continue
        concerned.append(earlier.person.user_id)
        earlier.to_day = from_day
        earlier.save(update_fields=["to_day"])
        revoke_users([earlier.person.user_id] if earlier.person.user_id else [])
    headship = saved(
        Headship(
            council=council,
            person=person,
            is_acting=is_acting,
            from_day=from_day,
            to_day=mandate.to_day,
        ),
        _("The maslikhat has a head already."),
    )
    if not is_acting and not council.is_national:
        _leave_all(mandate, from_day)
        revoke_users([person.user_id] if person.user_id else [])
    close_for_office(person.user_id, by=by)
    offices_changed(*concerned)
    record(by, "registry.head_council", headship)
    return headship


@atomic
def end_headship(headship: Headship, *, by: User, to_day: dt.date) -> Headship:
    """End a headship; the deputy keeps the mandate."""
    allow(may_head_council(by, headship.council))
    locked(headship.council)
    headship = Headship.objects.select_related("council").get(pk=headship.pk)
    end_on(headship, to_day)
    saved(headship, _("The headship could not be ended."))
    offices_changed()
    close_pages([headship.person_id])
    record(by, "registry.end_headship", headship)
    return headship


def _leave_all(mandate: Mandate, day: dt.date) -> None:
    """The chair has no seat in commissions or factions (Law 148, art. 19)."""
    end_by(CommissionMember, questions.seats_in_commissions(mandate.pk, day), day)
    end_by(GroupMember, questions.seats_in_factions(mandate.pk, day), day)
