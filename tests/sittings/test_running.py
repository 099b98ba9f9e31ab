"""The sitting itself: quorum, attendance, items, motions and their votes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.sittings import actions
from maslikhat.sittings.attendance import unexcused_in_a_row
from maslikhat.sittings.course import State
from maslikhat.sittings.floor import list_of
from maslikhat.sittings.models import Attendance, Item, Motion, Presence, Session, Sitting
from maslikhat.voting import actions as voting
from tests.sittings.cast import (
    convened,
    in_days,
    mandate_of,
    near,
    opened,
    plan,
    plan_session,
    put,
    seat,
    shut,
)
from tests.sittings.test_brought_over import convened_in_the_past
from tests.voting.cast import FOR, MOTION, Cast, browser


def move(cast: Cast, item: Item) -> Motion:
    """The main motion of the clerk."""
    return actions.move(item, by=cast.clerk, kind="main", texts=MOTION)


def test_no_sitting_opens_without_two_thirds_of_the_seats(cast: Cast) -> None:
    sitting = near(convened(cast))
    seat(cast, sitting, 16)
    with pytest.raises(Refused, match=r"16 are there.*17 of 25"):
        actions.open_sitting(sitting, by=cast.chair)
    seat(cast, sitting, 17)
    held = actions.open_sitting(sitting, by=cast.chair)
    assert (held.seats, held.filled, held.quorum_needed) == (25, 23, 17)
    assert held.presided_by == cast.chair.person
    assert held.state is State.OPEN


def test_a_first_session_needs_three_quarters(cast: Cast) -> None:
    session = plan_session(cast, kind="first", number="1", registered_on=cast.council.from_day)
    sitting = convened_of(cast, session)
    seat(cast, sitting, 18)
    with pytest.raises(Refused, match=r"18 are there.*19 of 25"):
        actions.open_sitting(sitting, by=cast.clerk)
    seat(cast, sitting, 19)
    actions.open_sitting(sitting, by=cast.clerk)


def convened_of(cast: Cast, session: Session) -> Sitting:
    sitting = plan(cast, session=session)
    put(cast, sitting)
    return near(actions.convene(sitting, by=cast.clerk, although="tested"))


def test_nobody_is_absent_by_default(cast: Cast) -> None:
    sitting = opened(cast)
    actions.close_sitting(sitting, by=cast.chair, postponing=True)
    assert Attendance.objects.filter(sitting=sitting).count() == 17
    assert not Attendance.objects.filter(sitting=sitting).unexcused().exists()


def test_who_comes_and_goes_has_presence_and_stays_on_the_page(cast: Cast) -> None:
    sitting = opened(cast)
    late = cast.deputies[20]
    actions.check_in(sitting, by=late, is_remote=True)
    actions.check_out(sitting, by=late)
    actions.check_in(sitting, by=late)
    mine = Presence.objects.filter(attendance__person=late.person)
    assert [one.is_remote for one in mine] == [True, False]
    actions.close_sitting(sitting, by=cast.chair, postponing=True)
    assert not Presence.objects.filter(attendance__sitting=sitting, to_at=None).exists()
    with pytest.raises(Refused):
        actions.check_in(sitting, by=cast.deputies[21])


def test_who_waits_for_the_floor_as_the_sitting_ends_waits_no_more(cast: Cast) -> None:
    sitting = opened(cast)
    actions.ask_floor(sitting.items.in_order()[0], by=cast.deputies[3], kind="debate")
    assert len(list_of(sitting)[1]) == 1
    actions.close_sitting(sitting, by=cast.chair, postponing=True)
    assert list_of(sitting) == (None, [])


def test_the_quorum_of_a_past_sitting_is_counted_by_the_regulations_of_its_day(cast: Cast) -> None:
    """Twenty-three deputies on twenty-five seats: since today the empty ones do not count."""
    voting.set_regulations(
        cast.council, by=cast.clerk, counts_vacancies=False, may_change=True, basis="7-тармақ"
    )
    sitting = convened_in_the_past(cast, in_days(-3))
    actions.call_roll(sitting, by=cast.clerk, at=sitting.starts_at)
    sitting = actions.open_sitting(sitting, by=cast.chair, at=sitting.starts_at)
    assert (sitting.seats, sitting.filled) == (25, 23)


def test_too_early_is_too_early_and_a_stranger_is_refused(cast: Cast) -> None:
    sitting = convened(cast)
    with pytest.raises(Refused, match="too early"):
        actions.check_in(sitting, by=cast.deputies[3])
    with pytest.raises(Refused, match="Only deputies of this"):
        actions.check_in(sitting, by=cast.deputy_elsewhere)


def test_an_excuse_has_a_class_and_absence_is_said_by_somebody(cast: Cast) -> None:
    sitting = opened(cast)
    mandate = mandate_of(cast, 20)
    with pytest.raises(Refused, match="what kind"):
        actions.mark_attendance(sitting, by=cast.clerk, mandate=mandate, part="excused")
    actions.mark_attendance(
        sitting, by=cast.clerk, mandate=mandate, part="excused", reason="illness"
    )
    with pytest.raises(Refused, match="chair and the clerk"):
        actions.mark_attendance(sitting, by=cast.deputies[2], mandate=mandate, part="absent")
    actions.close_sitting(sitting, by=cast.chair, postponing=True)
    with pytest.raises(Refused, match="ended"):
        actions.mark_attendance(sitting, by=cast.clerk, mandate=mandate, part="present")
    actions.mark_attendance(sitting, by=cast.clerk, mandate=mandate, part="absent")


def test_sessions_missed_in_a_row_are_counted_by_session(cast: Cast) -> None:
    mandate = mandate_of(cast, 20)
    for number, part in (("31", "absent"), ("32", "absent"), ("33", "excused")):
        sitting = opened(cast, session=plan_session(cast, number=number))
        reason = "illness" if part == "excused" else ""
        actions.mark_attendance(sitting, by=cast.clerk, mandate=mandate, part=part, reason=reason)
        actions.close_sitting(sitting, by=cast.chair, postponing=True)
    fourth = convened(cast, session=plan_session(cast, number="34"), days=40)
    Sitting.objects.filter(pk=fourth.pk).update(starts_at=in_days(1 / 23))
    fourth.refresh_from_db()
    actions.mark_attendance(fourth, by=cast.clerk, mandate=mandate, part="absent")
    assert unexcused_in_a_row(fourth, [mandate.pk]) == {mandate.pk: 1}
    actions.mark_attendance(sitting, by=cast.clerk, mandate=mandate, part="absent")
    others = mandate_of(cast, 21).pk
    assert unexcused_in_a_row(fourth, [mandate.pk, others]) == {mandate.pk: 4, others: 0}


@pytest.mark.once
def test_who_was_at_another_sitting_of_the_session_has_not_missed_it(cast: Cast) -> None:
    mandate, page = mandate_of(cast, 20), browser(cast.clerk)
    for number in ("31", "32", "33", "34"):
        session = plan_session(cast, number=number)
        sitting = opened(cast, session=session)
        actions.mark_attendance(sitting, by=cast.clerk, mandate=mandate, part="absent")
        actions.close_sitting(sitting, by=cast.chair, postponing=True)
    address, ends = f"/en/sittings/{sitting.pk}/attendance/", "4 sessions in a row"
    assert ends in page.get(address).content.decode()
    further = opened(cast, session=session, days=10)
    actions.mark_attendance(further, by=cast.clerk, mandate=mandate, part="absent")
    assert ends in page.get(address).content.decode()
    actions.mark_attendance(further, by=cast.clerk, mandate=mandate, part="present")
    assert "in a row" not in page.get(address).content.decode()


@pytest.mark.once
def test_sessions_missed_under_an_earlier_mandate_do_not_count(cast: Cast) -> None:
    mandate = mandate_of(cast, 20)
    missed = opened(cast)
    actions.mark_attendance(missed, by=cast.clerk, mandate=mandate, part="absent")
    actions.close_sitting(missed, by=cast.chair, postponing=True)
    Attendance.objects.filter(mandate=mandate).update(mandate=mandate_of(cast, 21))
    sitting = opened(cast, session=plan_session(cast, number="32"))
    actions.mark_attendance(sitting, by=cast.clerk, mandate=mandate, part="absent")
    assert unexcused_in_a_row(sitting, [mandate.pk]) == {mandate.pk: 1}


def test_the_list_of_attendance_asks_as_much_for_three_absent_as_for_one(cast: Cast) -> None:
    sitting, page, asked = opened(cast), browser(cast.clerk), []
    for place in (20, 21, 22):
        mandate = mandate_of(cast, place)
        actions.mark_attendance(sitting, by=cast.clerk, mandate=mandate, part="absent")
        with CaptureQueriesContext(connection) as queries:
            answer = page.get(f"/en/sittings/{sitting.pk}/attendance/")
        assert answer.content.decode().count("sessions missed in a row: 1") == place - 19
        asked.append(len(queries))
    assert asked[1] == asked[2]


def test_noting_who_is_there_asks_for_the_mandates_alone(cast: Cast) -> None:
    sitting = near(convened(cast))
    for place, part in ((20, "present"), (21, "absent")):
        mandate = mandate_of(cast, place)
        with CaptureQueriesContext(connection) as asked:
            actions.mark_attendance(sitting, by=cast.clerk, mandate=mandate, part=part)
        assert len(asked) <= 10
        assert not [one for one in asked if "registry_headship" in one["sql"]]
        # No item is considered before the sitting is opened.
        assert not [one for one in asked if "sittings_item" in one["sql"]]


def test_one_item_at_a_time_and_each_comes_to_something(cast: Cast) -> None:
    sitting = opened(cast)
    first, second = sitting.items.in_order()
    actions.call_item(first, by=cast.chair)
    with pytest.raises(Refused, match="Another item"):
        actions.call_item(second, by=cast.chair)
    with pytest.raises(Refused, match="voted on"):
        actions.end_item(first, by=cast.chair, outcome="adopted")
    with pytest.raises(Refused, match="what became of it"):
        actions.close_sitting(sitting, by=cast.chair, postponing=True)
    done = actions.end_item(first, by=cast.chair, outcome="noted")
    assert done.outcome == "noted"
    actions.pause(sitting, by=cast.chair)
    with pytest.raises(Refused, match="Recess"):
        actions.call_item(second, by=cast.chair)
    actions.resume(sitting, by=cast.chair)
    actions.call_item(second, by=cast.chair)


def test_a_motion_is_voted_on_by_those_who_are_there_and_the_item_follows(cast: Cast) -> None:
    sitting = opened(cast)
    item = sitting.items.in_order()[0]
    actions.recuse(item, by=cast.deputies[5], mandate=mandate_of(cast, 5), because="Own land")
    actions.call_item(item, by=cast.chair)
    main = move(cast, item)
    amendment = actions.move(item, by=cast.deputies[4], kind="amendment", texts=MOTION)
    assert amendment.mover == mandate_of(cast, 4)
    with pytest.raises(Refused, match="Amendments come first"):
        actions.put_to_vote(main, by=cast.chair)
    actions.withdraw_motion(amendment, by=cast.deputies[4])
    ballot = actions.put_to_vote(main, by=cast.chair)
    assert ballot.is_open
    assert (ballot.present, ballot.needed) == (17, 13)
    assert ballot.electors.recused().get().person == cast.deputies[5].person
    with pytest.raises(Refused, match="vote is open"):
        actions.end_item(item, by=cast.chair, outcome="noted")
    cast.vote(ballot, [FOR] * 5 + [0] + [FOR] * 7)
    voting.close_ballot(ballot, by=cast.chair)
    with pytest.raises(Refused, match="otherwise"):
        actions.end_item(item, by=cast.chair, outcome="adopted")
    assert actions.end_item(item, by=cast.chair, outcome="not_adopted").done_at is not None


def test_nobody_is_recused_from_what_is_being_voted_on(cast: Cast) -> None:
    sitting, own = opened(cast), browser(cast.deputies[4])
    item = actions.call_item(sitting.items.in_order()[0], by=cast.chair)
    mandate, address = mandate_of(cast, 4), f"/en/sittings/{sitting.pk}/"
    recuse = f"/en/sittings/items/{item.pk}/recuse/"
    before = actions.recuse(item, by=cast.clerk, mandate=mandate_of(cast, 5), because="Own land")
    undo = f"/en/sittings/recusals/{before.pk}/undo/"
    assert recuse in own.get(address).content.decode()
    assert undo in browser(cast.clerk).get(address).content.decode()
    ballot = actions.put_to_vote(move(cast, item), by=cast.chair)
    assert recuse not in own.get(address).content.decode()
    assert undo not in browser(cast.clerk).get(address).content.decode()
    cast.vote(ballot, [FOR] * 5)
    with pytest.raises(Refused, match="before it or after it"):
        actions.recuse(item, by=cast.deputies[4], mandate=mandate, because="Own land")
    with pytest.raises(Refused, match="before it or after it"):
        actions.unrecuse(before, by=cast.clerk)
    voting.close_ballot(ballot, by=cast.chair)
    assert recuse in own.get(address).content.decode()
    actions.recuse(item, by=cast.deputies[4], mandate=mandate, because="Own land")


def test_a_vote_on_a_closed_item_is_no_strangers(cast: Cast) -> None:
    sitting = opened(cast)
    item = sitting.items.in_order()[0]
    actions.call_item(item, by=cast.chair)
    shut(cast, item)
    ballot = actions.put_to_vote(move(cast, item), by=cast.chair)
    assert not ballot.is_public
    assert not type(ballot).objects.visible_to(None).filter(pk=ballot.pk).exists()


def test_a_commission_sits_by_its_own_quorum_and_rule(cast: Cast) -> None:
    sitting = actions.plan_sitting(cast.commission, by=cast.deputies[1], starts_at=in_days(1))
    put(cast, sitting)
    near(actions.convene(sitting, by=cast.deputies[1]))
    for place in (1, 2):
        actions.mark_attendance(
            sitting, by=cast.deputies[2], mandate=mandate_of(cast, place), part="present"
        )
    with pytest.raises(Refused, match=r"2 are there.*3 of 5"):
        actions.open_sitting(sitting, by=cast.deputies[1])
    actions.mark_attendance(
        sitting, by=cast.deputies[2], mandate=mandate_of(cast, 3), part="present"
    )
    actions.open_sitting(sitting, by=cast.deputies[1])
    item = sitting.items.get()
    actions.call_item(item, by=cast.deputies[1])
    ballot = actions.put_to_vote(move(cast, item), by=cast.deputies[1])
    assert (ballot.rule.key, ballot.needed) == ("commission", 3)


def test_a_planned_sitting_hides_itself_from_acts_of_strangers(cast: Cast) -> None:
    with pytest.raises(Hidden):
        actions.check_in(plan(cast), by=cast.deputy_elsewhere)


def test_an_own_interest_is_declared_and_ended_by_nobody_else(cast: Cast) -> None:
    made = actions.declare_interest(
        by=cast.deputies[3], kind="owner", name="ТОО «Су»", bin="123456789012"
    )
    with pytest.raises(Refused, match="twelve"):
        actions.declare_interest(by=cast.deputies[3], kind="owner", name="x y z", bin="12")
    with pytest.raises(Refused, match="Only deputies"):
        actions.declare_interest(by=cast.clerk, kind="owner", name="ТОО «Су»")
    with pytest.raises(Hidden):
        actions.end_interest(made, by=cast.deputies[4])
    assert actions.end_interest(made, by=cast.deputies[3]).to_day is not None


def test_what_was_not_called_is_postponed_by_a_word_and_the_minutes_say_so(cast: Cast) -> None:
    sitting, clerk = opened(cast), cast.client("clerk")
    first, second = sitting.items.in_order()
    actions.call_item(first, by=cast.chair)
    actions.end_item(first, by=cast.chair, outcome="noted")
    with pytest.raises(Refused, match=r"Item 2 has not been considered\. Call it, or postpone"):
        actions.close_sitting(sitting, by=cast.chair)
    address = f"/en/sittings/{sitting.pk}/"
    assert "Postpone what was not considered: 2" in clerk.get(address).content.decode()
    assert clerk.post(f"{address}close/").status_code == 409
    assert clerk.post(f"{address}close/", {"postpone": "yes"}).status_code == 302
    second.refresh_from_db()
    assert (second.outcome, second.called_at, second.state) == ("postponed", None, "done")
    told = sitting.minutes.versions.get().text_ru.split("# 2. ")[1]
    assert "На этом заседании не рассматривался." in told
    assert "Рассмотрение вопроса отложено." in told


def test_an_item_does_not_end_while_a_motion_on_it_waits(cast: Cast) -> None:
    item = opened(cast).items.in_order()[0]
    actions.call_item(item, by=cast.chair)
    words = {"kk": "Түзету", "ru": "Поправка"}
    motion = actions.move(item, by=cast.deputies[4], kind="amendment", texts=words)
    with pytest.raises(Refused, match="has not been voted on"):
        actions.end_item(item, by=cast.chair, outcome="noted")
    actions.withdraw_motion(motion, by=cast.deputies[4])
    assert actions.end_item(item, by=cast.chair, outcome="noted").outcome == "noted"
