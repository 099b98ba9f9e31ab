"""Warnings: the clerk and the chair hear before a clock of the law passes, and once it has."""

import datetime as dt

import pytest

from maslikhat.kit.days import today
from maslikhat.kit.transactions import writing
from maslikhat.notices.models import Addressee, Happening
from maslikhat.sittings import actions, tasks
from maslikhat.sittings.followed import show_sessions
from maslikhat.sittings.models import Recess
from tests.sittings.cast import convened, in_days, opened, plan, plan_session
from tests.voting.cast import Cast


def warned() -> list[str]:
    """What has been told of clocks, in order."""
    found = Happening.objects.filter(act__startswith="sittings.clock").order_by("pk")
    return list(found.values_list("act", flat=True))


def warn() -> None:
    """The job of a morning."""
    tasks.warn.func("", "")


@pytest.mark.parametrize(
    ("days", "heard"),
    [(20, []), (14, []), (13, ["sittings.clock_soon"]), (11, ["sittings.clock_soon"])],
)
def test_the_notice_is_due_ten_days_before_and_said_three_days_ahead(
    cast: Cast, days: int, heard: list[str]
) -> None:
    plan(cast, days=days)
    warn()
    assert warned() == heard


def test_both_clocks_of_a_near_sitting_have_passed(cast: Cast) -> None:
    plan(cast, days=2)
    warn()
    assert warned() == ["sittings.clock_late", "sittings.clock_late"]


def test_each_is_said_once(cast: Cast) -> None:
    plan(cast, days=12)
    warn()
    warn()
    assert warned() == ["sittings.clock_soon"]


def test_chair_and_clerk_hear_and_no_deputy(cast: Cast) -> None:
    plan(cast, days=12)
    warn()
    heard = Addressee.objects.filter(happening__act="sittings.clock_soon")
    assert set(heard.values_list("user", flat=True)) == {cast.clerk.pk, cast.chair.pk}


def test_nothing_is_said_of_what_is_cancelled_or_kept(cast: Cast) -> None:
    kept = convened(cast, days=30)
    with writing():
        actions.cancel_sitting(kept, by=cast.clerk, because="No quorum expected")
    warn()
    assert warned() == []


def test_a_session_that_was_decided_on_is_warned_of_without_a_sitting_and_once(
    cast: Cast,
) -> None:
    told = {"kind": "first", "number": "1", "registered_on": today() - dt.timedelta(days=28)}
    session = plan_session(cast, **told)
    warn()
    warn()
    happening = Happening.objects.get(act="sittings.clock_soon")
    assert (happening.kind, happening.number) == ("sittings.session", session.pk)
    thing = show_sessions([session.pk], [cast.clerk, cast.deputy_elsewhere], "en")[session.pk]
    assert thing.address == f"/en/sittings/plan/session/{session.pk}/"
    assert thing.readers == {cast.clerk.pk}
    heard = set(happening.addressees.values_list("user", flat=True))
    assert heard == {cast.clerk.pk, cast.chair.pk}


def test_a_break_that_is_planned_too_long_is_warned_of_while_there_is_time(cast: Cast) -> None:
    first = opened(cast)
    actions.close_sitting(first, by=cast.chair, postponing=True)
    assert first.session is not None
    further = plan(cast, session=first.session, days=17)
    warn()
    assert warned() == ["sittings.clock_beyond"]
    actions.edit_sitting(further, by=cast.clerk, starts_at=in_days(14))
    warn()
    assert warned() == ["sittings.clock_beyond"]


def test_an_extraordinary_session_that_is_not_convened_is_warned_of(cast: Cast) -> None:
    session = plan_session(
        cast, kind="extraordinary", number="40", proposed_by="akim",
        decided_on=today() - dt.timedelta(days=4),
    )  # fmt: skip
    plan(cast, session=session, days=1)
    warn()
    keys = Happening.objects.filter(key__contains=":extraordinary:").values_list("act", flat=True)
    assert list(keys) == ["sittings.clock_soon"]


def test_a_moved_sitting_is_warned_of_anew(cast: Cast) -> None:
    sitting = plan(cast, days=11)
    warn()
    # In the last hour before midnight an hour is a day: the term is within three days then too.
    later = in_days(12) + dt.timedelta(hours=1)
    actions.edit_sitting(sitting, by=cast.clerk, starts_at=later)
    warn()
    assert warned() == ["sittings.clock_soon"] * 2


def test_of_a_break_without_an_end_who_presides_and_the_clerk_hear_once(cast: Cast) -> None:
    sitting = opened(cast)
    sitting.presided_by = cast.deputies[2].person
    sitting.save()
    recess = actions.pause(sitting, by=cast.clerk)
    tasks.warn_of_recesses.func("", "")
    heard = Addressee.objects.filter(happening__act="sittings.recess_open")
    assert not heard.exists()
    Recess.objects.filter(pk=recess.pk).update(begun_at=in_days(-1 / 48))
    tasks.warn_of_recesses.func("", "")
    tasks.warn_of_recesses.func("", "")
    assert set(heard.values_list("user", flat=True)) == {cast.clerk.pk, cast.deputies[2].pk}
    assert heard.count() == 2


def test_of_a_break_with_an_end_nobody_is_warned(cast: Cast) -> None:
    sitting = opened(cast)
    recess = actions.pause(sitting, by=cast.clerk)
    Recess.objects.filter(pk=recess.pk).update(begun_at=in_days(-1 / 48))
    actions.plan_resume(sitting, by=cast.chair, until=in_days(1 / 48))
    tasks.warn_of_recesses.func("", "")
    assert not Happening.objects.filter(act="sittings.recess_open").exists()
