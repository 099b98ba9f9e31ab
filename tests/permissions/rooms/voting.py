"""Voting: who leads a vote, who votes, who counts, in each state of a ballot."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Any

from django.utils import timezone

from maslikhat.kit.days import today
from maslikhat.registry.models import CommissionMember, Mandate
from maslikhat.voting import actions
from maslikhat.voting.models import Ballot, Elector
from tests.permissions.table import NOBODY, VISITOR, Room, Row, persons
from tests.voting.cast import AGAINST, FOR, MOTION, Cast, cast_by, make_cast

DEPUTIES = {
    "chair": 0, "commission_chair": 1, "secretary": 2, "member": 3, "teller": 6, "deputy": 8,
}  # fmt: skip
PERSONS = {
    "operator": "the operator of the portal",
    "clerk": "the clerk of the maslikhat",
    "clerk_elsewhere": "the clerk of another maslikhat",
    "chair": "who heads the maslikhat",
    "commission_chair": "who chairs its commission",
    "secretary": "the secretary of its commission",
    "member": "a member of its commission",
    "teller": "a deputy who was appointed to count",
    "deputy": "another deputy, or the deputy it is about",
    "deputy_elsewhere": "a deputy of another maslikhat",
    "citizen": "a resident with an account",
    VISITOR: "who has not signed in",
}
LEADERS, IN_COMMISSION = persons("clerk chair"), persons("clerk chair commission_chair secretary")
ELECTORS = frozenset(DEPUTIES)
# A draft is its council's own; an open and public ballot everyone sees.
OUTSIDE = persons(f"operator clerk_elsewhere deputy_elsewhere citizen {VISITOR}")
BECAUSE = "An own interest in the matter."
CANDIDATES = ({"kk": "Бірінші", "ru": "Первый"}, {"kk": "Екінші", "ru": "Второй"})
LAST_WEEK = timezone.now() - dt.timedelta(days=7)


def users(cast: Cast) -> dict[str, Any]:
    """The account of each."""
    named = {part: cast.deputies[place] for part, place in DEPUTIES.items()}
    others = ("operator", "clerk", "clerk_elsewhere", "deputy_elsewhere", "citizen")
    return {**named, **{part: cast.users[part] for part in others}}


ROOM = Room("voting", PERSONS, make_cast, users)
Given = Callable[[Cast], Any]


@cache
def draft(**told: Any) -> Given:
    return lambda cast: cast.prepare(**told)


def of_commission(cast: Cast) -> Ballot:
    """A draft of the commission's."""
    return cast.prepare(commission=cast.commission, rule="commission")


@cache
def recusing(**told: Any) -> Given:
    """A draft in which the deputy takes no part."""

    def bring(cast: Cast) -> Ballot:
        ballot = cast.prepare(**told)
        actions.recuse(cast.elector(ballot, 8), by=cast.clerk, because=BECAUSE)
        return ballot

    return bring


@cache
def opened(given: Given, absent: int | None = None) -> Given:
    """The same ballot, opened, with all present but the deputy of this place, if one is told."""

    def bring(cast: Cast) -> Ballot:
        there = [person for place, person in enumerate(cast.people) if place != absent]
        return actions.open_ballot(given(cast), by=cast.clerk, present=there)

    return bring


@cache
def closed(given: Given) -> Given:
    return lambda cast: cast.close(given(cast))


@cache
def cancelled(given: Given) -> Given:
    return lambda cast: actions.cancel_ballot(given(cast), by=cast.clerk, because=BECAUSE)


def voted(cast: Cast) -> Ballot:
    """A secret ballot in which the deputy has voted."""
    ballot = opened(draft(mode="secret"))(cast)
    return actions.cast_secretly(ballot, by=cast.deputy, option=FOR)


@cache
def ended(given: Given) -> Given:
    """The mandate of the deputy has ended since."""

    def bring(cast: Cast) -> Any:
        made = given(cast)
        held = Mandate.objects.filter(person__user=cast.deputies[8])
        held.update(to_day=today(), end_reason="resigned")
        return made

    return bring


@cache
def left(given: Given) -> Given:
    """Who chaired the commission has left it."""

    def bring(cast: Cast) -> Any:
        made = given(cast)
        CommissionMember.objects.filter(position="chair").update(to_day=today())
        return made

    return bring


def hands(cast: Cast) -> Ballot:
    """A draft of a show of hands, its tellers appointed."""
    ballot = cast.prepare(mode="hand")
    tellers = [cast.deputies[6].person, cast.deputies[7].person]
    return actions.appoint_tellers(ballot, by=cast.clerk, tellers=tellers)


def papers(cast: Cast) -> Ballot:
    """The same on papers."""
    ballot = cast.prepare(mode="paper")
    tellers = [cast.deputies[6].person, cast.deputies[7].person]
    return actions.appoint_tellers(ballot, by=cast.clerk, tellers=tellers)


def counted(cast: Cast) -> Ballot:
    """A show of hands that is closed."""
    ballot = opened(hands)(cast)
    for place in (6, 7):
        actions.count(ballot, by=cast.deputies[place], numbers=[20, 0, 3])
    return cast.close(ballot)


def past(cast: Cast) -> Ballot:
    """A show of hands that was opened a week ago, and is brought over."""
    return _past(cast, "hand")


def unlisted(cast: Cast) -> Ballot:
    """A vote on papers that was brought over, without the list of who took one."""
    ballot = _past(cast, "paper")
    actions.enter_counts(ballot, by=cast.clerk, numbers=[9, 0, 0], at=LAST_WEEK)
    return cast.close(ballot)


def _past(cast: Cast, mode: str) -> Ballot:
    rule = cast.rule()
    ballot = actions.prepare(
        cast.council, by=cast.clerk, motion=MOTION, mode=mode, rule=rule, at=LAST_WEEK
    )
    tellers = [cast.deputies[place].person for place in (6, 7)]
    actions.appoint_tellers(ballot, by=cast.clerk, tellers=tellers)
    return actions.open_ballot(ballot, by=cast.clerk, at=LAST_WEEK)


def election(cast: Cast) -> Ballot:
    """A draft of an election between two."""
    return cast.prepare(candidates=CANDIDATES)


def without_end(cast: Cast) -> Ballot:
    """An election in which nobody was elected."""
    ballot = opened(election)(cast)
    cast.vote(ballot, [1] * 8 + [2] * 8)
    return cast.close(ballot)


def passed(cast: Cast) -> Ballot:
    """A motion that was approved."""
    ballot = opened(draft())(cast)
    cast.vote(ballot, [FOR] * 20 + [AGAINST])
    return cast.close(ballot)


@cache
def elector(place: int, given: Given) -> Given:
    return lambda cast: Elector.objects.get(ballot=given(cast), person=cast.deputies[place].person)


def prepare(cast: Cast, by: Any, _: Any) -> Ballot:
    return actions.prepare(
        cast.council, by=by, motion=MOTION, mode="open", rule=cast.rule("majority_of_total")
    )


def prepare_in_commission(cast: Cast, by: Any, _: Any) -> Ballot:
    rule = cast.rule("commission")
    return actions.prepare(
        cast.council, by=by, motion=MOTION, mode="open", rule=rule, commission=cast.commission
    )


def tellers(cast: Cast, by: Any, ballot: Ballot) -> Ballot:
    named = [cast.deputies[3].person, cast.deputies[4].person]
    return actions.appoint_tellers(ballot, by=by, tellers=named)


def give_papers(cast: Cast, by: Any, ballot: Ballot) -> Ballot:
    return actions.give_papers(ballot, by=by, to=cast.people[:9])


def replace_teller(cast: Cast, by: Any, ballot: Ballot) -> Ballot:
    old, new = cast.deputies[6].person, cast.deputies[9].person
    return actions.replace_teller(ballot, by=by, teller=old, instead=new, because=BECAUSE)


def vote(cast: Cast, by: Any, ballot: Ballot) -> object:
    return cast_by(by, ballot, FOR)


def vote_secretly(cast: Cast, by: Any, ballot: Ballot) -> object:
    return actions.cast_secretly(ballot, by=by, option=FOR)


def recuse(cast: Cast, by: Any, one: Elector) -> Elector:
    return actions.recuse(one, by=by, because=BECAUSE)


def unrecuse(cast: Cast, by: Any, one: Elector) -> Elector:
    return actions.unrecuse(one, by=by)


def open_ballot(cast: Cast, by: Any, ballot: Ballot) -> Ballot:
    return actions.open_ballot(ballot, by=by)


def count(cast: Cast, by: Any, ballot: Ballot) -> object:
    return actions.count(ballot, by=by, numbers=[1, 0, 0])


def enter_counts(cast: Cast, by: Any, ballot: Ballot) -> object:
    return actions.enter_counts(ballot, by=by, numbers=[1, 0, 0], at=LAST_WEEK)


def close(cast: Cast, by: Any, ballot: Ballot) -> Ballot:
    return actions.close_ballot(ballot, by=by)


def cancel(cast: Cast, by: Any, ballot: Ballot) -> Ballot:
    return actions.cancel_ballot(ballot, by=by, because=BECAUSE)


def hold_again(cast: Cast, by: Any, ballot: Ballot) -> Ballot:
    return actions.hold_again(ballot, by=by)


def regulate(cast: Cast, by: Any, _: Any) -> object:
    return actions.set_regulations(
        cast.council, by=by, counts_vacancies=True, may_change=False, basis="Article 12"
    )


PREPARING = [
    Row("voting.prepare", "in the council", LEADERS, prepare),
    Row("voting.prepare", "in a commission", IN_COMMISSION, prepare_in_commission),
    Row("voting.prepare", "in a commission that its chair has left",
        persons("clerk chair secretary"), prepare_in_commission, left(lambda cast: None)),
    Row("voting.recuse", "draft, the deputy", LEADERS | {"deputy"}, recuse,
        elector(8, draft()), hidden=OUTSIDE),
    Row("voting.recuse", "draft in a commission, its member", IN_COMMISSION | {"member"}, recuse,
        elector(3, of_commission), hidden=OUTSIDE),
    Row("voting.recuse", "open", NOBODY, recuse, elector(8, opened(draft()))),
    Row("voting.unrecuse", "draft, the deputy", LEADERS | {"deputy"}, unrecuse,
        elector(8, recusing()), hidden=OUTSIDE),
    Row("voting.unrecuse", "open", NOBODY, unrecuse, elector(8, opened(recusing()))),
    Row("voting.appoint_tellers", "draft, by hands", LEADERS, tellers, draft(mode="hand"),
        hidden=OUTSIDE),
    Row("voting.appoint_tellers", "draft, by papers", LEADERS, tellers, draft(mode="paper"),
        hidden=OUTSIDE),
    Row("voting.appoint_tellers", "draft, by name", NOBODY, tellers, draft(), hidden=OUTSIDE),
    Row("voting.appoint_tellers", "open, by hands", NOBODY, tellers, opened(hands)),
    Row("voting.give_papers", "open, on papers", LEADERS | {"teller"}, give_papers,
        opened(papers)),
    Row("voting.give_papers", "closed, brought over without its list", LEADERS, give_papers,
        unlisted),
    Row("voting.give_papers", "open, by hands", NOBODY, give_papers, opened(hands)),
    Row("voting.give_papers", "draft, on papers", NOBODY, give_papers, papers, hidden=OUTSIDE),
    Row("voting.replace_teller", "draft, by hands", NOBODY, replace_teller, hands, hidden=OUTSIDE),
    Row("voting.replace_teller", "open, by hands", LEADERS, replace_teller, opened(hands)),
    Row("voting.replace_teller", "open, by name", NOBODY, replace_teller, opened(draft())),
    Row("voting.open_ballot", "draft", LEADERS, open_ballot, draft(), hidden=OUTSIDE),
    Row("voting.open_ballot", "draft in a commission", IN_COMMISSION, open_ballot, of_commission,
        hidden=OUTSIDE),
    Row("voting.open_ballot", "open", NOBODY, open_ballot, opened(draft())),
    Row("voting.open_ballot", "cancelled before it was opened", NOBODY, open_ballot,
        cancelled(draft()), hidden=OUTSIDE),
    Row("voting.set_regulations", "the own council", LEADERS | {"operator"}, regulate),
]  # fmt: skip
VOTING = [
    Row("voting.cast", "draft", NOBODY, vote, draft(), hidden=OUTSIDE),
    Row("voting.cast", "open", ELECTORS, vote, opened(draft())),
    Row("voting.cast", "open, in a closed sitting", ELECTORS, vote,
        opened(draft(is_public=False)), hidden=OUTSIDE),
    Row("voting.cast", "open, in a commission",
        persons("commission_chair secretary member"), vote, opened(of_commission)),
    Row("voting.cast", "open, the deputy recused", ELECTORS - {"deputy"}, vote, opened(recusing())),
    Row("voting.cast", "open, the deputy absent", ELECTORS - {"deputy"}, vote,
        opened(draft(), absent=8)),
    Row("voting.cast", "open, the deputy's mandate ended since", ELECTORS - {"deputy"}, vote,
        ended(opened(draft()))),
    Row("voting.cast", "open, but secret", NOBODY, vote, opened(draft(mode="secret"))),
    Row("voting.cast", "open, by hands", NOBODY, vote, opened(hands)),
    Row("voting.cast", "closed: the vote is kept as late", ELECTORS, vote, closed(opened(draft()))),
    Row("voting.cast", "cancelled", NOBODY, vote, cancelled(opened(draft()))),
    Row("voting.cast_secretly", "draft", NOBODY, vote_secretly, draft(mode="secret"),
        hidden=OUTSIDE),
    Row("voting.cast_secretly", "open", ELECTORS, vote_secretly, opened(draft(mode="secret"))),
    Row("voting.cast_secretly", "open, the deputy recused", ELECTORS - {"deputy"}, vote_secretly,
        opened(recusing(mode="secret"))),
    Row("voting.cast_secretly", "open, the deputy absent", ELECTORS - {"deputy"}, vote_secretly,
        opened(draft(mode="secret"), absent=8)),
    Row("voting.cast_secretly", "open, the deputy has voted", ELECTORS - {"deputy"},
        vote_secretly, voted),
    Row("voting.cast_secretly", "open, the deputy's mandate ended since", ELECTORS - {"deputy"},
        vote_secretly, ended(opened(draft(mode="secret")))),
    Row("voting.cast_secretly", "open, but by name", NOBODY, vote_secretly, opened(draft())),
    Row("voting.cast_secretly", "closed", NOBODY, vote_secretly,
        closed(opened(draft(mode="secret")))),
    Row("voting.count", "draft", NOBODY, count, hands, hidden=OUTSIDE),
    Row("voting.count", "open", persons("teller"), count, opened(hands)),
    Row("voting.count", "closed", NOBODY, count, counted),
    Row("voting.enter_counts", "open since today", NOBODY, enter_counts, opened(hands)),
    Row("voting.enter_counts", "brought over, open", LEADERS, enter_counts, past),
    Row("voting.enter_counts", "brought over, by name", NOBODY, enter_counts, opened(draft())),
]  # fmt: skip
ENDING = [
    Row("voting.close_ballot", "draft", NOBODY, close, draft(), hidden=OUTSIDE),
    Row("voting.close_ballot", "open", LEADERS, close, opened(draft())),
    Row("voting.close_ballot", "open, in a commission", IN_COMMISSION, close,
        opened(of_commission)),
    Row("voting.close_ballot", "closed", NOBODY, close, closed(opened(draft()))),
    Row("voting.cancel_ballot", "draft", LEADERS, cancel, draft(), hidden=OUTSIDE),
    Row("voting.cancel_ballot", "open", LEADERS, cancel, opened(draft())),
    Row("voting.cancel_ballot", "open, in a commission", IN_COMMISSION, cancel,
        opened(of_commission)),
    Row("voting.cancel_ballot", "closed", NOBODY, cancel, closed(opened(draft()))),
    Row("voting.cancel_ballot", "cancelled", NOBODY, cancel, cancelled(opened(draft()))),
    Row("voting.hold_again", "open", NOBODY, hold_again, opened(draft())),
    Row("voting.hold_again", "cancelled", LEADERS, hold_again, cancelled(opened(draft()))),
    Row("voting.hold_again", "cancelled, in a commission", IN_COMMISSION, hold_again,
        cancelled(opened(of_commission))),
    Row("voting.hold_again", "an election without an end", LEADERS, hold_again, without_end),
    Row("voting.hold_again", "closed with a result", NOBODY, hold_again, passed),
]  # fmt: skip
ROWS = [*PREPARING, *VOTING, *ENDING]
