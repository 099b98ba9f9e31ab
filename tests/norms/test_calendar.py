"""The working-day calendar as it is delivered and as the operator sets it."""

import datetime as dt
from collections.abc import Iterator

import pytest

from maslikhat.accounts.models import User
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.norms import actions, permissions
from maslikhat.norms.calendar import Calendar
from maslikhat.norms.models import CalendarDay

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 24)


@pytest.fixture
def operator(db: None) -> Iterator[User]:
    """Someone whom an upper room calls the operator."""
    user = User.objects.create(username="operator-of-norms")

    def says(asked: User) -> bool:
        return asked == user

    permissions.operators.append(says)
    yield user
    permissions.operators.remove(says)


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        ("2026-11-20", True),
        ("2026-11-21", False),
        ("2026-01-01", False),
        ("2026-01-07", False),
        # 8 March 2026 is a Sunday.
        ("2026-03-09", False),
        ("2026-03-10", True),
        # 21 and 22 March 2026 are a week-end: two days are made up after the 23rd.
        ("2026-03-24", False),
        ("2026-03-25", False),
        ("2026-03-26", True),
        # The Constitution's day was 30 August, and is 15 March.
        ("2024-08-30", False),
        ("2027-08-30", True),
        ("2027-03-15", False),
        ("2026-10-26", False),
        ("2021-10-25", True),
        ("2021-12-17", False),
        ("2024-12-17", True),
        # 7 January 2024 is a Sunday and does not move.
        ("2024-01-08", True),
    ],
)
def test_days_are_worked_or_off_by_rule(day: str, is_working: bool) -> None:
    assert Calendar().is_working(dt.date.fromisoformat(day)) is is_working


def test_fifteen_working_days_pass_over_holidays() -> None:
    # From Monday 2 March 2026: the 9th and the 23rd to 25th are off.
    assert Calendar().add_working_days(dt.date(2026, 3, 2), 15) == dt.date(2026, 3, 27)


def test_a_calendar_is_read_with_two_queries(django_assert_num_queries: object) -> None:
    assert callable(django_assert_num_queries)
    with django_assert_num_queries(2):
        calendar = Calendar()
        for month in range(1, 13):
            calendar.is_working(dt.date(2026, month, 15))


def test_set_day_puts_a_day_over_the_rule_and_clear_day_takes_it_back(operator: User) -> None:
    assert Calendar().is_working(DAY)
    actions.set_day(DAY, by=operator, kind="day_off", name_kk="Көшірілген күн")
    assert not Calendar().is_working(DAY)
    actions.set_day(DAY, by=operator, kind="working")
    assert Calendar().is_working(DAY)
    actions.set_day(dt.date(2026, 11, 28), by=operator, kind="working")
    assert Calendar().is_working(dt.date(2026, 11, 28))
    actions.clear_day(dt.date(2026, 11, 28), by=operator)
    assert not Calendar().is_working(dt.date(2026, 11, 28))
    acts = list(Entry.objects.order_by("-pk").values_list("act", "actor")[:2])
    assert acts == [("norms.clear_day", operator.pk), ("norms.set_day", operator.pk)]


def test_set_day_and_clear_day_are_for_the_operator() -> None:
    someone = User.objects.create(username="someone")
    before = Entry.objects.count()
    for act in (
        lambda: actions.set_day(DAY, by=someone, kind="day_off"),
        lambda: actions.clear_day(dt.date(2026, 5, 27), by=someone),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.status == 403
    assert CalendarDay.objects.filter(day=DAY).count() == 0
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (dt.date(1993, 12, 31), "day_off"),
        (dt.date(today().year + 3, 1, 1), "day_off"),
        (DAY, "feast"),
        (DAY, ""),
    ],
)
def test_set_day_refuses_what_cannot_be(operator: User, day: dt.date, kind: str) -> None:
    with pytest.raises(Refused):
        actions.set_day(day, by=operator, kind=kind)


def test_clear_day_refuses_a_day_that_follows_the_rule(operator: User) -> None:
    with pytest.raises(Refused):
        actions.clear_day(DAY, by=operator)
