"""Sittings: who asks for the floor, who gives it, for how long; who approves the minutes."""

from collections.abc import Callable
from functools import cache
from typing import Any

from maslikhat.decisions import actions as decisions
from maslikhat.sittings import actions
from maslikhat.sittings.actions.minuting import Wanted
from maslikhat.sittings.floor import DEFAULTS
from maslikhat.sittings.models import Item, Minutes, Speech
from tests.decisions.cast import TEXTS
from tests.decisions.cast import TITLES as DRAFT
from tests.permissions.rooms.voting import DEPUTIES, LEADERS, OUTSIDE, users
from tests.permissions.rooms.voting import PERSONS as PERSONS
from tests.permissions.table import NOBODY, Room, Row, persons
from tests.sittings import cast as sittings
from tests.voting.cast import Cast, make_cast

ROOM = Room("sittings", PERSONS, make_cast, users)
Given = Callable[[Cast], Any]
ENTITLED = frozenset(DEPUTIES) | LEADERS


def planned(cast: Cast) -> Item:
    """An item of a sitting that only its own people know of."""
    return sittings.put(cast, sittings.plan(cast))


def called(cast: Cast) -> Item:
    """An item that is being considered."""
    item = sittings.opened(cast).items.in_order()[0]
    return actions.call_item(item, by=cast.chair)


def done(cast: Cast) -> Item:
    """An item that has come to something."""
    return actions.end_item(called(cast), by=cast.chair, outcome="noted")


@cache
def asked(given: Given) -> Given:
    """The deputy it is about waits for the floor on this item."""
    return lambda cast: actions.ask_floor(given(cast), by=cast.deputies[8], kind="question")


def speaking(cast: Cast) -> Speech:
    """The deputy has the floor."""
    return actions.give_floor(asked(called)(cast), by=cast.chair)


def spoken(cast: Cast) -> Speech:
    """The deputy has spoken."""
    return actions.end_speech(speaking(cast), by=cast.chair)


def closed_item(cast: Cast) -> Item:
    """An item that is being considered behind closed doors."""
    return sittings.shut(cast, called(cast))


def minutes(cast: Cast) -> Minutes:
    """The minutes of a sitting that has ended, not approved yet."""
    return actions.close_sitting(sittings.opened(cast), by=cast.chair, postponing=True).minutes


def approved(cast: Cast) -> Minutes:
    """The same, approved."""
    found = minutes(cast)
    return approve(cast, cast.chair, found)


def approve(_cast: Cast, by: Any, found: Minutes) -> Minutes:
    version = Wanted(found.versions.latest("number"), by)
    return actions.approve_minutes(found, by=by, version=version)


def covered(cast: Cast) -> Minutes:
    """Approved minutes in which words of a decision were covered since."""
    made = decisions.draft(
        cast.council, by=cast.clerk, kind="individual", titles=DRAFT, texts=TEXTS
    )
    sitting = sittings.opened(cast)
    item = actions.put_item(
        sitting, by=cast.clerk, titles={}, decision=made, **sittings.added(sitting)
    )
    actions.end_item(actions.call_item(item, by=cast.chair), by=cast.chair, outcome="noted")
    found = actions.close_sitting(sitting, by=cast.chair, postponing=True).minutes
    found = approve(cast, cast.chair, found)
    decisions.cover_words(made, by=cast.clerk, within=made, words="бытовых", kind="other")
    return found


def renew(_cast: Cast, by: Any, found: Minutes) -> Minutes:
    version = Wanted(found.versions.latest("number"), by)
    return actions.renew_minutes(found, by=by, version=version)


def edit(_cast: Cast, by: Any, found: Minutes) -> object:
    texts = {"text_kk": "# Хаттама\nСөз.", "text_ru": "# Протокол\nСлово."}
    return actions.edit_minutes(found, by=by, texts=texts, base=1, note="Put right")


def ask(cast: Cast, by: Any, item: Item) -> Speech:
    """In the own name; whoever leads and is no deputy enters a guest."""
    is_clerk = by == cast.clerk
    return actions.ask_floor(item, by=by, kind="debate", name="A guest" if is_clerk else "")


def set_rules(cast: Cast, by: Any, _thing: Any) -> object:
    return actions.set_floor_rules(cast.council, by=by, seconds=DEFAULTS, basis="п. 30")


def act(name: str) -> Callable[[Cast, Any, Any], object]:
    """An act that takes a speech alone."""
    return lambda _cast, by, speech: getattr(actions, name)(speech, by=by)


ROWS = [
    Row("sittings.ask_floor", "planned", ENTITLED, ask, planned, hidden=OUTSIDE),
    Row("sittings.ask_floor", "the item is being considered", ENTITLED, ask, called),
    Row("sittings.ask_floor", "the item is done", NOBODY, ask, done),
    Row("sittings.ask_floor", "the item is behind closed doors", ENTITLED, ask, closed_item,
        hidden=OUTSIDE),
    Row("sittings.withdraw_speech", "waiting", LEADERS | persons("deputy"), act("withdraw_speech"),
        asked(called)),
    Row("sittings.withdraw_speech", "speaking", NOBODY, act("withdraw_speech"), speaking),
    Row("sittings.order_speech", "waiting", LEADERS, act("order_speech"), asked(called)),
    Row("sittings.order_speech", "spoken", NOBODY, act("order_speech"), spoken),
    Row("sittings.give_floor", "planned", NOBODY, act("give_floor"), asked(planned),
        hidden=OUTSIDE),
    Row("sittings.give_floor", "waiting", LEADERS, act("give_floor"), asked(called)),
    Row("sittings.give_floor", "spoken", NOBODY, act("give_floor"), spoken),
    Row("sittings.end_speech", "waiting", NOBODY, act("end_speech"), asked(called)),
    Row("sittings.end_speech", "speaking", LEADERS, act("end_speech"), speaking),
    Row("sittings.edit_minutes", "drafted", LEADERS, edit, minutes),
    Row("sittings.edit_minutes", "approved", NOBODY, edit, approved),
    Row("sittings.approve_minutes", "drafted", persons("chair"), approve, minutes,
        records=("sittings.approve_minutes",) * 4),
    Row("sittings.approve_minutes", "approved", NOBODY, approve, approved),
    Row("sittings.renew_minutes", "approved, nothing covered since", NOBODY, renew, approved),
    Row("sittings.renew_minutes", "approved, words covered since", LEADERS, renew, covered,
        records=("sittings.renew_minutes",) * 4),
    Row("sittings.set_floor_rules", "any time", persons("clerk"), set_rules),
]  # fmt: skip
