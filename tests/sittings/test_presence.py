"""Who is there at a moment: the quorum, the vote, who presides and the minutes follow it."""

import datetime as dt

import pytest
from django.test import Client

from maslikhat.kit.refusals import Refused
from maslikhat.sittings import actions
from maslikhat.sittings.gathered import gathered
from maslikhat.sittings.minutes import as_text, drawn
from maslikhat.sittings.models import Attendance, Sitting
from maslikhat.sittings.presences import joined_within
from maslikhat.sittings.shown import there_at
from tests.sittings.cast import convened, mandate_of, near, opened, plan_session, put, seat
from tests.voting.cast import MOTION, Cast, browser


def numbers(sitting: Sitting) -> tuple[int, int]:
    """How many are there and how many are needed, as the page counts them."""
    quorum = there_at(Sitting.objects.get(pk=sitting.pk)).quorum
    assert quorum is not None
    return quorum.there, quorum.needed


def told(sitting: Sitting) -> str:
    """The minutes in English."""
    return as_text(drawn(gathered(Sitting.objects.get(pk=sitting.pk)), "en").parts)


def test_no_sitting_opens_long_before_its_time(cast: Cast) -> None:
    sitting = convened(cast)
    seat(cast, sitting, 17)
    with pytest.raises(Refused, match="opened from 2 hours before"):
        actions.open_sitting(sitting, by=cast.chair)
    page = browser(cast.chair).get(f"/en/sittings/{sitting.pk}/").content.decode()
    assert "Open the sitting" not in page
    actions.open_sitting(near(sitting), by=cast.chair)


def test_who_has_left_is_not_counted_when_the_sitting_is_opened(cast: Cast) -> None:
    sitting = near(convened(cast))
    seat(cast, sitting, 17)
    actions.check_out(sitting, by=cast.deputies[9])
    with pytest.raises(Refused, match="16 are there"):
        actions.open_sitting(sitting, by=cast.chair)
    actions.check_in(sitting, by=cast.deputies[9])
    actions.open_sitting(sitting, by=cast.chair)


def test_the_quorum_follows_who_is_there_and_no_vote_opens_without_it(cast: Cast) -> None:
    sitting = opened(cast, there=17)
    assert numbers(sitting) == (17, 17)
    actions.check_out(sitting, by=cast.deputies[9])
    assert numbers(sitting) == (16, 17)
    assert "No quorum" in Client().get(f"/en/sittings/{sitting.pk}/").content.decode()
    item = sitting.items.in_order()[0]
    actions.call_item(item, by=cast.chair)
    motion = actions.move(item, by=cast.clerk, kind="main", texts=MOTION)
    with pytest.raises(Refused, match="quorum"):
        actions.put_to_vote(motion, by=cast.chair)
    actions.check_in(sitting, by=cast.deputies[9], is_remote=True)
    assert numbers(sitting) == (17, 17)
    assert actions.put_to_vote(motion, by=cast.chair).present == 17


def test_who_leads_notes_that_another_has_left_and_the_part_stays(cast: Cast) -> None:
    sitting, page = opened(cast, there=18), browser(cast.clerk)
    address = f"/en/sittings/{sitting.pk}/attendance/"
    gone = {"mandate": mandate_of(cast, 9).pk, "part": "left"}
    assert page.post(address, gone).status_code == 302
    assert numbers(sitting) == (17, 17)
    assert Attendance.objects.get(sitting=sitting, mandate=mandate_of(cast, 9)).part == "present"
    assert "has left" in page.get(address).content.decode()
    assert page.post(address, gone).status_code == 409
    with pytest.raises(Refused, match="Only the chair and the clerk"):
        actions.check_out(sitting, by=cast.deputies[4], mandate=mandate_of(cast, 8))
    page.post(address, {"mandate": mandate_of(cast, 9).pk, "part": "present"})
    assert numbers(sitting) == (18, 17)


def test_the_minutes_tell_who_was_there_at_the_opening_came_later_and_left(cast: Cast) -> None:
    sitting = opened(cast, there=18)
    actions.check_in(sitting, by=cast.deputies[20])
    actions.check_out(sitting, by=cast.deputies[9])
    actions.check_out(sitting, by=cast.deputies[8])
    actions.check_in(sitting, by=cast.deputies[8])
    actions.close_sitting(sitting, by=cast.chair, postponing=True)
    text = told(sitting)
    assert "Were present in the hall (19): " in text
    assert "There at the opening: 18." in text
    assert "Came later: Deputy20 Тест (" in text
    assert "Away for a time: Deputy08 Тест (" in text
    assert "Left before the end: Deputy09 Тест (" in text
    assert numbers(sitting) == (18, 17)


def test_who_goes_over_to_the_link_has_not_left() -> None:
    def clock(minute: int) -> dt.datetime:
        return dt.datetime(2027, 3, 1, 10, minute, tzinfo=dt.UTC)

    spans = [(clock(0), clock(10)), (clock(10), clock(20)), (clock(25), None)]
    assert joined_within(spans, clock(5), None) == [(clock(0), clock(20)), (clock(25), None)]
    assert joined_within(spans, clock(20), clock(25)) == []


def test_the_chair_presides_though_the_clerk_opens(cast: Cast) -> None:
    sitting = near(convened(cast))
    seat(cast, sitting, 17)
    held = actions.open_sitting(sitting, by=cast.clerk)
    assert held.presided_by == cast.chair.person
    assert f"Presided by: {cast.chair.person.full_name()}, " in told(sitting)


def test_without_the_chair_whoever_opens_says_who_presides(cast: Cast) -> None:
    sitting, page = near(convened(cast)), browser(cast.clerk)
    seat(cast, sitting, 18)
    actions.check_out(sitting, by=cast.chair)
    with pytest.raises(Refused, match="Choose which of the deputies"):
        actions.open_sitting(sitting, by=cast.clerk)
    with pytest.raises(Refused, match="Note first that the deputy has come"):
        actions.open_sitting(sitting, by=cast.clerk, presiding=cast.chair.person)
    elected = cast.deputies[7].person
    assert f'value="{elected.pk}"' in page.get(f"/en/sittings/{sitting.pk}/").content.decode()
    page.post(f"/en/sittings/{sitting.pk}/open/", {"presiding": elected.pk})
    sitting.refresh_from_db()
    assert sitting.presided_by == elected
    assert "Presided by: Deputy07 Тест, in place of the chair." in told(sitting)


def test_a_first_session_is_opened_by_who_is_no_deputy(cast: Cast) -> None:
    session = plan_session(cast, kind="first", number="1", registered_on=cast.council.from_day)
    cast.council.headships.all().delete()
    sitting = put(cast, near(actions.plan_sitting(session, by=cast.clerk, starts_at=in_a_while())))
    held = near(actions.convene(sitting.sitting, by=cast.clerk, although="tested"))
    seat(cast, held, 20)
    actions.open_sitting(held, by=cast.clerk)
    assert "Opened by the chair of the territorial election commission." in told(held)


def in_a_while() -> dt.datetime:
    return dt.datetime.now(dt.UTC) + dt.timedelta(days=20)
