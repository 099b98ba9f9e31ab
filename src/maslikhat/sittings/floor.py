"""The floor: how long each may speak, who comes next, how much time is left."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maslikhat.kit.prepared import PreparedThings
from maslikhat.registry.models import Council
from maslikhat.sittings.models import FloorRules, Sitting, Speech, SpeechKind

# The portal's own, until a council enters what its regulations say; no law has them.
DEFAULTS: Mapping[str, int] = {
    SpeechKind.REPORT.value: 20 * 60,
    SpeechKind.CO_REPORT.value: 10 * 60,
    SpeechKind.QUESTION.value: 60,
    SpeechKind.REPLY.value: 3 * 60,
    SpeechKind.DEBATE.value: 5 * 60,
    SpeechKind.POINT_OF_ORDER.value: 60,
}
# Working days within which the minutes are out: the portal's own as well.
MINUTES_DAYS = 10
# So many wait for the floor on one item.
WAITING_MOST = 200


@dataclass(frozen=True)
class InForce:
    """The seconds of each kind of speech and the working days that the minutes may take.

    No basis where they are only the portal's defaults.
    """

    seconds: Mapping[str, int]
    minutes_days: int = MINUTES_DAYS
    basis: str = ""


def rules_of(council: Council, day: dt.date | None = None) -> InForce:
    """How long each may speak in a council on `day`, today when absent; one query."""
    row = FloorRules.objects.on(day).filter(council=council).first()
    if row is None:
        return InForce(DEFAULTS)
    seconds = {kind: getattr(row, f"{kind}_seconds") for kind in DEFAULTS}
    return InForce(seconds, row.minutes_days, row.basis)


# A point of order goes before all, a reply before a question, the debate last.
FIRST = {kind.value: rank for rank, kind in enumerate(SpeechKind)}


def in_turn(waiting: Sequence[Speech]) -> list[Speech]:
    """Who asked to speak in the order in which they have their turn: kind, place, then time."""
    return sorted(waiting, key=lambda one: (FIRST[one.kind], one.place, one.asked_at, one.pk))


_speeches = PreparedThings(
    lambda sitting: Speech.objects.filter(
        sitting=sitting, ended_at=None, withdrawn_at=None
    ).select_related("mandate__person", "item")
)


def list_of(sitting: Sitting) -> tuple[Speech | None, list[Speech]]:
    """Who has the floor, and who waits for it in turn; one query."""
    found = _speeches(sitting.pk)
    speaking = next((one for one in found if one.begun_at is not None), None)
    return speaking, in_turn([one for one in found if one.begun_at is None])
