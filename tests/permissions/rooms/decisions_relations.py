"""Decisions, what one does to another: entered and taken back by the apparatus of its council."""

from typing import Any

from maslikhat.decisions import actions
from maslikhat.decisions.models import Decision, Relation
from tests.decisions.cast import Cast
from tests.permissions.rooms.decisions import CLERK, OUTSIDE
from tests.permissions.rooms.decisions import PERSONS as PERSONS
from tests.permissions.rooms.decisions import ROOM as ROOM
from tests.permissions.table import NOBODY, Row


def two(cast: Cast) -> tuple[Decision, Decision]:
    """Two adopted decisions, the later first."""
    before = cast.adopted("8С-54-1")
    return cast.adopted("8С-54-2"), before


def draft_and_other(cast: Cast) -> tuple[Decision, Decision]:
    return cast.draft(), cast.adopted()


def entered(cast: Cast) -> Relation:
    """A relation of two adopted decisions."""
    return relate(cast, cast.clerk, two(cast))


def taken_back(cast: Cast) -> Relation:
    """The same, and it was taken back."""
    made = entered(cast)
    unrelate(cast, cast.clerk, made)
    return made


def relate(_cast: Cast, by: Any, pair: tuple[Decision, Decision]) -> Relation:
    return actions.relate(pair[0], pair[1], by=by, kind="amends")


def unrelate(_cast: Cast, by: Any, relation: Relation) -> object:
    return actions.unrelate(relation, by=by)


ROWS = [
    Row("decisions.relate", "draft", NOBODY, relate, draft_and_other, hidden=OUTSIDE),
    Row("decisions.relate", "adopted", CLERK, relate, two),
    Row("decisions.unrelate", "entered", CLERK, unrelate, entered),
    Row("decisions.unrelate", "taken back", NOBODY, unrelate, taken_back),
]
