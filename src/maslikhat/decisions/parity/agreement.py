"""Whether both official texts agree: what differs, what was explained, what still waits."""

from functools import lru_cache

from maslikhat.decisions.models import Decision, ParityNote, Version
from maslikhat.decisions.parity.check import Difference, differences
from maslikhat.decisions.versions import Texts

__all__ = ["Difference", "differences_in", "differences_of", "notes_of", "unexplained"]


@lru_cache(maxsize=64)
def _compared(kk: str, ru: str) -> tuple[Difference, ...]:
    """The page that shows the differences has just compared; the act that follows need not."""
    return differences(kk, ru)


def differences_of(version: Version) -> tuple[Difference, ...]:
    """What the two texts of a version do not both state, personal data among it."""
    return differences_in(Texts(version.text_kk, version.text_ru))


def differences_in(texts: Texts) -> tuple[Difference, ...]:
    """What two texts, as their reader sees them, do not both state; nothing while one lacks."""
    return _compared(texts.kk, texts.ru) if texts.kk and texts.ru else ()


def notes_of(decision: Decision) -> dict[str, ParityNote]:
    """The explanations of a decision by the fingerprint of the difference."""
    return {note.fingerprint: note for note in decision.parity_notes.all()}


def unexplained(decision: Decision, version: Version) -> list[Difference]:
    """The differences that nobody has explained: while there is one, nothing normative is
    published."""
    explained = set(decision.parity_notes.values_list("fingerprint", flat=True))
    return [one for one in differences_of(version) if one.fingerprint not in explained]
