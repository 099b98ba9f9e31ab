"""What hangs on the wall of the hall: one scene of a sitting, as values alone.

A scene is drawn by one template (`_scene.html`), whether it comes from a sitting (`staged.py`) or
from a rehearsal, which has no rows.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from maslikhat.kit.days import ALMATY
from maslikhat.kit.languages import Said, said
from maslikhat.sittings.attendance import Quorum

# The same text in each language of the screen; once where the languages say it alike.
Told = tuple[Said, ...]
# The hall speaks both official languages; who reads English is shown English.
HALL, ENGLISH = ("kk", "ru"), ("en",)
# Letters shrink with the length of the longest text, so that nothing has to be scrolled.
LONG, LONGEST = 90, 220
WAITING_MOST, NAMES_MOST = 3, 40


class Stage(StrEnum):
    """What goes on."""

    AHEAD = "ahead"
    CALLED_OFF = "called_off"
    BETWEEN = "between"
    BREAK = "break"
    CLOSED_ITEM = "closed_item"
    ITEM = "item"
    FLOOR = "floor"
    VOTE = "vote"
    RESULT = "result"
    DONE = "done"
    OVER = "over"


@dataclass(frozen=True)
class Timer:
    """From when until when something lasts; by `until` alone it is read without a script."""

    begun: dt.datetime
    until: dt.datetime | None

    @property
    def begun_words(self) -> str:
        """The time at which it began, to the minute, in Kazakhstan."""
        return f"{self.begun.astimezone(ALMATY):%H:%M}"

    @property
    def until_words(self) -> str:
        """The time at which it ends, to the minute, in Kazakhstan."""
        return "" if self.until is None else f"{self.until.astimezone(ALMATY):%H:%M}"

    @property
    def until_exactly(self) -> str:
        """The time at which it ends, to the second, in Kazakhstan."""
        return "" if self.until is None else f"{self.until.astimezone(ALMATY):%H:%M:%S}"


@dataclass(frozen=True)
class Question:
    """The item of the agenda: its number, its title, who reports, what became of it."""

    number: str
    title: Told
    reports: tuple[Told, ...] = ()
    outcome: Told = ()
    # Of an election, who stands.
    candidates: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Speaker:
    """Somebody with the floor, or waiting for it: then without a timer."""

    name: Told
    kind: Told
    timer: Timer | None = None


@dataclass(frozen=True)
class Vote:
    """A vote that goes on, by its number; `voted` is None where tellers count in the hall."""

    number: int | None
    motion: Told
    mode: Told
    voted: int | None
    voting: int
    # Of an election, between whom.
    candidates: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Line:
    """A choice and what it got."""

    name: Told
    kind: str
    votes: int


@dataclass(frozen=True)
class Result:
    """What a vote came to; the chamber is empty where nobody may know who chose what."""

    motion: Told
    verdict: Told
    tone: str
    lines: tuple[Line, ...]
    sentence: Told
    bar: SafeString
    chamber: SafeString


@dataclass(frozen=True)
class Scene:
    """All that the screen says now."""

    stage: Stage
    title: Told
    body: Told
    hall: Told = ()
    starts: Told = ()
    quorum: Quorum | None = None
    names: tuple[str, ...] = ()
    question: Question | None = None
    speaker: Speaker | None = None
    waiting: tuple[Speaker, ...] = ()
    vote: Vote | None = None
    result: Result | None = None
    pause: Timer | None = None
    # Of one that is over or was called off: how its minutes stand, or why.
    note: Told = ()

    @property
    def size(self) -> str:
        """How large the letters of its main text may be: "large", "middle" or "small"."""
        told: list[Told] = []
        if self.question is not None:
            told.append(self.question.title)
        if self.vote is not None:
            told.append(self.vote.motion)
        longest = max((len(one.text) for texts in told for one in texts), default=0)
        return "large" if longest <= LONG else "middle" if longest <= LONGEST else "small"


def tongues_of(lang: str) -> tuple[str, ...]:
    """The languages of the screen for a page in one."""
    return ENGLISH if lang == "en" else HALL


def told(tongues: tuple[str, ...], text_in: Callable[[str], str]) -> Told:
    """A text in each language; said once where it is the same, left out where there is none."""
    found: dict[str, str] = {}
    for lang in tongues:
        with translation.override(lang):
            found.setdefault(text_in(lang), lang)
    return tuple(Said(text, lang) for text, lang in found.items() if text)


def words(tongues: tuple[str, ...], text: Promise | str) -> Told:
    """A sentence of the portal in each language."""
    return told(tongues, lambda _lang: str(text))


def columns(tongues: tuple[str, ...], row: object, field: str) -> Told:
    """`row.<field>_<lang>` in each language; where one is missing, in the nearest that there is."""
    found = dict.fromkeys(said(row, field, lang) for lang in tongues)
    return tuple(one for one in found if one.text)
