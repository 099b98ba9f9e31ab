"""Ballot papers: who took one, no more come back than were given, and nothing is timed."""

import re

import pytest
from django.db import connection

from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.voting import actions
from maslikhat.voting.deputies import Part, rows_of, votes_of
from maslikhat.voting.models import Ballot, Elector
from maslikhat.voting.tellers import counted
from tests.voting.cast import Cast

pytestmark = pytest.mark.django_db
FIRST, SECOND = 3, 4


@pytest.fixture
def ballot(cast: Cast) -> Ballot:
    """An open vote on papers with 18 present; nobody has taken one."""
    ballot = cast.open(mode="paper", present=18)
    return actions.give_papers(ballot, by=cast.clerk, to=[])


def give(cast: Cast, ballot: Ballot, most: int, by: int | None = None) -> Ballot:
    user = cast.clerk if by is None else cast.deputies[by]
    return actions.give_papers(ballot, by=user, to=cast.people[:most])


def enter(
    cast: Cast, ballot: Ballot, place: int, numbers: list[int], given: int, spoiled: int = 0
) -> None:
    actions.count(ballot, by=cast.deputies[place], numbers=numbers, spoiled=spoiled, given=given)


def test_papers_that_did_not_come_back_are_a_sentence_of_the_result(
    cast: Cast, ballot: Ballot
) -> None:
    give(cast, ballot, 17)
    for place in (FIRST, SECOND):
        enter(cast, ballot, place, [13, 1, 1], 17, spoiled=1)
    closed = cast.close(ballot)
    assert (closed.outcome, closed.voted) == ("adopted", 16)
    assert "Papers given out: 17, not put into the box: 1." in closed.sentence_en
    assert "17" in closed.sentence_kk and "17" in closed.sentence_ru
    page = cast.client("citizen").get(f"/en/votes/{ballot.pk}/").content.decode()
    took = page.split("Who took a ballot paper")[1]
    assert "Deputy16" in took and "Deputy17" not in took.split("</details>")[0]


def test_more_papers_than_were_given_out_are_refused(cast: Cast, ballot: Ballot) -> None:
    give(cast, ballot, 10)
    with pytest.raises(Refused, match="counted 11 papers, and only 10 were given out"):
        enter(cast, ballot, FIRST, [8, 2, 0], 10, spoiled=1)
    with pytest.raises(Refused, match="By the list 10 took a paper"):
        enter(cast, ballot, FIRST, [8, 2, 0], 11)
    with pytest.raises(Refused, match="how many papers were given out"):
        actions.count(ballot, by=cast.deputies[FIRST], numbers=[8, 2, 0])
    assert not counted(ballot).entered


def test_nobody_counts_before_the_list_is_there(cast: Cast, ballot: Ballot) -> None:
    with pytest.raises(Refused, match="By the list 0 took a paper"):
        enter(cast, ballot, FIRST, [8, 2, 0], 10)


def test_tellers_must_agree_on_the_papers_given_out_too(cast: Cast, ballot: Ballot) -> None:
    give(cast, ballot, 10)
    enter(cast, ballot, FIRST, [8, 2, 0], 10)
    # The list is put right, and the other teller counts by it.
    give(cast, ballot, 11, by=SECOND)
    enter(cast, ballot, SECOND, [8, 2, 0], 11)
    state = counted(ballot)
    assert (state.agreed, len(state.disagreements)) == (None, 1)
    page = cast.client("clerk").get(f"/en/votes/{ballot.pk}/").content.decode()
    assert "Papers given out" in page
    for place in (FIRST, SECOND):
        enter(cast, ballot, place, [8, 2, 0], 11)
    with pytest.raises(Refused, match="agree already"):
        give(cast, ballot, 12)
    assert "Papers given out: 11, not put into the box: 1." in cast.close(ballot).sentence_en


def test_a_paper_is_given_to_those_who_may_vote_alone(cast: Cast, ballot: Ballot) -> None:
    for stranger in (cast.people[20], cast.deputy_elsewhere.person.pk, 0):
        with pytest.raises(Refused, match="present and not recused"):
            actions.give_papers(ballot, by=cast.clerk, to=[cast.people[0], stranger])
    assert not ballot.electors.took_part().exists()
    for mode in ("open", "secret", "hand"):
        other = cast.open(mode=mode)
        with pytest.raises(Refused):
            actions.give_papers(other, by=cast.clerk, to=cast.people[:3])
        assert not other.electors.took_part().exists()


def test_hands_are_not_given_out(cast: Cast) -> None:
    with pytest.raises(Refused, match="not hands"):
        enter(cast, cast.open(mode="hand", present=18), FIRST, [13, 4, 1], 18)


def test_the_record_says_that_the_list_was_kept_and_not_who_is_on_it(
    cast: Cast, ballot: Ballot
) -> None:
    before = Entry.objects.filter(act="voting.give_papers").count()
    give(cast, ballot, 10)
    entries = Entry.objects.filter(act="voting.give_papers").order_by("pk")
    assert entries.count() == before + 1
    latest = entries.last()
    assert latest is not None
    assert (latest.kind, latest.subject, latest.count) == ("voting.ballot", ballot.pk, None)
    assert not Entry.objects.filter(kind="voting.elector").exists()


def test_nothing_in_the_rows_tells_who_came_before_whom(cast: Cast, ballot: Ballot) -> None:
    columns = {field.name for field in Elector._meta.get_fields() if field.concrete}
    assert not any(re.search("_at$|time|day", name) for name in columns), columns
    if connection.vendor != "postgresql":
        return
    give(cast, ballot, 3)
    give(cast, ballot, 9)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT cmin::text || ' ' || xmin::text) FROM voting_elector"
            " WHERE ballot_id = %s", [ballot.pk]
        )  # fmt: skip
        assert cursor.fetchone() == (1,)


def test_the_page_of_a_deputy_says_who_took_part(cast: Cast, ballot: Ballot) -> None:
    give(cast, ballot, 17)
    for place in (FIRST, SECOND):
        enter(cast, ballot, place, [13, 2, 1], 17)
    cast.close(ballot)
    parts = [rows_of(list(votes_of(cast.deputies[place].person)))[0].part for place in (0, 17, 20)]
    assert parts == [Part.TOOK_PART, Part.SILENT, Part.NOT_PRESENT]


def test_the_list_is_kept_by_a_form_of_those_who_lead_and_of_the_tellers(
    cast: Cast, ballot: Ballot
) -> None:
    address, one = f"/en/votes/{ballot.pk}/papers/", f"/en/votes/{ballot.pk}/"
    took = {"took": [str(person) for person in cast.people[:5]]}
    assert "Mark who took a ballot paper" in cast.client("clerk").get(one).content.decode()
    seen = cast.client("citizen").get(one).content.decode()
    assert "Mark who took" not in seen and "have taken a ballot paper" in seen
    assert cast.client("citizen").post(address, took).status_code == 403
    assert cast.client("clerk").post(address, {"took": ["x", "-1"]}).status_code in {409, 422}
    assert cast.client("clerk").post(address, took).status_code == 302
    assert ballot.electors.took_part().count() == 5


def test_of_two_who_put_the_list_right_at_once_the_second_is_told(
    cast: Cast, ballot: Ballot
) -> None:
    address, clerk = f"/en/votes/{ballot.pk}/papers/", cast.client("clerk")
    one, other = (str(cast.people[place]) for place in (1, 2))
    assert clerk.post(address, {"took": [one], "had": ["0"]}).status_code == 302
    stale = cast.client("chair").post(address, {"took": [other], "had": ["0"]})
    assert stale.status_code == 409
    assert [row.person_id for row in ballot.electors.took_part()] == [cast.people[1]]
    assert clerk.post(address, {"took": [one, other], "had": ["0", one]}).status_code == 302
    assert ballot.electors.took_part().count() == 2
