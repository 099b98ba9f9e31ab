"""The councils and commissions whose votes a user leads."""

from django.db.models import Q

from maslikhat.kit.days import holds_on, today
from maslikhat.registry.models import Commission, CommissionMember, Council, Level
from maslikhat.registry.standing import Visitor, standing

LEADERS = (CommissionMember.Position.CHAIR, CommissionMember.Position.SECRETARY)


def bodies_led_by(user: Visitor | None) -> list[Council | Commission]:
    """The councils, each before its commissions; no query for who is neither clerk nor deputy.

    Committees of the national chambers are not among them: there is no rule for them.
    """
    who, day = standing(user), today()
    if not who.councils:
        return []
    led = who.chair_of | who.clerk_of
    places = CommissionMember.objects.on(day).filter(
        holds_on(day, "mandate__"), mandate__person=who.person_id, position__in=LEADERS
    )
    commissions = (
        Commission.objects.on(day)
        .exclude(council__level=Level.NATIONAL)
        .filter(Q(council__in=led) | Q(pk__in=places.values("commission")))
    )
    return [
        *Council.objects.on(day).filter(pk__in=led).order_by("code"),
        *commissions.select_related("council").order_by("council__code", "pk"),
    ]
