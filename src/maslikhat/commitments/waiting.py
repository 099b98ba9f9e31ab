"""What waits for a reader: letters that the own body owes, answers that came to what one asked."""

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maslikhat.accounts.models import User
from maslikhat.commitments.course import State
from maslikhat.commitments.models import Commitment, Forwarding
from maslikhat.kit.days import today
from maslikhat.kit.formats import words
from maslikhat.kit.installation import marked
from maslikhat.kit.languages import said
from maslikhat.kit.lines import Line
from maslikhat.registry.models import Body
from maslikhat.registry.standing import Standing, Visitor, standing

MOST = 20


def owed_by(stands: Standing) -> list[Line]:
    """What the bodies of an official owe, what is due first at first; one query.

    Where there is more, the list of each body comes last, by a second one.
    """
    if not stands.body_of:
        return []
    rows = list(Commitment.objects.due_for(stands).soonest()[: MOST + 1])
    found = [_line(row, _due(row)) for row in rows[:MOST]]
    if len(rows) > MOST:
        whole = f"{reverse('commitments:commitments')}?state=owed&body="
        bodies = Body.objects.filter(pk__in=stands.body_of).order_by("pk")
        found += [
            Line(f"{whole}{body.pk}", _("All that is owed"), said(body, "name").text)
            for body in bodies
        ]
    return found


def handed_to(user: Visitor | None) -> list[Line]:
    """What is in the hand of this official, what is due first at first; one query."""
    if not isinstance(user, User) or not standing(user).body_of:
        return []
    rows = Commitment.objects.waiting().filter(
        handings__user=user.pk,
        handings__ended_at=None,
        handings__body=F("addressee"),
        addressee__in=standing(user).body_of,
    )
    return [_line(row, _due(row)) for row in rows.soonest()[:MOST]]


def referred_to(stands: Standing) -> list[Line]:
    """What other levels referred to the maslikhats one keeps, what is due first at first; one
    query."""
    councils = stands.clerk_of | stands.chair_of
    if not councils:
        return []
    rows = Forwarding.objects.waiting().filter(to_council__in=councils).order_by("owed_on", "pk")
    return [_line(row, _due(row)) for row in rows[:MOST]]


def answered_to(stands: Standing) -> list[Line]:
    """What has been answered or reported to a deputy or the maslikhats one keeps; one query."""
    councils = stands.clerk_of | stands.chair_of
    if stands.person_id is None and not councils:
        return []
    mine = Q(mandate__person=stands.person_id) if stands.person_id else Q(pk__in=[])
    rows = Commitment.objects.filter(
        mine | Q(council__in=councils, mandate=None),
        Q(state=State.REPORTED) | Q(state__in=(State.ANSWERED, State.PROMISED), assessment=""),
    )
    notes = {
        State.ANSWERED: _("Answered: say what the answer is worth"),
        State.PROMISED: _("Answered: say what the answer is worth"),
        State.REPORTED: _("Reported done: say whether it is"),
    }
    return [_line(row, notes[State(row.state)]) for row in rows.order_by("moved_on", "pk")[:MOST]]


def _line(row: Commitment | Forwarding, note: str) -> Line:
    page = "commitment" if isinstance(row, Commitment) else "forwarding"
    return Line(reverse(f"commitments:{page}", args=[row.pk]), row.title, note, row.language)


def _due(row: Commitment | Forwarding) -> str:
    late = row.days_overdue(today())
    if late:
        sentence = ngettext("Overdue by %(count)s day", "Overdue by %(count)s days", late)
        return marked(sentence % {"count": late})
    day = (row.owed_day if isinstance(row, Commitment) else None) or row.due_on
    return _("Due %(day)s") % {"day": words.day(day)}
