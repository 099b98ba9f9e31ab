"""What is entered after its day was over: who is told, when everyone sees it, what is asked."""

import datetime as dt
from typing import Any

import pytest

from maslikhat.commitments import tasks
from maslikhat.commitments.actions import answer, assess
from maslikhat.commitments.course import Act, Kind
from maslikhat.commitments.figures import figures_by
from maslikhat.commitments.lists import rows_of
from maslikhat.commitments.models import Commitment
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.norms.calendar import Calendar
from maslikhat.notices.models import Notice
from tests.commitments.cast import Cast
from tests.worker import drain

pytestmark = pytest.mark.django_db
LONG_AGO = dt.timedelta(days=45)
OVER = "commitments.over_already"


def told(user: Any) -> list[str]:
    drain()
    rows = Notice.objects.filter(user=user).order_by("pk")
    return list(rows.values_list("happening__act", flat=True))


def test_chair_and_body_are_told_on_entry_and_the_lists_wait_for_the_grace(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = cast.send(sent_on=today() - LONG_AGO, by=cast.clerk, entered_late=True)
    assert told(cast.chair) == [OVER]
    assert told(cast.official) == ["commitments.send"]
    last = Calendar().add_working_days(today(), 3)
    made = Commitment.objects.get(pk=made.pk)
    assert (made.grace_on, made.owed_on, made.is_in_grace) == (last, last, True)
    assert not Commitment.objects.overdue().exists()
    assert rows_of(Commitment.objects.all())[0].days_overdue == 0
    assert figures_by(Commitment.objects.all(), "body")[cast.body.pk].overdue == 0
    after = last + dt.timedelta(days=1)
    assert Commitment.objects.overdue(after).get() == made
    assert made.days_overdue(last) == 0
    assert made.days_overdue(after) == (after - made.due_on).days
    # The clock of the mornings rings within the grace as well, once for the day it was owed by.
    monkeypatch.setattr(tasks, "today", lambda: last)
    tasks.remind.func("", "")
    assert told(cast.chair) == [OVER, "commitments.due_passed"]


def test_what_is_judged_wanting_after_its_day_is_told_to_the_chair_at_once(cast: Cast) -> None:
    made = cast.send(sent_on=today() - LONG_AGO)
    made = cast.take(made, Act.ANSWER, by=cast.clerk, day=today() - dt.timedelta(days=40))
    before = told(cast.chair).count(OVER)

    assess(made, by=cast.deputy, assessment="formal", reason="Нет срока")
    assert told(cast.chair).count(OVER) == before + 1
    assert Commitment.objects.overdue().get() == made


@pytest.mark.parametrize("kind", [Kind.INQUIRY, Kind.RECOMMENDATION])
def test_a_letter_of_an_earlier_day_has_a_number(cast: Cast, kind: Kind) -> None:
    yesterday = today() - dt.timedelta(days=1)
    with pytest.raises(Refused, match="the number of the paper"):
        cast.send(kind, sent_on=yesterday, out_number=" ")
    assert not Commitment.objects.exists()
    assert cast.send(kind, sent_on=today(), out_number="").grace_on is None


def test_an_answer_of_an_earlier_day_has_a_number(cast: Cast) -> None:
    made = cast.send(sent_on=today() - LONG_AGO)

    with pytest.raises(Refused, match="the number of the paper"):
        answer(
            made,
            by=cast.clerk,
            text="Будет",
            signed="аким",
            office="head",
            language="ru",
            day=today() - dt.timedelta(days=2),
        )
