"""Sittings while they are held: attendance, items, doors, motions, recusals and interests."""

from functools import cache
from typing import Any

from maslikhat.decisions import actions as decisions
from maslikhat.kit.days import today
from maslikhat.sittings import actions
from maslikhat.sittings.models import Interest, Item, Motion, Recusal, Sitting
from maslikhat.voting import actions as voting
from tests.decisions.cast import TEXTS
from tests.decisions.cast import TITLES as DRAFT
from tests.permissions.rooms.sittings import (
    BECAUSE,
    Attempted,
    Given,
    act,
    called,
    cancelled,
    closed,
    commission_convened,
    commission_opened,
    commission_seated,
    convened,
    done,
    item,
    near,
    opened,
    planned,
    recess,
    secret,
    shut,
)
from tests.permissions.rooms.voting import (
    DEPUTIES,
    IN_COMMISSION,
    LEADERS,
    OUTSIDE,
    ended,
    left,
    users,
)
from tests.permissions.rooms.voting import PERSONS as PERSONS
from tests.permissions.table import ALL_OTHERS, NOBODY, Room, Row, persons
from tests.sittings.cast import in_days, mandate_of, put, seat, vote_on_doors
from tests.sittings.cast import near as in_time
from tests.voting.cast import AGAINST, FOR, MOTION, Cast, cast_by, make_cast

ROOM = Room("sittings", PERSONS, make_cast, users)
SITTING, DEPUTY = frozenset(DEPUTIES), persons("deputy")
CONCLUDE = persons("clerk commission_chair secretary")
IN_IT = persons("commission_chair secretary member")
VOTED = ("voting.prepare", "voting.open_ballot", "sittings.put_to_vote")


def seated(cast: Cast) -> Sitting:
    """A convened sitting in which a quorum is there."""
    sitting = in_time(convened(cast))
    seat(cast, sitting, 17)
    return sitting


@cache
def doors_voted(given: Given, option: int = FOR) -> Given:
    """Those there have voted on considering this item behind closed doors: for it, or so."""

    def bring(cast: Cast) -> Any:
        one = given(cast)
        vote_on_doors(cast, one, option)
        return one

    return bring


@cache
def soon(given: Given) -> Given:
    """The same, an hour before its time."""
    return lambda cast: in_time(given(cast))


@cache
def moved(given: Given, kind: str = "amendment") -> Given:
    """The deputy has moved an amendment on this item, or the clerk the main motion."""

    def bring(cast: Cast) -> Motion:
        by = cast.clerk if kind == "main" else cast.deputies[8]
        return actions.move(given(cast), by=by, kind=kind, texts=MOTION)

    return bring


@cache
def in_one_language(given: Given) -> Given:
    """The deputy has moved an amendment in Kazakh alone."""
    texts = {"kk": MOTION["kk"]}
    return lambda cast: actions.move(
        given(cast), by=cast.deputies[8], kind="amendment", texts=texts
    )


def amended(cast: Cast) -> Motion:
    """The main motion while an amendment waits."""
    main: Motion = moved(called(item(opened)), "main")(cast)
    actions.move(main.item, by=cast.deputies[8], kind="amendment", texts=MOTION)
    return main


@cache
def voted(given: Given) -> Given:
    """A motion whose vote is open."""

    def bring(cast: Cast) -> Motion:
        motion: Motion = given(cast)
        actions.put_to_vote(motion, by=cast.clerk)
        return motion

    return bring


@cache
def recused(given: Given, place: int = 8) -> Given:
    """The deputy of this place takes no part in this item."""
    return lambda cast: actions.recuse(
        given(cast), by=cast.clerk, mandate=mandate_of(cast, place), because=BECAUSE
    )


def recused_and_done(cast: Cast) -> Recusal:
    """The item has come to something since."""
    made: Recusal = recused(called(item(opened)))(cast)
    actions.end_item(made.item, by=cast.chair, outcome="noted")
    return made


def interest(cast: Cast) -> Interest:
    """The deputy has declared one."""
    return actions.declare_interest(by=cast.deputies[8], kind="owner", name="ТОО «Су»")


def mark(place: int) -> Attempted:
    """The deputy of this place is noted as excused."""
    return lambda cast, by, sitting: actions.mark_attendance(
        sitting, by=by, mandate=mandate_of(cast, place), part="excused", reason="illness"
    )


def left_early(cast: Cast, by: Any, sitting: Any) -> object:
    """The deputy of this place has left before the end."""
    return actions.check_out(sitting, by=by, mandate=mandate_of(cast, 9))


def recuse(place: int) -> Attempted:
    """The deputy of this place takes no part."""
    return lambda cast, by, one: actions.recuse(
        one, by=by, mandate=mandate_of(cast, place), because=BECAUSE
    )


def resume_at(_cast: Cast, by: Any, sitting: Any) -> object:
    """The break ends within the hour."""
    return actions.plan_resume(sitting, by=by, until=in_days(1 / 30))


def declare(_cast: Cast, by: Any, _thing: Any) -> object:
    return actions.declare_interest(by=by, kind="owner", name="ТОО «Су»")


def of_the_commission(cast: Cast) -> Item:
    """A draft that waits for the commission's conclusion, which has just voted for it."""
    made = decisions.draft(cast.council, by=cast.clerk, kind="normative", titles=DRAFT, texts=TEXTS)
    decisions.refer(made, cast.commission, by=cast.clerk, due_on=today())
    decisions.table(made, by=cast.chair)
    one = put(cast, commission_opened(cast), decision=made)
    actions.call_item(one, by=cast.clerk)
    motion = actions.move(one, by=cast.clerk, kind="main", texts=MOTION)
    ballot = actions.put_to_vote(motion, by=cast.clerk)
    for place in (1, 2, 3):
        cast_by(cast.deputies[place], ballot, FOR)
    voting.close_ballot(ballot, by=cast.clerk)
    return actions.end_item(one, by=cast.clerk, outcome="adopted")


amend = act("move", kind="amendment", texts=MOTION)
complete = act("complete_motion", texts=MOTION)
move_main = act("move", kind="main", texts=MOTION)
close = act("close_sitting", postponing=True)
invite = act("mark_invited", invited={"kk": "Асанов", "ru": "Асанов"})
end = act("end_item", outcome="noted")
vote, doors, reopen = act("put_to_vote"), act("close_doors"), act("open_doors")
pass_on = act("pass_on_conclusion", outcome="for")
move_doors = act("move_doors", proposed_by="chair", because=BECAUSE)

COURSE = [
    Row("sittings.open_sitting", "planned", NOBODY, act("open_sitting"), planned, hidden=OUTSIDE),
    Row("sittings.open_sitting", "convened, without a quorum", NOBODY, act("open_sitting"),
        convened),
    Row("sittings.open_sitting", "convened, days before its time", NOBODY, act("open_sitting"),
        convened),
    Row("sittings.open_sitting", "convened, with a quorum", LEADERS, act("open_sitting"), seated),
    Row("sittings.open_sitting", "convened, of a commission, with a quorum", IN_COMMISSION,
        act("open_sitting"), soon(commission_seated)),
    Row("sittings.open_sitting", "open", NOBODY, act("open_sitting"), opened),
    Row("sittings.open_sitting", "cancelled", NOBODY, act("open_sitting"), cancelled(convened)),
    Row("sittings.call_roll", "planned", NOBODY, act("call_roll"), planned, hidden=OUTSIDE),
    Row("sittings.call_roll", "convened", LEADERS, act("call_roll"), convened),
    Row("sittings.call_roll", "open", LEADERS, act("call_roll"), opened),
    Row("sittings.call_roll", "open, of a commission", IN_COMMISSION, act("call_roll"),
        commission_opened),
    Row("sittings.call_roll", "closed", NOBODY, act("call_roll"), closed),
    Row("sittings.pause", "convened", NOBODY, act("pause"), convened),
    Row("sittings.pause", "open", LEADERS, act("pause"), opened),
    Row("sittings.pause", "open, of a commission", IN_COMMISSION, act("pause"), commission_opened),
    Row("sittings.pause", "in a recess", NOBODY, act("pause"), recess),
    Row("sittings.plan_resume", "open", NOBODY, resume_at, opened),
    Row("sittings.plan_resume", "in a recess", LEADERS, resume_at, recess),
    Row("sittings.resume", "open", NOBODY, act("resume"), opened),
    Row("sittings.resume", "in a recess", LEADERS, act("resume"), recess),
    Row("sittings.close_sitting", "convened", NOBODY, act("close_sitting"), convened),
    Row("sittings.close_sitting", "open", LEADERS, close, opened),
    Row("sittings.close_sitting", "open, without a word on what is ahead", NOBODY,
        act("close_sitting"), opened),
    Row("sittings.close_sitting", "open, of a commission", IN_COMMISSION, close,
        commission_opened),
    Row("sittings.close_sitting", "open, an item being considered", NOBODY, act("close_sitting"),
        lambda c: called(item(opened))(c).sitting),
    Row("sittings.close_sitting", "in a recess", LEADERS, close, recess),
    Row("sittings.close_sitting", "closed", NOBODY, act("close_sitting"), closed),
    Row("sittings.call_item", "convened", NOBODY, act("call_item"), item(convened)),
    Row("sittings.call_item", "open", LEADERS, act("call_item"), item(opened)),
    Row("sittings.call_item", "open, of a commission", IN_COMMISSION, act("call_item"),
        item(commission_opened)),
    Row("sittings.call_item", "open, of a commission that its chair has left",
        persons("clerk chair secretary"), act("call_item"), left(item(commission_opened))),
    Row("sittings.call_item", "behind closed doors", LEADERS, act("call_item"), secret(opened),
        hidden=OUTSIDE),
    Row("sittings.call_item", "in a recess", NOBODY, act("call_item"), item(recess)),
    Row("sittings.call_item", "being considered", NOBODY, act("call_item"), called(item(opened))),
    Row("sittings.call_item", "done", NOBODY, act("call_item"), done(item(opened))),
    Row("sittings.end_item", "ahead", NOBODY, end, item(opened)),
    Row("sittings.end_item", "being considered", LEADERS, end, called(item(opened))),
    Row("sittings.end_item", "behind closed doors", LEADERS, end, called(secret(opened)),
        hidden=OUTSIDE),
    Row("sittings.end_item", "being considered, its vote open", NOBODY, end,
        lambda c: voted(moved(called(item(opened)), "main"))(c).item),
    Row("sittings.end_item", "done", NOBODY, end, done(item(opened))),
    Row("sittings.pass_on_conclusion", "not voted on", NOBODY, pass_on,
        item(commission_opened)),
    Row("sittings.pass_on_conclusion", "of a commission, voted for", CONCLUDE, pass_on,
        of_the_commission, records=("decisions.conclude", "sittings.pass_on_conclusion")),
    Row("sittings.close_doors", "convened", NOBODY, doors, item(convened)),
    Row("sittings.close_doors", "open, the item being considered, not voted on", NOBODY, doors,
        called(item(opened))),
    Row("sittings.close_doors", "open, the item being considered, voted on", LEADERS, doors,
        doors_voted(called(item(opened)))),
    Row("sittings.close_doors", "open, its vote open", NOBODY, doors,
        lambda c: voted(moved(called(item(opened)), "main"))(c).item),
    Row("sittings.close_doors", "open, the doors closed already", NOBODY, doors, secret(opened),
        hidden=OUTSIDE),
    Row("sittings.close_doors", "open, the item done", NOBODY, doors, done(item(opened))),
    Row("sittings.open_doors", "announced as closed, not voted on", NOBODY, reopen,
        called(secret(opened)), hidden=OUTSIDE),
    Row("sittings.open_doors", "announced as closed, the vote against it", LEADERS, reopen,
        doors_voted(called(secret(opened)), AGAINST), hidden=OUTSIDE),
    Row("sittings.open_doors", "open already", NOBODY, reopen, called(item(opened))),
    Row("sittings.move_doors", "convened", NOBODY, move_doors, item(convened)),
    Row("sittings.move_doors", "open", LEADERS, move_doors, item(opened)),
    Row("sittings.move_doors", "open, announced as closed", LEADERS, move_doors,
        secret(opened), hidden=OUTSIDE),
    Row("sittings.move_doors", "open, the item done", NOBODY, move_doors, done(item(opened))),
]  # fmt: skip
ATTENDANCE = [
    Row("sittings.check_in", "planned", NOBODY, act("check_in"), planned, hidden=OUTSIDE),
    Row("sittings.check_in", "convened, days before", NOBODY, act("check_in"), convened),
    Row("sittings.check_in", "convened, an hour before", SITTING, act("check_in"), near),
    Row("sittings.check_in", "open", SITTING, act("check_in"), opened),
    Row("sittings.check_in", "open, the deputy's mandate ended since", SITTING - DEPUTY,
        act("check_in"), ended(opened)),
    Row("sittings.check_in", "open, of a commission", IN_IT, act("check_in"), commission_opened),
    Row("sittings.check_in", "in a recess", SITTING, act("check_in"), recess),
    Row("sittings.check_in", "closed", NOBODY, act("check_in"), closed),
    Row("sittings.check_out", "convened, nobody there", NOBODY, act("check_out"), near),
    Row("sittings.check_out", "open, all there", SITTING, act("check_out"), opened),
    Row("sittings.check_out", "open, of another who is there", LEADERS, left_early, opened),
    Row("sittings.check_out", "closed", NOBODY, act("check_out"), closed),
    Row("sittings.mark_attendance", "planned", NOBODY, mark(8), planned, hidden=OUTSIDE),
    Row("sittings.mark_attendance", "convened", LEADERS, mark(8), convened),
    Row("sittings.mark_attendance", "convened, closed to the public", LEADERS, mark(8), shut,
        hidden=OUTSIDE),
    Row("sittings.mark_attendance", "open", LEADERS, mark(8), opened),
    Row("sittings.mark_attendance", "open, of a commission", IN_COMMISSION, mark(3),
        commission_opened),
    Row("sittings.mark_attendance", "closed", LEADERS, mark(8), closed),
    Row("sittings.mark_attendance", "cancelled", NOBODY, mark(8), cancelled(convened)),
    Row("sittings.mark_invited", "open", LEADERS, invite, opened),
    Row("sittings.mark_invited", "open, of a commission", IN_COMMISSION, invite,
        commission_opened),
    Row("sittings.mark_invited", "closed", LEADERS, invite, closed),
    Row("sittings.mark_invited", "planned", NOBODY, invite, planned, hidden=OUTSIDE),
    Row("sittings.recuse", "planned, the deputy", LEADERS | DEPUTY, recuse(8), item(planned),
        hidden=OUTSIDE),
    Row("sittings.recuse", "being considered, the deputy", LEADERS | DEPUTY, recuse(8),
        called(item(opened))),
    Row("sittings.recuse", "behind closed doors, the deputy", LEADERS | DEPUTY, recuse(8),
        secret(convened), hidden=OUTSIDE),
    Row("sittings.recuse", "in a commission, its member", IN_COMMISSION | {"member"}, recuse(3),
        item(commission_convened)),
    Row("sittings.recuse", "the deputy, whose mandate ended since", NOBODY, recuse(8),
        ended(item(convened)), apart=LEADERS),
    Row("sittings.recuse", "done", NOBODY, recuse(8), done(item(opened))),
    Row("sittings.unrecuse", "convened, the deputy", LEADERS | DEPUTY, act("unrecuse"),
        recused(item(convened))),
    Row("sittings.unrecuse", "behind closed doors, the deputy", LEADERS | DEPUTY,
        act("unrecuse"), recused(secret(convened)), hidden=OUTSIDE),
    Row("sittings.unrecuse", "the deputy, whose mandate ended since", LEADERS, act("unrecuse"),
        ended(recused(item(convened)))),
    Row("sittings.unrecuse", "done", NOBODY, act("unrecuse"), recused_and_done),
    Row("sittings.declare_interest", "any time", SITTING | {"deputy_elsewhere"}, declare),
    Row("sittings.declare_interest", "the deputy's mandate ended since",
        (SITTING - DEPUTY) | {"deputy_elsewhere"}, declare, ended(lambda cast: None)),
    Row("sittings.end_interest", "declared by the deputy", DEPUTY, act("end_interest"), interest,
        hidden=ALL_OTHERS),
    Row("sittings.end_interest", "ended", NOBODY, act("end_interest"),
        lambda c: actions.end_interest(interest(c), by=c.deputies[8]),
        hidden=frozenset(PERSONS) - DEPUTY),
]  # fmt: skip
MOTIONS = [
    Row("sittings.move", "an amendment, planned", SITTING | LEADERS, amend, item(planned),
        hidden=OUTSIDE),
    Row("sittings.move", "an amendment, being considered", SITTING | LEADERS, amend,
        called(item(opened))),
    Row("sittings.move", "an amendment, behind closed doors", SITTING | LEADERS, amend,
        secret(convened), hidden=OUTSIDE),
    Row("sittings.move", "an amendment, in a commission", IN_IT | LEADERS, amend,
        item(commission_opened)),
    Row("sittings.move", "an amendment, the deputy's mandate ended since",
        (SITTING | LEADERS) - DEPUTY, amend, ended(item(opened))),
    Row("sittings.move", "an amendment, done", NOBODY, amend, done(item(opened))),
    Row("sittings.move", "an amendment, closed", NOBODY, amend, item(closed)),
    Row("sittings.move", "the main motion", LEADERS, move_main, item(opened)),
    Row("sittings.move", "the main motion, in a commission", IN_COMMISSION, move_main,
        item(commission_opened)),
    Row("sittings.complete_motion", "in one language", LEADERS, complete,
        in_one_language(item(opened))),
    Row("sittings.complete_motion", "in one language, behind closed doors", LEADERS, complete,
        in_one_language(secret(opened)), hidden=OUTSIDE),
    Row("sittings.complete_motion", "in both languages", NOBODY, complete, moved(item(opened))),
    Row("sittings.withdraw_motion", "waiting, of the deputy", LEADERS | DEPUTY,
        act("withdraw_motion"), moved(item(opened))),
    Row("sittings.withdraw_motion", "waiting, behind closed doors", LEADERS | DEPUTY,
        act("withdraw_motion"), moved(secret(opened)), hidden=OUTSIDE),
    Row("sittings.withdraw_motion", "waiting, of the deputy, whose mandate ended since", LEADERS,
        act("withdraw_motion"), ended(moved(item(opened)))),
    Row("sittings.withdraw_motion", "its vote open", NOBODY, act("withdraw_motion"),
        voted(moved(called(item(opened))))),
    Row("sittings.withdraw_motion", "taken back", NOBODY, act("withdraw_motion"),
        lambda c: actions.withdraw_motion(moved(item(opened))(c), by=c.clerk)),
    Row("sittings.put_to_vote", "the item ahead", NOBODY, vote, moved(item(opened), "main")),
    Row("sittings.put_to_vote", "waiting", LEADERS, vote, moved(called(item(opened)), "main"),
        records=VOTED),
    Row("sittings.put_to_vote", "announced as closed, the doors not voted on", NOBODY, vote,
        moved(called(secret(opened)), "main"), hidden=OUTSIDE),
    Row("sittings.put_to_vote", "waiting, behind closed doors", LEADERS, vote,
        moved(doors_voted(called(secret(opened))), "main"), hidden=OUTSIDE, records=VOTED),
    Row("sittings.put_to_vote", "waiting, in a commission", IN_COMMISSION, vote,
        moved(called(item(commission_opened)), "main"), records=VOTED),
    Row("sittings.put_to_vote", "the main motion while an amendment waits", NOBODY, vote, amended),
    Row("sittings.put_to_vote", "its vote open", NOBODY, vote,
        voted(moved(called(item(opened))))),
]  # fmt: skip
ROWS = [*COURSE, *ATTENDANCE, *MOTIONS]
