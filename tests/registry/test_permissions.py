"""What somebody is: standing follows from roles, mandates and headships."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from maslikhat.kit.refusals import Refused
from maslikhat.norms import permissions as norms
from maslikhat.places import permissions as places
from maslikhat.registry import actions, permissions
from maslikhat.registry.models import Mandate
from maslikhat.registry.standing import NOBODY, standing
from tests.registry.cast import Cast
from tests.registry.test_mandates import LATER


@pytest.mark.parametrize(
    ("role", "operator", "clerk", "chair", "deputy", "official"),
    [
        ("operator", True, False, False, False, False),
        ("clerk", False, True, False, False, False),
        ("other_clerk", False, False, False, False, False),
        ("chair", False, False, True, True, False),
        ("deputy", False, False, False, True, False),
        ("official", False, False, False, False, True),
        ("citizen", False, False, False, False, False),
        ("anonymous", False, False, False, False, False),
    ],
)
def test_standing_follows_from_roles_mandates_and_headships(
    cast: Cast, role: str, operator: bool, clerk: bool, chair: bool, deputy: bool, official: bool
) -> None:
    user = cast.people[role]
    assert permissions.is_operator(user) is operator
    assert permissions.is_clerk(user, cast.council) is clerk
    assert permissions.is_chair(user, cast.council) is chair
    assert permissions.is_deputy(user, cast.council) is deputy
    assert permissions.is_deputy(user) is deputy
    assert permissions.is_official(user, cast.body) is official


def test_standing_takes_one_query_once(cast: Cast, django_assert_num_queries: Any) -> None:
    chair = type(cast.chair).objects.get(pk=cast.chair.pk)
    with django_assert_num_queries(1):
        standing(chair)
    with django_assert_num_queries(0):
        standing(chair)
    assert standing(AnonymousUser()) == NOBODY


def test_a_mandate_that_ends_takes_the_standing_with_it(cast: Cast) -> None:
    assert permissions.is_deputy(cast.deputy)
    actions.end_mandate(cast.mandate(2), by=cast.clerk, reason="resigned", to_day=LATER)
    assert not permissions.is_deputy(cast.deputy)
    assert permissions.is_deputy(cast.deputy, on=dt.date(2023, 6, 1))


def test_a_closed_account_stands_for_nothing(cast: Cast) -> None:
    cast.operator.is_active = False
    assert not permissions.is_operator(cast.operator)


def test_the_clerk_and_the_chair_need_a_second_factor_and_sign_in_daily(cast: Cast) -> None:
    asked = {
        role: permissions.needs_second_factor(user) for role, user in cast.people.items() if user
    }
    assert {role for role, needs in asked.items() if needs} == {
        "operator", "clerk", "other_clerk", "chair",
    }  # fmt: skip
    assert permissions.session_hours(cast.clerk) == 12
    assert permissions.session_hours(cast.deputy) is None


def test_the_rooms_below_are_told_who_is_an_operator(cast: Cast) -> None:
    for tells in (norms.is_operator, places.is_operator):
        assert tells(cast.operator)
        assert not tells(cast.clerk)
        assert not tells(cast.chair)


def test_a_deputy_changes_no_mandate_through_the_page(cast: Cast) -> None:
    for column in ("user", "sort_kk", "id", "photo_"):
        with pytest.raises(Refused, match="cannot be changed"):
            actions.edit_person(cast.person(2), by=cast.deputy, changes={column: "1"})
    assert Mandate.objects.of(cast.council).open().count() == 5
