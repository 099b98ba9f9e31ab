"""Sittings that were held before they were entered: each step bears its own moment."""

import datetime as dt

import pytest

from maslikhat.kit.days import ALMATY
from maslikhat.kit.refusals import Refused
from maslikhat.notices.models import Happening
from maslikhat.registry.models import Mandate
from maslikhat.sittings import actions
from maslikhat.sittings.minutes import as_text, drawn
from maslikhat.sittings.models import Attendance, Item, Presence, Sitting
from maslikhat.voting import actions as voting
from tests.sittings.cast import TITLES, in_days, plan_session
from tests.voting.cast import MOTION, Cast

AN_HOUR, NOTICE = dt.timedelta(hours=1), dt.timedelta(days=15)


def convened_in_the_past(cast: Cast, starts_at: dt.datetime) -> Sitting:
    """A sitting of one question, convened fifteen days before it."""
    planned = starts_at - NOTICE
    sitting = actions.plan_sitting(
        plan_session(cast), by=cast.clerk, starts_at=starts_at, at=planned
    )
    actions.put_item(sitting, by=cast.clerk, titles=TITLES)
    return actions.convene(sitting, by=cast.clerk, at=planned)


@pytest.fixture
def held(cast: Cast) -> Sitting:
    """Ten days ago: all there but one, hands raised."""
    starts_at = in_days(-10).astimezone(ALMATY)
    sitting = convened_in_the_past(cast, starts_at)
    away = Mandate.objects.get(person__user=cast.deputies[9])
    actions.mark_attendance(
        sitting, by=cast.clerk, mandate=away, part="duty_trip", at=starts_at - AN_HOUR
    )
    actions.call_roll(sitting, by=cast.clerk, at=starts_at)
    sitting = actions.open_sitting(sitting, by=cast.chair, at=starts_at)
    item = actions.call_item(sitting.items.get(), by=cast.chair, at=starts_at)
    speech = actions.ask_floor(item, by=cast.clerk, kind="report", name="Guest", at=starts_at)
    actions.give_floor(speech, by=cast.chair, at=starts_at + AN_HOUR / 4)
    actions.end_speech(speech, by=cast.chair, at=starts_at + AN_HOUR / 2)
    motion = actions.move(item, by=cast.clerk, kind="main", texts=MOTION, at=starts_at)
    tellers = [one.person for one in cast.deputies[:2]]
    ballot = actions.put_to_vote(
        motion, by=cast.chair, mode="hand", tellers=tellers, at=starts_at + AN_HOUR / 2
    )
    for teller in cast.deputies[:2]:
        voting.count(ballot, by=teller, numbers=[20, 1, 1], at=starts_at + AN_HOUR / 2)
    voting.close_ballot(ballot, by=cast.chair, at=starts_at + AN_HOUR * 3 / 4)
    actions.end_item(item, by=cast.chair, outcome="adopted", at=starts_at + AN_HOUR)
    return actions.close_sitting(sitting, by=cast.chair, at=starts_at + AN_HOUR)


def test_every_step_bears_its_moment(held: Sitting) -> None:
    item = held.items.get()
    assert (held.opened_at, held.closed_at) == (held.starts_at, held.starts_at + AN_HOUR)
    assert (item.called_at, item.done_at) == (held.starts_at, held.starts_at + AN_HOUR)
    ballot = item.motions.get().ballot
    assert ballot is not None
    assert ballot.opened_at == held.starts_at + AN_HOUR / 2
    assert ballot.closed_at == held.starts_at + AN_HOUR * 3 / 4
    presences = Presence.objects.filter(attendance__sitting=held)
    assert set(presences.values_list("from_at", "to_at")) == {(held.starts_at, held.closed_at)}


def test_it_says_that_it_was_brought_over_and_nobody_is_told_as_of_news(held: Sitting) -> None:
    assert held.is_brought_over
    assert not Happening.objects.filter(kind="sittings.sitting").exists()


def test_the_clocks_are_read_by_the_days_on_which_things_were_done(held: Sitting) -> None:
    assert held.convened_although == ""


def test_the_minutes_tell_the_hours_of_that_day(held: Sitting) -> None:
    text = as_text(drawn(held, "en").parts)
    assert "15 minutes" in text
    assert "On a duty trip (1)" in text
    assert "Result: Adopted." in text
    assert held.minutes.due_on > held.day


def test_nothing_is_brought_over_from_the_future(cast: Cast) -> None:
    with pytest.raises(Refused, match="lies ahead"):
        actions.plan_sitting(
            plan_session(cast), by=cast.clerk, starts_at=in_days(-3), at=in_days(30)
        )


def test_the_roll_notes_only_those_of_whom_nothing_was_said(held: Sitting, cast: Cast) -> None:
    parts = Attendance.objects.filter(sitting=held).values_list("part", flat=True)
    assert sorted(set(parts)) == ["duty_trip", "present"]
    assert len(parts) == len(Mandate.objects.on().of(cast.council))


def test_a_roll_is_called_once_and_by_who_leads(cast: Cast) -> None:
    sitting = convened_in_the_past(cast, in_days(-3))
    with pytest.raises(Refused, match="Only the chair and the clerk"):
        actions.call_roll(sitting, by=cast.deputies[4])
    actions.call_roll(sitting, by=cast.clerk)
    with pytest.raises(Refused, match="noted already"):
        actions.call_roll(sitting, by=cast.clerk)
    assert Item.objects.of(sitting).get().called_at is None
