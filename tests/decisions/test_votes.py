"""A draft put to the vote, and what the ballot says entered as it is."""

import uuid

import pytest

from maslikhat.decisions import actions
from maslikhat.decisions.course import State
from maslikhat.decisions.models import Decision
from maslikhat.kit.refusals import Refused
from maslikhat.registry import actions as registry
from maslikhat.voting import actions as voting
from maslikhat.voting.models import Ballot, VotingRule
from tests.decisions.cast import Cast
from tests.registry.cast import browser, user

pytestmark = pytest.mark.django_db
RULE = "majority_of_total"


def voted(cast: Cast, tabled: Decision, choices: list[int]) -> Ballot:
    """The five deputies of seven seats vote by name: 1 for, 2 against, 3 abstained."""
    people = [cast.chair, cast.deputy, cast.member, user("fourth"), user("fifth")]
    for place, account in enumerate(people[3:], 4):
        registry.give_user(cast.person(place), account, by=cast.operator)
    sent = {"mode": "open", "rule": str(VotingRule.objects.on().get(key=RULE).pk)}
    answer = browser(cast.clerk).post(f"/en/decisions/{tabled.pk}/vote/", sent)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    ballot = Ballot.objects.of_thing("decisions.decision", tabled.pk).get()
    assert tabled.title_ru in ballot.motion_ru
    voting.open_ballot(ballot, by=cast.clerk)
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


def test_only_who_leads_the_votes_puts_a_tabled_draft_to_one(cast: Cast, draft: Decision) -> None:
    address = f"/en/decisions/{draft.pk}/vote/"
    assert browser(cast.clerk).get(address).status_code == 404
    actions.table(draft, by=cast.chair)
    assert browser(cast.chair).get(address).status_code == 200
    for account in (cast.deputy, cast.citizen, cast.other_clerk, cast.operator):
        assert browser(account).get(address).status_code == 404
