"""Who may do what: every act by every person, as one table."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from maslikhat.kit.refusals import Refused
from maslikhat.norms import permissions as norms
from maslikhat.places import permissions as places
from maslikhat.places.models import Unit
from maslikhat.registry import actions, permissions
from maslikhat.registry.models import Award, Council, Mandate, Party, Role
from maslikhat.registry.standing import NOBODY, standing
from tests.registry.cast import DIGEST, Cast, row
from tests.registry.test_mandates import LATER, commission_of, faction_of, newcomer

CLERKS = {"operator", "clerk"}
OPERATOR = {"operator"}
SIGNED_IN = {"operator", "clerk", "other_clerk", "chair", "deputy", "official", "citizen"}
NAMES = {"surname_kk": "Ахметов", "given_kk": "Ержан"}
Act = Callable[[Cast, Any], object]


def _elect(cast: Cast, by: Any) -> object:
    return actions.elect_person(
        cast.convocation, by=by, person=None, names=NAMES, birth_year=1970, from_day=LATER,
        party=Party.objects.get(code="auyl"),
    )  # fmt: skip


def _found_group(cast: Cast, by: Any) -> object:
    return actions.found_group(
        cast.convocation,
        [*(cast.mandate(place) for place in (2, 3, 4, 5)), cast.mandate(1)],
        by=by, kind="deputy_group", from_day=LATER, name_kk="Топ", name_ru="Группа",
    )  # fmt: skip


def _found_body(cast: Cast, by: Any) -> object:
    return actions.found_body(
        cast.council.unit, by=by, kind="section", name_kk="Бөлім", name_ru="Отдел"
    )


def _bestow(cast: Cast, by: Any) -> object:
    award = Award.objects.get(code="pm_thanks_letter")
    return actions.bestow(award, cast.person(2), by=by, day=LATER, said={"basis_kk": "Өкім"})


def _make_award(cast: Cast, by: Any) -> object:
    words = {"kk": "Белгі", "ru": "Знак"}
    return actions.make_award(
        by=by, code="sign", kind="badge", level="regional", names=words, awarding_body=words,
        from_day=LATER,
    )  # fmt: skip


def _join_commission(cast: Cast, by: Any) -> object:
    commission = commission_of(cast)
    return actions.join_commission(commission, cast.mandate(3), by=by, from_day=LATER)


def _leave_commission(cast: Cast, by: Any) -> object:
    commission = commission_of(cast)
    place = actions.join_commission(commission, cast.mandate(3), by=cast.clerk, from_day=LATER)
    return actions.leave_commission(place, by=by, to_day=dt.date(2025, 1, 1))


def _join_group(cast: Cast, by: Any) -> object:
    group = _found_group(cast, cast.clerk)
    mandate = actions.elect(
        cast.convocation, newcomer(cast), by=cast.clerk, from_day=LATER,
        party=Party.objects.get(code="auyl"),
    )  # fmt: skip
    return actions.join_group(group, mandate, by=by, from_day=LATER)  # type: ignore[arg-type]


def _leave_group(cast: Cast, by: Any) -> object:
    member = faction_of(cast).members.get(mandate=cast.mandate(2))
    return actions.leave_group(member, by=by, to_day=dt.date(2025, 1, 1))


def _revoke(cast: Cast, by: Any) -> object:
    slip = actions.invite(cast.council, cast.person(3), by=cast.clerk)
    return actions.revoke_invitation(slip.invitation, by=by)


def _reset_factors(cast: Cast, by: Any) -> object:
    EmailAddress.objects.create(user=cast.clerk, email="clerk@example.kz", verified=True)
    return actions.reset_factors(Role.objects.get(user=cast.clerk), by=by)


TABLE: dict[str, tuple[Act, set[str]]] = {
    "found_councils": (lambda c, by: by and actions.found_councils(by=by), OPERATOR),
    "set_seats": (
        lambda c, by: actions.set_seats(c.council, by=by, number=9, from_day=LATER, basis="x"),
        OPERATOR,
    ),
    "open_convocation": (
        lambda c, by: actions.open_convocation(
            c.council, by=by, number="IX", first_session=dt.date(2026, 3, 1)
        ),
        CLERKS,
    ),
    "draw_constituency": (
        lambda c, by: actions.draw_constituency(c.council, actions.Drawn(8, "8", "8"), by=by),
        CLERKS,
    ),
    "draw_constituencies": (
        lambda c, by: actions.draw_constituencies(
            Council.objects.get(code="553200000"), [actions.Drawn(1, "1", "1")], by=by,
            from_day=LATER,
        ),
        OPERATOR,
    ),
    "register_person": (
        lambda c, by: actions.register_person(c.council, by=by, names=NAMES),
        CLERKS,
    ),
    "import_deputies": (
        lambda c, by: actions.import_deputies(
            c.convocation, [row(7, party="auyl")], by=by, digest=DIGEST
        ),
        CLERKS,
    ),
    "elect_person": (_elect, CLERKS),
    "end_mandate": (
        lambda c, by: actions.end_mandate(c.mandate(4), by=by, reason="moved", to_day=LATER),
        CLERKS,
    ),
    "head_council": (
        lambda c, by: actions.head_council(c.council, c.person(4), by=by, from_day=LATER),
        CLERKS,
    ),
    "end_headship": (
        lambda c, by: actions.end_headship(c.council.headships.get(), by=by, to_day=LATER),
        CLERKS,
    ),
    "found_commission": (
        lambda c, by: actions.found_commission(
            c.convocation, by=by, kind="standing", name_kk="К", name_ru="К", from_day=LATER
        ),
        CLERKS,
    ),
    "join_commission": (_join_commission, CLERKS),
    "leave_commission": (_leave_commission, CLERKS),
    "end_commission": (
        lambda c, by: actions.end_commission(commission_of(c), by=by, to_day=LATER),
        CLERKS,
    ),
    "found_group": (_found_group, CLERKS),
    "join_group": (_join_group, CLERKS),
    "leave_group": (_leave_group, CLERKS),
    "end_group": (
        lambda c, by: actions.end_group(faction_of(c), by=by, to_day=dt.date(2025, 1, 1)),
        CLERKS,
    ),
    "found_body": (_found_body, CLERKS),
    "end_body": (lambda c, by: actions.end_body(c.body, by=by, to_day=LATER), CLERKS),
    "appoint": (
        lambda c, by: by and actions.appoint(c.citizen, by=by, kind="official", body=c.body),
        OPERATOR,
    ),
    "reset_factors": (_reset_factors, OPERATOR),
    "end_role": (
        lambda c, by: by and actions.end_role(c.official.roles.get(), by=by),
        {"operator", "official"},
    ),
    "make_award": (_make_award, OPERATOR),
    "bestow": (_bestow, CLERKS),
    "edit_person": (
        lambda c, by: actions.edit_person(c.person(2), by=by, changes={"about_kk": "Мен"}),
        {"operator", "clerk", "deputy"},
    ),
    "edit_person (name)": (
        lambda c, by: actions.edit_person(c.person(2), by=by, changes={"surname_ru": "Иванов"}),
        CLERKS,
    ),
    "give_user": (
        lambda c, by: actions.give_user(c.person(3), c.citizen, by=by),
        OPERATOR,
    ),
    "set_residence (own)": (
        lambda c, by: actions.set_residence(by, Unit.objects.get(kato="551000000"), by=by),
        SIGNED_IN,
    ),
    "set_residence (another's)": (
        lambda c, by: actions.set_residence(
            c.people["citizen"], Unit.objects.get(kato="551000000"), by=by  # type: ignore[arg-type]
        ),
        {"citizen"},
    ),
    "invite": (lambda c, by: actions.invite(c.council, c.person(3), by=by), CLERKS),
    "invite_all": (lambda c, by: actions.invite_all(c.council, by=by), CLERKS),
    "restore_access": (lambda c, by: actions.restore_access(c.council, c.person(2), by=by), CLERKS),
    "revoke_invitation": (_revoke, CLERKS),
}  # fmt: skip


@pytest.mark.parametrize("act", TABLE)
def test_each_act_is_done_by_those_who_may_and_refused_to_all_others(cast: Cast, act: str) -> None:
    do, allowed = TABLE[act]
    done = set()
    for role, user in cast.people.items():
        if user is None and act in {"found_councils", "appoint", "end_role"}:
            # None is the portal itself there; no view passes it on.
            continue
        with transaction.atomic():
            try:
                do(cast, user)
            except Refused as refusal:
                assert refusal.status in {403, 404}, (role, str(refusal))
            else:
                done.add(role)
            transaction.set_rollback(True)
    assert done == allowed


def test_every_act_of_the_registry_stands_in_the_table() -> None:
    acts = {name for name in actions.__all__ if name[0].islower()}
    # elect is within elect_person; redeem is done by who has no account yet (test_invitations).
    assert acts - {"elect", "redeem"} == {name.partition(" ")[0] for name in TABLE}


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
