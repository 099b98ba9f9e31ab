"""Taking a text away and giving it back; called inside the acts of the moderation and our own."""

import json
from collections.abc import Collection
from typing import Any

from django.utils import timezone

from maslikhat.commitments import finding
from maslikhat.commitments.channels import channel_of, channel_of_joint
from maslikhat.commitments.forwarding import telling as forwarding_telling
from maslikhat.commitments.joint import telling as joint_telling
from maslikhat.commitments.models import (
    Commitment,
    Event,
    Forwarding,
    Joint,
    Paper,
    Remark,
    Step,
    Taken,
)
from maslikhat.kit import jobs
from maslikhat.kit.refusals import Hidden
from maslikhat.kit.texts import sha256_of
from maslikhat.kit.transactions import writing
from maslikhat.live.actions import publish, withdraw

# What stands in the place of a title, in every language.
GONE = "[…]"
A_TRANSACTION = 5
Kind = Taken.Kind
MODELS: dict[str, Any] = {
    Kind.LETTER: Commitment,
    Kind.STEP: Step,
    Kind.PAPER: Paper,
    Kind.REMARK: Remark,
    Kind.JOINT: Joint,
    Kind.FORWARDING: Forwarding,
    Kind.MINUTES: Event,
}
# The fields that people have written.
TEXTS: dict[str, tuple[str, ...]] = {
    Kind.LETTER: ("title", "text", "result", "basis", "occasion"),
    Kind.STEP: ("words", "signed"),
    Kind.PAPER: ("name",),
    Kind.REMARK: ("words",),
    Kind.JOINT: ("title", "text", "result", "basis"),
    Kind.FORWARDING: ("title", "text", "words"),
    Kind.MINUTES: ("protocol_name",),
}
# Of these the file goes, whose hash is known already.
FILES = (Kind.PAPER, Kind.MINUTES)


def author_of(thing: Any) -> int:
    """The number of the user who entered it; 0 is the portal itself."""
    return int(thing.step.by if isinstance(thing, Paper) else thing.by)


def take(
    kind: str,
    number: int,
    reason: str,
    note: str = "",
    *,
    is_order: bool = False,
    is_with_joint: bool = False,
) -> Taken:
    """The words go out of the row; their hash stays, and under an order nothing else.

    An order after a hiding takes what was hidden: an answer written since stands, until an order
    of its own.
    """
    thing = _locked(kind, number)
    before = Taken.objects.select_for_update().filter(kind=kind, number=number).first()
    words = _words_of(kind, thing)
    told = json.dumps(words, ensure_ascii=False, sort_keys=True)
    made = before or Taken(kind=kind, number=number, author=author_of(thing))
    if before is None or before.is_order:
        made.sha256 = thing.sha256 if kind in FILES else sha256_of(told)
    else:
        words = _left(words)
    if before is None:
        made.words, made.is_with_joint = told, is_with_joint
    made.reason, made.note, made.is_order = reason, note, is_order
    if is_order:
        made.words = ""
    made.save()
    _write(kind, thing, dict.fromkeys(words, ""))
    if kind == Kind.JOINT:
        _with_its_letters(number)
    return made


def give_back(kind: str, number: int) -> None:
    """What the moderation had hidden stands again, and what was written since stays; what went
    under an order stays away."""
    thing = _locked(kind, number)
    found = Taken.objects.select_for_update().filter(kind=kind, number=number).first()
    if found is None or found.is_order:
        return
    told = json.loads(found.words)
    _write(kind, thing, {name: told[name] for name in _left(_words_of(kind, thing))})
    found.delete()
    if kind == Kind.JOINT:
        _with_its_letters(number)


def stands(kind: str, number: int) -> bool:
    """Whether there are words in the row, such as an answer written after it was taken away."""
    words = _words_of(kind, _locked(kind, number))
    return len(_left(words)) < len(words)


def _words_of(kind: str, thing: Any) -> dict[str, str]:
    return {name: getattr(thing, name) for name in TEXTS[kind]}


def _left(words: dict[str, str]) -> dict[str, str]:
    """Of these fields those that are as a taking away leaves them."""
    return {name: text for name, text in words.items() if text == _mark(name)}


def _mark(name: str) -> str:
    return GONE if name == "title" else ""


def _with_its_letters(joint: int) -> None:
    # Hidden, shown again, hidden: each is work of its own, so the moment names it.
    jobs.enqueue(follow_joint, joint, key=f"taken {joint} {timezone.now().isoformat()}")


@jobs.job()
def follow_joint(number: int) -> None:
    """The letters of a joint inquiry bear its words: they go and come back with it."""
    rows = Commitment.objects.filter(joint=number).order_by("pk")
    letters = list(rows.values_list("pk", flat=True))
    for start in range(0, len(letters), A_TRANSACTION):
        with writing():
            whole = Taken.objects.filter(kind=Kind.JOINT, number=number).first()
            known = taken_of(Kind.LETTER, letters[start : start + A_TRANSACTION])
            for letter in letters[start : start + A_TRANSACTION]:
                _as_the_whole(letter, whole, known.get(letter))


def _as_the_whole(letter: int, whole: Taken | None, own: Taken | None) -> None:
    if whole is None:
        if own is not None and own.is_with_joint:
            give_back(Kind.LETTER, letter)
    elif own is None or (whole.is_order and not own.is_order):
        take(
            Kind.LETTER,
            letter,
            whole.reason,
            whole.note,
            is_order=whole.is_order,
            is_with_joint=own is None or own.is_with_joint,
        )


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
    for name, text in words.items():
        setattr(thing, name, text or _mark(name))
    thing.save(update_fields=list(words))
    if isinstance(thing, Joint):
        joint_telling.tell_joint(thing)
        publish(channel_of_joint(thing.pk), "moved")
    if isinstance(thing, Forwarding):
        forwarding_telling.tell_forwarding(thing)
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
