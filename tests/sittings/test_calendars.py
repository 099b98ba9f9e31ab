"""Calendars and feeds: one entry a sitting, moved and cancelled in its place, nothing closed."""

import datetime as dt
from xml.etree import ElementTree

import pytest
from django.test import Client
from icalendar import Calendar

from maslikhat.kit.days import ALMATY
from maslikhat.sittings import actions
from maslikhat.sittings.calendars import of_commission, of_council, of_deputy
from maslikhat.sittings.linked_data import event
from maslikhat.sittings.models import Sitting
from tests.sittings.cast import convened, in_days, mandate_of, plan, plan_session, put
from tests.voting.cast import Cast


def entries(path: str) -> dict[str, dict[str, object]]:
    """The entries of a calendar by UID."""
    answer = Client(headers={"Accept-Language": "en"}).get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    read = Calendar.from_ical(answer.content)
    return {str(event["UID"]): dict(event) for event in read.walk("VEVENT")}


def test_an_entry_keeps_its_uid_and_moves_in_its_place(cast: Cast) -> None:
    sitting = convened(cast)
    path = f"/en/sittings/calendar/councils/{cast.council.code}.ics"
    ((uid, before),) = entries(path).items()
    later = in_days(25).replace(microsecond=0)
    actions.edit_sitting(sitting, by=cast.clerk, starts_at=later)
    ((same, after),) = entries(path).items()
    assert same == uid
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTART"].dt == later.astimezone(dt.UTC)
    assert str(after["STATUS"]) == "CONFIRMED"


def test_a_cancelled_sitting_stays_as_cancelled(cast: Cast) -> None:
    sitting = convened(cast)
    actions.cancel_sitting(sitting, by=cast.clerk, because="The hall is flooded")
    (entry,) = entries(f"/en/sittings/calendar/councils/{cast.council.code}.ics").values()
    assert str(entry["STATUS"]) == "CANCELLED"
    assert "flooded" in str(entry["DESCRIPTION"])
    assert entry["DESCRIPTION"].params["LANGUAGE"] == "en"


def test_a_place_bears_its_language_and_machines_are_told_the_hour_of_kazakhstan(
    cast: Cast,
) -> None:
    at = dt.datetime.combine(in_days(30).date(), dt.time(0, 30), tzinfo=ALMATY)
    sitting = convened(cast, hall={"ru": "Малый зал"}, starts_at=at)
    (entry,) = entries(f"/en/sittings/calendar/councils/{cast.council.code}.ics").values()
    assert entry["LOCATION"].params["LANGUAGE"] == "ru"
    assert event(sitting)["startDate"] == f"{at.date()}T00:30:00+05:00"


def test_machines_are_told_that_a_sitting_was_moved_and_from_when(cast: Cast) -> None:
    planned = plan(cast, session=plan_session(cast, number="33"))
    actions.edit_sitting(planned, by=cast.clerk, starts_at=in_days(30))
    planned.refresh_from_db()
    assert planned.moved_from is None
    sitting = convened(cast)
    was_at = sitting.starts_at
    assert event(sitting)["eventStatus"] == "https://schema.org/EventScheduled"
    assert "previousStartDate" not in event(sitting)
    for later in (in_days(25), in_days(26)):
        sitting = actions.edit_sitting(sitting, by=cast.clerk, starts_at=later)
        assert event(sitting)["eventStatus"] == "https://schema.org/EventRescheduled"
        assert event(sitting)["previousStartDate"] == was_at.astimezone(ALMATY).isoformat()
    back = actions.edit_sitting(sitting, by=cast.clerk, starts_at=was_at)
    assert event(back)["eventStatus"] == "https://schema.org/EventScheduled"
    shut = actions.edit_sitting(back, by=cast.clerk, starts_at=was_at, closed_because="Secret")
    actions.edit_sitting(shut, by=cast.clerk, starts_at=in_days(27), closed_because="Secret")
    opened = actions.edit_sitting(shut, by=cast.clerk, starts_at=in_days(27))
    assert event(opened)["eventStatus"] == "https://schema.org/EventScheduled"


def test_what_is_planned_or_behind_closed_doors_is_in_no_calendar_and_no_feed(cast: Cast) -> None:
    plan(cast)
    convened(
        cast, session=plan_session(cast, number="32"), closed_because="State secrets (art. 11)"
    )
    assert entries(f"/en/sittings/calendar/councils/{cast.council.code}.ics") == {}
    assert b"<entry>" not in Client().get("/en/sittings/feed/").content


def test_a_sitting_that_is_shut_is_cancelled_in_calendars_without_a_word_of_it(
    cast: Cast,
) -> None:
    sitting, at = convened(cast), in_days(20).replace(microsecond=0)
    actions.edit_sitting(sitting, by=cast.clerk, starts_at=at, hall={"kk": "Зал"})
    paths = [
        f"/en/sittings/calendar/councils/{cast.council.code}.ics",
        f"/en/sittings/calendar/deputies/{cast.deputies[9].person.pk}.ics",
    ]
    ((uid, before),) = entries(paths[0]).items()
    secret = {"closed_because": "Құпия", "starts_at": in_days(21)}
    shut = actions.edit_sitting(sitting, by=cast.clerk, **secret)
    for path in paths:
        ((same, after),) = entries(path).items()
        assert (same, str(after["STATUS"])) == (uid, "CANCELLED")
        assert after["SEQUENCE"] == before["SEQUENCE"] + 1
        assert after["DTSTART"].dt == at.astimezone(dt.UTC)
        assert {"SUMMARY", "DESCRIPTION", "LOCATION", "URL"}.isdisjoint(after)
    # Nothing that happens behind the doors moves the entry.
    put(cast, shut)
    actions.edit_sitting(sitting, by=cast.clerk, **secret | {"starts_at": in_days(22)})
    actions.cancel_sitting(sitting, by=cast.clerk, because="Құпия себеп")
    assert entries(paths[0])[uid] == after


def test_a_sitting_that_is_opened_to_all_again_is_newer_than_its_cancellation(cast: Cast) -> None:
    sitting, at = convened(cast), in_days(20)
    path = f"/en/sittings/calendar/councils/{cast.council.code}.ics"
    actions.edit_sitting(sitting, by=cast.clerk, starts_at=at, closed_because="Secret")
    ((uid, shut),) = entries(path).items()
    actions.edit_sitting(sitting, by=cast.clerk, starts_at=at)
    again = entries(path)[uid]
    assert str(again["STATUS"]) == "CONFIRMED"
    assert again["SEQUENCE"] > shut["SEQUENCE"]


def test_a_deputy_has_the_sittings_of_every_body_while_sitting_there(cast: Cast) -> None:
    session = convened(cast)
    commission = actions.plan_sitting(cast.commission, by=cast.deputies[1], starts_at=in_days(3))
    put(cast, commission)
    actions.convene(commission, by=cast.deputies[1])
    member, other = cast.deputies[3].person, cast.deputies[9].person
    assert set(of_deputy(member)) == {session, commission}
    assert set(of_deputy(other)) == {session}
    assert set(of_council(cast.council)) == {session}
    assert set(of_commission(cast.commission)) == {commission}
    mandate = mandate_of(cast, 9)
    mandate.to_day, mandate.end_reason = in_days(1).date(), "resigned"
    mandate.save()
    assert not of_deputy(other).exists()
    path = f"/en/sittings/calendar/deputies/{member.pk}.ics"
    assert len(entries(path)) == 2


@pytest.mark.parametrize("path", ["deputies/999999999", "commissions/99999999999999999999"])
def test_a_calendar_of_nobody_is_not_there(path: str, cast: Cast) -> None:
    assert Client().get(f"/en/sittings/calendar/{path}.ics").status_code == 404


def test_the_feed_tells_of_what_is_convened(cast: Cast) -> None:
    sitting = convened(cast)
    told = Client().get(f"/en/sittings/feed/?council={cast.council.code}").content.decode()
    assert f"/sittings/{sitting.pk}/" in told
    assert told.count("<entry>") == 1


def test_the_feed_says_when_and_where_and_that_a_sitting_is_called_off(cast: Cast) -> None:
    at = dt.datetime.combine(in_days(30).date(), dt.time(16, 30), tzinfo=ALMATY)
    sitting = convened(cast, hall={"en": "Hall <2>"}, starts_at=at)
    feed = f"/en/sittings/feed/?council={cast.council.code}"

    def summary() -> str:
        told = ElementTree.fromstring(Client().get(feed).content.decode())
        return str(told.findtext("{*}entry/{*}summary"))

    assert ", 16:30. Hall &lt;2&gt;. Convened" in summary()
    actions.cancel_sitting(sitting, by=cast.clerk, because="The hall is flooded")
    assert summary().endswith("Called off. The hall is flooded")
    Sitting.objects.filter(pk=sitting.pk).update(starts_at=in_days(-1))
    assert "<entry>" not in Client().get(feed).content.decode()
