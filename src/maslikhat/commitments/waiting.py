"""What waits for a reader: letters that the own body owes, answers that came to what one asked.

A desk shows the first of each list, and where there is more the way to all of it.
"""

from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maslikhat.accounts.models import User
from maslikhat.commitments.course import State
from maslikhat.commitments.models import Author, Commitment, Forwarding
from maslikhat.commitments.models.commitments import CommitmentQuerySet
from maslikhat.kit.days import holds_on, today
from maslikhat.kit.formats import words
from maslikhat.kit.installation import marked
from maslikhat.kit.languages import said
from maslikhat.kit.lines import Line
from maslikhat.registry.models import Body, CommissionMember, Council, Mandate
from maslikhat.registry.standing import Standing, Visitor, standing

MOST = 20


def owed_by(stands: Standing) -> list[Line]:
    """What the bodies of an official owe, what is due first at first; one query.

    Where there is more, the list of each body comes last, by a second one.
    """
    if not stands.body_of:
        return []
    rows = list(Commitment.objects.due_for(stands).soonest()[: MOST + 1])
    found = [owed_line(row) for row in rows[:MOST]]
    if len(rows) > MOST:
        whole = f"{reverse('commitments:commitments')}?state=owed&body="
        bodies = Body.objects.filter(pk__in=stands.body_of).order_by("pk")
        found += [
            Line(f"{whole}{body.pk}", _("All that is owed"), said(body, "name").text)
            for body in bodies
        ]
    return found


def in_hand_of(user: Visitor | None) -> CommitmentQuerySet:
    """What is in the hand of this official, what is due first at first."""
    if not isinstance(user, User) or not standing(user).body_of:
        return Commitment.objects.none()
    rows = Commitment.objects.waiting().filter(
        handings__user=user.pk,
        handings__ended_at=None,
        handings__body=F("addressee"),
        addressee__in=standing(user).body_of,
    )
    return rows.soonest()


def handed_to(user: Visitor | None) -> list[Line]:
    """The first of what is in the hand of this official; one query."""
    rows = list(in_hand_of(user)[: MOST + 1])
    whole = Line(reverse("commitments:in_hand"), _("All that is in my hand"))
    return [*map(owed_line, rows[:MOST]), *([whole] if len(rows) > MOST else [])]


def referred_to(stands: Standing) -> list[Line]:
    """What other levels referred to the maslikhats one keeps, what is due first at first; one
    query.

    Where there is more, the list of each maslikhat comes last, by a second one.
    """
    councils = stands.clerk_of | stands.chair_of
    if not councils:
        return []
    waiting = Forwarding.objects.waiting().filter(to_council__in=councils)
    rows = list(waiting.order_by("owed_on", "pk")[: MOST + 1])
    found = [owed_line(row) for row in rows[:MOST]]
    if len(rows) > MOST:
        whole = f"{reverse('commitments:forwardings')}?state=owed&council="
        named = Council.objects.filter(pk__in=councils).order_by("pk")
        found += [
            Line(f"{whole}{one.code}", _("All that word is awaited of"), said(one, "name").text)
            for one in named
        ]
    return found


# What comes next where the body has spoken.
_NEXT: dict[State, str | Promise] = {
    State.ANSWERED: gettext_lazy("Answered: say what the answer is worth"),
    State.PROMISED: gettext_lazy("Answered: say what the answer is worth"),
    State.REPORTED: gettext_lazy("Reported done: say whether it is"),
    State.CONFIRMED: gettext_lazy("Confirmed: close the matter"),
}


def answers_for(stands: Standing) -> CommitmentQuerySet:
    """What was answered, reported or confirmed to a deputy, a commission that one leads or the
    maslikhats one keeps, and waits for their word, the longest unmoved first."""
    day = today()
    if stands.person_id is None and not stands.clerk_of:
        return Commitment.objects.none()
    own = Mandate.objects.on(day).filter(person=stands.person_id)
    led = CommissionMember.objects.on(day).filter(
        holds_on(day, "mandate__"),
        mandate__person=stands.person_id,
        position__in=("chair", "secretary"),
    )
    # For a deputy whose mandate has ended the apparatus speaks (`permissions.speaks_for_author`).
    ended = Mandate.objects.filter(
        convocation__council__in=stands.clerk_of, to_day__isnull=False, to_day__lte=day
    )
    rows = Commitment.objects.filter(
        Q(mandate__in=[*own.values_list("pk", flat=True), *ended.values_list("pk", flat=True)])
        | Q(commission__in=list(led.values_list("commission", flat=True)))
        | Q(council__in=stands.chair_of, author=Author.COUNCIL)
        | Q(council__in=stands.clerk_of, mandate=None),
        Q(state__in=(State.REPORTED, State.CONFIRMED))
        | Q(state__in=(State.ANSWERED, State.PROMISED), assessment=""),
    )
    return rows.select_related("addressee").order_by("moved_on", "pk")


def answered_to(stands: Standing) -> list[Line]:
    """The first of the answers that wait for this reader's word; four queries."""
    rows = list(answers_for(stands)[: MOST + 1])
    whole = Line(reverse("commitments:answers"), _("All answers that wait for your word"))
    return [*map(answer_line, rows[:MOST]), *([whole] if len(rows) > MOST else [])]


def answer_line(row: Commitment) -> Line:
    """A letter that was answered, what its author is to say of it, and which body answered: the
    letters of a joint inquiry are called alike."""
    return _line(row, f"{_NEXT[State(row.state)]} · {said(row.addressee, 'name').text}")


def owed_line(row: Commitment | Forwarding) -> Line:
    """A letter, and by when it is owed."""
    return _line(row, _due(row), is_late=row.days_overdue(today()) > 0)


def _line(row: Commitment | Forwarding, note: str, *, is_late: bool = False) -> Line:
    page = "commitment" if isinstance(row, Commitment) else "forwarding"
    address = reverse(f"commitments:{page}", args=[row.pk])
    return Line(address, row.title, note, row.language, is_late)


def _due(row: Commitment | Forwarding) -> str:
    late = row.days_overdue(today())
    if late:
        sentence = ngettext("Overdue by %(count)s day", "Overdue by %(count)s days", late)
        return marked(sentence % {"count": late})
    day = (row.owed_day if isinstance(row, Commitment) else None) or row.due_on
    return _("Due %(day)s") % {"day": words.day(day)}
