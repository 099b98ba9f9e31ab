"""Events that recommend: who enters one, who corrects it, in whose name it recommends."""

from typing import Any

from maslikhat.commitments import actions
from maslikhat.commitments.models import Event
from tests.commitments.cast import Cast
from tests.permissions.rooms.commitments import ROOM
from tests.permissions.table import NOBODY, Row, persons

__all__ = ["ROOM", "ROWS"]


def entered(cast: Cast) -> Event:
    """A conference of the maslikhat."""
    return cast.conference()


def of_commission(cast: Cast) -> Event:
    """A hearing that the commission held."""
    return cast.conference(kind="hearing", commission=cast.commission)


def enter(cast: Cast, by: Any, _: Any) -> object:
    return cast.conference(by=by)


def amend(cast: Cast, by: Any, made: Event) -> object:
    told = {name: getattr(made, name) for name in ("kind", "held_on", "place", "language")}
    return actions.amend_event(made, by=by, title_ru="Конференция об экологии", **told)


def drop(cast: Cast, by: Any, made: Event) -> object:
    return actions.drop_event(made, by=by)


def recommending(cast: Cast) -> Event:
    """A conference that has recommended something."""
    made = entered(cast)
    recommend(cast, cast.chair, made)
    return made


def recommend(cast: Cast, by: Any, made: Event) -> object:
    return actions.recommend(made, by=by, text="Озеленить", addressee=cast.body)


KEEPERS = persons("operator clerk chair")
SENT = ("commitments.send",)
ROWS = [
    Row("commitments.enter_event", "of the maslikhat", KEEPERS, enter),
    Row("commitments.amend_event", "of the maslikhat", KEEPERS, amend, entered),
    Row("commitments.drop_event", "nothing recommended yet", KEEPERS, drop, entered),
    Row("commitments.drop_event", "bodies were asked", NOBODY, drop, recommending),
    Row("commitments.recommend", "event of the maslikhat", persons("clerk chair"), recommend,
        entered, records=SENT),
    Row("commitments.recommend", "event of the commission", persons("clerk commission_chair"),
        recommend, of_commission, records=SENT),
]  # fmt: skip
