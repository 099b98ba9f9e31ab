"""Electing, ending, convocations, heads, commissions, groups: what the law allows and no more."""

import datetime as dt
from typing import Any

import pytest

from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.registry import actions, rosters
from maslikhat.registry.models import (
    CommissionMember,
    Council,
    EndReason,
    GroupMember,
    Mandate,
    Party,
    Person,
)
from tests.registry.cast import DIGEST, OPENED, Cast, row

LATER = dt.date(2024, 5, 1)


def newcomer(cast: Cast, name: str = "Сейітова") -> Person:
    """Somebody who has never been a deputy."""
    return actions.register_person(
        cast.council, by=cast.clerk, names={"surname_kk": name, "given_kk": "Айгерім"}
    )


def test_electing_fills_a_vacant_constituency(cast: Cast) -> None:
    constituency = cast.council.constituencies.get(number=6)
    mandate = actions.elect(
        cast.convocation, newcomer(cast), by=cast.clerk, from_day=LATER, constituency=constituency
    )
    assert mandate.kind == Mandate.Kind.SINGLE
    assert len(rosters.deputies(cast.council, LATER)) == 6


def test_electing_to_a_held_constituency_is_refused(cast: Cast) -> None:
    constituency = cast.council.constituencies.get(number=1)
    with pytest.raises(Refused, match="has a deputy"):
        actions.elect(
            cast.convocation, newcomer(cast), by=cast.clerk, from_day=LATER,
            constituency=constituency,
        )  # fmt: skip


def test_electing_a_deputy_of_another_council_is_refused(cast: Cast) -> None:
    constituency = cast.other.constituencies.get(number=1)
    with pytest.raises(Refused, match="one maslikhat only"):
        actions.elect(
            cast.other.convocations.get(), cast.person(5), by=cast.other_clerk, from_day=LATER,
            constituency=constituency,
        )  # fmt: skip


def test_electing_to_another_councils_constituency_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="does not belong"):
        actions.elect(
            cast.convocation, newcomer(cast), by=cast.clerk, from_day=LATER,
            constituency=cast.other.constituencies.get(number=1),
        )  # fmt: skip


def test_a_list_deputy_needs_a_party(cast: Cast) -> None:
    with pytest.raises(Refused, match="party whose list"):
        actions.elect(cast.convocation, newcomer(cast), by=cast.clerk, from_day=LATER)


def test_electing_beyond_the_seats_is_refused(cast: Cast) -> None:
    party = Party.objects.get(code="auyl")
    names = ("Ана", "Бота", "Ғани")
    for name in names[:2]:
        actions.elect(
            cast.convocation, newcomer(cast, name), by=cast.clerk, from_day=LATER, party=party
        )
    with pytest.raises(Refused, match="All seats"):
        actions.elect(
            cast.convocation, newcomer(cast, names[2]), by=cast.clerk, from_day=LATER, party=party
        )


def test_electing_outside_the_convocation_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="does not hold"):
        actions.elect(
            cast.convocation, newcomer(cast), by=cast.clerk,
            from_day=OPENED - dt.timedelta(days=1), party=Party.objects.get(code="auyl"),
        )  # fmt: skip


def test_ending_a_mandate_ends_places_and_headship(cast: Cast) -> None:
    commission = commission_of(cast)
    actions.join_commission(commission, cast.mandate(2), by=cast.clerk, from_day=LATER)
    actions.head_council(cast.council, cast.person(3), by=cast.clerk, from_day=LATER)
    day = dt.date(2025, 1, 1)
    actions.end_mandate(cast.mandate(2), by=cast.clerk, reason="died", to_day=day)
    actions.end_mandate(cast.mandate(3), by=cast.clerk, reason="other_office", to_day=day)
    assert CommissionMember.objects.get().to_day == day
    assert not cast.council.headships.on(day).exists()


def test_ending_a_mandate_twice_is_refused(cast: Cast) -> None:
    mandate = cast.mandate(2)
    actions.end_mandate(mandate, by=cast.clerk, reason="resigned", to_day=LATER)
    with pytest.raises(Refused, match="ended already"):
        actions.end_mandate(mandate, by=cast.clerk, reason="died", to_day=LATER)


@pytest.mark.parametrize("reason", ["left_party", "party_ceased", "recalled_by_party"])
def test_only_a_list_deputy_loses_the_mandate_with_the_party(cast: Cast, reason: str) -> None:
    with pytest.raises(Refused, match="party's list"):
        actions.end_mandate(cast.mandate(2), by=cast.clerk, reason=reason, to_day=LATER)


def test_voters_recall_only_a_single_mandate_deputy(cast: Cast) -> None:
    mandate = actions.elect(
        cast.convocation, newcomer(cast), by=cast.clerk, from_day=LATER,
        party=Party.objects.get(code="auyl"),
    )  # fmt: skip
    with pytest.raises(Refused, match="Voters recall"):
        actions.end_mandate(mandate, by=cast.clerk, reason="recalled", to_day=dt.date(2025, 1, 1))


@pytest.mark.parametrize("reason", ["", "tired", "x" * 500])
def test_ending_a_mandate_needs_a_reason_of_the_law(cast: Cast, reason: str) -> None:
    with pytest.raises(Refused, match="Choose the reason"):
        actions.end_mandate(cast.mandate(2), by=cast.clerk, reason=reason, to_day=LATER)


def test_a_new_convocation_ends_all_of_the_one_before(cast: Cast) -> None:
    commission = commission_of(cast)
    actions.join_commission(commission, cast.mandate(2), by=cast.clerk, from_day=LATER)
    group = faction_of(cast)
    day = dt.date(2026, 3, 1)
    actions.open_convocation(cast.council, by=cast.clerk, number="IX", first_session=day)
    ended = Mandate.objects.of(cast.council)
    assert set(ended.values_list("to_day", "end_reason")) == {(day, EndReason.TERM_ENDED)}
    assert not rosters.deputies(cast.council, day)
    assert len(rosters.deputies(cast.council, day - dt.timedelta(days=1))) == 6
    for thing in (commission, group, *CommissionMember.objects.all(), *GroupMember.objects.all()):
        thing.refresh_from_db()
        assert thing.to_day == day
    assert not cast.council.headships.on(day).exists()


def test_a_past_convocation_entered_late_ends_where_the_later_begins(cast: Cast) -> None:
    past = actions.open_convocation(
        cast.council, by=cast.clerk, number="VII", first_session=dt.date(2021, 1, 18)
    )
    assert past.to_day == OPENED
    person = cast.person(4)
    rows = [row(2, person_id=person.pk, party="auyl", surname_ru=person.surname_ru, given_ru=person.given_ru)]  # fmt: skip  # noqa: E501
    actions.import_deputies(past, rows, by=cast.clerk, digest=DIGEST)
    mandate = past.mandates.get()
    assert mandate.person == person
    assert (mandate.to_day, mandate.end_reason) == (OPENED, EndReason.TERM_ENDED)


def test_mandates_of_a_chamber_that_ended_end_with_it(cast: Cast) -> None:
    senate, day = Council.objects.get(code="senate"), dt.date(2023, 3, 29)
    convocation = actions.open_convocation(
        senate, by=cast.operator, number="VII", first_session=day
    )
    rows = [row(2, party="amanat"), row(3, party="auyl")]
    actions.import_deputies(convocation, rows, by=cast.operator, digest=DIGEST)
    assert len(rosters.deputies(senate, dt.date(2026, 6, 30))) == 2
    assert not rosters.deputies(senate, dt.date(2026, 7, 1))
    assert set(senate.convocations.get().mandates.values_list("end_reason", flat=True)) == {
        EndReason.COUNCIL_ENDED
    }


@pytest.mark.parametrize(
    ("number", "day", "why"),
    [
        ("VIII", dt.date(2026, 1, 1), "this number"),
        ("IX", OPENED, "begins on this day"),
        ("IX", dt.date(2099, 1, 1), "too far"),
        ("I" * 9, dt.date(2026, 1, 1), "8"),
    ],
)
def test_a_bad_convocation_is_refused_and_nothing_ends(
    cast: Cast, number: str, day: dt.date, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        actions.open_convocation(cast.council, by=cast.clerk, number=number, first_session=day)
    assert Mandate.objects.of(cast.council).open().count() == 5


def test_seats_above_the_law_are_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="at most 25"):
        actions.set_seats(cast.council, by=cast.operator, number=26, from_day=LATER, basis="x")


def test_seats_below_the_mandates_held_are_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="More deputies"):
        actions.set_seats(cast.council, by=cast.operator, number=4, from_day=LATER, basis="x")


def test_a_head_is_a_deputy_of_the_council(cast: Cast) -> None:
    with pytest.raises(Refused, match="Only a deputy"):
        actions.head_council(cast.council, newcomer(cast), by=cast.clerk, from_day=LATER)


def test_a_new_head_ends_the_one_before_and_leaves_commissions(cast: Cast) -> None:
    commission = commission_of(cast)
    for place in (2, 3):
        actions.join_commission(commission, cast.mandate(place), by=cast.clerk, from_day=OPENED)
    actions.head_council(cast.council, cast.person(2), by=cast.clerk, from_day=LATER)
    before, now = cast.council.headships.order_by("from_day")
    assert (before.to_day, now.person) == (LATER, cast.person(2))
    assert not commission.members.on(LATER).filter(mandate=cast.mandate(2)).exists()
    actions.head_council(
        cast.council, cast.person(3), by=cast.clerk, from_day=dt.date(2025, 1, 1), is_acting=True
    )
    assert commission.members.on().filter(mandate=cast.mandate(3)).exists()


def commission_of(cast: Cast, name: str = "Комиссия") -> Any:
    """A standing commission from the first day."""
    return actions.found_commission(
        cast.convocation, by=cast.clerk, kind="standing", name_kk=name, name_ru=name,
        from_day=OPENED,
    )  # fmt: skip


def faction_of(cast: Cast, places: tuple[int, ...] = (2, 3), code: str = "amanat") -> Any:
    """A faction of these deputies; the chair sits in none, so another of the party joins."""
    person = newcomer(cast, "Үшінші")
    party = Party.objects.get(code=code)
    if len(places) == 2:
        mandate = actions.elect(
            cast.convocation, person, by=cast.clerk, from_day=OPENED, party=party
        )
        members = [mandate, *(cast.mandate(place) for place in places)]
    else:
        members = [cast.mandate(place) for place in places]
    return actions.found_group(
        cast.convocation, members, by=cast.clerk, kind="faction", party=party, from_day=LATER,
        name_kk="Фракция", name_ru="Фракция", leader=members[0],
    )  # fmt: skip


def test_the_eighth_standing_commission_is_refused(cast: Cast) -> None:
    for number in range(7):
        commission_of(cast, f"Комиссия {number}")
    with pytest.raises(Refused, match="at most 7"):
        commission_of(cast)
    actions.found_commission(
        cast.convocation, by=cast.clerk, kind="temporary", name_kk="У", name_ru="В", from_day=LATER
    )


def test_the_chair_sits_in_no_commission(cast: Cast) -> None:
    with pytest.raises(Refused, match="has no seat"):
        actions.join_commission(commission_of(cast), cast.mandate(1), by=cast.clerk, from_day=LATER)


def test_a_commission_has_one_chair_and_a_member_may_change_position(cast: Cast) -> None:
    commission = commission_of(cast)
    join = actions.join_commission
    join(commission, cast.mandate(2), by=cast.clerk, from_day=OPENED, position="chair")
    with pytest.raises(Refused, match="has a chair"):
        join(commission, cast.mandate(3), by=cast.clerk, from_day=LATER, position="chair")
    join(commission, cast.mandate(2), by=cast.clerk, from_day=LATER, position="member")
    join(commission, cast.mandate(3), by=cast.clerk, from_day=LATER, position="chair")
    assert [place.position for place in commission.members.on(LATER).order_by("mandate")] == [
        "member",
        "chair",
    ]


def test_a_faction_of_two_is_refused_and_one_of_three_stands(cast: Cast) -> None:
    with pytest.raises(Refused, match="at least 3"):
        actions.found_group(
            cast.convocation, [cast.mandate(2), cast.mandate(3)], by=cast.clerk, kind="faction",
            party=Party.objects.get(code="amanat"), from_day=LATER, name_kk="Ф", name_ru="Ф",
        )  # fmt: skip
    assert faction_of(cast).members.count() == 3


def test_a_deputy_group_of_four_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="at least 5"):
        actions.found_group(
            cast.convocation, [cast.mandate(place) for place in (2, 3, 4, 5)], by=cast.clerk,
            kind="deputy_group", from_day=LATER, name_kk="Т", name_ru="Г",
        )  # fmt: skip


def test_a_faction_takes_deputies_of_its_party_alone(cast: Cast) -> None:
    with pytest.raises(Refused, match="own party"):
        actions.join_group(faction_of(cast), cast.mandate(5), by=cast.clerk, from_day=LATER)


def test_a_deputy_is_in_one_faction_once(cast: Cast) -> None:
    group = faction_of(cast)
    with pytest.raises(Refused, match="one faction only"):
        actions.join_group(group, cast.mandate(2), by=cast.clerk, from_day=LATER)


def test_leaving_on_the_day_of_joining_undoes_it(cast: Cast) -> None:
    commission = commission_of(cast)
    place = actions.join_commission(commission, cast.mandate(2), by=cast.clerk, from_day=LATER)
    actions.leave_commission(place, by=cast.clerk, to_day=LATER)
    assert not commission.members.exists()


def test_what_another_has_just_taken_away_is_there_no_more_for_who_comes_second(cast: Cast) -> None:
    place = actions.join_commission(
        commission_of(cast), cast.mandate(2), by=cast.clerk, from_day=LATER
    )
    member = faction_of(cast).members.first()
    role = actions.appoint(cast.citizen, by=cast.operator, kind="moderator")
    for end, given, by in (
        (actions.leave_commission, place, cast.clerk),
        (actions.leave_group, member, cast.clerk),
        (actions.end_role, role, cast.operator),
    ):
        end(given, by=by, to_day=given.from_day)
        with pytest.raises(Hidden):
            end(given, by=by, to_day=given.from_day)


def test_the_last_operator_stays(cast: Cast) -> None:
    with pytest.raises(Refused, match="last operator"):
        actions.end_role(cast.operator.roles.get(), by=cast.operator)
    actions.appoint(cast.citizen, by=cast.operator, kind="operator")
    actions.end_role(cast.operator.roles.get(), by=cast.citizen)


def test_an_election_of_the_past_does_not_fill_a_seat_taken_later(cast: Cast) -> None:
    party = Party.objects.get(code="auyl")
    for name in ("Ана", "Бота"):
        actions.elect(
            cast.convocation, newcomer(cast, name), by=cast.clerk, from_day=LATER, party=party
        )
    with pytest.raises(Refused, match="All seats"):
        actions.elect(
            cast.convocation, newcomer(cast, "Ғани"), by=cast.clerk, from_day=OPENED, party=party
        )
    rows = [row(12, party="auyl", from_day=OPENED)]
    with pytest.raises(Refused, match="7 seats"):
        actions.import_deputies(cast.convocation, rows, by=cast.clerk, digest=DIGEST)


def test_a_form_sent_twice_makes_one_person(cast: Cast) -> None:
    def elect(patronymic: str = "") -> Any:
        return actions.elect_person(
            cast.convocation, by=cast.clerk, person=None, birth_year=None, from_day=LATER,
            names={"surname_ru": "Ким", "given_ru": "Анна", "patronymic_ru": patronymic},
            party=Party.objects.get(code="auyl"),
        )  # fmt: skip

    elect()
    with pytest.raises(Refused, match="entered from this day already"):
        elect()
    assert Person.objects.filter(surname_ru="Ким").count() == 1
    elect("Ивановна")
