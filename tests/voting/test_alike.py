"""Two deputies compared: what is counted, what is listed, and what is refused."""

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maslikhat.kit.shares import Share
from maslikhat.registry.models import Convocation, Mandate, Person
from maslikhat.voting import actions
from maslikhat.voting.alike import alike, apart, beside, in_both, rows_of
from tests.voting.cast import ABSTAIN, AGAINST, DAY, FOR, Cast, cast_by
from tests.voting.test_lists import closed

# Their places among the deputies.
ONE, OTHER = 8, 9


def both(cast: Cast) -> tuple[Person, Person]:
    return cast.deputies[ONE].person, cast.deputies[OTHER].person


def address(cast: Cast, query: str = "") -> str:
    return f"/en/votes/deputies/{both(cast)[0].pk}/compare/{query}"


def shown(cast: Cast, query: str = "") -> str:
    """The words of the page of the two."""
    answer = Client().get(address(cast, query))
    assert answer.status_code == 200
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def choices(one: int, other: int) -> list[int]:
    """All are for, the two as told; 0 is nothing."""
    return [FOR] * ONE + [one, other] + [FOR] * 6


def test_they_are_compared_where_both_chose_by_name(cast: Cast) -> None:
    for one, other in ((FOR, FOR), (FOR, AGAINST), (ABSTAIN, FOR), (0, FOR), (FOR, 0)):
        closed(cast, choices(one, other))
    closed(cast, choices(FOR, FOR), mode="secret")
    closed(cast, choices(FOR, FOR), is_public=False)
    cast.vote(cast.open(), choices(FOR, FOR))
    one, other = both(cast)
    assert alike(in_both(one, other)) == alike(in_both(other, one)) == Share(1, 3)
    rows = rows_of(list(apart(in_both(one, other))))
    assert [(row.choice, row.other_choice) for row in rows] == [
        ("Abstained", "For"),
        ("For", "Against"),
    ]


def test_the_last_vote_in_time_is_the_one_that_counts(cast: Cast) -> None:
    ballot = cast.open()
    for choice in (AGAINST, FOR):
        cast_by(cast.deputies[ONE], ballot, choice)
    cast_by(cast.deputies[OTHER], ballot, FOR)
    cast.close(ballot)
    cast_by(cast.deputies[OTHER], ballot, AGAINST)
    assert alike(in_both(*both(cast))) == Share(1, 1)


def test_who_was_recused_chose_nothing(cast: Cast) -> None:
    ballot = cast.prepare()
    actions.recuse(cast.elector(ballot, OTHER), by=cast.clerk, because="Own land in question")
    ballot = actions.open_ballot(ballot, by=cast.clerk)
    cast.vote(ballot, choices(FOR, 0))
    cast.close(ballot)
    assert alike(in_both(*both(cast))) == Share(0, 0)


def test_the_page_says_so_in_words_and_numbers(cast: Cast) -> None:
    other = both(cast)[1]
    assert "Choose a deputy" in shown(cast)
    query = f"?with={other.pk}"
    assert "There is no vote by name yet in which both chose" in shown(cast, query)
    for _ in range(3):
        closed(cast, choices(FOR, FOR))
    words = shown(cast, query)
    assert "3 of 3" in words and "A share is given from 5 common votes on" in words
    assert "in every vote in which both chose they chose the same" in words
    for _ in range(2):
        closed(cast, choices(FOR, AGAINST))
    words = shown(cast, query).replace("\xa0", " ")
    assert "Chose alike: 60 % · 3 of 5" in words
    assert "A share is given" not in words
    assert words.count("To approve the budget") == 2


def test_only_those_of_the_same_convocations_can_be_chosen(cast: Cast) -> None:
    one, other = both(cast)
    found = beside(one)
    assert [len(group.deputies) for group in found] == [22]
    elsewhere = cast.deputy_elsewhere.person
    # Of two convocations a deputy stands in the newer one alone.
    old = Convocation.objects.create(
        council=cast.council, number="VIII", from_day=DAY.replace(2020), to_day=DAY
    )
    for person in (one, other, elsewhere):
        Mandate.objects.create(
            person=person, convocation=old, kind="list", party_id=1, from_day=DAY.replace(2020),
            to_day=DAY, end_reason="term_ended",
        )  # fmt: skip
    assert [(g.convocation.number, len(g.deputies)) for g in beside(one)] == [
        ("IX", 22),
        ("VIII", 1),
    ]
    assert "There is no vote by name yet" in shown(cast, f"?with={elsewhere.pk}")


def test_a_bad_question_is_refused(cast: Cast) -> None:
    one, other = both(cast)
    for query in ("?with=x", "?with=٣", f"?with={one.pk}", "?with=99999999", "?with=" + "9" * 30):
        assert Client().get(address(cast, query)).status_code == 400, query
    stranger = cast.deputy_elsewhere.person
    answer = Client().get(address(cast, f"?with={stranger.pk}"))
    assert answer.status_code == 400
    assert "Choose another deputy of the same maslikhat" in answer.content.decode()
    assert Client().get(address(cast, f"?with={other.pk}&page=x")).status_code == 400
    assert Client().get(address(cast, f"?with={other.pk}&page=9")).status_code == 404
    for number in ("99999999", "9" * 30):
        assert Client().get(f"/en/votes/deputies/{number}/compare/").status_code == 404


@pytest.mark.once
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_page_asks_as_much_for_many_votes_as_for_one(cast: Cast, lang: str) -> None:
    way = address(cast, f"?with={both(cast)[1].pk}").replace("/en/", f"/{lang}/")

    def asked() -> int:
        Client().get(way)
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(way).status_code == 200
        return len(captured)

    closed(cast, choices(FOR, AGAINST))
    few = asked()
    for _ in range(4):
        closed(cast, choices(AGAINST, FOR))
    assert asked() == few <= 6
