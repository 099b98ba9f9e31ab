"""The filter by what the vote came to: in the list, in its feed, and as a form of the page."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maslikhat.decisions import actions
from maslikhat.decisions.models import Decision, Result
from maslikhat.decisions.results import Votes
from tests.decisions.cast import Cast
from tests.registry.cast import browser

pytestmark = pytest.mark.django_db
HOME = "/en/decisions/"


@pytest.fixture
def voted(cast: Cast) -> dict[str, Decision]:
    """A decision of each result."""

    def tabled() -> Decision:
        return actions.table(cast.draft(kind="individual"), by=cast.chair)

    def adopted(number: str, votes: Votes) -> Decision:
        return actions.adopt(tabled(), by=cast.clerk, number=number, votes=votes)

    unknown = adopted("1-3", Votes(4, 0, 0))
    Decision.objects.filter(pk=unknown.pk).update(
        votes_for=None, votes_against=None, votes_abstained=None
    )
    return {
        "unanimous": adopted("1-1", Votes(5, 0, 0)),
        "opposed": adopted("1-2", Votes(4, 0, 1)),
        "unknown": unknown,
        "rejected": actions.reject(tabled(), by=cast.clerk, votes=Votes(1, 4, 0)),
        "tabled": tabled(),
    }


def found(address: str) -> set[int]:
    text = browser(None).get(address).content.decode()
    return {int(number) for number in re.findall(r'href="[^"]*/en/decisions/(\d+)/"', text)}


EXPECTED = {
    "adopted": {"unanimous", "opposed", "unknown"},
    "unanimous": {"unanimous"},
    "opposed": {"opposed"},
    "not_adopted": {"rejected"},
    "no_numbers": {"unknown"},
    "not_voted": {"tabled"},
}


def test_each_result_has_the_decisions_of_which_the_vote_came_to_it(
    voted: dict[str, Decision],
) -> None:
    assert set(EXPECTED) == set(Result.values)
    for result, names in EXPECTED.items():
        wanted = {voted[name].pk for name in names}
        assert found(f"{HOME}?result={result}") == wanted, result
        assert found(f"{HOME}feed/?result={result}") == wanted, result


def test_the_page_says_what_was_chosen_and_its_feed_asks_the_same(
    voted: dict[str, Decision],
) -> None:
    text = browser(None).get(f"{HOME}?result=opposed").content.decode()
    assert '<option value="opposed" selected>' in text
    assert f"{HOME}feed/?result=opposed" in text


def test_a_result_that_is_none_is_refused() -> None:
    for address in (HOME, f"{HOME}feed/"):
        assert browser(None).get(f"{address}?result=won").status_code == 400


def test_a_result_asks_no_query_more(voted: dict[str, Decision]) -> None:
    def asked(query: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            Client().get(f"{HOME}?{query}")
        return len(captured)

    asked("")
    assert asked("result=adopted") == asked("")


@pytest.mark.both
def test_a_result_that_few_have_is_read_from_an_index_of_its_own(
    voted: dict[str, Decision],
) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        for result in ("opposed", "not_adopted"):
            plan = Decision.objects.with_result(result).lately().values("pk").explain()
            assert f"decision_{result}" in plan, plan
