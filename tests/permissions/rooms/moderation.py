"""Moderation: who reports, who decides in which room, and who decides on an appeal."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Any

from maslikhat.accounts.models import User
from maslikhat.dialogue.actions import reply
from maslikhat.dialogue.followed import POST, TOPIC
from maslikhat.kit.days import today
from maslikhat.moderation import actions
from maslikhat.moderation.models import Appeal, Measure
from maslikhat.moderation.registers import Ref
from maslikhat.registry.models import Role
from tests.dialogue.cast import DAY
from tests.permissions.table import ALL_OTHERS, NOBODY, VISITOR, Room, Row, persons
from tests.permissions.talk import (
    AUTHOR,
    OUTSIDE,
    OWN,
    PERSONS,
    SIGNED_IN,
    Cast,
    Given,
    make_cast,
    topic,
    users,
)

ROOM = Room("moderation", PERSONS, make_cast, users)
NATIONAL, COUNCIL, CLERK = persons("operator moderator"), persons("clerk chair"), persons("clerk")
BOTH = NATIONAL | COUNCIL
DAYS = dt.timedelta(days=3)
WHERE = {
    "public": "in a room of the country",
    "council": "in the council's room, open to read",
    "closed": "in the council's closed room",
    "commission": "in a commission's closed room",
}


@cache
def text(room: str) -> Given:
    """A text of the author's in a room."""
    return lambda cast: Ref(POST, topic(room)(cast).posts.get().pk)


@cache
def thread(room: str) -> Given:
    """A topic of the author's in a room."""
    return lambda cast: Ref(TOPIC, topic(room)(cast).pk)


def of_chair(cast: Cast) -> Ref:
    """A text of the head's in the council's room."""
    made = reply(topic("council")(cast), by=cast.chair, body="Gravel.", language="en")
    return Ref(POST, made.pk)


@cache
def reported(given: Given, by: str = "clerk") -> Given:
    """The same, reported by the clerk unless by another."""

    def bring(cast: Cast) -> Ref:
        ref = given(cast)
        actions.report(ref, by=getattr(cast, by), reason="insult")
        return ref

    return bring


@cache
def asked(given: Given) -> Given:
    """The clerk has asked the moderators of the whole portal to suspend the author."""

    def bring(cast: Cast) -> Ref:
        ref = given(cast)
        actions.ask_suspension(ref, by=cast.clerk, reason="insult")
        return ref

    return bring


@cache
def as_moderator(given: Given) -> Given:
    """The clerk of the maslikhat is a moderator of the whole portal too."""

    def bring(cast: Cast) -> Any:
        Role.objects.create(user=cast.clerk, kind="moderator", from_day=DAY)
        return given(cast)

    return bring


@cache
def dealt(act: Callable[..., Measure], given: Given, by: str) -> Given:
    """Somebody has taken a measure."""
    until = {"until": today() + DAYS} if act is actions.suspend else {}
    return lambda cast: act(given(cast), by=getattr(cast, by), reason="insult", **until)


@cache
def appealed(given: Given) -> Given:
    """The author has appealed."""
    return lambda cast: actions.appeal(given(cast), by=cast.aigerim, words="A quotation.")


@cache
def all_closed(given: Given) -> Given:
    """Every account is closed since."""

    def bring(cast: Cast) -> Any:
        made = given(cast)
        User.objects.update(is_active=False)
        return made

    return bring


def take(act: Callable[..., Measure]) -> Any:
    return lambda cast, by, ref: act(ref, by=by, reason="insult")


def suspend(cast: Cast, by: Any, ref: Ref) -> Measure:
    return actions.suspend(ref, by=by, reason="insult", until=today() + DAYS)


def dismiss(cast: Cast, by: Any, ref: Ref) -> object:
    return actions.dismiss(ref, by=by)


def undo(act: Callable[..., Measure]) -> Any:
    return lambda cast, by, measure: act(measure, by=by)


def appeal(cast: Cast, by: Any, measure: Measure) -> Appeal:
    return actions.appeal(measure, by=by, words="A quotation.")


def decide(cast: Cast, by: Any, made: Appeal) -> Appeal:
    return actions.decide(made, by=by, outcome="overturned", answer="It was one.")


def moderate(act: str, do: Any, thing: Callable[[str], Given] = text) -> list[Row]:
    """What those decide who moderate a thing, in each room; nobody else hears that there is any."""
    may = {"public": NATIONAL, "council": BOTH, "closed": COUNCIL, "commission": CLERK}
    return [
        *(Row(act, WHERE[room], may[room], do, thing(room), hidden=ALL_OTHERS) for room in may),
        Row(act, f"{WHERE['commission']}, reported", COUNCIL, do, reported(thing("commission")),
            hidden=ALL_OTHERS),
    ]  # fmt: skip


REPORTING = [
    Row("moderation.report", WHERE["public"], SIGNED_IN - AUTHOR, take(actions.report),
        text("public"), hidden=persons(VISITOR)),
    Row("moderation.report", WHERE["closed"], (OWN | CLERK) - AUTHOR, take(actions.report),
        text("closed"), hidden=OUTSIDE["closed"]),
    Row("moderation.report", WHERE["commission"], CLERK, take(actions.report),
        text("commission"), hidden=OUTSIDE["commission"]),
    Row("moderation.report", "an account that is closed", NOBODY, take(actions.report),
        all_closed(text("public")), hidden=ALL_OTHERS),
    Row("moderation.report", "a thing that there is not", NOBODY, take(actions.report),
        lambda c: Ref(POST, 2**70), hidden=ALL_OTHERS),
    Row("moderation.report", "a kind that there is not", NOBODY, take(actions.report),
        lambda c: Ref("no.such", 1), hidden=ALL_OTHERS),
    Row("moderation.ask_suspension", WHERE["public"], NOBODY, take(actions.ask_suspension),
        text("public"), hidden=ALL_OTHERS),
    Row("moderation.ask_suspension", WHERE["council"], COUNCIL, take(actions.ask_suspension),
        text("council"), hidden=ALL_OTHERS),
    Row("moderation.ask_suspension", f"{WHERE['council']}, the clerk a moderator too",
        persons("chair"), take(actions.ask_suspension), as_moderator(text("council")),
        hidden=ALL_OTHERS),
    Row("moderation.ask_suspension", WHERE["closed"], COUNCIL, take(actions.ask_suspension),
        text("closed"), hidden=ALL_OTHERS),
    Row("moderation.ask_suspension", WHERE["commission"], CLERK, take(actions.ask_suspension),
        text("commission"), hidden=ALL_OTHERS),
    Row("moderation.dismiss", f"{WHERE['public']}, reported", NATIONAL, dismiss,
        reported(text("public")), hidden=ALL_OTHERS),
    Row("moderation.dismiss", f"{WHERE['council']}, reported", BOTH, dismiss,
        reported(text("council")), hidden=ALL_OTHERS),
    Row("moderation.dismiss", f"{WHERE['closed']}, reported", COUNCIL, dismiss,
        reported(text("closed")), hidden=ALL_OTHERS),
    Row("moderation.dismiss", f"{WHERE['commission']}, reported", COUNCIL, dismiss,
        reported(text("commission")), hidden=ALL_OTHERS),
    Row("moderation.dismiss", f"{WHERE['closed']}, the moderators asked to suspend", NATIONAL,
        dismiss, asked(text("closed")), hidden=frozenset(PERSONS) - BOTH),
    Row("moderation.dismiss", "reported, the head's own text", BOTH - {"chair"}, dismiss,
        reported(of_chair), hidden=ALL_OTHERS),
]  # fmt: skip
MEASURES = [
    *moderate("moderation.hide", take(actions.hide)),
    *moderate("moderation.warn", take(actions.warn)),
    *moderate("moderation.lock", take(actions.lock), thread),
    Row("moderation.hide", "a thing that there is not", NOBODY, take(actions.hide),
        lambda c: Ref(POST, 1), hidden=ALL_OTHERS),
    Row("moderation.hide", "the head's own text in the council's room", BOTH - {"chair"},
        take(actions.hide), of_chair, hidden=ALL_OTHERS),
    Row("moderation.hide", f"{WHERE['closed']}, the moderators asked to suspend", BOTH,
        take(actions.hide), asked(text("closed")), hidden=ALL_OTHERS),
    Row("moderation.suspend", WHERE["public"], NATIONAL, suspend, text("public"),
        hidden=ALL_OTHERS),
    Row("moderation.suspend", WHERE["council"], NATIONAL, suspend, text("council"),
        hidden=ALL_OTHERS),
    Row("moderation.suspend", WHERE["closed"], NOBODY, suspend, text("closed"),
        hidden=ALL_OTHERS),
    Row("moderation.suspend", f"{WHERE['closed']}, the moderators asked to suspend", NATIONAL,
        suspend, asked(text("closed")), hidden=ALL_OTHERS),
    Row("moderation.suspend", WHERE["commission"], NOBODY, suspend, text("commission"),
        hidden=ALL_OTHERS),
]  # fmt: skip
UNDOING = [
    Row("moderation.restore", f"{WHERE['public']}, hidden", NATIONAL, undo(actions.restore),
        dealt(actions.hide, text("public"), "operator"), hidden=ALL_OTHERS),
    Row("moderation.restore", f"{WHERE['council']}, hidden", BOTH, undo(actions.restore),
        dealt(actions.hide, text("council"), "operator"), hidden=ALL_OTHERS),
    Row("moderation.restore", f"{WHERE['closed']}, hidden", COUNCIL, undo(actions.restore),
        dealt(actions.hide, text("closed"), "clerk"), hidden=ALL_OTHERS),
    Row("moderation.restore", "a warning, which hides nothing", NOBODY, undo(actions.restore),
        dealt(actions.warn, text("council"), "clerk"), hidden=ALL_OTHERS),
    Row("moderation.unlock", f"{WHERE['public']}, locked", NATIONAL, undo(actions.unlock),
        dealt(actions.lock, thread("public"), "operator"), hidden=ALL_OTHERS),
    Row("moderation.unlock", f"{WHERE['council']}, locked", BOTH, undo(actions.unlock),
        dealt(actions.lock, thread("council"), "operator"), hidden=ALL_OTHERS),
    Row("moderation.unlock", "a warning, which locks nothing", NOBODY, undo(actions.unlock),
        dealt(actions.warn, thread("council"), "clerk"), hidden=ALL_OTHERS),
    Row("moderation.lift", "suspended for a text in the council's room", NATIONAL,
        undo(actions.lift), dealt(actions.suspend, text("council"), "operator"),
        hidden=ALL_OTHERS),
    Row("moderation.lift", "a hidden text, which suspends nobody", NOBODY, undo(actions.lift),
        dealt(actions.hide, text("council"), "clerk"), hidden=ALL_OTHERS),
]  # fmt: skip
APPEALS = [
    Row("moderation.appeal", "the author's text is hidden", AUTHOR, appeal,
        dealt(actions.hide, text("council"), "chair"), hidden=ALL_OTHERS),
    Row("moderation.appeal", "the same, the account closed", NOBODY, appeal,
        all_closed(dealt(actions.hide, text("council"), "chair")), hidden=ALL_OTHERS),
    Row("moderation.decide", f"{WHERE['public']}, hidden by the operator", persons("moderator"),
        decide, appealed(dealt(actions.hide, text("public"), "operator")), hidden=ALL_OTHERS),
    Row("moderation.decide", f"{WHERE['council']}, hidden by its head", BOTH - {"chair"}, decide,
        appealed(dealt(actions.hide, text("council"), "chair")), hidden=ALL_OTHERS),
    Row("moderation.decide", f"{WHERE['closed']}, hidden by the clerk", persons("chair"), decide,
        appealed(dealt(actions.hide, text("closed"), "clerk")), hidden=ALL_OTHERS),
    Row("moderation.decide", "suspended by the operator", persons("moderator"), decide,
        appealed(dealt(actions.suspend, text("council"), "operator")), hidden=ALL_OTHERS),
]  # fmt: skip
ROWS = [*REPORTING, *MEASURES, *UNDOING, *APPEALS]
