"""Budgets: the apparatus brings its own in, the operator all, the portal at its own machine."""

import datetime as dt
from typing import Any

from maslikhat.decisions.models import Decision
from maslikhat.money import actions
from maslikhat.money.models import Source, Version
from tests.money.regions import decided
from tests.money.samples import DECISION, as_csv
from tests.permissions.everyone import WITH_PORTAL, Cast, make_cast, users
from tests.permissions.table import NOBODY, PORTAL, Room, Row, persons

ROOM = Room("money", WITH_PORTAL, make_cast, users)
KEEPERS = persons("operator clerk")
WITH_MACHINE = persons(f"operator clerk {PORTAL}")
DAY = dt.date(2026, 2, 1)


def staged(cast: Cast) -> Source:
    """A file of the maslikhat was read and is in order."""
    about = actions.About(cast.council, 2026, "approved", DAY)
    return actions.import_budget(as_csv(DECISION), about, by=cast.clerk, name="budget.csv")


def shown(cast: Cast) -> Version:
    """The file is in force."""
    return actions.switch_on(staged(cast), by=cast.clerk).versions.select_related("source").get()


def shown_and_decided(cast: Cast) -> Version:
    """The file is in force, and the maslikhat's decision is on the portal."""
    decided(cast.council, cast.clerk, day=DAY)
    return shown(cast)


def of_all(cast: Cast) -> Source:
    """A file of no one maslikhat was read."""
    about = actions.About(None, 2026, "approved", DAY)
    head = ["kato", "code", "name", "approved"]
    content = as_csv([head, [cast.council.code, "4.01.1.01", "x", "1"]])
    return actions.import_budget(content, about, by=cast.operator, name="budgets.csv")


def map_columns(cast: Cast, by: Any, made: Source) -> object:
    signature, _rows, roles = made.headings[0]
    return actions.map_columns(made, by=by, signature=signature, roles=roles)


def switch_on(cast: Cast, by: Any, made: Source) -> object:
    return actions.switch_on(made, by=by)


def discard(cast: Cast, by: Any, made: Source) -> object:
    return actions.discard(made, by=by)


def withdraw(cast: Cast, by: Any, made: Version) -> object:
    return actions.withdraw(made, by=by, reason="Another file")


def attach_decision(cast: Cast, by: Any, made: Version) -> object:
    decision = Decision.objects.get(council=made.council, number="7/1")
    return actions.attach_decision(made, by=by, decision=decision)


def discard_version(cast: Cast, by: Any, made: Version) -> object:
    return actions.discard(made.source, by=by)


ROWS = [
    Row("money.switch_on", "a file of the maslikhat that was read",
        WITH_MACHINE, switch_on, staged),
    Row("money.switch_on", "a file of many maslikhats that was read",
        persons(f"operator {PORTAL}"), switch_on, of_all),
    Row("money.discard", "a file that was read", WITH_MACHINE, discard, staged),
    Row("money.discard", "a file that is in force", NOBODY, discard_version, shown),
    Row("money.map_columns", "a file that was read", WITH_MACHINE, map_columns, staged),
    Row("money.attach_decision", "a version in force without a decision",
        KEEPERS, attach_decision, shown_and_decided),
    Row("money.withdraw", "a version that is in force", KEEPERS, withdraw, shown),
]  # fmt: skip
