"""Joint inquiries: who writes one, who signs it, who sends it."""

from collections.abc import Callable
from typing import Any

from maslikhat.commitments import actions
from maslikhat.commitments.models import Joint
from tests.commitments.cast import Cast
from tests.permissions.rooms.commitments import ROOM
from tests.permissions.table import ALL_OTHERS, Row, persons

TOLD = {"language": "ru", "title": "Сухие шкафы", "text": "Сколько их и где?"}
Do = Callable[[Cast, Any, Joint], object]


def drafted(cast: Cast) -> Joint:
    """A draft to one body; a colleague is invited to sign."""
    made = actions.draft_joint(cast.council, by=cast.deputy, **TOLD)  # type: ignore[arg-type]
    actions.address_joint(made, by=cast.deputy, bodies=[cast.body])
    return actions.invite_to_joint(made, by=cast.deputy, mandates=[cast.mandate(3)])


def draft(cast: Cast, by: Any, _: Any) -> object:
    return actions.draft_joint(cast.council, by=by, **TOLD)  # type: ignore[arg-type]


def amend(cast: Cast, by: Any, made: Joint) -> object:
    return actions.amend_joint(made, by=by, language="ru", title="Шкафы", text="Сколько их?")


def address(cast: Cast, by: Any, made: Joint) -> object:
    return actions.address_joint(made, by=by, bodies=[cast.school])


def unaddress(cast: Cast, by: Any, made: Joint) -> object:
    return actions.unaddress_joint(made, by=by, bodies=[cast.body])


def invite(cast: Cast, by: Any, made: Joint) -> object:
    return actions.invite_to_joint(made, by=by, mandates=[cast.mandate(4)])


def sign(cast: Cast, by: Any, made: Joint) -> object:
    return actions.sign_joint(made, by=by, seen=made.words_digest)


def decline(cast: Cast, by: Any, made: Joint) -> object:
    return actions.decline_joint(made, by=by)


def send(cast: Cast, by: Any, made: Joint) -> object:
    return actions.send_joint(made, by=by)


def sent(cast: Cast) -> Joint:
    return actions.send_joint(drafted(cast), by=cast.deputy)


def withdraw(cast: Cast, by: Any, made: Joint) -> object:
    return actions.withdraw_joint(made, by=by, reason="Решено")


def discard(cast: Cast, by: Any, made: Joint) -> object:
    return actions.discard_joint(made, by=by)


__all__ = ["ROOM", "ROWS"]
# The deputy writes it; who chairs the commission is invited to sign.
AUTHOR, INVITED = persons("deputy"), persons("commission_chair")
OF_AUTHOR: list[tuple[str, Do]] = [
    ("amend_joint", amend),
    ("address_joint", address),
    ("unaddress_joint", unaddress),
    ("invite_to_joint", invite),
    ("send_joint", send),
    ("discard_joint", discard),
]
ROWS = [
    Row("commitments.draft_joint", "in the own maslikhat", persons("chair deputy commission_chair"),
        draft),
    *(
        Row(f"commitments.{act}", "draft", AUTHOR, do, drafted, hidden=ALL_OTHERS)
        for act, do in OF_AUTHOR
    ),
    Row("commitments.sign_joint", "draft", INVITED, sign, drafted, hidden=ALL_OTHERS),
    Row("commitments.decline_joint", "draft", INVITED, decline, drafted, hidden=ALL_OTHERS,
        records=()),
    Row("commitments.withdraw_joint", "sent", AUTHOR, withdraw, sent),
]  # fmt: skip
