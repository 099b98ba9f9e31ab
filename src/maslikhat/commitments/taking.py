"""Taking a text away and giving it back; called inside the acts of the moderation and our own."""

import hashlib
import json
from collections.abc import Collection
from typing import Any

from maslikhat.commitments import finding
from maslikhat.commitments.channels import channel_of
from maslikhat.commitments.models import Commitment, Paper, Remark, Step, Taken
from maslikhat.kit.refusals import Hidden
from maslikhat.live.actions import publish, withdraw

# What stands in the place of a title, in every language.
GONE = "[…]"
Kind = Taken.Kind
MODELS: dict[str, Any] = {
    Kind.LETTER: Commitment,
    Kind.STEP: Step,
    Kind.PAPER: Paper,
    Kind.REMARK: Remark,
}
# The fields that people have written.
TEXTS: dict[str, tuple[str, ...]] = {
    Kind.LETTER: ("title", "text", "result", "basis", "occasion"),
    Kind.STEP: ("words", "signed"),
    Kind.PAPER: ("name",),
    Kind.REMARK: ("words",),
}


def author_of(thing: Any) -> int:
    """The number of the user who entered it; 0 is the portal itself."""
    return int(thing.step.by if isinstance(thing, Paper) else thing.by)


def take(kind: str, number: int, reason: str, note: str = "", *, is_order: bool = False) -> Taken:
    """The words go out of the row; their hash stays, and under an order nothing else."""
    thing = _locked(kind, number)
    before = Taken.objects.select_for_update().filter(kind=kind, number=number).first()
    words = {name: getattr(thing, name) for name in TEXTS[kind]}
    told = json.dumps(words, ensure_ascii=False, sort_keys=True)
    made = before or Taken(kind=kind, number=number, author=author_of(thing))
    if before is None:
        made.sha256 = thing.sha256 if kind == Kind.PAPER else _digest(told)
        made.words = told
    made.reason, made.note, made.is_order = reason, note, is_order
    if is_order:
        made.words = ""
    made.save()
    _write(kind, thing, dict.fromkeys(words, ""))
    return made


def give_back(kind: str, number: int) -> None:
    """What the moderation had hidden stands again; what went under an order stays away."""
    thing = _locked(kind, number)
    found = Taken.objects.select_for_update().filter(kind=kind, number=number).first()
    if found is None or found.is_order:
        return
    _write(kind, thing, json.loads(found.words))
    found.delete()


def taken_of(kind: str, numbers: Collection[int]) -> dict[int, Taken]:
    """Which of these were taken away, and why; one query."""
    rows = Taken.objects.filter(kind=kind, number__in=numbers)
    return {row.number: row for row in rows}


def _locked(kind: str, number: int) -> Any:
    found = MODELS[kind].objects.select_for_update(of=("self",)).filter(pk=number).first()
    if found is None:
        raise Hidden()
    return found


def _write(kind: str, thing: Any, words: dict[str, str]) -> None:
    if "title" in words:
        words["title"] = words["title"] or GONE
    for name, text in words.items():
        setattr(thing, name, text)
    thing.save(update_fields=list(words))
    commitment = _commitment(thing)
    if commitment is not None:
        finding.tell_commitment(commitment)
        publish(channel_of(commitment.pk), "moved")
    withdraw()


def _commitment(thing: Any) -> Commitment | None:
    if isinstance(thing, Commitment):
        return thing
    step = thing.step if isinstance(thing, Paper) else thing
    return step.commitment if isinstance(step, Step) else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
