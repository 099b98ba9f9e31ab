"""Where factions stood, by a table; and on the page, by who belonged to them on the day."""

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maslikhat.kit.days import ALMATY
from maslikhat.kit.shares import Share
from maslikhat.registry.models import Convocation, Group, GroupMember, Mandate, Party
from maslikhat.voting.cohesion import Given, agreement, cohesion, position, positions, stands
from maslikhat.voting.factions import compared, convocations_of
from maslikhat.voting.models import Ballot
from tests.voting.cast import ABSTAIN, AGAINST, DAY, FOR, Cast
from tests.voting.test_lists import closed

ONE, OTHER = 1, 2


@pytest.mark.parametrize(
    ("choices", "stood"),
    [
        ({"for": 3, "against": 2}, "for"),
        ({"for": 2, "against": 2}, None),
        ({"for": 2, "against": 2, "abstain": 3}, "abstain"),
        ({"against": 1}, "against"),
        ({}, None),
    ],
)
def test_the_position_is_what_more_chose_than_anything_else(
    choices: dict[str, int], stood: str | None
) -> None:
    assert position(choices) == stood


def test_agreement_and_cohesion_by_hand() -> None:
    given = stands(
        Given(*row)
        for row in (
            (10, ONE, "for", 4), (10, ONE, "against", 1), (10, OTHER, "for", 2),
            (11, ONE, "for", 5), (11, OTHER, "against", 3),
            # No position of the first, so no vote to compare.
            (12, ONE, "for", 2), (12, ONE, "against", 2), (12, OTHER, "for", 3),
            # One member alone is united with nobody.
            (13, OTHER, "abstain", 1), (13, ONE, "abstain", 5),
        )
    )  # fmt: skip
    one, other = positions(given[ONE]), positions(given[OTHER])
    assert one == {10: "for", 11: "for", 13: "abstain"}
    assert agreement(one, other) == agreement(other, one) == Share(2, 3)
    assert cohesion(given[ONE]) == Share(4 + 5 + 2 + 5, 5 + 5 + 4 + 5)
    assert cohesion(given[OTHER]) == Share(8, 8)
    assert cohesion({}) == Share(0, 0)


def faction(cast: Cast, name: str, places: range, convocation: Convocation | None = None) -> Group:
    """A faction of the deputies of these places, of a party of its own."""
    convocation = convocation or Convocation.objects.get(council=cast.council)
    made = Group.objects.create(
        council=cast.council,
        convocation=convocation,
        kind=Group.Kind.FACTION,
        party=Party.objects.order_by("pk")[Group.objects.filter(convocation=convocation).count()],
        name_kk=name,
        name_ru=name,
        name_en=name,
        from_day=DAY,
    )
    for place in places:
        mandate = Mandate.objects.get(person__user=cast.deputies[place])
        GroupMember.objects.create(group=made, mandate=mandate, from_day=DAY)
    return made


def shown(cast: Cast, query: str = "", status: int = 200) -> str:
    """The words of the page of factions."""
    answer = Client().get(f"/en/votes/factions/{cast.council.code}/{query}")
    assert answer.status_code == status
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    return re.sub(r"[\s\xa0]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def the_convocation(cast: Cast) -> Convocation:
    return convocations_of(cast.council)[0]


def test_factions_are_those_of_the_day_of_the_vote(cast: Cast) -> None:
    first, second = faction(cast, "First", range(6)), faction(cast, "Second", range(6, 12))
    closed(cast, [FOR] * 6 + [AGAINST] * 6)
    # One leaves the first and joins the second, after the vote.
    moved = GroupMember.objects.get(group=first, mandate__person__user=cast.deputies[0])
    day = Ballot.objects.get().opened_at.astimezone(ALMATY).date() + dt.timedelta(days=1)
    GroupMember.objects.filter(pk=moved.pk).update(to_day=day)
    GroupMember.objects.create(group=second, mandate=moved.mandate, from_day=day)
    found = compared(the_convocation(cast))
    assert found.votes == 1
    rows = {row.faction.pk: row for row in found.rows}
    assert rows[first.pk].united == Share(6, 6)
    assert rows[second.pk].united == Share(6, 6)
    assert {share for row in found.rows for share in row.with_others} == {None, Share(0, 1)}


def test_what_is_not_open_to_all_or_not_by_name_is_left_out(cast: Cast) -> None:
    faction(cast, "First", range(6)), faction(cast, "Second", range(6, 12))
    closed(cast, [FOR] * 12, is_public=False)
    closed(cast, [FOR] * 12, mode="secret")
    closed(cast, [1, 2] * 6, candidates=[{"kk": "А", "ru": "А"}, {"kk": "Б", "ru": "Б"}])
    cast.close(cast.open(commission=cast.commission, rule="commission"))
    cast.vote(cast.open(), [FOR] * 12)
    assert compared(the_convocation(cast)).votes == 0
    assert "No vote by name has been held on the portal since" in shown(cast)


def test_the_page_says_agreement_and_unity_with_their_numbers(cast: Cast) -> None:
    assert "fewer than two factions" in shown(cast)
    faction(cast, "First", range(6))
    assert "fewer than two factions" in shown(cast)
    faction(cast, "Second", range(6, 12))
    for other in (FOR, FOR, FOR, AGAINST):
        closed(cast, [FOR] * 6 + [other] * 6)
    words = shown(cast)
    assert "This rests on 4 votes by name." in words
    assert "3 of 4" in words and "%" not in words.split("How united")[0].split("First")[1]
    closed(cast, [FOR] * 6 + [ABSTAIN] * 5 + [FOR])
    words = shown(cast)
    assert "60 % · 3 of 5" in words
    assert "29 of 30" in words and "30 of 30" in words


def test_factions_without_a_common_vote_say_so(cast: Cast) -> None:
    faction(cast, "First", range(6)), faction(cast, "Second", range(6, 12))
    closed(cast, [FOR] * 6)
    words = shown(cast)
    assert "no common vote" in words
    assert "At least two of its members have not voted together yet" in words


def test_each_convocation_is_compared_for_itself(cast: Cast) -> None:
    assert convocations_of(cast.council) == []
    new = faction(cast, "First", range(3)).convocation
    day = DAY - dt.timedelta(days=900)
    old = Convocation.objects.create(
        council=cast.council, number="VIII", from_day=day, to_day=day + dt.timedelta(days=9)
    )
    faction(cast, "Old", range(0), old)
    assert convocations_of(cast.council) == [new, old]
    assert "VIII" in shown(cast)
    assert "fewer than two factions" in shown(cast, f"?convocation={old.pk}")


def test_a_bad_question_is_refused(cast: Cast) -> None:
    for query in ("?convocation=x", "?convocation=999999"):
        assert "400" not in shown(cast, query, 400)
    assert Client().get("/en/votes/factions/nowhere/").status_code == 404
    assert Client().post(f"/en/votes/factions/{cast.council.code}/").status_code == 405


def test_the_page_asks_as_much_for_many_votes_as_for_one(cast: Cast) -> None:
    faction(cast, "First", range(6)), faction(cast, "Second", range(6, 12))
    address = f"/en/votes/factions/{cast.council.code}/"

    def asked() -> int:
        Client().get(address)
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(address).status_code == 200
        return len(captured)

    closed(cast, [FOR] * 12)
    few = asked()
    for _ in range(4):
        closed(cast, [FOR, AGAINST] * 6)
    assert asked() == few <= 6
