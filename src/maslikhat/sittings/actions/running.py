"""The sitting itself: opened with a quorum, paused, its items called one by one, closed."""

import datetime as dt
from collections.abc import Sequence, Set

from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Refused, refuse_unless
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.models import Person
from maslikhat.registry.standing import standing
from maslikhat.sittings import heard, refusals
from maslikhat.sittings.attendance import (
    EARLIEST_HOURS,
    body_of,
    first_session_needs,
    is_near,
    quorum_rule,
    roll_of,
    there_now,
)
from maslikhat.sittings.drafting import write_minutes
from maslikhat.sittings.guards import allow, in_time, locked, locked_item
from maslikhat.sittings.models import (
    Item,
    Motion,
    Presence,
    Recess,
    Session,
    Sitting,
    Speech,
)
from maslikhat.sittings.permissions import (
    may_call_item,
    may_close_sitting,
    may_end_item,
    may_open_sitting,
    may_pause,
    may_plan_resume,
    may_resume,
)
from maslikhat.sittings.results import refuse_outcome
from maslikhat.voting import tally
from maslikhat.voting.electing import Body
from maslikhat.voting.moments import moment_of

LONGEST_RECESS = dt.timedelta(hours=12)


@atomic
def open_sitting(
    sitting: Sitting,
    *,
    by: User,
    presiding: Person | None = None,
    at: dt.datetime | None = None,
) -> Sitting:
    """The sitting is opened near its time; refused without a quorum (Law 148, art. 11, 15).

    The numbers of the body and the quorum it needs are frozen. `presiding` is who of those there
    presides; when absent it is whoever heads the body, or else whoever opens it. `at` is when it
    was opened, now when absent; so in all acts on sittings that are brought over.
    """
    sitting = locked(sitting.pk)
    allow(may_open_sitting(by, sitting), by, sitting)
    in_time("open_sitting", sitting)
    opened_at = moment_of(at, after=sitting.convened_at)
    refuse_unless(
        is_near(sitting, opened_at), refusals.too_early(sitting.starts_at, EARLIEST_HOURS)
    )
    body = body_of(sitting)
    inside = set(there_now(sitting))
    there = len(inside)
    needed, seats = _needed(sitting, body, there)
    if there < needed:
        raise refusals.no_quorum(there, needed, seats)
    usual = (body.chair_id, standing(by).person_id)
    person = _presiding(presiding, usual, inside, may_be_none=_is_first(sitting))
    sitting.opened_at, sitting.changed_at = opened_at, timezone.now()
    sitting.presided_by_id = person
    sitting.seats, sitting.filled, sitting.quorum_needed = seats, body.filled, needed
    sitting.save()
    heard.opened(sitting, by=by)
    record(by, "sittings.open_sitting", sitting)
    return sitting


def _is_first(sitting: Sitting) -> bool:
    return sitting.session is not None and sitting.session.kind == Session.Kind.FIRST


def _needed(sitting: Sitting, body: Body, there: int) -> tuple[int, int]:
    """How many have to be there, and of how many; refused where the seats are not known."""
    roll = roll_of(sitting, body, there)
    if roll is None:
        raise Refused(
            _("It is not known how many seats the maslikhat has. The operator enters them first.")
        )
    needed = tally.quorum_needed(quorum_rule(sitting), roll)
    if not _is_first(sitting):
        return needed, roll.total
    return max(needed, first_session_needs(roll.total, sitting.day)), roll.total


def _presiding(
    told: Person | None, usual: Sequence[int | None], inside: Set[int], *, may_be_none: bool
) -> int | None:
    """Who presides: who is named, else the first of these who is there; refused without one.

    A first session is opened by who is no deputy: the chair of the election commission (art. 10).
    """
    if told is not None:
        refuse_unless(told.pk in inside, refusals.PRESIDES_WHO_IS_THERE, status=422)
        return told.pk
    found = next((one for one in usual if one is not None and one in inside), None)
    refuse_unless(found is not None or may_be_none, refusals.NOBODY_PRESIDES, status=422)
    return found


@atomic
def pause(sitting: Sitting, *, by: User, until: dt.datetime | None = None) -> Recess:
    """A break is announced, with the time at which the sitting goes on where it is known."""
    sitting = locked(sitting.pk)
    allow(may_pause(by, sitting), by, sitting)
    in_time("pause", sitting)
    refuse_unless(
        not sitting.speeches.filter(begun_at__isnull=False, ended_at=None).exists(),
        refusals.SOMEBODY_SPEAKS,
    )
    _refuse_open_ballot(sitting)
    _refuse_longer(until, timezone.now())
    made = Recess.objects.create(sitting=sitting, until=until)
    heard.stage_changed(sitting)
    record(by, "sittings.pause", sitting)
    return made


@atomic
def plan_resume(sitting: Sitting, *, by: User, until: dt.datetime) -> Recess:
    """A break that goes on gets a time at which the sitting goes on, or another one."""
    sitting = locked(sitting.pk)
    allow(may_plan_resume(by, sitting), by, sitting)
    in_time("plan_resume", sitting)
    recess = sitting.recesses.get(ended_at=None)
    _refuse_longer(until, recess.begun_at)
    recess.until = until
    recess.save(update_fields=["until"])
    heard.stage_changed(sitting)
    record(by, "sittings.plan_resume", sitting)
    return recess


def _refuse_longer(until: dt.datetime | None, begun_at: dt.datetime) -> None:
    """Refuse a break that ends in the past, or lasts longer than one may."""
    refuse_unless(
        until is None or timezone.now() < until <= begun_at + LONGEST_RECESS,
        _("A break ends within twelve hours. For longer close the sitting and plan another."),
        status=422,
    )


@atomic
def resume(sitting: Sitting, *, by: User) -> Sitting:
    """The sitting goes on after a break."""
    sitting = locked(sitting.pk)
    allow(may_resume(by, sitting), by, sitting)
    in_time("resume", sitting)
    sitting.recesses.filter(ended_at=None).update(ended_at=timezone.now())
    heard.stage_changed(sitting)
    record(by, "sittings.resume", sitting)
    return sitting


@atomic
def call_item(item: Item, *, by: User, at: dt.datetime | None = None) -> Item:
    """An item comes up; the one before it must have come to something."""
    item = locked_item(item)
    allow(may_call_item(by, item), by, item)
    in_time("call_item", item.sitting)
    refuse_unless(item.called_at is None, refusals.CALLED_OR_DONE)
    refuse_unless(
        not Item.objects.of(item.sitting).called().exists(),
        refusals.ANOTHER_IS_CALLED,
    )
    item.called_at = moment_of(at, after=item.sitting.opened_at)
    item.save(update_fields=["called_at"])
    heard.stage_changed(item.sitting)
    record(by, "sittings.call_item", item)
    return item


@atomic
def end_item(item: Item, *, by: User, outcome: str, at: dt.datetime | None = None) -> Item:
    """What became of an item: adopted, noted, sent back, postponed or taken off.

    "Adopted" and "not adopted" follow from the vote on its main motion and are refused against it.
    """
    item = locked_item(item)
    allow(may_end_item(by, item), by, item)
    in_time("end_item", item.sitting)
    refuse_unless(outcome in Item.Outcome.values, refusals.CHOOSE, status=422)
    refuse_unless(item.called_at is not None, refusals.NOT_CALLED_YET)
    refuse_unless(item.done_at is None, _("The item is done already."))
    _refuse_open_ballot(item.sitting)
    is_prepared = Motion.objects.filter(item=item, ballot__state="draft").exists()
    refuse_unless(not is_prepared, refusals.VOTE_IS_PREPARED)
    refuse_outcome(item, outcome)
    refuse_unless(not Motion.objects.filter(item=item).waiting().exists(), refusals.MOTIONS_WAIT)
    moment = moment_of(at, after=item.called_at)
    Speech.objects.filter(item=item).waiting().update(withdrawn_at=moment)
    Speech.objects.filter(item=item).speaking().update(ended_at=moment)
    item.done_at, item.outcome = moment, outcome
    item.save(update_fields=["done_at", "outcome"])
    heard.stage_changed(item.sitting)
    record(by, "sittings.end_item", item)
    return item


@atomic
def close_sitting(
    sitting: Sitting, *, by: User, postponing: bool = False, at: dt.datetime | None = None
) -> Sitting:
    """The sitting ends; whoever was there leaves with it, and its minutes are drafted.

    What was not called is postponed, and only with the word of whoever closes: `postponing`. Who
    waited to speak on it waits no more.
    """
    sitting = locked(sitting.pk)
    allow(may_close_sitting(by, sitting), by, sitting)
    in_time("close_sitting", sitting)
    refuse_unless(
        not Item.objects.of(sitting).called().exists(),
        refusals.ITEM_IS_CALLED,
    )
    _refuse_open_ballot(sitting)
    ahead = Item.objects.of(sitting).ahead().in_order()
    numbers = [item.number for item in ahead]
    refuse_unless(postponing or not numbers, refusals.not_considered(numbers))
    ended = moment_of(at, after=sitting.opened_at)
    ahead.update(done_at=ended, outcome=Item.Outcome.POSTPONED)
    Speech.objects.filter(sitting=sitting).waiting().update(withdrawn_at=ended)
    sitting.recesses.filter(ended_at=None).update(ended_at=ended)
    Presence.objects.filter(attendance__sitting=sitting, to_at=None).update(to_at=ended)
    sitting.closed_at, sitting.changed_at = ended, timezone.now()
    sitting.save(update_fields=["closed_at", "changed_at"])
    write_minutes(sitting, by=by)
    heard.closed(sitting, by=by)
    record(by, "sittings.close_sitting", sitting)
    return sitting


def _refuse_open_ballot(sitting: Sitting) -> None:
    is_open = Motion.objects.filter(item__sitting=sitting, ballot__state="open").exists()
    refuse_unless(not is_open, refusals.VOTE_IS_OPEN)
