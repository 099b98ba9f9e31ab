"""The figures, computed a second time by other means."""

import datetime as dt
import random
from statistics import median as by_library

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.commitments.course import WAITING, Act, Kind
from maslikhat.commitments.figures import BY, figures_by, median
from maslikhat.commitments.models import Commitment
from maslikhat.kit.days import today
from tests.commitments.cast import Cast


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60))
def test_the_median_of_counted_days_is_that_of_the_days(days: list[int]) -> None:
    pairs = [(day, days.count(day)) for day in sorted(set(days))]
    assert median(pairs) == by_library(days)


@pytest.mark.django_db
def test_figures_are_those_of_the_rows(cast: Cast) -> None:
    chance = random.Random(6)
    for _ in range(24):
        sent = today() - dt.timedelta(days=chance.randrange(10, 90))
        made = cast.send(
            chance.choice((Kind.INQUIRY, Kind.MANDATE)),
            sent_on=sent,
            due_on=sent + dt.timedelta(days=20),
            addressee=chance.choice((cast.body, cast.school)),
        )
        if chance.random() < 0.7:
            day = sent + dt.timedelta(days=chance.randrange(9))
            made = cast.take(made, Act.ANSWER, by=cast.clerk, day=day)
            if chance.random() < 0.5:
                cast.take(made, Act.ASSESS, day=today())
    rows = list(Commitment.objects.all())
    told = figures_by(Commitment.objects.all(), "body")
    assert set(told) == {cast.body.pk, cast.school.pk}
    for body, found in told.items():
        own = [row for row in rows if row.addressee_id == body]
        answered = [row for row in own if row.answered_on and row.answer_due_on]
        waiting = [row for row in own if row.state in WAITING]
        assert found.asked == len(own)
        assert found.owed == len(waiting)
        assert found.overdue == sum(row.due_on < today() for row in waiting)
        unanswered = [row for row in waiting if not row.answered_on and row.due_on < today()]
        assert found.on_time.whole == len(answered) + len(unanswered)
        assert found.on_time.part == sum(r.answered_on <= r.answer_due_on for r in answered)  # type: ignore[operator]
        assert found.full == (
            sum(row.assessment == "full" for row in own),
            sum(row.assessment != "" for row in own),
            True,
        )
        days = [(row.answered_on - row.sent_on).days for row in answered]  # type: ignore[operator]
        assert found.median_days == (by_library(days) if len(days) >= 5 else None)


@pytest.mark.django_db
@pytest.mark.parametrize("what", BY)
def test_each_way_of_telling_takes_three_queries(
    cast: Cast, what: str, django_assert_num_queries: object
) -> None:
    cast.send()
    with django_assert_num_queries(3):  # type: ignore[operator]
        told = figures_by(Commitment.objects.all(), what)
    assert sum(one.asked for one in told.values()) == 1


@pytest.mark.django_db
def test_a_district_is_told_with_its_region(cast: Cast) -> None:
    cast.send()
    unit = cast.council.unit
    assert unit is not None
    assert set(figures_by(Commitment.objects.all(), "region")) == {unit.parent_id}
