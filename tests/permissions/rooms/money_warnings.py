"""Warnings about budgets: the maslikhat itself explains them, and nobody for it."""

from typing import Any

from maslikhat.kit.days import today
from maslikhat.money import actions
from maslikhat.money.models import BudgetWarning, WarningRule
from tests.permissions.everyone import PERSONS, Cast, make_cast, users
from tests.permissions.table import Room, Row, persons

ROOM = Room("money", PERSONS, make_cast, users)


def warned(cast: Cast) -> BudgetWarning:
    """The watch found something in the maslikhat's budget."""
    day = today()
    return BudgetWarning.objects.create(
        rule=WarningRule.objects.get(key="execution_late"),
        council=cast.council,
        year=day.year - 1,
        about="execution",
        facts={"due": day.isoformat()},
        found_on=day,
        public_on=day,
    )


def explain(cast: Cast, by: Any, made: BudgetWarning) -> object:
    return actions.explain(made, by=by, text="Because", language="en")


ROWS = [
    Row("money.explain", "a warning about the maslikhat's budget",
        persons("chair clerk"), explain, warned),
]  # fmt: skip
