"""Referrals between levels: who refers, and who answers in the other council."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from maslikhat.commitments import actions
from maslikhat.commitments.course import Kind
from maslikhat.commitments.models import Commitment, Forwarding
from maslikhat.dialogue.actions import start_topic
from maslikhat.dialogue.models import RoomRef
from maslikhat.kit.days import today
from tests.commitments.cast import Cast
from tests.permissions.rooms.commitments import ROOM
from tests.permissions.table import Row, persons

Do = Callable[[Cast, Any, Forwarding], object]


def recommended(cast: Cast) -> Commitment:
    return cast.send(Kind.RECOMMENDATION)


def forward(cast: Cast, by: Any, made: Commitment) -> Forwarding:
    return actions.forward(
        made,
        by=by,
        council=cast.council,
        to_council=cast.other,
        language="ru",
        title="Дорога",
        text="Решите",
        due_on=today() + dt.timedelta(days=30),
    )


def sent(cast: Cast) -> Forwarding:
    return forward(cast, cast.chair, recommended(cast))


def taken(cast: Cast) -> Forwarding:
    return actions.take_on(sent(cast), by=cast.other_clerk)


def taken_here(cast: Cast) -> Forwarding:
    """What the other council referred to this one, whose deputies are on the portal."""
    room = RoomRef.of(cast.council)
    topic = start_topic(room, by=cast.deputy, title="Дорога", body="Чья она?", language="ru")
    made = actions.forward(
        topic,
        by=cast.other_clerk,
        council=cast.other,
        to_council=cast.council,
        language="ru",
        title="Дорога",
        text="Решите",
        due_on=today() + dt.timedelta(days=30),
    )
    return actions.take_on(made, by=cast.clerk)


def receive(cast: Cast, by: Any, made: Forwarding) -> object:
    return actions.receive(made, by=by, number="1")


def take_on(cast: Cast, by: Any, made: Forwarding) -> object:
    return actions.take_on(made, by=by)


def turn_down(cast: Cast, by: Any, made: Forwarding) -> object:
    return actions.turn_down(made, by=by, reason="Не наше", language="ru")


def recall(cast: Cast, by: Any, made: Forwarding) -> object:
    return actions.recall(made, by=by)


def discuss(cast: Cast, by: Any, made: Forwarding) -> object:
    return actions.discuss_forwarded(made, by=by)


def report_back(cast: Cast, by: Any, made: Forwarding) -> object:
    return actions.report_back(made, by=by, text="Сделано", language="ru")


__all__ = ["ROOM", "ROWS"]
SENDING, THERE = persons("clerk chair"), persons("other_clerk")
DEPUTIES = persons("chair deputy commission_chair")
ROWS = [
    Row("commitments.forward", "a recommendation", SENDING, forward, recommended),
    Row("commitments.recall", "sent", SENDING, recall, sent),
    Row("commitments.receive", "sent", THERE, receive, sent),
    Row("commitments.take_on", "sent", THERE, take_on, sent),
    Row("commitments.turn_down", "sent", THERE, turn_down, sent),
    Row("commitments.discuss_forwarded", "taken on", DEPUTIES, discuss, taken_here,
        records=("dialogue.start_topic", "commitments.discuss_forwarded")),
    Row("commitments.report_back", "taken on", THERE, report_back, taken),
]  # fmt: skip
