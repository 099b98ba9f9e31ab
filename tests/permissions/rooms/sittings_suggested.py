"""Sittings, what is suggested for an agenda: a topic, and the apparatus' answer."""

from typing import Any

from maslikhat.dialogue.actions import start_topic
from maslikhat.dialogue.models import RoomRef, Topic
from maslikhat.sittings import actions
from maslikhat.sittings.models import Sitting, Suggestion
from tests.permissions.rooms.sittings import PERSONS as PERSONS
from tests.permissions.rooms.voting import ELECTORS, LEADERS, users
from tests.permissions.table import NOBODY, Room, Row
from tests.sittings.cast import plan
from tests.voting.cast import Cast, make_cast

ROOM = Room("sittings", PERSONS, make_cast, users)


def topic(cast: Cast) -> Topic:
    """A topic of the council's room that everyone reads."""
    return start_topic(
        RoomRef.of(cast.council),
        by=cast.deputies[8],
        title="Су құбыры",
        body="Мәселе",
        language="kk",
    )


def suggested(cast: Cast) -> Suggestion:
    """A deputy has suggested it; a sitting is planned."""
    plan(cast)
    return actions.suggest_item(cast.council, topic(cast), by=cast.deputies[8], title="Су")


def declined(cast: Cast) -> Suggestion:
    return actions.decline_suggestion(suggested(cast), by=cast.clerk, answer="Жоқ")


def accept(cast: Cast, by: Any, made: Suggestion) -> object:
    return actions.accept_suggestion(made, by=by, sitting=Sitting.objects.get())


def decline(cast: Cast, by: Any, made: Suggestion) -> object:
    return actions.decline_suggestion(made, by=by, answer="Жоқ")


ROWS = [
    Row("sittings.suggest_item", "a topic of an open room", LEADERS | ELECTORS,
        lambda c, by, made: actions.suggest_item(c.council, made, by=by, title="Су"), topic),
    Row("sittings.accept_suggestion", "waiting", LEADERS, accept, suggested,
        records=("sittings.put_item", "sittings.accept_suggestion")),
    Row("sittings.accept_suggestion", "declined", NOBODY, accept, declined),
    Row("sittings.decline_suggestion", "waiting", LEADERS, decline, suggested),
    Row("sittings.decline_suggestion", "declined", NOBODY, decline, declined),
]  # fmt: skip
