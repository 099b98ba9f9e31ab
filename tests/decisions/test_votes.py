"""A draft put to the vote, and what the ballot says entered as it is."""

import re
import uuid

import pytest

from maslikhat.accounts.models import User
from maslikhat.decisions import actions
from maslikhat.decisions.course import State
from maslikhat.decisions.models import Decision
from maslikhat.decisions.results import Votes, motion_on, total_on
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.registry import actions as registry
from maslikhat.registry.models import Seats
from maslikhat.voting import actions as voting
from maslikhat.voting.models import Ballot, VotingRule
from tests.decisions.cast import FOUR, OTHER, TEXTS, Cast
from tests.registry.cast import browser, user

pytestmark = pytest.mark.django_db
RULE = "majority_of_total"


def people_of(cast: Cast) -> list[User]:
    """The accounts of the five deputies."""
    people = [cast.chair, cast.deputy, cast.member]
    for place, name in ((4, "fourth"), (5, "fifth")):
        account = User.objects.filter(username=name).first()
        if account is None:
            account = user(name)
            registry.give_user(cast.person(place), account, by=cast.operator)
        people.append(account)
    return people


def opened(cast: Cast, tabled: Decision, *, rule: str = RULE) -> Ballot:
    """A vote by name on the draft, open."""
    ballot = voting.prepare(
        cast.council,
        by=cast.clerk,
        motion=motion_on(tabled),
        mode="open",
        rule=VotingRule.objects.on().get(key=rule),
        about=("decisions.decision", tabled.pk),
    )
    return voting.open_ballot(ballot, by=cast.clerk)


def voted(cast: Cast, tabled: Decision, choices: list[int], *, rule: str = RULE) -> Ballot:
    """The five deputies of seven seats vote by name: 1 for, 2 against, 3 abstained."""
    people, ballot = people_of(cast), opened(cast, tabled, rule=rule)
    for account, choice in zip(people, choices, strict=True):
        voting.cast(ballot, by=account, option=choice, key=uuid.uuid4())
    return voting.close_ballot(Ballot.objects.get(pk=ballot.pk), by=cast.clerk)


def test_an_adopting_ballot_brings_its_numbers(cast: Cast, tabled: Decision) -> None:
    ballot = voted(cast, tabled, [1, 1, 1, 1, 2])
    with pytest.raises(Refused, match="came out otherwise"):
        actions.reject(tabled, by=cast.clerk, ballot=ballot)
    made = actions.adopt(tabled, by=cast.clerk, number="31-17", ballot=ballot)
    assert (made.votes_for, made.votes_against, made.votes_abstained) == (4, 1, 0)
    page = browser(None).get(f"/en/decisions/{made.pk}/").content.decode()
    assert f"/en/votes/{ballot.pk}/" in page and "For 4, against 1, abstained 0" in page


def test_three_of_seven_adopt_nothing(cast: Cast, tabled: Decision) -> None:
    ballot = voted(cast, tabled, [1, 1, 1, 2, 3])
    with pytest.raises(Refused, match="came out otherwise"):
        actions.adopt(tabled, by=cast.clerk, number="31-17", ballot=ballot)
    assert actions.reject(tabled, by=cast.clerk, ballot=ballot).state == State.REJECTED


def test_a_ballot_on_something_else_or_still_open_adopts_nothing(
    cast: Cast, tabled: Decision
) -> None:
    rule = VotingRule.objects.on().get(key=RULE)
    motion = {"kk": "Басқа мәселе", "ru": "Другой вопрос"}
    for about, sentence in (
        (None, "on this decision"),
        (("decisions.decision", tabled.pk + 1), "on this decision"),
        (("decisions.decision", tabled.pk), "not closed"),
    ):
        ballot = voting.prepare(
            cast.council, by=cast.clerk, motion=motion, mode="open", rule=rule, about=about
        )
        with pytest.raises(Refused, match=sentence):
            actions.adopt(tabled, by=cast.clerk, number="1", ballot=ballot)


def test_the_vote_is_put_by_a_form_with_the_rules_that_can_adopt(
    cast: Cast, tabled: Decision
) -> None:
    address, weak = f"/en/decisions/{tabled.pk}/vote/", "majority_of_present"
    shown = browser(cast.clerk).get(address).content.decode()
    offered = re.findall(r'<option value="\d+"[^>]*>([^<]+)<', shown)
    assert len(offered) > 3 and len(set(offered)) == len(offered)
    for key, status in ((weak, 422), (RULE, 302)):
        sent = {"mode": "open", "rule": str(VotingRule.objects.on().get(key=key).pk)}
        assert browser(cast.clerk).post(address, sent).status_code == status, key
    ballot = Ballot.objects.of_thing("decisions.decision", tabled.pk).get()
    assert tabled.title_ru in ballot.motion_ru


def test_a_draft_that_was_voted_on_here_is_decided_by_its_last_ballot(
    cast: Cast, tabled: Decision
) -> None:
    first = voted(cast, tabled, [1, 1, 1, 2, 3])
    with pytest.raises(Refused, match="last closed ballot"):
        actions.adopt(tabled, by=cast.clerk, number="31-17", votes=FOUR)
    with pytest.raises(Refused, match="last closed ballot"):
        actions.reject(tabled, by=cast.clerk, votes=Votes(0, 4, 0))
    second = opened(cast, tabled)
    with pytest.raises(Refused, match="not closed"):
        actions.reject(tabled, by=cast.clerk, ballot=first)
    for account in people_of(cast):
        voting.cast(second, by=account, option=1, key=uuid.uuid4())
    second = voting.close_ballot(second, by=cast.clerk)
    with pytest.raises(Refused, match="last closed ballot"):
        actions.reject(tabled, by=cast.clerk, ballot=first)
    made = actions.adopt(tabled, by=cast.clerk, number="31-17", ballot=second)
    assert (made.ballot_id, made.votes_for) == (second.pk, 5)


def test_a_majority_of_those_present_adopts_no_decision(cast: Cast, tabled: Decision) -> None:
    ballot = voted(cast, tabled, [1, 1, 1, 2, 3], rule="majority_of_present")
    assert ballot.outcome == "adopted"
    with pytest.raises(Refused, match="majority of the total"):
        actions.adopt(tabled, by=cast.clerk, number="31-17", ballot=ballot)


def test_numbers_off_the_paper_are_the_majority_of_the_total(cast: Cast, tabled: Decision) -> None:
    with pytest.raises(Refused, match="how many voted"):
        actions.adopt(tabled, by=cast.clerk, number="31-17")
    for votes in (Votes(1, 0, 0), Votes(3, 0, 2), Votes(0, 0, 0)):
        with pytest.raises(Refused, match="4 of 7"):
            actions.adopt(tabled, by=cast.clerk, number="31-17", votes=votes)
    with pytest.raises(Refused, match="More votes"):
        actions.adopt(tabled, by=cast.clerk, number="31-17", votes=Votes(8, 0, 0))
    # Three against three, and the chair was for it.
    made = actions.adopt(tabled, by=cast.clerk, number="31-17", votes=Votes(3, 3, 0))
    assert made.state == State.ADOPTED


def test_empty_seats_count_as_the_regulations_say(cast: Cast, tabled: Decision) -> None:
    voting.set_regulations(
        cast.council, by=cast.clerk, counts_vacancies=False, may_change=True, basis="Article 12"
    )
    assert total_on(cast.council, today()) == 5
    made = actions.adopt(tabled, by=cast.clerk, number="31-17", votes=Votes(3, 0, 2))
    assert made.state == State.ADOPTED


def test_where_the_seats_are_not_known_the_page_says_so(cast: Cast, tabled: Decision) -> None:
    address, sentence = f"/en/decisions/{tabled.pk}/adopt/", "not known here how many seats"
    assert sentence not in browser(cast.clerk).get(address).content.decode()
    Seats.objects.filter(council=cast.council).delete()
    assert sentence in browser(cast.clerk).get(address).content.decode()
    made = actions.adopt(tabled, by=cast.clerk, number="31-17", votes=Votes(1, 0, 0))
    assert made.votes_for == 1


def test_the_text_stays_while_it_is_voted_on_and_once_it_is_voted_for(
    cast: Cast, tabled: Decision
) -> None:
    ballot = opened(cast, tabled)
    with pytest.raises(Refused, match="being voted on"):
        actions.revise(tabled, by=cast.clerk, texts=OTHER)
    voting.cancel_ballot(ballot, by=cast.clerk, because="A slip in the text")
    actions.revise(tabled, by=cast.clerk, texts=OTHER)
    voted(cast, tabled, [1, 1, 1, 2, 3])
    actions.revise(tabled, by=cast.clerk, texts=TEXTS)
    ballot = voted(cast, tabled, [1, 1, 1, 1, 3])
    with pytest.raises(Refused, match="voted for this text"):
        actions.revise(tabled, by=cast.clerk, texts=OTHER)
    actions.adopt(tabled, by=cast.clerk, number="31-17", ballot=ballot)


def test_only_who_leads_the_votes_puts_a_tabled_draft_to_one(cast: Cast, draft: Decision) -> None:
    address = f"/en/decisions/{draft.pk}/vote/"
    assert browser(cast.clerk).get(address).status_code == 404
    actions.table(draft, by=cast.chair)
    assert browser(cast.chair).get(address).status_code == 200
    for account in (cast.deputy, cast.citizen, cast.other_clerk, cast.operator):
        assert browser(account).get(address).status_code == 404
