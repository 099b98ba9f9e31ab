"""The machine of a rehearsal: a state, a step, and the next state or the refusal of the real act.

States never change; whatever is computed is computed by what sittings and votes compute with.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from maslikhat.kit.refusals import Refused, refuse_unless
from maslikhat.sittings import refusals
from maslikhat.sittings.floor import WAITING_MOST
from maslikhat.sittings.guards import in_state
from maslikhat.sittings.models import Item, Motion, SpeechKind
from maslikhat.sittings.rehearsal import cast
from maslikhat.sittings.rehearsal.book import CHOICES, Book, roll
from maslikhat.sittings.rehearsal.hall import Hall, Place, Step, list_of
from maslikhat.voting import refusals as votes
from maslikhat.voting import tally
from maslikhat.voting.electing import FEWEST_SECRET
from maslikhat.voting.models import Mode

Act = Callable[[Hall, Step, Book], Hall]


def take(hall: Hall, step: Step, book: Book, *, now: dt.datetime | None = None) -> Hall:
    """The state after a step; Refused with the sentence of the real act where it is not allowed."""
    if step.act not in ACTS:
        raise Refused(refusals.CHOOSE, status=422)
    return ACTS[step.act](replace(hall, now=now or hall.now), step, book)


def quorum_needed(book: Book, there: int) -> int:
    """How many must be there, of the seats of the invented body."""
    return tally.quorum_needed(book.exact["majority_of_total"], roll(there))


def _in_time(act: str, hall: Hall) -> None:
    in_state(act, hall.state)


def _considered(hall: Hall) -> int:
    """The item that is being considered; refused when there is none."""
    if hall.called is None:
        raise Refused(refusals.NOT_CONSIDERED)
    return hall.called


def _offered(fits: bool) -> None:
    """Refuse what no button of the rehearsal says."""
    refuse_unless(fits, refusals.CHOOSE, status=422)


def _check_in(hall: Hall, step: Step, _book: Book) -> Hall:
    _in_time("check_in", hall)
    _offered(1 <= step.who <= cast.FILLED and step.what in {"hall", "remote"})
    remote = hall.remote | {step.who} if step.what == "remote" else hall.remote - {step.who}
    return replace(hall, there=hall.there | {step.who}, remote=remote)


def _check_out(hall: Hall, step: Step, _book: Book) -> Hall:
    _in_time("check_in", hall)
    refuse_unless(step.who in hall.there, refusals.NOT_THERE)
    return replace(hall, there=hall.there - {step.who}, remote=hall.remote - {step.who})


def _mark_attendance(hall: Hall, step: Step, book: Book) -> Hall:
    _in_time("mark_attendance", hall)
    refuse_unless(
        hall.facts.closed_at is None,
        refusals.NOTED_WHILE_IT_LASTED,
    )
    return _check_in(hall, replace(step, what="hall"), book)


def _open_sitting(hall: Hall, _step: Step, book: Book) -> Hall:
    _in_time("open_sitting", hall)
    there, needed = len(hall.there), quorum_needed(book, len(hall.there))
    if there < needed:
        raise refusals.no_quorum(there, needed, roll(there).total)
    return replace(hall, facts=hall.facts._replace(opened_at=hall.now))


def _pause(hall: Hall, _step: Step, _book: Book) -> Hall:
    _in_time("pause", hall)
    refuse_unless(hall.speaking is None, refusals.SOMEBODY_SPEAKS)
    _refuse_open_ballot(hall)
    return replace(
        hall,
        facts=hall.facts._replace(is_in_recess=True),
        paused_at=hall.now,
        pause_until=hall.now + cast.PAUSE,
    )


def _resume(hall: Hall, _step: Step, _book: Book) -> Hall:
    _in_time("resume", hall)
    return replace(hall, facts=hall.facts._replace(is_in_recess=False))


def _close_sitting(hall: Hall, _step: Step, _book: Book) -> Hall:
    _in_time("close_sitting", hall)
    refuse_unless(hall.called is None, refusals.ITEM_IS_CALLED)
    _refuse_open_ballot(hall)
    ahead = [
        str(number) for number in range(1, len(cast.AGENDA) + 1) if number not in hall.outcomes
    ]
    refuse_unless(not ahead, refusals.not_considered(ahead))
    return replace(hall, facts=hall.facts._replace(closed_at=hall.now, is_in_recess=False))


def _item_of(step: Step) -> int:
    """The item that a step names."""
    _offered(step.what in {str(number) for number in range(1, len(cast.AGENDA) + 1)})
    return int(step.what)


def _close_doors(hall: Hall, step: Step, _book: Book) -> Hall:
    _in_time("close_doors", hall)
    number = _item_of(step)
    _refuse_closed(hall, number)
    refuse_unless(hall.open_poll is None, refusals.VOTE_NOT_FINISHED)
    refuse_unless(_doors_voted(hall, number), refusals.DOORS_NOT_VOTED)
    return replace(hall, closed=hall.closed | {number}, shown="")


def _move_doors(hall: Hall, step: Step, _book: Book) -> Hall:
    _in_time("move_doors", hall)
    number = _considered(hall)
    _offered(step.what in cast.MOVES and cast.MOVES[step.what][0] == number)
    _offered(cast.MOVES[step.what][1].kind == Motion.Kind.DOORS)
    _refuse_closed(hall, number)
    refuse_unless(step.what not in hall.moved, refusals.DOORS_MOVED)
    return replace(hall, moved={**hall.moved, step.what: None})


def _refuse_closed(hall: Hall, number: int) -> None:
    refuse_unless(number not in hall.outcomes, refusals.STAYS_OPEN)
    refuse_unless(number not in hall.closed, refusals.DOORS_CLOSED)
    _offered(cast.AGENDA[number - 1].is_closed)


def _doors_voted(hall: Hall, number: int) -> bool:
    """Whether those there have voted to close the doors for the item."""
    return any(
        poll.result.outcome == tally.Outcome.ADOPTED
        for key, poll in hall.moved.items()
        if cast.MOVES[key][0] == number
        and cast.MOVES[key][1].kind == Motion.Kind.DOORS
        and poll is not None
        and poll.result is not None
    )


def _call_item(hall: Hall, step: Step, _book: Book) -> Hall:
    _in_time("call_item", hall)
    number = _item_of(step)
    refuse_unless(
        number not in hall.outcomes and number != hall.called,
        refusals.CALLED_OR_DONE,
    )
    refuse_unless(
        hall.called is None,
        refusals.ANOTHER_IS_CALLED,
    )
    return replace(hall, item=number, shown="")


def _end_item(hall: Hall, step: Step, _book: Book) -> Hall:
    _in_time("end_item", hall)
    _offered(step.what in Item.Outcome.values)
    refuse_unless(hall.called is not None, refusals.NOT_CALLED_YET)
    number = _considered(hall)
    _refuse_open_ballot(hall)
    voted = _voted_on(hall, number)
    refuse_unless(voted in {"", step.what}, refusals.VOTE_SAYS_OTHERWISE)
    refuse_unless(
        bool(voted) or step.what not in {"adopted", "not_adopted"},
        refusals.NOT_VOTED_ON,
    )
    waits = [key for key, poll in hall.moved.items() if poll is None]
    refuse_unless(
        not any(cast.MOVES[key][0] == number for key in waits),
        refusals.MOTIONS_WAIT,
    )
    outcomes = {**hall.outcomes, number: step.what}
    return replace(hall, outcomes=outcomes, speaking=None, waiting=())


def _voted_on(hall: Hall, number: int) -> str:
    """What the vote on the main motion of the item came to; empty where there was none."""
    for key, poll in hall.moved.items():
        on, move = cast.MOVES[key]
        if on == number and move.kind == Motion.Kind.MAIN and poll and poll.result:
            return "adopted" if poll.result.outcome == tally.Outcome.ADOPTED else "not_adopted"
    return ""


def _refuse_open_ballot(hall: Hall) -> None:
    refuse_unless(hall.open_poll is None, refusals.VOTE_IS_OPEN)


def _ask_floor(hall: Hall, step: Step, _book: Book) -> Hall:
    _in_time("ask_floor", hall)
    _considered(hall)
    _offered(step.what in SpeechKind.values and 0 <= step.who <= cast.FILLED)
    refuse_unless(len(hall.waiting) < WAITING_MOST, refusals.TOO_MANY_WAIT)
    again = step.who != cast.GUEST and any(
        (one.who, one.kind) == (step.who, step.what) for one in hall.waiting
    )
    refuse_unless(not again, refusals.ON_THE_LIST)
    asked = Place(hall.asked + 1, step.what, step.who, hall.now)
    return replace(hall, waiting=(*hall.waiting, asked), asked=asked.number)


def _give_floor(hall: Hall, _step: Step, _book: Book) -> Hall:
    """The first of the list speaks; whoever spoke before has ended."""
    _in_time("give_floor", hall)
    _considered(hall)
    refuse_unless(bool(hall.waiting), _("Nobody has asked to speak."))
    first = list_of(hall)[0]
    rest = tuple(one for one in hall.waiting if one.number != first.number)
    return replace(hall, speaking=replace(first, begun=hall.now), waiting=rest, shown="")


def _end_speech(hall: Hall, _step: Step, _book: Book) -> Hall:
    refuse_unless(hall.speaking is not None, refusals.NOBODY_SPEAKS)
    return replace(hall, speaking=None)


def _recuse(hall: Hall, step: Step, _book: Book) -> Hall:
    _in_time("recuse", hall)
    number = _considered(hall)
    _offered(1 <= step.who <= cast.FILLED)
    refuse_unless(
        (number, step.who) not in hall.recused,
        refusals.RECUSED_ALREADY,
    )
    return replace(hall, recused=hall.recused | {(number, step.who)})


def _move(hall: Hall, step: Step, _book: Book) -> Hall:
    _in_time("move", hall)
    number = _considered(hall)
    _offered(step.what in cast.MOVES and step.what not in hall.moved)
    _offered(cast.MOVES[step.what][0] == number)
    _offered(cast.MOVES[step.what][1].kind != Motion.Kind.DOORS)
    return replace(hall, moved={**hall.moved, step.what: None})


def _put_to_vote(hall: Hall, step: Step, book: Book) -> Hall:
    _in_time("put_to_vote", hall)
    number = _considered(hall)
    _offered(step.what in hall.moved and cast.MOVES[step.what][0] == number)
    refuse_unless(hall.moved[step.what] is None, refusals.PUT_TO_VOTE)
    waits = [cast.MOVES[key][1].kind for key, poll in hall.moved.items() if poll is None]
    move = cast.MOVES[step.what][1]
    refuse_unless(
        move.kind != Motion.Kind.MAIN or Motion.Kind.AMENDMENT not in waits,
        refusals.AMENDMENTS_FIRST,
    )
    refuse_unless(hall.open_poll is None, refusals.VOTE_NOT_FINISHED)
    recused = frozenset(seat for on, seat in hall.recused if on == number)
    made = book.open(step.what, hall.there, recused)
    return replace(hall, moved={**hall.moved, step.what: made})


def _cast(hall: Hall, step: Step, _book: Book) -> Hall:
    poll = hall.open_poll
    if poll is None:
        sentence = votes.TOO_LATE
        raise Refused(sentence if hall.shown else votes.NOT_OPEN_YET)
    refuse_unless(
        step.who not in poll.recused,
        votes.RECUSED,
        status=403,
    )
    refuse_unless(
        step.who in poll.present,
        votes.NOT_PRESENT,
        status=403,
    )
    refuse_unless(
        poll.mode != Mode.SECRET or step.who not in poll.votes,
        votes.VOTED_SECRETLY,
    )
    _offered(step.what in CHOICES)
    cast_now = replace(poll, votes={**poll.votes, step.who: step.what})
    return replace(hall, moved={**hall.moved, poll.key: cast_now})


def _close_ballot(hall: Hall, _step: Step, book: Book) -> Hall:
    poll = hall.open_poll
    if poll is None:
        raise Refused(votes.NOT_OPEN_YET)
    refuse_unless(
        poll.mode != Mode.SECRET or not 0 < len(poll.votes) < FEWEST_SECRET,
        votes.TOO_FEW_FOR_TOTALS,
    )
    moved = {**hall.moved, poll.key: book.counted(poll)}
    return replace(hall, moved=moved, shown=poll.key)


ACTS: Mapping[str, Act] = {
    "ask_floor": _ask_floor,
    "call_item": _call_item,
    "cast": _cast,
    "check_in": _check_in,
    "check_out": _check_out,
    "close_ballot": _close_ballot,
    "close_doors": _close_doors,
    "close_sitting": _close_sitting,
    "end_item": _end_item,
    "end_speech": _end_speech,
    "give_floor": _give_floor,
    "mark_attendance": _mark_attendance,
    "move": _move,
    "move_doors": _move_doors,
    "open_sitting": _open_sitting,
    "pause": _pause,
    "put_to_vote": _put_to_vote,
    "recuse": _recuse,
    "resume": _resume,
}
