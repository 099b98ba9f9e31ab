"""What of the sittings waits for a reader: what goes on, what comes, minutes to approve."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.days import today
from maslikhat.kit.formats import words
from maslikhat.kit.installation import marked
from maslikhat.kit.lines import Line
from maslikhat.norms.calendar import Calendar
from maslikhat.registry.models import Commission
from maslikhat.registry.standing import Visitor, standing
from maslikhat.sittings.clocks import Reading, Standing
from maslikhat.sittings.convening import clocks_of
from maslikhat.sittings.models import Minutes, Sitting
from maslikhat.sittings.titles import title_of
from maslikhat.sittings.words import CLOCKS, STANDINGS
from maslikhat.voting.bodies import bodies_led_by

COMING_MOST, MINUTES_MOST = 5, 10
# Clocks that whoever leads has to hear of.
TOLD = frozenset({Standing.BEYOND, Standing.SOON, Standing.LATE})


def waiting_for(user: Visitor | None) -> list[Line]:
    """Sittings that go on, minutes that are owed, sittings to come: at most twenty-five lines."""
    who = standing(user)
    if not who.councils:
        return []
    bodies = bodies_led_by(user)
    commissions = [body.pk for body in bodies if isinstance(body, Commission)]
    led = Q(council__in=who.chair_of | who.clerk_of) | Q(commission__in=commissions)
    own = Sitting.objects.filter(council__in=who.councils)
    mine = set(own.filter(led).upcoming().values_list("pk", flat=True))
    running = list(own.running().with_names()[:MINUTES_MOST])
    coming = own.filter(opened_at=None).upcoming().with_names()[:COMING_MOST]
    calendar = Calendar()
    return [
        *(_line(one, _("In progress now")) for one in running),
        *_minutes(who.person_id, led),
        *(
            _line(one, "; ".join([_when(one), *(_clocks(one, calendar) if one.pk in mine else ())]))
            for one in coming
        ),
    ]


def _line(sitting: Sitting, note: str, page: str = "sitting", *, is_late: bool = False) -> Line:
    title, address = title_of(sitting), reverse(f"sittings:{page}", args=[sitting.pk])
    return Line(address, title.text, note, title.lang, is_late)


def _when(sitting: Sitting) -> str:
    moment = words.moment(sitting.starts_at)
    return moment if sitting.convened_at else _("%(moment)s, not convened yet") % {"moment": moment}


def _clocks(sitting: Sitting, calendar: Calendar) -> list[str]:
    return [clock_said(one) for one in clocks_of(sitting, calendar) if one.standing in TOLD]


def clock_said(one: Reading) -> str:
    """A clock of the law in words: what is to be done, by when, and how it stands."""
    return _("%(clock)s: not later than %(day)s (%(stands)s)") % {
        "clock": CLOCKS[one.clock],
        "day": words.day(one.last_day),
        "stands": STANDINGS[one.standing],
    }


def _minutes(person: int | None, led: Q) -> list[Line]:
    """Minutes that the reader puts right or approves, what is due first at first."""
    sittings = Sitting.objects.held().filter(led | Q(presided_by=person, presided_by__isnull=False))
    owed = Minutes.objects.filter(approved_at=None, sitting__in=sittings.order_by())
    rows = {one.sitting_id: one for one in owed.order_by("due_on", "pk")[:MINUTES_MOST]}
    named = {one.pk: one for one in Sitting.objects.filter(pk__in=rows).with_names()}
    day = today()
    return [
        _line(named[number], minutes_due(one), "minutes", is_late=one.due_on < day)
        for number, one in rows.items()
    ]


def minutes_due(minutes: Minutes) -> str:
    """By when the minutes are to be put right and approved."""
    day = {"day": words.day(minutes.due_on)}
    if minutes.due_on < today():
        return marked(_("The minutes are overdue since %(day)s") % day)
    return _("The minutes are to be approved and published by %(day)s") % day
