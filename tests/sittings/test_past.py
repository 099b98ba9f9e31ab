"""The archive of a council and its calendar by month: what stands there, for whom."""

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maslikhat.decisions.models import Decision
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.sittings import actions
from maslikhat.sittings.models import Item, Sitting
from maslikhat.sittings.months import Month, month_asked
from maslikhat.voting.models import Ballot
from tests.sittings.cast import (
    convened,
    in_days,
    near,
    opened,
    plan,
    plan_session,
    put,
    vote_on_doors,
)
from tests.sittings.test_deputies import held, moved
from tests.voting.cast import FOR, Cast

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 28)


def archive(cast: Cast, part: str = "anonymous", query: str = "") -> str:
    return page(cast, f"archive/{query}", part)


def page(cast: Cast, way: str, part: str = "anonymous") -> str:
    """What stands on a page of the council."""
    answer = cast.client(part).get(f"/en/sittings/councils/{cast.council.code}/{way}")
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.content.decode().split("<main")[1].split("</main>")[0])


def ended(cast: Cast, sitting: Sitting) -> None:
    """The item that is considered is done, and the sitting ends."""
    actions.end_item(sitting.items.called().get(), by=cast.chair, outcome="heard")
    actions.close_sitting(sitting, by=cast.chair, postponing=True)


def listed(markup: str) -> list[int]:
    return [int(number) for number in re.findall(r'<a href="/en/sittings/(\d+)/"', markup)]


def test_the_archive_has_sessions_minutes_votes_and_what_was_adopted(cast: Cast) -> None:
    assert "No sitting has been held on the portal yet" in archive(cast)
    sitting = opened(cast)
    item = sitting.items.in_order()[0]
    ballot = moved(cast, item, [FOR] * 17)
    decision = Decision.objects.create(
        council=cast.council, kind="normative", title_kk="Бюджет туралы шешім", title_en="On roads",
        by=cast.clerk.pk, tabled_on=today(), adopted_on=today(), number="3/1", number_key="3/1",
    )  # fmt: skip
    Item.objects.filter(pk=item.pk).update(decision=decision)
    actions.end_item(Item.objects.get(pk=item.pk), by=cast.chair, outcome="noted")
    actions.close_sitting(sitting, by=cast.chair, postponing=True)
    convened(cast, session=plan_session(cast, number="32"))
    found = archive(cast)
    assert listed(found) == [sitting.pk]
    assert "Session 31" in found and "Session 32" not in found
    assert f"/en/sittings/{sitting.pk}/minutes/" in found and "Draft" in found
    assert f"/en/votes/{ballot.pk}/" in found and "1 vote" in found
    # Only what the sitting itself adopted.
    assert f"/en/decisions/{decision.pk}/" not in found
    Item.objects.filter(pk=item.pk).update(outcome="adopted")
    found = archive(cast)
    assert f"/en/decisions/{decision.pk}/" in found and "№ 3/1" in found
    council = Client().get(f"/en/councils/{cast.council.code}/").content.decode()
    for way in ("archive/", "months/"):
        assert f"/en/sittings/councils/{cast.council.code}/{way}" in council


def test_what_is_behind_closed_doors_stands_there_for_its_own_people_alone(cast: Cast) -> None:
    sitting = opened(cast)
    item = put(cast, sitting, "Құпия", is_closed_to_public=True)
    item = actions.call_item(item, by=cast.chair)
    vote_on_doors(cast, item)
    ballot = moved(cast, item, [FOR] * 17)
    ended(cast, sitting)
    shut = held(cast, "32")
    Sitting.objects.filter(pk=shut.pk).update(is_closed_to_public=True, closed_because="Secret")
    for part in ("anonymous", "citizen", "deputy_elsewhere", "clerk_elsewhere", "operator"):
        found = archive(cast, part)
        assert listed(found) == [sitting.pk], part
        assert "Session 32" not in found and f"/en/votes/{ballot.pk}/" not in found, part
        assert shut.pk not in listed(page(cast, f"months/?month={Month.of(shut.day)}", part)), part
    for part in ("deputy", "chair", "clerk"):
        found = archive(cast, part)
        assert set(listed(found)) == {sitting.pk, shut.pk}, part
        assert f"/en/votes/{ballot.pk}/" in found and "Closed sitting" in found
        assert shut.pk in listed(page(cast, f"months/?month={Month.of(shut.day)}", part)), part


def test_a_vote_that_is_not_open_to_all_is_hidden_on_an_open_item_too(cast: Cast) -> None:
    sitting = opened(cast)
    ballot = moved(cast, sitting.items.in_order()[0], [FOR] * 17)
    ended(cast, sitting)
    Ballot.objects.filter(pk=ballot.pk).update(is_public=False)
    assert f"/en/votes/{ballot.pk}/" not in archive(cast)
    assert f"/en/votes/{ballot.pk}/" in archive(cast, "deputy")


def test_the_archive_is_by_year_and_commissions_follow_the_sessions(cast: Cast) -> None:
    first, second = held(cast, "1"), held(cast, "2")
    moment = dt.datetime(2024, 12, 31, 19, 30, tzinfo=dt.UTC)
    Sitting.objects.filter(pk=first.pk).update(starts_at=moment)
    small = actions.plan_sitting(cast.commission, by=cast.clerk, starts_at=in_days(40))
    put(cast, small)
    actions.convene(small, by=cast.clerk)
    for place in range(1, 5):
        mandate = small.council.convocations.get().mandates.get(person__user=cast.deputies[place])
        actions.mark_attendance(small, by=cast.clerk, mandate=mandate, part="present")
    actions.close_sitting(
        actions.open_sitting(near(small), by=cast.clerk), by=cast.clerk, postponing=True
    )
    Sitting.objects.filter(pk=small.pk).update(starts_at=second.starts_at + dt.timedelta(hours=1))
    found = archive(cast)
    assert listed(found) == [second.pk, small.pk]
    assert found.index("Session 2") < found.index(">Budget<")
    assert listed(archive(cast, query="?year=2025")) == [first.pk]
    assert "No sitting was held in this year" in archive(cast, query="?year=1999")


def test_the_calendar_has_the_sittings_of_the_month_in_kazakhstan(cast: Cast) -> None:
    coming = convened(cast)
    # Half past midnight there, still the old month in UTC.
    moment = dt.datetime(2027, 1, 31, 19, 30, tzinfo=dt.UTC)
    Sitting.objects.filter(pk=coming.pk).update(starts_at=moment)
    february = page(cast, "months/?month=2027-02")
    assert listed(february) == [coming.pk]
    assert "00:30 · Session 31" in february
    assert "1 February 2027" in february.replace("\xa0", " ")
    assert february.count("<tr>") == 1 + 4
    assert "?month=2027-01" in february and "?month=2027-03" in february
    assert f"/en/sittings/calendar/councils/{cast.council.code}.ics" in february
    assert f"/en/sittings/calendar/commissions/{cast.commission.pk}.ics" in february
    assert "No sitting is convened in this month" in page(cast, "months/?month=2027-01")
    planned = plan(cast, session=plan_session(cast, number="33"))
    way = f"months/?month={Month.of(planned.day)}"
    assert planned.pk not in listed(page(cast, way))
    assert planned.pk in listed(page(cast, way, "clerk"))


@pytest.mark.parametrize(
    ("text", "month"),
    [("", (2026, 11)), ("2026-12", (2026, 12)), ("1994-01", (1994, 1)), ("2100-12", (2100, 12))],
)
def test_a_month_is_read_from_the_address(text: str, month: tuple[int, int]) -> None:
    assert month_asked(text, DAY) == month


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "1993-12", "2101-01", "2026-1", "x", "٢٠٢٦-١١", "2026-11-01"]
)
def test_a_month_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        month_asked(text, DAY)
    assert refused.value.status == 400


def test_months_follow_each_other_over_the_year() -> None:
    december, january = Month(2026, 12), Month(2027, 1)
    assert december.after == january and january.before == december
    assert str(january) == "2027-01"
    assert Month(2026, 11).before == Month(2026, 10)
    weeks = Month(2026, 11).weeks()
    assert weeks[0][0] == dt.date(2026, 10, 26) and weeks[-1][-1] == dt.date(2026, 12, 6)


@pytest.mark.parametrize(
    ("way", "status"),
    [
        ("archive/?year=x", 400),
        ("archive/?year=20266", 400),
        ("archive/?year=٢٠٢٦", 400),
        ("months/?month=2026-13", 400),
        ("months/?month=9999-12", 400),
    ],
)
def test_a_bad_question_is_refused(cast: Cast, way: str, status: int) -> None:
    for council, expected in ((cast.council.code, status), ("nowhere", 404)):
        address = f"/en/sittings/councils/{council}/{way}"
        assert Client().get(address).status_code == expected


@pytest.mark.once
def test_the_pages_ask_as_much_for_one_sitting_as_for_many(cast: Cast) -> None:
    def asked() -> list[int]:
        numbers = []
        for way in ("archive/", f"months/?month={Month.of(in_days(20).date())}"):
            page(cast, way)
            with CaptureQueriesContext(connection) as captured:
                page(cast, way)
            numbers.append(len(captured))
        return numbers

    def one(number: str) -> None:
        sitting = opened(cast, session=plan_session(cast, number=number))
        moved(cast, sitting.items.in_order()[0], [FOR] * 17)
        ended(cast, sitting)

    one("1")
    few = asked()
    for number in "234":
        one(number)
    assert asked() == few
    assert max(few) <= 7


@pytest.mark.parametrize(
    ("lang", "named"),
    [("kk", "2027 жылғы ақпан"), ("ru", "февраль 2027 года"), ("en", "February 2027")],
)
def test_a_month_is_named_as_its_language_does(cast: Cast, lang: str, named: str) -> None:
    address = f"/{lang}/sittings/councils/{cast.council.code}/months/?month=2027-02"
    head = Client().get(address).content.decode().partition("<h1>")[2].partition("</h1>")[0]
    assert head.endswith(f": {named}")
