"""The scene of a sitting: what its screen shows now, alike for whoever may read the sitting.

An item behind closed doors is "Closed item" here even to the council's own people, for the screen
hangs where everyone sees it; of what it came to nothing is shown either.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.formats import words as formats
from maslikhat.sittings import screen, shown
from maslikhat.sittings.course import BEFORE, State
from maslikhat.sittings.floor import list_of
from maslikhat.sittings.models import (
    Candidate,
    Item,
    Minutes,
    Motion,
    Rapporteur,
    Sitting,
    Speech,
    SpeechKind,
)
from maslikhat.sittings.rounds import rounds_of
from maslikhat.sittings.screen import (
    Line,
    Question,
    Result,
    Scene,
    Speaker,
    Stage,
    Timer,
    Told,
    Vote,
    columns,
    told,
    words,
)
from maslikhat.sittings.titles import title_of
from maslikhat.voting import picture
from maslikhat.voting import shown as votes
from maslikhat.voting.models import Ballot, Mode, Option
from maslikhat.voting.sentences import OUTCOMES, choice_name

PUBLISHED = _("The minutes are approved and published.")
DUE = _("The minutes are being prepared. They are to be published by %(day)s.")
TONES = {"adopted": "good", "elected": "good", "not_adopted": "bad"}


def scene_of(sitting: Sitting, tongues: tuple[str, ...]) -> Scene:
    """What the screen of a sitting shows now; twelve queries at most."""
    head: dict[str, Any] = {
        "title": told(tongues, lambda lang: title_of(sitting, lang).text),
        "body": columns(tongues, sitting.council, "name"),
    }
    if sitting.commission is not None:
        head["body"] = columns(tongues, sitting.commission, "name")
    state = sitting.state
    if state in BEFORE:
        return _before(sitting, tongues, head)
    if state == State.CANCELLED:
        return Scene(Stage.CALLED_OFF, **head)
    if state == State.CLOSED:
        return Scene(Stage.OVER, **head, note=_minutes(sitting, tongues))
    if state == State.RECESS:
        recess = sitting.recesses.get(ended_at=None)
        return Scene(Stage.BREAK, **head, pause=Timer(recess.begun_at, recess.until))
    return _going_on(sitting, tongues, head)


def _before(sitting: Sitting, tongues: tuple[str, ...], head: dict[str, Any]) -> Scene:
    there = shown.there_at(sitting)
    lang = tongues[0]
    names = [row.mandate.person.short_name(lang) for row in there.rows if row.is_there]
    return Scene(
        Stage.AHEAD,
        **head,
        hall=columns(tongues, sitting, "hall"),
        starts=told(tongues, lambda _lang: formats.moment(sitting.starts_at)),
        quorum=there.quorum,
        names=tuple(names) if len(names) <= screen.NAMES_MOST else (),
    )


def _minutes(sitting: Sitting, tongues: tuple[str, ...]) -> Told:
    minutes = Minutes.objects.filter(sitting=sitting).first()
    if minutes is None:
        return ()
    if minutes.approved_at is not None:
        return words(tongues, PUBLISHED)
    return told(tongues, lambda _lang: str(DUE) % {"day": formats.day(minutes.due_on)})


def _going_on(sitting: Sitting, tongues: tuple[str, ...], head: dict[str, Any]) -> Scene:
    head["quorum"] = shown.there_at(sitting).quorum
    last = F("done_at").desc(nulls_first=True)
    item = Item.objects.of(sitting).filter(called_at__isnull=False).order_by(last, "-pk").first()
    if item is None:
        return Scene(Stage.BETWEEN, **head)
    if item.is_closed_to_public:
        # Not even how many are there: who has left the hall would be told by it.
        head["quorum"] = head["quorum"] if item.done_at else None
        return Scene(Stage.BETWEEN if item.done_at else Stage.CLOSED_ITEM, **head)
    return _considered(sitting, item, tongues, head)


def _considered(
    sitting: Sitting, item: Item, tongues: tuple[str, ...], head: dict[str, Any]
) -> Scene:
    """The item that is considered, or was last: a vote first, then its result, then the floor."""
    head["question"] = question_told(
        item,
        Rapporteur.objects.filter(item=item).select_related("mandate__person"),
        tongues,
        item.candidates.select_related("mandate__person") if item.is_election else (),
    )
    ballot = _latest_ballot(sitting, item)
    if ballot is not None and ballot.is_open:
        return Scene(Stage.VOTE, **head, vote=_vote(ballot, tongues))
    speaking, waiting = list_of(sitting)
    of_item = [one for one in waiting if one.item_id == item.pk]
    head["waiting"] = tuple(speaker_told(one, tongues) for one in of_item[: screen.WAITING_MOST])
    if speaking is not None and speaking.item_id == item.pk:
        return Scene(Stage.FLOOR, **head, speaker=speaker_told(speaking, tongues))
    if ballot is not None and not _has_moved_on(item, ballot):
        electors, options = votes.elector_rows(ballot), votes.option_rows(ballot)
        votes.by_name(ballot, options, electors)
        return Scene(Stage.RESULT, **head, result=result_told(ballot, options, electors, tongues))
    return Scene(Stage.ITEM if item.done_at is None else Stage.DONE, **head)


def _latest_ballot(sitting: Sitting, item: Item) -> Ballot | None:
    """The vote that is open or was last; its result stays until the next round is opened, and
    where that was cancelled."""
    rows = Motion.objects.filter(item=item).select_related("ballot__rule")
    ballots = [motion.ballot for motion in rows if motion.ballot is not None]
    held = [each for way in rounds_of(ballots).values() for each in way if each.is_closed]
    held += [ballot for ballot in ballots if ballot.is_open]
    ballot = max(held, key=lambda one: (one.is_open, one.opened_at, one.pk), default=None)
    return ballot if ballot is not None and _may_show(sitting, item, ballot) else None


def _may_show(sitting: Sitting, item: Item, ballot: Ballot) -> bool:
    """Whether the vote stands on the wall: never one of a closed item, or one that was not open."""
    return not item.is_closed_to_public and (ballot.is_public or not sitting.is_public)


def _has_moved_on(item: Item, ballot: Ballot) -> bool:
    """Whether somebody has had the floor since the vote was closed."""
    return Speech.objects.filter(item=item, begun_at__gt=ballot.closed_at).exists()


def question_told(
    item: Item,
    reports: Iterable[Rapporteur],
    tongues: tuple[str, ...],
    candidates: Iterable[Candidate] = (),
) -> Question:
    """An item in words; asks the database nothing beyond what is handed in."""
    outcome = Item.Outcome(item.outcome).label if item.outcome else ""
    return Question(
        item.number,
        columns(tongues, item, "title"),
        tuple(_report(one, tongues) for one in reports),
        words(tongues, outcome) if outcome else (),
        tuple(_candidate(one, tongues) for one in candidates),
    )


def _report(one: Rapporteur, tongues: tuple[str, ...]) -> Told:
    mandate = one.mandate
    if mandate is not None:
        return told(tongues, mandate.person.short_name)
    offices = columns(tongues, one, "office")
    return tuple(said._replace(text=f"{one.name}, {said.text}") for said in offices) or told(
        tongues, lambda _lang: one.name
    )


def _candidate(one: Candidate, tongues: tuple[str, ...]) -> Told:
    return told(tongues, lambda lang: one.called(lang).text)


def speaker_told(speech: Speech, tongues: tuple[str, ...]) -> Speaker:
    """Who speaks, or is to speak, and until when."""
    mandate = speech.mandate
    return Speaker(
        told(tongues, lambda lang: mandate.person.short_name(lang) if mandate else speech.name),
        words(tongues, SpeechKind(speech.kind).label),
        clock_of(speech),
    )


def clock_of(speech: Speech) -> Timer | None:
    """From when until when somebody has the floor by the regulations; None before that."""
    if speech.begun_at is None:
        return None
    return Timer(speech.begun_at, speech.begun_at + dt.timedelta(seconds=speech.seconds))


def _vote(ballot: Ballot, tongues: tuple[str, ...]) -> Vote:
    given = list(ballot.electors.voting().values_list("has_voted", flat=True))
    options = ballot.options.filter(kind=Option.Kind.CANDIDATE) if ballot.is_election else ()
    return vote_told(ballot, sum(given), len(given), tongues, options)


def vote_told(
    ballot: Ballot,
    voted: int,
    voting: int,
    tongues: tuple[str, ...],
    candidates: Iterable[Option] = (),
) -> Vote:
    """A vote that goes on: how many have voted, never what; of an election between whom."""
    return Vote(
        ballot.pk,
        columns(tongues, ballot, "motion"),
        words(tongues, Mode(ballot.mode).label),
        None if ballot.is_counted_by_tellers else voted,
        voting,
        tuple(_choice(ballot, one, tongues) for one in candidates),
    )


def result_told(
    ballot: Ballot,
    options: Sequence[votes.OptionRow],
    electors: Sequence[votes.ElectorRow],
    tongues: tuple[str, ...],
) -> Result:
    """What a closed vote came to, with its frozen sentence and its pictures."""
    pictures = picture.of(ballot, options, electors)
    assert pictures is not None, "a result is of a closed vote"
    return Result(
        columns(tongues, ballot, "motion"),
        words(tongues, OUTCOMES[ballot.outcome]),
        TONES.get(ballot.outcome, "warn"),
        tuple(_line(ballot, row.option, tongues) for row in options),
        columns(tongues, ballot, "sentence"),
        pictures.bar,
        pictures.chamber,
    )


def _line(ballot: Ballot, option: Option, tongues: tuple[str, ...]) -> Line:
    kind = Option.Kind(option.kind)
    return Line(_choice(ballot, option, tongues), kind, option.votes or 0)


def _choice(ballot: Ballot, option: Option, tongues: tuple[str, ...]) -> Told:
    return told(tongues, lambda lang: choice_name(ballot, option, lang=lang))
