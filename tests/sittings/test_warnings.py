"""Warnings: the clerk and the chair hear before a clock of the law passes, and once it has."""

import datetime as dt

import pytest

from maslikhat.kit.transactions import writing
from maslikhat.notices.models import Addressee, Happening
from maslikhat.sittings import actions, tasks
from tests.sittings.cast import convened, in_days, plan
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


def test_a_moved_sitting_is_warned_of_anew(cast: Cast) -> None:
    sitting = plan(cast, days=11)
    warn()
    # In the last hour before midnight an hour is a day: the term is within three days then too.
    later = in_days(12) + dt.timedelta(hours=1)
    actions.edit_sitting(sitting, by=cast.clerk, starts_at=later)
    warn()
    assert warned() == ["sittings.clock_soon"] * 2
