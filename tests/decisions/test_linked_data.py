"""What the page of a decision says to machines."""

import datetime as dt

import pytest

from maslikhat.decisions.linked_data import legislation
from tests.decisions.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("lapses", "repealed", "told"),
    [
        (None, None, "2026-01-01/.."),
        ("2027-01-01", None, "2026-01-01/2026-12-31"),
        ("2027-01-01", "2026-07-01", "2026-01-01/2026-06-30"),
        (None, "2026-01-01", None),
    ],
)
def test_machines_are_told_the_last_day_in_force(
    cast: Cast, lapses: str | None, repealed: str | None, told: str | None
) -> None:
    made = cast.adopted("8С-54-1")
    made.in_force_from = dt.date(2026, 1, 1)
    made.in_force_to = dt.date.fromisoformat(lapses) if lapses else None
    made.repealed_on = dt.date.fromisoformat(repealed) if repealed else None
    assert legislation(made).get("temporalCoverage") == told
