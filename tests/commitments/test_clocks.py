"""By which day a body owes, counted by hand on the calendar of 2026."""

import datetime as dt

import pytest

from maslikhat.commitments import actions
from maslikhat.commitments.clocks import legal_due
from maslikhat.commitments.course import Kind
from maslikhat.commitments.models import Commitment
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.norms.calendar import Calendar
from tests.commitments.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "source", "sent", "due"),
    [
        # A month: 15 April 2026 is a Wednesday.
        (Kind.INQUIRY, "own", "2026-03-15", "2026-04-15"),
        # 31 January has no counterpart in February: its last day, a Saturday, moves to Monday.
        (Kind.INQUIRY, "own", "2026-01-31", "2026-03-02"),
        # 21 March is Nauryz, a Saturday; it and the 22nd move: 23, 24, 25 March are days off.
        (Kind.INQUIRY, "own", "2026-02-21", "2026-03-26"),
        # 1 May is a holiday, a Friday: Monday.
        (Kind.INQUIRY, "own", "2026-04-01", "2026-05-04"),
        # Fifteen working days from the day after: no holiday between.
        # It is registered on the next, a Tuesday, at the latest.
        (Kind.APPEAL, "appeal", "2026-02-02", "2026-02-24"),
        # Over 1, 7 and 9 May, of which the last, a Saturday, moves to Monday the 11th.
        (Kind.APPEAL, "appeal", "2026-04-27", "2026-05-22"),
        # Of Friday, Saturday and Sunday alike: registered on Monday, counted from Tuesday.
        (Kind.APPEAL, "appeal", "2026-02-06", "2026-03-02"),
        (Kind.APPEAL, "appeal", "2026-02-07", "2026-03-02"),
        (Kind.APPEAL, "appeal", "2026-02-08", "2026-03-02"),
        # On Nauryz and the days it moves to: registered on Thursday 26 March.
        (Kind.APPEAL, "appeal", "2026-03-21", "2026-04-16"),
        (Kind.RECOMMENDATION, "public_council", "2026-09-30", "2026-10-30"),
    ],
)
def test_the_law_counts(kind: Kind, source: str, sent: str, due: str) -> None:
    found = legal_due(kind, source, dt.date.fromisoformat(sent), Calendar())
    assert found is not None
    assert found.day.isoformat() == due


@pytest.mark.parametrize(
    ("came", "registered", "due"),
    [
        # On the day it came, on the next working day, and too late, which gains nothing.
        ("2026-02-02", "2026-02-02", "2026-02-23"),
        ("2026-02-02", "2026-02-03", "2026-02-24"),
        ("2026-02-02", "2026-02-09", "2026-02-24"),
        # Of a Sunday: on it, or on Monday.
        ("2026-02-08", "2026-02-08", "2026-02-27"),
        ("2026-02-08", "2026-02-09", "2026-03-02"),
    ],
)
def test_registering_an_appeal_sets_its_clock(
    cast: Cast, came: str, registered: str, due: str
) -> None:
    made = cast.send(Kind.APPEAL, sent_on=dt.date.fromisoformat(came))
    made = cast.take(made, "register", by=cast.clerk, day=dt.date.fromisoformat(registered))
    assert made.due_on.isoformat() == due
    assert made.steps.in_order().last().due_on == made.due_on  # type: ignore[union-attr]


def test_registering_moves_no_day_that_was_extended_nor_an_inquirys(cast: Cast) -> None:
    sent = dt.date(2026, 2, 2)
    made = cast.send(Kind.APPEAL, sent_on=sent)
    made = cast.take(made, "extend", by=cast.clerk, day=sent)
    longer = made.due_on
    assert cast.take(made, "register", by=cast.clerk, day=sent).due_on == longer
    asked = cast.send(sent_on=sent)
    due = asked.due_on
    assert cast.take(asked, "register", by=cast.clerk, day=sent).due_on == due


@pytest.mark.parametrize("kind", [Kind.TASK, Kind.MANDATE])
def test_elsewhere_who_asks_sets_the_day(cast: Cast, kind: Kind) -> None:
    with pytest.raises(Refused, match="Choose the day"):
        cast.send(kind, due_on=None)


def test_a_recommendation_is_due_in_ten_working_days_to_a_month(cast: Cast) -> None:
    # Of Friday 30 January: ten working days end on 13 February, the month on the last of February,
    # a Saturday, which moves to Monday.
    sent = dt.date(2026, 1, 30)
    assert cast.send(Kind.RECOMMENDATION, sent_on=sent).due_on == dt.date(2026, 2, 13)
    for day in (dt.date(2026, 2, 13), dt.date(2026, 3, 2)):
        assert cast.send(Kind.RECOMMENDATION, sent_on=sent, due_on=day).due_on == day
    for day in (dt.date(2026, 2, 12), dt.date(2026, 3, 3)):
        with pytest.raises(Refused, match="ten working days to a month"):
            cast.send(Kind.RECOMMENDATION, sent_on=sent, due_on=day)
    made = cast.take(cast.send(Kind.RECOMMENDATION), "answer")
    with pytest.raises(Refused, match="ten working days to a month"):
        actions.reopen(made, by=cast.chair, reason="Снова", due_on=today() + dt.timedelta(days=2))


def test_the_day_of_an_inquiry_is_the_laws_whatever_is_asked(cast: Cast) -> None:
    sent = dt.date(2026, 1, 31)
    made = cast.send(sent_on=sent, due_on=dt.date(2030, 1, 1))
    assert (made.due_on, made.due_norm) == (dt.date(2026, 3, 2), "inquiry_months")


def test_overdue_begins_the_day_after(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = cast.send(sent_on=dt.date(2026, 1, 31))
    last = made.due_on
    assert not Commitment.objects.overdue(last).exists()
    assert Commitment.objects.overdue(last + dt.timedelta(days=1)).get() == made
    assert (made.days_overdue(last), made.days_overdue(last + dt.timedelta(days=2))) == (0, 2)


def test_an_appeal_is_redirected_within_three_working_days(cast: Cast) -> None:
    friday = dt.date(2026, 2, 6)
    late, soon = (cast.send(Kind.APPEAL, sent_on=friday) for _ in range(2))
    cast.take(soon, "redirect", day=dt.date(2026, 2, 11))
    with pytest.raises(Refused, match="three working days"):
        cast.take(late, "redirect", day=dt.date(2026, 2, 12))


def test_an_appeal_is_extended_once_by_at_most_two_months(cast: Cast) -> None:
    made = cast.send(Kind.APPEAL, sent_on=dt.date(2026, 2, 2))
    day, reason = dt.date(2026, 2, 20), "Нужна экспертиза"
    assert made.due_on == dt.date(2026, 2, 24)
    with pytest.raises(Refused, match="at most two months"):
        actions.extend(made, by=cast.clerk, due_on=dt.date(2026, 4, 25), reason=reason, day=day)
    made = actions.extend(made, by=cast.clerk, due_on=dt.date(2026, 4, 24), reason=reason, day=day)
    with pytest.raises(Refused, match="extended once"):
        actions.extend(made, by=cast.clerk, due_on=dt.date(2026, 4, 25), reason=reason, day=day)


def test_what_is_over_is_not_extended(cast: Cast) -> None:
    made = cast.send(Kind.APPEAL, sent_on=dt.date(2026, 2, 2))
    with pytest.raises(Refused, match="over already"):
        cast.take(made, "extend", by=cast.clerk, day=dt.date(2026, 2, 25))


def test_a_body_does_not_answer_in_the_past(cast: Cast) -> None:
    made = cast.send(sent_on=today() - dt.timedelta(days=60))
    yesterday = today() - dt.timedelta(days=1)
    with pytest.raises(Refused, match="of today"):
        cast.take(made, "answer", day=yesterday)
    made = cast.take(made, "answer", by=cast.clerk, day=yesterday)
    assert made.answered_on == yesterday


def test_a_promise_is_for_a_year_at_most(cast: Cast) -> None:
    answer = {
        "text": "Да",
        "signed": "аким",
        "office": "head",
        "language": "ru",
        "by": cast.official,
    }
    far = today() + dt.timedelta(days=367)
    with pytest.raises(Refused, match="a year at most"):
        actions.answer(cast.send(), promised_on=far, **answer)  # type: ignore[arg-type]


def test_a_body_does_not_pass_on_what_is_overdue(cast: Cast) -> None:
    sent = today() - dt.timedelta(days=25)
    made = cast.send(Kind.RECOMMENDATION, sent_on=sent, due_on=today() - dt.timedelta(days=1))
    with pytest.raises(Refused, match="The day is over"):
        cast.take(made, "redirect")


def test_what_is_not_done_is_owed_by_a_new_day(cast: Cast) -> None:
    made = cast.send(sent_on=today() - dt.timedelta(days=60))
    made = cast.take(cast.take(made, "report_done"), "dispute")
    assert made.due_on == Calendar().add_working_days(today(), 10)
    assert made.days_overdue() == 0


@pytest.mark.parametrize("days", [367, 100_000])
def test_a_letter_is_of_the_last_year_and_of_the_mandate(cast: Cast, days: int) -> None:
    with pytest.raises(Refused, match="cannot be so"):
        cast.send(sent_on=today() - dt.timedelta(days=min(days, 9_000)))
