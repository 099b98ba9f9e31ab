"""The floor: asked for, given in turn, timed by the regulations."""

import pytest

from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.sittings import actions
from maslikhat.sittings.floor import DEFAULTS, list_of, rules_of
from maslikhat.sittings.models import Item, Sitting, Speech
from tests.sittings.cast import mandate_of, opened, plan
from tests.voting.cast import Cast


def called(cast: Cast) -> tuple[Sitting, Item]:
    """A sitting that goes on, with its first item being considered."""
    sitting = opened(cast)
    item = sitting.items.in_order()[0]
    return sitting, actions.call_item(item, by=cast.chair)


def ask(cast: Cast, item: Item, place: int, kind: str = "debate") -> Speech:
    """The deputy of this place asks to speak."""
    return actions.ask_floor(item, by=cast.deputies[place], kind=kind)


def test_who_asks_first_speaks_first_but_for_a_point_of_order(cast: Cast) -> None:
    sitting, item = called(cast)
    second, third = ask(cast, item, 2), ask(cast, item, 3)
    order = ask(cast, item, 4, "point_of_order")
    _speaking, waiting = list_of(sitting)
    assert [one.pk for one in waiting] == [order.pk, second.pk, third.pk]
    actions.order_speech(third, by=cast.chair)
    _speaking, waiting = list_of(sitting)
    assert [one.pk for one in waiting] == [order.pk, third.pk, second.pk]


def test_one_has_the_floor_and_the_next_takes_it(cast: Cast) -> None:
    sitting, item = called(cast)
    first, second = ask(cast, item, 2), ask(cast, item, 3)
    given = actions.give_floor(first, by=cast.chair)
    assert (given.begun_at is not None, given.seconds) == (True, DEFAULTS["debate"])
    actions.give_floor(second, by=cast.chair)
    speaking, waiting = list_of(sitting)
    assert speaking is not None
    assert (speaking.pk, waiting) == (second.pk, [])
    first.refresh_from_db()
    assert first.ended_at is not None
    actions.end_speech(second, by=cast.chair)
    with pytest.raises(Refused, match="Nobody has the floor"):
        actions.end_speech(second, by=cast.chair)
    with pytest.raises(Refused, match="begun"):
        actions.give_floor(first, by=cast.chair)


def test_a_deputy_asks_for_the_own_self_alone_and_once(cast: Cast) -> None:
    _sitting, item = called(cast)
    ask(cast, item, 2)
    with pytest.raises(Refused, match="already"):
        ask(cast, item, 2)
    with pytest.raises(Refused, match="own name"):
        actions.ask_floor(item, by=cast.deputies[2], kind="debate", mandate=mandate_of(cast, 3))
    with pytest.raises(Refused, match="own name"):
        actions.ask_floor(item, by=cast.deputies[2], kind="debate", name="A guest")
    with pytest.raises(Refused, match="each for themselves"):
        actions.ask_floor(item, by=cast.deputy_elsewhere, kind="debate")
    guest = actions.ask_floor(item, by=cast.clerk, kind="reply", name="A. Smagulov, akim")
    assert guest.mandate is None


def test_who_asked_takes_it_back_and_nobody_elses(cast: Cast) -> None:
    sitting, item = called(cast)
    mine = ask(cast, item, 2)
    with pytest.raises(Refused, match="each for themselves"):
        actions.withdraw_speech(mine, by=cast.deputies[3])
    actions.withdraw_speech(mine, by=cast.deputies[2])
    assert list_of(sitting) == (None, [])
    assert ask(cast, item, 2).pk != mine.pk


def test_an_item_that_ends_ends_its_speeches(cast: Cast) -> None:
    sitting, item = called(cast)
    first, _second = ask(cast, item, 2), ask(cast, item, 3)
    actions.give_floor(first, by=cast.chair)
    actions.end_item(item, by=cast.chair, outcome="noted")
    assert list_of(sitting) == (None, [])
    with pytest.raises(Refused, match="done"):
        ask(cast, item, 4)


def test_times_come_from_the_councils_own_regulations(cast: Cast) -> None:
    assert (rules_of(cast.council).seconds, rules_of(cast.council).basis) == (DEFAULTS, "")
    told = {**DEFAULTS, "debate": 180}
    with pytest.raises(Refused, match="Only the clerk"):
        actions.set_floor_rules(cast.council, by=cast.chair, seconds=told, basis="п. 30")
    with pytest.raises(Refused, match="ten seconds"):
        actions.set_floor_rules(
            cast.council, by=cast.clerk, seconds={**told, "debate": 1}, basis="п. 30"
        )
    for debate in (240, 180):
        actions.set_floor_rules(
            cast.council, by=cast.clerk, seconds={**told, "debate": debate}, basis="п. 30"
        )
    _sitting, item = called(cast)
    assert ask(cast, item, 2).seconds == 180
    assert rules_of(cast.other).basis == ""


def test_a_planned_sittings_floor_hides_itself_from_strangers(cast: Cast) -> None:
    sitting = plan(cast)
    item = actions.put_item(sitting, by=cast.clerk, titles={"kk": "А", "ru": "А"})
    with pytest.raises(Hidden):
        actions.ask_floor(item, by=cast.deputy_elsewhere, kind="debate")
    ask(cast, item, 2)
