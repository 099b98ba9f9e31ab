"""Training in a role: the person takes the steps of it, the others come by themselves.

How far somebody is travels in the page, signed: nothing of it is kept.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.kit.refusals import Refused
from maslikhat.sittings.models import Item, Motion, SpeechKind
from maslikhat.sittings.refusals import CHOOSE
from maslikhat.sittings.rehearsal import cast
from maslikhat.sittings.rehearsal.book import Book
from maslikhat.sittings.rehearsal.hall import Hall, Step
from maslikhat.sittings.rehearsal.play import take
from maslikhat.sittings.rehearsal.script import BEATS, Beat
from maslikhat.voting.models import Option

ROLES: Mapping[str, Promise] = {
    "chair": gettext_lazy("Chair"),
    "clerk": gettext_lazy("Clerk"),
    "deputy": gettext_lazy("Deputy"),
}
_SALT = "maslikhat.sittings.rehearsal"
TOKEN_MOST, LASTS = 4_000, 3 * 3600


@dataclass(frozen=True)
class Button:
    """A step that somebody in the role can take: the act, what it is about, and its words."""

    act: str
    what: str
    words: str

    @property
    def value(self) -> str:
        """How the form sends it."""
        return f"{self.act}:{self.what}"


@dataclass(frozen=True)
class Trained:
    """How far somebody is: since when, beats with seconds and answers, how many were refused."""

    role: str
    began: int
    beats: tuple[tuple[int, str], ...] = ()
    slips: int = 0

    @property
    def moments(self) -> list[dt.datetime]:
        """When each beat was."""
        began = dt.datetime.fromtimestamp(self.began, dt.UTC)
        return [began + dt.timedelta(seconds=seconds) for seconds, _answer in self.beats]

    @property
    def answers(self) -> list[str]:
        """What was chosen in each beat; empty where the script says it."""
        return [answer for _seconds, answer in self.beats]

    @property
    def beat(self) -> Beat | None:
        """The beat that comes now; None at the end."""
        return BEATS[len(self.beats)] if len(self.beats) < len(BEATS) else None


def begin(role: str, now: dt.datetime) -> Trained:
    """The beginning: what the others do before it is the person's turn has happened."""
    return _let_others(Trained(role, int(now.timestamp())), now)


def sign(trained: Trained) -> str:
    """The state as the page carries it."""
    told = [trained.role, trained.began, trained.beats, trained.slips]
    return signing.dumps(told, salt=_SALT, compress=True)


def unsign(token: str, role: str) -> Trained:
    """The state that a page carried; Refused (400) when it is damaged, forged or too old."""
    told: Any = None
    if len(token) <= TOKEN_MOST:
        try:
            told = signing.loads(token, salt=_SALT, max_age=LASTS)
        except signing.BadSignature:
            told = None
    if told is None or told[0] != role:
        raise Refused(
            _("This page of the rehearsal is damaged or too old. Begin the rehearsal anew."),
            status=400,
        )
    return Trained(role, told[1], tuple((seconds, answer) for seconds, answer in told[2]), told[3])


def stepped(
    trained: Trained, value: str, hall: Hall, book: Book, now: dt.datetime
) -> tuple[Trained, str]:
    """The state after a button, with the refusal that the real act gives; empty when it fits."""
    act, _colon, what = value.partition(":")
    beat = trained.beat
    known = {button.value for button in buttons_for(trained.role)}
    if value not in known or beat is None:
        raise Refused(CHOOSE, status=400)
    if beat.answers(act, what):
        taken = _with_beat(trained, now, what if what in beat.any_of else "")
        return _let_others(taken, now), ""
    return replace(trained, slips=trained.slips + 1), _why_not(trained.role, act, what, hall, book)


def _why_not(role: str, act: str, what: str, hall: Hall, book: Book) -> str:
    who = cast.TRAINEE if role == "deputy" else cast.GUEST if act == "ask_floor" else 15
    try:
        take(hall, Step(act, who, what), book)
    except Refused as refused:
        return str(refused)
    return _("This could be done now. In this rehearsal another step comes first.")


def _let_others(trained: Trained, now: dt.datetime) -> Trained:
    """What the others do until it is the person's turn; what is tried in vain they try too."""
    while (beat := trained.beat) is not None:
        if beat.actor == trained.role and not beat.is_refused:
            break
        trained = _with_beat(trained, now, "")
    return trained


def _with_beat(trained: Trained, now: dt.datetime, answer: str) -> Trained:
    seconds = max(0, int(now.timestamp()) - trained.began)
    return replace(trained, beats=(*trained.beats, (seconds, answer)))


def buttons_for(role: str) -> list[Button]:
    """Every step of a role, in an order that does not tell which comes next."""
    return {"chair": _chair, "clerk": _clerk, "deputy": _deputy}[role]()


def expected(trained: Trained) -> str:
    """The words of the button that comes next; empty at the end."""
    beat = trained.beat
    if beat is None:
        return ""
    fitting = [one for one in buttons_for(trained.role) if beat.answers(one.act, one.what)]
    return fitting[0].words if fitting else ""


def _chair() -> list[Button]:
    outcomes = (Item.Outcome.ADOPTED, Item.Outcome.NOT_ADOPTED, Item.Outcome.NOTED)
    return [
        Button("open_sitting", "", _("Open the sitting")),
        *(
            Button("call_item", str(number), _("Call item %(number)s") % {"number": number})
            for number in range(1, len(cast.AGENDA) + 1)
        ),
        Button("give_floor", "", _("Give the floor")),
        Button("end_speech", "", _("End the speech")),
        *(
            Button("put_to_vote", key, f"{_('Put to the vote')}: {_named(number, move.kind)}")
            for key, (number, move) in cast.MOVES.items()
        ),
        Button("close_ballot", "", _("Close the vote and count")),
        *(
            Button("end_item", outcome.value, f"{_('End the item')}: {outcome.label}")
            for outcome in outcomes
        ),
        Button("pause", "", _("Announce the break")),
        Button("resume", "", _("Go on")),
        Button("close_sitting", "", _("Close the sitting")),
    ]


def _clerk() -> list[Button]:
    kinds = (SpeechKind.REPORT, SpeechKind.REPLY, SpeechKind.DEBATE)
    return [
        Button("mark_attendance", "present", _("Note who is there")),
        *(
            Button("ask_floor", kind.value, f"{_('Enter another speaker')}: {kind.label}")
            for kind in kinds
        ),
        *(
            Button("move", key, f"{_('Enter a motion')}: {_named(number, move.kind)}")
            for key, (number, move) in cast.MOVES.items()
            if move.kind != Motion.Kind.DOORS
        ),
        Button("move_doors", "doors", _("Enter the motion to close the doors for item 4")),
        Button("close_doors", "4", _("Close the doors for item 4")),
    ]


def _deputy() -> list[Button]:
    return [
        Button("check_in", "hall", _("I am in the hall")),
        Button("check_in", "remote", _("I take part remotely")),
        Button("ask_floor", "question", _("Ask a question")),
        Button("ask_floor", "debate", _("Ask for the floor")),
        Button("ask_floor", "point_of_order", _("Point of order")),
        Button("move", "amendment", _("Move an amendment")),
        Button("recuse", "", _("Take no part")),
        *(
            Button("cast", kind.value, f"{_('Your vote:')} {kind.label}")
            for kind in (Option.Kind.FOR, Option.Kind.AGAINST, Option.Kind.ABSTAIN)
        ),
        Button("check_out", "", _("I leave")),
    ]


def _named(number: int, kind: str) -> str:
    return f"{number}. {Motion.Kind(kind).label}"
