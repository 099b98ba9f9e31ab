"""The script played as far as a beat: the state, and what the last beat came to."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from maslikhat.kit.refusals import Refused
from maslikhat.sittings.rehearsal import cast
from maslikhat.sittings.rehearsal.book import Book, Poll
from maslikhat.sittings.rehearsal.hall import Hall, begun
from maslikhat.sittings.rehearsal.play import take
from maslikhat.sittings.rehearsal.scenes import quorum_of
from maslikhat.sittings.rehearsal.script import BEATS, Beat


@dataclass(frozen=True)
class Played:
    """What a beat came to: the state after it, its words, and the refusal it met."""

    hall: Hall
    caption: str
    refusal: str = ""


def played(book: Book, moments: Sequence[dt.datetime], answers: Sequence[str] = ()) -> list[Played]:
    """The beats that have begun, one for each moment; `answers` are those chosen, "" for none."""
    hall, found = begun(moments[0]), []
    for place, (beat, moment) in enumerate(zip(BEATS, moments, strict=False)):
        answer = answers[place] if place < len(answers) else ""
        hall, refusal = _taken(hall, beat.with_answer(answer), book, moment)
        found.append(Played(hall, _caption(beat, hall, book), refusal))
    return found


def _taken(hall: Hall, beat: Beat, book: Book, now: dt.datetime) -> tuple[Hall, str]:
    """The state after a beat; of one tried in vain the state as it was, and the sentence."""
    refusal = ""
    for step in beat.steps:
        try:
            hall = take(hall, step, book, now=now)
        except Refused as refused:
            assert beat.is_refused, (beat, refused)
            refusal = str(refused)
    return hall, refusal


def _caption(beat: Beat, hall: Hall, book: Book) -> str:
    quorum = quorum_of(hall, book)
    poll = _last(hall)
    return str(beat.caption) % {
        "there": quorum.there,
        "needed": quorum.needed,
        "total": cast.SEATS,
        "votes": poll.number("for") if poll else 0,
        "wanted": poll.result.needed if poll and poll.result else 0,
    }


def _last(hall: Hall) -> Poll | None:
    return hall.moved.get(hall.shown)
