"""A convocation whose end is announced: until that day its rules hold as they did before."""

import datetime as dt

import pytest

from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.registry import actions
from maslikhat.registry.models import Group, Mandate, Party
from maslikhat.registry.permissions import may_edit_person, may_rename_person
from tests.registry.cast import Cast, draw


@pytest.fixture
def ending(cast: Cast) -> Cast:
    """The cast, with one more deputy, when the next first session has been announced."""
    names = {"surname_kk": "Сейітова", "given_kk": "Айгерім"}
    actions.elect_person(
        cast.convocation, by=cast.clerk, person=None, names=names, birth_year=None,
        from_day=dt.date(2024, 5, 1), party=Party.objects.get(code="amanat"),
    )  # fmt: skip
    day = today() + dt.timedelta(days=30)
    actions.open_convocation(cast.council, by=cast.clerk, number="IX", first_session=day)
    cast.convocation.refresh_from_db()
    assert cast.convocation.to_day == day
    return cast


def held(cast: Cast) -> list[Mandate]:
    """The mandates of all but the chair; the last is of the party's list."""
    return list(cast.convocation.mandates.order_by("pk"))[1:]


def found(cast: Cast, kind: str, members: list[Mandate]) -> Group:
    """A faction or deputy group of today, led by the first of its members."""
    party = Party.objects.get(code="amanat") if kind == "faction" else None
    return actions.found_group(
        cast.convocation, members, by=cast.clerk, kind=kind, from_day=today(), name_kk="Т",
        name_ru="Г", party=party, leader=members[0],
    )  # fmt: skip


def test_the_clerk_still_keeps_the_pages_of_the_deputies(ending: Cast) -> None:
    person = held(ending)[0].person
    assert may_edit_person(ending.clerk, person)
    assert may_rename_person(ending.clerk, person)
    assert not may_edit_person(ending.other_clerk, person)


def test_a_deputy_joins_a_group_once_and_it_has_one_leader(ending: Cast) -> None:
    *members, last = held(ending)
    group = found(ending, "deputy_group", [*members, last])
    with pytest.raises(Refused, match="member already"):
        actions.join_group(group, members[1], by=ending.clerk, from_day=today())
    place = group.members.get(mandate=last)
    actions.leave_group(place, by=ending.clerk, to_day=today())
    with pytest.raises(Refused, match="another leader"):
        actions.join_group(group, last, by=ending.clerk, from_day=today(), is_leader=True)
    actions.join_group(group, last, by=ending.clerk, from_day=today())


def test_a_party_has_one_faction(ending: Cast) -> None:
    of_party = [mandate for mandate in held(ending) if mandate.party_id]
    found(ending, "faction", of_party)
    with pytest.raises(Refused, match="has a faction"):
        found(ending, "faction", of_party)


def test_a_commission_has_one_chair_also_from_a_later_day(ending: Cast) -> None:
    one, other, *_rest = held(ending)
    commission = actions.found_commission(
        ending.convocation, by=ending.clerk, kind="temporary", name_kk="У", name_ru="В",
        from_day=today(),
    )  # fmt: skip
    soon = today() + dt.timedelta(days=3)
    join = actions.join_commission
    join(commission, one, by=ending.clerk, from_day=soon, position="chair")
    with pytest.raises(Refused, match="has a chair"):
        join(commission, other, by=ending.clerk, from_day=today(), position="chair")


def test_a_deputy_joins_a_commission_once_also_from_a_later_day(ending: Cast) -> None:
    commission = actions.found_commission(
        ending.convocation, by=ending.clerk, kind="temporary", name_kk="У", name_ru="В",
        from_day=today(),
    )  # fmt: skip
    soon, join = today() + dt.timedelta(days=3), actions.join_commission
    join(commission, held(ending)[0], by=ending.clerk, from_day=soon)
    with pytest.raises(Refused, match="already"):
        join(commission, held(ending)[0], by=ending.clerk, from_day=today())


def test_a_deputy_may_leave_before_the_day_of_a_dissolution(cast: Cast) -> None:
    day = today() + dt.timedelta(days=30)
    actions.open_convocation(
        cast.council, by=cast.clerk, number="IX", first_session=day, was_dissolved=True
    )
    ended = actions.end_mandate(held(cast)[0], by=cast.clerk, reason="resigned", to_day=today())
    assert (ended.to_day, ended.end_reason) == (today(), "resigned")
    with pytest.raises(Refused, match="ended already"):
        actions.end_mandate(ended, by=cast.clerk, reason="died", to_day=dt.date(2025, 1, 1))


def test_constituencies_are_not_drawn_anew_under_deputies_who_hold_them(ending: Cast) -> None:
    with pytest.raises(Refused, match="still hold"):
        draw(ending.council, 3, by=ending.clerk, from_day=today())
    assert ending.convocation.to_day is not None
    draw(ending.council, 3, by=ending.clerk, from_day=ending.convocation.to_day)
