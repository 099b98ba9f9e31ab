"""What acts on commitments share: the lock, what is asked before, and the step that is added."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.commitments.clocks import recommended
from maslikhat.commitments.course import Act, State, after
from maslikhat.commitments.models import Commitment, Step
from maslikhat.commitments.models.commitments import NUMBER_MOST, Kind
from maslikhat.commitments.words import STATES
from maslikhat.dialogue.models.posts import Language
from maslikhat.kit.days import today
from maslikhat.kit.formats import words as formats
from maslikhat.kit.prepared import Prepared, PreparedThings
from maslikhat.kit.refusals import Hidden, Refused, refuse_unless
from maslikhat.kit.texts import line
from maslikhat.moderation.suspensions import suspended
from maslikhat.norms.calendar import Calendar
from maslikhat.registry.permissions import is_clerk, is_official

# After these the body's latest word is judged anew; only a promise has a day of its own.
JUDGED_ANEW = frozenset({Act.ANSWER, Act.PROMISE, Act.REPORT_DONE, Act.REOPEN})
FARTHEST = dt.timedelta(days=5 * 366)


_commitments = PreparedThings(
    lambda number: (
        Commitment.objects.select_for_update(of=("self",))
        .filter(pk=number)
        .select_related("council", "mandate__person", "commission", "addressee", "place")
    )
)
_last = Prepared(
    lambda commitment: (
        Step.objects.filter(commitment=commitment).order_by("-number").values("number")[:1]
    )
)
_latest_moving = Prepared(
    lambda commitment: (
        Step.objects.filter(commitment=commitment)
        .exclude(act__in=(Act.ATTACH, Act.PASS_ON, Act.TURN))
        .order_by("-number")
        .values("day")[:1]
    )
)


def locked(commitment: Commitment) -> Commitment:
    """The commitment as it stands, held until the act ends: acts on one happen in turn."""
    for found in _commitments(commitment.pk):
        return found
    raise Hidden()


def allow(allowed: bool) -> None:
    """Refuse who may not; a commitment is open to all, so the refusal is a sentence."""
    if not allowed:
        raise Refused(
            _("This is not yours to change. Ask who sent it, or the clerk of the maslikhat."),
            status=403,
        )


def in_time(act: Act, commitment: Commitment) -> State:
    """Where the step leads; refused when the kind has no such step from where it stands."""
    refuse_unless(
        act is not Act.CLOSE or not commitment.awaits_deed,
        _("The event asked for a deed: it is closed once the body has reported it and somebody"
          " has confirmed it."),
    )  # fmt: skip
    state = leads_to(act, commitment)
    if state is None:
        raise Refused(
            _("This cannot be done now: %(kind)s, state “%(state)s”.")
            % {
                "kind": commitment.get_kind_display(),
                "state": STATES[State(commitment.state)],
            }
        )
    return state


def leads_to(act: Act, commitment: Commitment) -> State | None:
    """Where the step leads; None where the kind has no such step from where it stands."""
    is_late = commitment.days_overdue() > 0
    return after(commitment.kind, commitment.state, act, commitment.assessment, is_late=is_late)


def was_extended(commitment: Commitment) -> bool:
    """Whether more time was given already: that of an appeal is extended once."""
    return commitment.steps.filter(act=Act.EXTEND).exists()


def latest_day(commitment: Commitment) -> dt.date:
    """The day of the latest step that moved it: the next one is not before it."""
    day: dt.date = _latest_moving(commitment.pk)[0]["day"]
    return day


def day_of(commitment: Commitment, day: dt.date | None) -> dt.date:
    """The day of a step: today, or an earlier one, but not before the latest step; else a 422."""
    found = day or today()
    refuse_unless(
        latest_day(commitment) <= found <= today(),
        _("The day cannot be so: it lies ahead, or before what had to come first."),
        status=422,
    )
    return found


def said_on(commitment: Commitment, by: User, day: dt.date | None) -> dt.date:
    """The day of a step of the body's: who answers for it does so today; what came on paper the
    apparatus enters under its own day."""
    refuse_unless(
        day in {None, today()} or is_clerk(by, commitment.council),
        _("Leave the day empty: what you enter is of today."),
        status=422,
    )
    return day_of(commitment, day)


def on_paper(day: dt.date, number: str, *, has_file: bool = False) -> str:
    """The number of what is entered under an earlier day: it came on paper, which has one; else a
    422."""
    needed = _(
        "What you enter is of an earlier day: write the number of the paper, or add its scan."
    )
    is_earlier = day < today() and not has_file
    return line(number, NUMBER_MOST, needed=needed if is_earlier else "")


def spoken(language: str) -> str:
    """One of the three languages; else a 422."""
    refuse_unless(language in Language.values, _("Choose the language of the text."), status=422)
    return language


def ahead(day: dt.date, least: dt.date) -> dt.date:
    """A day that something is owed by: not before `least`, within five years; else a 422."""
    refuse_unless(
        least <= day <= today() + FARTHEST,
        _("The day it is due cannot be so: choose one that is still ahead, within five years."),
        status=422,
    )
    return day


def chosen(day: dt.date | None, least: dt.date) -> dt.date:
    """The day that who asks has set, where the law sets none; else a 422."""
    if day is None:
        raise Refused(_("Choose the day by which it is due."), status=422)
    return ahead(day, least)


def set_day(kind: str, day: dt.date | None, asked_on: dt.date) -> dt.date:
    """The day that who asks has set: of a recommendation within its bounds, and the first of them
    where none is said; else a 422."""
    if kind != Kind.RECOMMENDATION:
        return chosen(day, asked_on + dt.timedelta(days=1))
    first, last = recommended(asked_on, Calendar())
    day = day or first
    refuse_unless(
        first <= day <= last,
        _("A recommendation is due between %(first)s and %(last)s: ten working days to a month.")
        % {"first": formats.day(first), "last": formats.day(last)},
        status=422,
    )
    return day


def refuse_suspended(user: User | None) -> None:
    """Who is suspended from writing writes nothing here either."""
    refusal = suspended(user)
    if refusal is not None:
        raise refusal


def step(commitment: Commitment, act: Act, *, by: User | None, day: dt.date, **told: Any) -> Step:
    """Add the step to the course, and let the commitment stand where it leads."""
    refuse_suspended(by)
    if act is not Act.SEND:
        commitment.state = in_time(act, commitment)
    if act in JUDGED_ANEW:
        commitment.assessment = ""
        commitment.promised_on = told.get("due_on") if act is Act.PROMISE else None
    elif act is Act.ASSESS:
        commitment.assessment = told["assessment"]
    commitment.moved_on = day
    # Sending is the first step; the commitment is made with it.
    number = 1 if act is Act.SEND else _last(commitment.pk)[0]["number"] + 1
    commitment.save()
    return Step.objects.create(
        commitment=commitment,
        number=number,
        act=act,
        day=day,
        by=by.pk if by else 0,
        is_of_body=by is not None and is_official(by, commitment.addressee),
        **told,
    )
