"""An election within a sitting: candidates named, rounds, what screen, page and minutes show."""

import pytest
from django.test import Client
from lxml import html

from maslikhat.kit.refusals import Refused
from maslikhat.sittings import actions
from maslikhat.sittings.gathered import gathered
from maslikhat.sittings.minutes import as_text, drawn
from maslikhat.sittings.models import Item, Sitting
from maslikhat.sittings.results import outcomes_of
from maslikhat.voting import actions as voting
from maslikhat.voting.models import Ballot
from tests.sittings.cast import UNDER, mandate_of, opened, put
from tests.voting.cast import MOTION, Cast, browser

FIRST, SECOND, NOBODY = 1, 2, 3
GUEST = {"kk": "Асанов Асан", "ru": "Асанов Асан Асанович", "en": ""}


@pytest.fixture
def sitting(cast: Cast) -> Sitting:
    """It goes on, with an election of the chair on its agenda, which is being considered."""
    sitting = opened(cast, there=20)
    item = put(cast, sitting, "Төрағаны сайлау", kind="election", office="chair")
    actions.call_item(item, by=cast.chair)
    return sitting


def election(sitting: Sitting) -> Item:
    """The item that is being considered."""
    return Item.objects.of(sitting).called().get()


def put_to_vote(cast: Cast, sitting: Sitting, mode: str = "open") -> Ballot:
    """The two first deputies stand, and the chair puts them to the vote."""
    for place in (1, 2):
        actions.name_candidate(election(sitting), by=cast.clerk, mandate=mandate_of(cast, place))
    motion = actions.move(election(sitting), by=cast.clerk, kind="main", texts=MOTION)
    return actions.put_to_vote(motion, by=cast.chair, mode=mode)


def screen(sitting: Sitting) -> str:
    """What hangs on the wall of the hall."""
    answer = Client().get(f"/en/sittings/{sitting.pk}/screen/")
    told = html.fromstring(answer.content).itertext()
    return " ".join(" ".join(told).split())


def test_the_vote_is_between_those_who_stand_by_the_rule_of_the_office(
    cast: Cast, sitting: Sitting
) -> None:
    ballot = put_to_vote(cast, sitting, mode="")
    assert (ballot.is_election, ballot.mode, ballot.rule.key) == (
        True, "secret", "chair_of_council",
    )  # fmt: skip
    named = ballot.options.values_list("kind", "name_kk")
    assert list(named) == [
        ("candidate", "Deputy01 Тест"), ("candidate", "Deputy02 Тест"), ("against", ""),
    ]  # fmt: skip


def test_another_office_is_elected_by_the_majority_of_the_total(cast: Cast) -> None:
    sitting = opened(cast, there=20)
    item = put(cast, sitting, "Сайлау", kind="election", office="other")
    actions.call_item(item, by=cast.chair)
    actions.name_candidate(item, by=cast.clerk, names=GUEST)
    ballot = put_to_vote(cast, sitting)
    assert ballot.rule.key == "majority_of_total"
    assert ballot.options.filter(kind="candidate").count() == 3
    assert "Асанов Асан Асанович" in as_text(drawn(gathered(sitting), "ru").parts)


def test_only_deputies_are_elected_chair(cast: Cast, sitting: Sitting) -> None:
    with pytest.raises(Refused, match="Only a deputy is elected"):
        actions.name_candidate(election(sitting), by=cast.clerk, names=GUEST)
    address = f"/en/sittings/items/{election(sitting).pk}/candidates/"
    assert "name_kk" not in browser(cast.clerk).get(address).content.decode()


def test_nobody_stands_twice_and_an_election_without_candidates_is_refused(
    cast: Cast, sitting: Sitting
) -> None:
    item = election(sitting)
    motion = actions.move(item, by=cast.clerk, kind="main", texts=MOTION)
    with pytest.raises(Refused, match="Nobody stands yet"):
        actions.put_to_vote(motion, by=cast.chair)
    actions.name_candidate(item, by=cast.clerk, mandate=mandate_of(cast, 1))
    with pytest.raises(Refused, match="stands already"):
        actions.name_candidate(item, by=cast.clerk, mandate=mandate_of(cast, 1))


def test_a_matter_of_order_on_an_election_is_for_or_against(cast: Cast, sitting: Sitting) -> None:
    motion = actions.move(election(sitting), by=cast.clerk, kind="procedure", texts=MOTION)
    assert not actions.put_to_vote(motion, by=cast.chair).is_election


def test_who_is_put_to_the_vote_stands(cast: Cast, sitting: Sitting) -> None:
    put_to_vote(cast, sitting)
    stands = election(sitting).candidates.all()[0]
    with pytest.raises(Refused, match="put to the vote already"):
        actions.drop_candidate(stands, by=cast.clerk)
    address = f"/en/sittings/items/{election(sitting).pk}/candidates/"
    page = browser(cast.clerk).get(address)
    assert page.status_code == 409
    assert "put to the vote already" in page.content.decode()


def test_an_election_says_to_what_office_and_nothing_else_does(cast: Cast) -> None:
    sitting = opened(cast)
    for told in ({"kind": "election"}, {"kind": "question", "office": "chair"}):
        with pytest.raises(Refused, match="to what office"):
            put(cast, sitting, "Сайлау", **told)


def test_the_kind_stays_while_somebody_stands(cast: Cast) -> None:
    sitting = opened(cast)
    item = put(cast, sitting, "Сайлау", kind="election", office="chair")
    stands = actions.name_candidate(item, by=cast.clerk, mandate=mandate_of(cast, 1))
    titles = {"kk": "Мәселе", "ru": "Вопрос"}
    with pytest.raises(Refused, match="Take the candidates back"):
        actions.edit_item(item, by=cast.clerk, titles=titles, kind="question")
    actions.edit_item(item, by=cast.clerk, titles=titles, kind="election", office="chair")
    actions.drop_candidate(stands, by=cast.clerk)
    actions.edit_item(item, by=cast.clerk, titles=titles, kind="question")


def test_who_was_dropped_after_a_cancelled_vote_does_not_stand_in_its_repetition(
    cast: Cast, sitting: Sitting
) -> None:
    ballot = put_to_vote(cast, sitting)
    voting.cancel_ballot(ballot, by=cast.chair, because="The link was down")
    dropped = election(sitting).candidates.all()[0]
    actions.drop_candidate(dropped, by=cast.clerk)
    actions.name_candidate(election(sitting), by=cast.clerk, mandate=mandate_of(cast, 6))
    again = voting.hold_again(ballot, by=cast.chair)
    names = again.options.filter(kind="candidate").values_list("name_kk", flat=True)
    assert list(names) == ["Deputy02 Тест", "Deputy06 Тест"]


def test_a_cancelled_second_round_stays_between_those_who_led_and_still_stand(
    cast: Cast, sitting: Sitting
) -> None:
    actions.name_candidate(election(sitting), by=cast.clerk, mandate=mandate_of(cast, 6))
    first = put_to_vote(cast, sitting)
    cast.vote(first, [1] * 2 + [2] * 9 + [3] * 7 + [4] * 2)
    voting.close_ballot(first, by=cast.chair)
    second = voting.hold_again(first, by=cast.chair)
    voting.cancel_ballot(second, by=cast.chair, because="One of them has withdrawn")
    withdrawn = election(sitting).candidates.get(mandate=mandate_of(cast, 2))
    actions.drop_candidate(withdrawn, by=cast.clerk)
    again = voting.hold_again(second, by=cast.chair)
    names = again.options.filter(kind="candidate").values_list("name_kk", flat=True)
    assert list(names) == ["Deputy01 Тест"]
    voting.cancel_ballot(again, by=cast.chair, because="The other has withdrawn too")
    actions.drop_candidate(
        election(sitting).candidates.get(mandate=mandate_of(cast, 1)), by=cast.clerk
    )
    with pytest.raises(Refused, match="None of those who led in the round before stands"):
        voting.hold_again(again, by=cast.chair)
    item = actions.end_item(election(sitting), by=cast.chair, outcome="not_elected")
    assert item.outcome == "not_elected"


def test_two_rounds_are_led_and_the_minutes_tell_both(cast: Cast, sitting: Sitting) -> None:
    actions.name_candidate(election(sitting), by=cast.clerk, mandate=mandate_of(cast, 6))
    first = put_to_vote(cast, sitting)
    # The three stand in the order in which they were named: the sixth, the first, the second.
    cast.vote(first, [1] * 2 + [2] * 9 + [3] * 7 + [4] * 2)
    voting.close_ballot(first, by=cast.chair)
    again = voting.hold_again(first, by=cast.chair)
    assert "A further round is needed" in screen(sitting)
    voting.open_ballot(again, by=cast.chair)
    assert "Candidates : Deputy01 Тест Deputy02 Тест 0 / 20" in screen(sitting)
    cast.vote(again, [FIRST] * 15 + [SECOND] * 5)
    voting.close_ballot(again, by=cast.chair)
    with pytest.raises(Refused, match="The vote says otherwise"):
        actions.end_item(election(sitting), by=cast.chair, outcome="adopted")
    actions.end_item(election(sitting), by=cast.chair, outcome="elected")
    told = as_text(drawn(gathered(sitting), "en").parts)
    assert "Candidates: Deputy06 Тест, Deputy01 Тест, Deputy02 Тест." in told
    assert "A further round is needed: Deputy01 Тест, Deputy02 Тест." in told
    assert "Elected: Deputy01 Тест." in told
    assert "Against all candidates (2): " in told
    assert "Decided: the election has taken place." in told


def test_an_item_does_not_end_while_a_further_round_is_prepared(
    cast: Cast, sitting: Sitting
) -> None:
    actions.name_candidate(election(sitting), by=cast.clerk, mandate=mandate_of(cast, 6))
    first = put_to_vote(cast, sitting)
    cast.vote(first, [1] * 2 + [2] * 9 + [3] * 7 + [4] * 2)
    voting.close_ballot(first, by=cast.chair)
    page, address = browser(cast.chair), f"/en/sittings/{sitting.pk}/"
    assert "Hold the further round" in page.get(address).content.decode()
    again = voting.hold_again(first, by=cast.chair)
    for outcome in ("not_elected", "postponed"):
        with pytest.raises(Refused, match="prepared and has not been held"):
            actions.end_item(election(sitting), by=cast.chair, outcome=outcome)
    shown = page.get(address).content.decode()
    assert "Open the vote that is prepared" in shown
    assert "End the item" not in shown
    voting.cancel_ballot(again, by=cast.chair, because="One of them has withdrawn")
    shown = page.get(address).content.decode()
    assert f'href="/en/votes/{again.pk}/">Hold the cancelled vote anew' in shown
    assert "End the item" in shown
    item = actions.end_item(election(sitting), by=cast.chair, outcome="postponed")
    with pytest.raises(Refused, match="done with this question"):
        voting.hold_again(again, by=cast.chair)
    assert "Prepare it anew" not in page.get(f"/en/votes/{again.pk}/").content.decode()
    assert item.done_at is not None


def test_where_the_further_round_is_dropped_nobody_is_elected(cast: Cast, sitting: Sitting) -> None:
    actions.name_candidate(election(sitting), by=cast.clerk, mandate=mandate_of(cast, 6))
    first = put_to_vote(cast, sitting)
    cast.vote(first, [1] * 2 + [2] * 9 + [3] * 7 + [4] * 2)
    voting.close_ballot(first, by=cast.chair)
    second = voting.hold_again(first, by=cast.chair)
    voting.cancel_ballot(second, by=cast.chair, because="The link was down")
    third = voting.hold_again(second, by=cast.chair)
    voting.open_ballot(third, by=cast.chair)
    assert "A further round is needed" not in screen(sitting)
    voting.cancel_ballot(third, by=cast.chair, because="Both have withdrawn")
    # What was held stays on the wall, and says what the item may end with.
    assert "A further round is needed" in screen(sitting)
    offered = [value for value, _name in outcomes_of(election(sitting))]
    assert offered == ["not_elected", "postponed", "withdrawn"]
    for outcome in ("elected", "noted"):
        with pytest.raises(Refused, match="The vote says otherwise"):
            actions.end_item(election(sitting), by=cast.chair, outcome=outcome)
    ended = actions.end_item(election(sitting), by=cast.chair, outcome="not_elected")
    told = as_text(drawn(gathered(sitting), "en").parts)
    assert ended.outcome == "not_elected"
    rounds = (
        "A further round is needed: Deputy01 Тест, Deputy02 Тест.",
        "The further round was called off: The link was down",
        "The further round was called off: Both have withdrawn",
        "Decided: nobody is elected.",
    )
    assert [told.count(one) for one in rounds] == [1] * 4
    assert sorted(rounds, key=told.index) == list(rounds)


def test_who_counted_counts_the_further_round_and_who_stands_counts_none(
    cast: Cast, sitting: Sitting
) -> None:
    for place in (1, 2):
        actions.name_candidate(election(sitting), by=cast.clerk, mandate=mandate_of(cast, place))
    actions.name_candidate(election(sitting), by=cast.clerk, mandate=mandate_of(cast, 6))
    motion = actions.move(election(sitting), by=cast.clerk, kind="main", texts=MOTION)
    first, second, stands = (mandate_of(cast, place).person for place in (8, 9, 1))
    with pytest.raises(Refused, match="standing in the election, and so no teller"):
        actions.put_to_vote(motion, by=cast.chair, mode="paper", tellers=[first, stands])
    ballot = actions.put_to_vote(motion, by=cast.chair, mode="paper", tellers=[first, second])
    voting.give_papers(ballot, by=cast.chair, to=cast.people[:20])
    for teller in (8, 9):
        voting.count(ballot, by=cast.deputies[teller], numbers=[9, 7, 2, 2], spoiled=0, given=20)
    voting.close_ballot(ballot, by=cast.chair)
    again = voting.hold_again(ballot, by=cast.chair)
    assert [one.person for one in again.tellers.all()] == [first, second]
    assert voting.open_ballot(again, by=cast.chair).is_open


def test_an_election_without_a_winner_ends_with_nobody_elected(
    cast: Cast, sitting: Sitting
) -> None:
    ballot = put_to_vote(cast, sitting)
    cast.vote(ballot, [NOBODY] * 20)
    voting.close_ballot(ballot, by=cast.chair)
    with pytest.raises(Refused, match="The vote says otherwise"):
        actions.end_item(election(sitting), by=cast.chair, outcome="elected")
    actions.end_item(election(sitting), by=cast.chair, outcome="not_elected")


def test_screen_and_page_show_who_stands_and_what_each_got(cast: Cast, sitting: Sitting) -> None:
    ballot = put_to_vote(cast, sitting)
    assert "Candidates : Deputy01 Тест Deputy02 Тест" in screen(sitting)
    page = Client().get(f"/en/sittings/{sitting.pk}/").content.decode()
    assert "Candidates:" in page
    cast.vote(ballot, [FIRST] * 18 + [SECOND] * 2)
    voting.close_ballot(ballot, by=cast.chair)
    shown = screen(sitting)
    assert "Elected" in shown
    assert "Deputy01 Тест 18 Deputy02 Тест 2 Against all candidates 0" in shown


@pytest.mark.once
def test_the_clerk_leads_an_election_by_the_pages_alone(cast: Cast) -> None:
    sitting, page = opened(cast, there=20), browser(cast.clerk)
    told = {"kind": "election", "office": "commission_chair", "title_kk": "Т", "title_ru": "Т"}
    told |= {f"added_under_{lang}": text for lang, text in UNDER.items()}
    assert page.post(f"/en/sittings/{sitting.pk}/items/", told).status_code == 302
    item = sitting.items.get(kind="election")
    page.post(f"/en/sittings/items/{item.pk}/call/")
    address = f"/en/sittings/items/{item.pk}/candidates/"
    for place in (1, 2):
        answer = page.post(address, {"mandate": mandate_of(cast, place).pk})
        assert (answer.status_code, answer["Location"]) == (302, address)
    dropped = item.candidates.all()[1]
    assert page.post(f"/en/sittings/candidates/{dropped.pk}/drop/").status_code == 302
    assert "Deputy01 Тест" in page.get(address).content.decode()
    page.post(
        f"/en/sittings/items/{item.pk}/motions/", {"kind": "main", "text_kk": "М", "text_ru": "М"}
    )
    page.post(f"/en/sittings/motions/{item.motions.get().pk}/vote/", {"mode": "open"})
    ballot = item.motions.get().ballot
    assert ballot is not None
    assert ballot.is_open
    cast.vote(ballot, [FIRST] * 20)
    page.post(f"/en/votes/{ballot.pk}/close/")
    page.post(f"/en/sittings/items/{item.pk}/end/", {"outcome": "elected"})
    item.refresh_from_db()
    assert item.outcome == "elected"


def test_candidates_of_a_closed_item_are_its_own_peoples(cast: Cast) -> None:
    sitting = opened(cast)
    item = put(cast, sitting, "Сайлау", kind="election", office="other", is_closed_to_public=True)
    actions.name_candidate(item, by=cast.clerk, names={"kk": "Құпия кандидат", "ru": ""})
    for address in (f"/en/sittings/{sitting.pk}/", f"/en/sittings/{sitting.pk}/screen/"):
        assert "Құпия кандидат" not in Client().get(address).content.decode()
    strangers = browser(cast.users["deputy_elsewhere"])
    assert strangers.get(f"/en/sittings/items/{item.pk}/candidates/").status_code == 404
    own = browser(cast.deputies[5]).get(f"/en/sittings/{sitting.pk}/").content.decode()
    assert "Құпия кандидат" in own
