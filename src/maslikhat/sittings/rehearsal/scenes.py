"""The scene of a rehearsal, drawn by the template of the real screen."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from maslikhat.kit.formats import words as formats
from maslikhat.kit.languages import Said, reader_language
from maslikhat.sittings.attendance import Quorum
from maslikhat.sittings.course import BEFORE, State
from maslikhat.sittings.rehearsal import cast
from maslikhat.sittings.rehearsal.book import Book, Poll, elector_rows, option_rows
from maslikhat.sittings.rehearsal.hall import Hall, list_of
from maslikhat.sittings.rehearsal.play import quorum_needed
from maslikhat.sittings.screen import WAITING_MOST, Scene, Stage, Timer, Told, told, words
from maslikhat.sittings.staged import question_told, result_told, speaker_told, vote_told

TITLE = _("Rehearsal: this is no sitting")
KEPT = _("This was a rehearsal: nothing of it is kept.")


def scene_of(hall: Hall, book: Book, tongues: tuple[str, ...]) -> Scene:
    """What the screen shows while this goes on; asks the database nothing."""
    head: dict[str, Any] = {
        "title": words(tongues, TITLE),
        "body": _texts(cast.BODY, tongues),
        "quorum": quorum_of(hall, book),
    }
    state = hall.state
    if state in BEFORE:
        starts = told(tongues, lambda _lang: formats.moment(hall.now))
        names = tuple(cast.name_of(seat, tongues[0]) for seat in sorted(hall.there))
        return Scene(
            Stage.AHEAD, **head, starts=starts, hall=_texts(cast.HALL, tongues), names=names
        )
    if state == State.CLOSED:
        head["quorum"] = None
        return Scene(Stage.OVER, **head, note=words(tongues, KEPT))
    if state == State.RECESS:
        assert hall.paused_at is not None, "a break has begun"
        return Scene(Stage.BREAK, **head, pause=Timer(hall.paused_at, hall.pause_until))
    return _going_on(hall, book, tongues, head)


def _going_on(hall: Hall, book: Book, tongues: tuple[str, ...], head: dict[str, Any]) -> Scene:
    number = hall.item
    if number is None:
        return Scene(Stage.BETWEEN, **head)
    if number in hall.closed:
        head["quorum"] = head["quorum"] if hall.called is None else None
        return Scene(Stage.BETWEEN if hall.called is None else Stage.CLOSED_ITEM, **head)
    item = cast.item_of(number)
    item.outcome = hall.outcomes.get(number, "")
    head["question"] = question_told(item, cast.reports_on(number), tongues)
    poll = hall.open_poll
    if poll is not None:
        vote = vote_told(book.ballot(poll), len(poll.votes), len(poll.voting), tongues)
        return Scene(Stage.VOTE, **head, vote=vote)
    head["waiting"] = tuple(
        speaker_told(one.as_speech(), tongues) for one in list_of(hall)[:WAITING_MOST]
    )
    if hall.speaking is not None:
        return Scene(Stage.FLOOR, **head, speaker=speaker_told(hall.speaking.as_speech(), tongues))
    shown = hall.moved.get(hall.shown)
    if shown is not None:
        return Scene(Stage.RESULT, **head, result=_result(shown, book, tongues))
    return Scene(Stage.ITEM if hall.called else Stage.DONE, **head)


def _result(poll: Poll, book: Book, tongues: tuple[str, ...]) -> Any:
    electors = elector_rows(poll, reader_language())
    return result_told(book.ballot(poll), option_rows(poll, electors), electors, tongues)


def quorum_of(hall: Hall, book: Book) -> Quorum:
    """How many are there and how many are needed."""
    there = len(hall.there)
    return Quorum(there, quorum_needed(book, there), cast.SEATS)


def _texts(texts: dict[str, str], tongues: Sequence[str]) -> Told:
    return tuple(Said(texts[lang], lang) for lang in tongues)
