"""What acts of the register ask of a council, a convocation or a group, each time anew."""

import datetime as dt
from collections.abc import Collection

from maslikhat.kit.days import goes_on
from maslikhat.kit.prepared import Prepared, PreparedThings
from maslikhat.registry.models import (
    Commission,
    CommissionMember,
    Constituency,
    Convocation,
    Group,
    GroupMember,
    Headship,
    Mandate,
    Party,
    Seats,
)

# By the numbers of a council, a convocation, a mandate or a group, and by a day.
convocations_of = PreparedThings(
    lambda council: Convocation.objects.filter(council=council).select_related("council")
)
headships_of = PreparedThings(
    lambda council: Headship.objects.filter(council=council).select_related("person")
)
mandates_of = PreparedThings(
    lambda council: Mandate.objects.filter(convocation__council=council).select_related("person")
)
mandate_of = PreparedThings(
    lambda person, council, day: Mandate.objects.on(day).filter(
        convocation__council=council, person=person
    )
)
mandates_in = PreparedThings(
    lambda convocation, day: Mandate.objects.on(day).filter(convocation=convocation)
)
terms_in = Prepared(
    lambda convocation: Mandate.objects.filter(convocation=convocation).values(
        "from_day", "to_day", "person__user"
    )
)
seats_of = PreparedThings(lambda council: Seats.objects.filter(council=council))
constituencies_of = PreparedThings(
    lambda council, day: Constituency.objects.filter(goes_on(day), council=council).order_by(
        "from_day"
    )
)
mandated_on = Prepared(
    lambda council, day: (
        Mandate.objects.on(day).filter(convocation__council=council).values("person")
    )
)
commissions_on = Prepared(
    lambda convocation, kind, day: (
        Commission.objects.on(day).filter(convocation=convocation, kind=kind).values("pk")
    )
)
_heads_on = Prepared(
    lambda council, day: (
        Headship.objects.on(day).filter(council=council, is_acting=False).values("person")
    )
)
# Who is in a faction of the convocation on the day.
factions_on = Prepared(
    lambda convocation, day: (
        GroupMember.objects.on(day)
        .filter(group__convocation=convocation, group__kind=Group.Kind.FACTION.value)
        .values("mandate")
    )
)
# Also those that only begin later.
groups_in = Prepared(
    lambda convocation, day: Group.objects.filter(goes_on(day), convocation=convocation).values(
        "party"
    )
)
members_of = Prepared(
    lambda group, day: GroupMember.objects.filter(goes_on(day), group=group).values(
        "mandate", "is_leader"
    )
)
parties = PreparedThings(Party.objects.all)
# What goes on beyond a day and ends with something else, as `guards.end_by` takes it.
OF_CONVOCATION = (
    (
        CommissionMember,
        Prepared(
            lambda convocation, day: CommissionMember.objects.filter(
                goes_on(day), commission__convocation=convocation
            ).values("pk", "from_day")
        ),
    ),
    (
        GroupMember,
        Prepared(
            lambda convocation, day: GroupMember.objects.filter(
                goes_on(day), group__convocation=convocation
            ).values("pk", "from_day")
        ),
    ),
    (
        Commission,
        Prepared(
            lambda convocation, day: Commission.objects.filter(
                goes_on(day), convocation=convocation
            ).values("pk", "from_day")
        ),
    ),
    (
        Group,
        Prepared(
            lambda convocation, day: Group.objects.filter(
                goes_on(day), convocation=convocation
            ).values("pk", "from_day")
        ),
    ),
)
seats_in_commissions = Prepared(
    lambda mandate, day: CommissionMember.objects.filter(goes_on(day), mandate=mandate).values(
        "pk", "from_day"
    )
)
seats_in_factions = Prepared(
    lambda mandate, day: GroupMember.objects.filter(
        goes_on(day), mandate=mandate, group__kind=Group.Kind.FACTION.value
    ).values("pk", "from_day")
)


def has_head_among(council: int, persons: Collection[int], day: dt.date) -> bool:
    """Whether the head of the council on the day, not one who only acts, is one of them."""
    return any(row["person"] in persons for row in _heads_on(council, day))
