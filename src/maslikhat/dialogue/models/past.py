"""What a deputy whose mandate has ended still reads: the closed talk that was there till then."""

import datetime as dt

from django.db import models
from django.db.models import Q

from maslikhat.kit.days import goes_on, midnight
from maslikhat.registry.models import CommissionMember
from maslikhat.registry.standing import Visitor, standing


def once_open_to(user: Visitor | None, prefix: str, made_at: str, changed_at: str = "") -> Q:
    """The condition that something in a closed room was made while the reader sat in its council,
    or in its commission to the end; no query, and empty for who has left no council.

    `prefix` leads to the room, `made_at` to the time it was made, `changed_at` to that of its last
    change, if it can be changed: neither lies after the reader's last day.
    """
    who, condition = standing(user), Q(pk__in=[])
    for council, until in who.former_of:
        end = midnight(until)
        there = Q(**{f"{prefix}council": council})
        there |= Q(**{f"{prefix}commission__in": _commissions(who.person_id, council, until)})
        there &= Q(**{f"{made_at}__lt": end})
        if changed_at:
            there &= Q(**{f"{changed_at}__lt": end}) | Q(**{f"{changed_at}__isnull": True})
        condition |= there
    return condition


def _commissions(
    person: int | None, council: int, until: dt.date
) -> models.QuerySet[CommissionMember, int]:
    """The commissions of the council in which this person sat on the last day, as a subquery."""
    last_day = until - dt.timedelta(days=1)
    members = CommissionMember.objects.filter(mandate__person=person, mandate__to_day=until)
    return members.filter(
        goes_on(last_day), from_day__lte=last_day, commission__council=council
    ).values_list("commission", flat=True)
