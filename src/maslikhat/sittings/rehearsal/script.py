"""What happens in the rehearsal, beat by beat, who does it, and why; the clock of the loop."""

from dataclasses import dataclass, replace
from itertools import accumulate

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maslikhat.sittings.rehearsal.book import CHOICES
from maslikhat.sittings.rehearsal.cast import CHAIR, GUEST, TRAINEE
from maslikhat.sittings.rehearsal.hall import Step

SECONDS = 6
_ANY_CHOICE = frozenset(CHOICES)


@dataclass(frozen=True)
class Beat:
    """One thing that happens: who does it, the steps, why; `is_refused` is tried in vain.

    Whoever trains in the role of `actor` takes it; `any_of` are the answers that are as good as the
    one in the script.
    """

    actor: str
    steps: tuple[Step, ...]
    caption: Promise
    any_of: frozenset[str] = frozenset()
    is_refused: bool = False
    seconds: int = SECONDS

    @property
    def act(self) -> str:
        """The act that it is; empty where nobody does anything."""
        return self.steps[0].act if self.steps else ""

    def answers(self, act: str, what: str) -> bool:
        """Whether this is the act that comes now."""
        return act == self.act and (what == self.steps[0].what or what in self.any_of)

    def with_answer(self, what: str) -> "Beat":
        """The beat with the answer that was chosen for the one in the script."""
        if what not in self.any_of:
            return self
        return replace(self, steps=(replace(self.steps[0], what=what),))


def _chair(
    act: str,
    caption: Promise,
    what: str = "",
    *,
    is_refused: bool = False,
    seconds: int = SECONDS,
) -> Beat:
    step = Step(act, CHAIR, what)
    return Beat("chair", (step,), caption, is_refused=is_refused, seconds=seconds)


def _clerk(caption: Promise, *steps: Step) -> Beat:
    return Beat("clerk", steps, caption)


def _deputy(
    act: str, caption: Promise, what: str = "", any_of: frozenset[str] = _ANY_CHOICE
) -> Beat:
    return Beat(
        "deputy", (Step(act, TRAINEE, what),), caption, any_of if what in any_of else frozenset()
    )


def _others(caption: Promise, *steps: Step) -> Beat:
    return Beat("others", steps, caption)


def _votes(seats: range, *parts: tuple[str, int]) -> tuple[Step, ...]:
    """The others vote: so many for, against, abstained, in the order of their seats."""
    choices = [choice for choice, number in parts for _one in range(number)]
    voting = [seat for seat in seats if seat != TRAINEE]
    return tuple(Step("cast", seat, choice) for seat, choice in zip(voting, choices, strict=False))


# Fourteen come with their phones, four are noted by the clerk, two take part from afar.
_PHONES, _NOTED, _REMOTE, _ALL = range(1, 15), range(15, 19), range(19, 21), range(1, 21)

BEATS: tuple[Beat, ...] = (
    _others(
        _(
            "The sitting is convened. It needs a quorum: %(needed)s of %(total)s seats (Law"
            " 148, art. 11)."
        )
    ),
    _deputy(
        "check_in",
        _("Each deputy says on the own phone to be in the hall, or to take part remotely."),
        "hall",
        frozenset({"hall", "remote"}),
    ),
    _others(
        _("Others come too: %(there)s are there now."),
        *(Step("check_in", seat, "hall") for seat in _PHONES if seat != TRAINEE),
    ),
    _chair(
        "open_sitting",
        _("The chair wants to open the sitting. The portal refuses: there is no quorum yet."),
        is_refused=True,
    ),
    _clerk(
        _(
            "The clerk notes who has come without a phone: %(there)s are there now, and "
            "that is a quorum."
        ),
        *(Step("mark_attendance", seat, "present") for seat in _NOTED),
    ),
    _others(
        _("Two take part from afar. They count like those in the hall."),
        *(Step("check_in", seat, "remote") for seat in _REMOTE),
    ),
    _chair(
        "open_sitting", _("The chair opens the sitting. The numbers and the quorum are frozen.")
    ),
    _chair(
        "call_item",
        _("The chair calls item 1. Everybody sees it at once, in the hall and at home."),
        "1",
    ),
    _clerk(
        _("The clerk enters who reports, and the co-report of the commission."),
        Step("ask_floor", GUEST, "report"),
        Step("ask_floor", 3, "co_report"),
    ),
    _chair("give_floor", _("The head of the section reports. The time runs by the regulations.")),
    _deputy(
        "ask_floor",
        _("A deputy puts a question: one tap, and the deputy is on the list."),
        "question",
    ),
    _others(
        _(
            "Another asks to speak in the debate, and one raises a point of order: it goes "
            "before all others."
        ),
        Step("ask_floor", 5, "debate"),
        Step("ask_floor", 12, "point_of_order"),
    ),
    _chair("end_speech", _("The report has ended.")),
    _chair("give_floor", _("The point of order has the floor, though it was asked for last.")),
    _chair(
        "give_floor", _("The co-report of the commission. Whoever spoke before has ended with it.")
    ),
    _chair("give_floor", _("Then the question to the speaker.")),
    _clerk(
        _("The clerk enters the reply: it goes before the debate."),
        Step("ask_floor", GUEST, "reply"),
    ),
    _chair("give_floor", _("The reply.")),
    _chair(
        "give_floor",
        _(
            "The debate. When the time is over the screen says so plainly; it is the chair "
            "who ends a speech."
        ),
        seconds=18,
    ),
    _chair("end_speech", _("The chair ends the speech.")),
    _deputy("move", _("A deputy moves an amendment, in Kazakh and in Russian."), "amendment"),
    _clerk(
        _("The clerk enters the main motion: to adopt the decision."), Step("move", 0, "budget")
    ),
    _chair(
        "put_to_vote",
        _(
            "The chair wants to put the main motion to the vote. The portal refuses: "
            "amendments come first."
        ),
        "budget",
        is_refused=True,
    ),
    _chair(
        "put_to_vote",
        _("The amendment is put to the vote of those who are there, openly and by name."),
        "amendment",
    ),
    _deputy(
        "cast", _("A deputy votes. Until the vote is closed nobody sees what others chose."), "for"
    ),
    _others(_("Everyone has voted."), *_votes(_ALL, ("for", 9), ("against", 8), ("abstain", 2))),
    _chair(
        "close_ballot",
        _(
            "%(votes)s for, %(wanted)s needed of the total number of %(total)s: the "
            "amendment is not adopted."
        ),
    ),
    _chair("put_to_vote", _("Now the main motion."), "budget"),
    _deputy(
        "cast",
        _("A vote may be changed until it is closed; the changes stay visible."),
        "for",
    ),
    _others(_("Everyone has voted."), *_votes(_ALL, ("for", 16), ("against", 2), ("abstain", 1))),
    _chair(
        "close_ballot",
        _(
            "%(votes)s for, %(wanted)s needed: the decision is adopted. The sentence with "
            "its article goes into the minutes as it stands."
        ),
    ),
    _chair(
        "end_item",
        _("The chair says what became of the item. Against the vote this is refused."),
        "adopted",
    ),
    _chair("call_item", _("The chair calls item 2."), "2"),
    _deputy(
        "recuse",
        _(
            "The land would go to the firm of a relative: the deputy takes no part in this "
            "item, and everybody sees why."
        ),
    ),
    _clerk(_("The clerk enters the main motion."), Step("move", 0, "land")),
    _chair("put_to_vote", _("It is put to the vote. Whoever is recused is no elector."), "land"),
    _others(
        _("Everyone has voted but the one who is recused."),
        *_votes(_ALL, ("for", 12), ("against", 4), ("abstain", 3)),
    ),
    _chair(
        "close_ballot",
        _(
            "%(votes)s for of %(total)s: there is a quorum, most of those present were for "
            "it, and it is not adopted. The law asks for the majority of the total number "
            "of deputies: %(wanted)s (Law 148, art. 11)."
        ),
        seconds=12,
    ),
    _chair("end_item", _("Not adopted: this is what the vote says."), "not_adopted"),
    _chair("pause", _("A break of fifteen minutes. The screen counts down.")),
    _chair("resume", _("The sitting goes on.")),
    _chair("call_item", _("The chair calls item 3."), "3"),
    _clerk(_("The clerk enters the motion."), Step("move", 0, "title")),
    _chair("put_to_vote", _("This vote is secret."), "title"),
    _deputy(
        "cast", _("A secret vote is final. Not even the portal can tell who chose what."), "for"
    ),
    _others(
        _("Nineteen have voted, one has not. The screen says how many, and nothing more."),
        *_votes(_ALL, ("for", 15), ("against", 3)),
    ),
    _chair(
        "close_ballot",
        _("Adopted. There is no picture of the chamber: of a secret vote there are numbers alone."),
    ),
    _chair("end_item", _("The chair says what became of the item."), "adopted"),
    _chair("call_item", _("The chair calls item 4."), "4"),
    _clerk(
        _("The chair proposes to close the doors: the item touches a secret of the State."),
        Step("move_doors", 0, "doors"),
    ),
    _chair("put_to_vote", _("The deputies decide on it, before the doors are closed."), "doors"),
    _deputy("cast", _("This vote is open: everyone may know why the doors are closed."), "for"),
    _others(_("Everyone has voted."), *_votes(_ALL, ("for", 16), ("against", 3))),
    _chair(
        "close_ballot",
        _("The majority of those present is enough to close the doors (Law 148, art. 11)."),
    ),
    _clerk(
        _(
            "Behind closed doors the screen says only this. Nothing of it is in the stream,"
            " the search or the public record."
        ),
        Step("close_doors", 0, "4"),
    ),
    _chair(
        "end_item", _("The closed item is done. What it came to is not shown here either."), "noted"
    ),
    _chair(
        "close_sitting",
        _(
            "The chair closes the sitting. The portal drafts its minutes at the same "
            "moment, in Kazakh and in Russian."
        ),
    ),
    _others(_("This was a rehearsal: nothing of it is kept.")),
)
STARTS = (0, *accumulate(beat.seconds for beat in BEATS))
PERIOD = STARTS[-1]


def beat_at(second: int) -> tuple[int, int]:
    """Which beat plays so many seconds after the hour, and how many seconds it still lasts."""
    within = second % PERIOD
    number = max(place for place, start in enumerate(STARTS[:-1]) if start <= within)
    return number, STARTS[number + 1] - within
