"""The list of votes, its filters and feed, and where a vote that is not public must not be."""

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.paginator import Page, Paginator
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from maslikhat.accounts.models import User
from maslikhat.kit import cards
from maslikhat.ledger import registers as ledger
from maslikhat.notices.actions import follow
from maslikhat.notices.models import Addressee, Happening, Notice
from maslikhat.registry.followed import COUNCIL
from maslikhat.registry.models import Group, GroupMember, Mandate
from maslikhat.search.models import Entry
from maslikhat.voting import actions, finding, followed
from maslikhat.voting.divided import divided
from maslikhat.voting.models import Ballot
from tests.voting.cast import ABSTAIN, AGAINST, DAY, FOR, Cast
from tests.worker import drain

ATOM = "{http://www.w3.org/2005/Atom}"


def closed(cast: Cast, choices: list[int], **changes: Any) -> Ballot:
    ballot = cast.open(**changes)
    cast.vote(ballot, choices)
    return cast.close(ballot)


def found(query: str, client: Client | None = None) -> set[int]:
    answer = (client or Client()).get(f"/en/votes/?{query}", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return {int(number) for number in re.findall(r"/en/votes/(\d+)/", answer.content.decode())}


@pytest.mark.parametrize("template", ["voting/_found.html", "voting/_deputy.html"])
def test_how_many_there_are_is_written_as_the_language_writes_it(template: str) -> None:
    page: Page[int] = Page([], 1, Paginator(range(2_044), 30))
    told = {"page": page, "query": "", "outcomes": {}, "rows": [], "divided": False, "year": None}
    for lang, said in (("en", "2,044"), ("ru", "2\xa0044")):
        with translation.override(lang):
            assert said in render_to_string(template, told)


def test_filters_take_council_body_mode_outcome_and_period(cast: Cast) -> None:
    adopted = closed(cast, [FOR] * 15).pk
    rejected = closed(cast, [FOR] * 12, present=17).pk
    hands = cast.open(mode="hand").pk
    body = cast.open(rule="commission", commission=cast.commission, present=6).pk
    every = {adopted, rejected, hands, body}
    code = cast.council.code
    assert found(f"council={code}") == every
    assert found(f"council={cast.other.code}") == set()
    assert found(f"council={code}&commission={cast.commission.pk}") == {body}
    assert found(f"council={code}&mode=hand") == {hands}
    assert found(f"council={code}&outcome=adopted") == {adopted}
    assert found(f"council={code}&outcome=not_adopted") == {rejected}
    assert found(f"council={code}&to=2020-01-01") == set()
    assert found(f"council={code}&from=2020-01-01") == every


@pytest.mark.parametrize(
    "query", ["mode=x", "outcome=x", "council=x", "place=1", "divided=x", "from=x", "commission=1"]
)
def test_a_choice_that_is_none_is_a_bad_request(cast: Cast, query: str) -> None:
    assert Client().get(f"/en/votes/?{query}").status_code == 400
    assert Client().get(f"/en/votes/feed/?{query}").status_code == 400


def test_a_quarter_on_both_sides_is_divided(cast: Cast) -> None:
    just = closed(cast, [FOR] * 15 + [AGAINST] * 5)
    closed(cast, [FOR] * 16 + [AGAINST] * 4 + [ABSTAIN])
    closed(cast, [FOR] * 15)
    assert list(divided(Ballot.objects.all())) == [just]


def test_a_faction_that_splits_is_divided(cast: Cast) -> None:
    mandates = list(Mandate.objects.filter(person__in=cast.people).order_by("pk"))
    group = Group.objects.create(
        council=cast.council, convocation=mandates[0].convocation, kind="faction",
        party=mandates[0].party, name_kk="Ф", name_ru="Ф", from_day=DAY,
    )  # fmt: skip
    for mandate in (mandates[0], mandates[15]):
        GroupMember.objects.create(group=group, mandate=mandate, from_day=DAY)
    split = closed(cast, [FOR] * 15 + [AGAINST])
    closed(cast, [FOR] * 14 + [0, 0, AGAINST])
    assert found("divided=yes") == {split.pk}
    shown = Client().get(f"/en/votes/{split.pk}/").content.decode()
    assert "By faction" in shown


@pytest.mark.once
def test_a_list_costs_the_same_for_one_vote_and_for_thirty(cast: Cast) -> None:
    spent = []
    for more in (1, 29):
        for _number in range(more):
            cast.open()
        Client().get("/en/votes/")
        with CaptureQueriesContext(connection) as asked:
            query = f"council={cast.council.code}&divided="
            assert Client().get(f"/en/votes/?{query}").status_code == 200
        spent.append(len(asked))
    assert spent[0] == spent[1] <= 6, spent


def test_a_feed_has_what_its_list_has(cast: Cast) -> None:
    adopted = closed(cast, [FOR] * 15)
    cast.open()
    answer = Client().get(f"/en/votes/feed/?council={cast.council.code}&outcome=adopted")
    assert answer["Content-Type"].startswith("application/atom+xml")
    entries = ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}summary") for entry in entries] == [adopted.sentence_en]


def linked(ballot: Ballot, client: Client | None = None) -> Any:
    shown = (client or Client()).get(f"/en/votes/{ballot.pk}/").content.decode()
    told = re.search(r'<script type="application/ld\+json">(.*?)</script>', shown)
    return json.loads(told[1]) if told else None


def test_machines_read_the_question_the_counts_and_each_vote(cast: Cast) -> None:
    motion = {"kk": "</script><b>", "ru": "</script>&", "en": "</script><i>"}
    told = linked(closed(cast, [FOR] * 13 + [AGAINST], motion=motion))
    assert told["motion"]["text"] == "</script><i>"
    assert told["result"] == "pass"
    assert told["counts"][0] == {"option": "yes", "value": 13}
    assert sorted(vote["option"] for vote in told["votes"]) == ["no"] + ["yes"] * 13


def test_of_a_secret_vote_machines_read_no_votes(cast: Cast) -> None:
    told = linked(closed(cast, [FOR] * 13 + [AGAINST], mode="secret"))
    assert told["counts"][0]["value"] == 13
    assert "votes" not in told


def test_electors_are_asked_and_followers_told(cast: Cast) -> None:
    ballot = closed(cast, [FOR] * 15)
    told = Happening.objects.filter(kind=followed.BALLOT, number=ballot.pk)
    assert set(told.values_list("act", flat=True)) == {
        "voting.open_ballot",
        "voting.ask",
        "voting.close_ballot",
    }
    asked = Addressee.objects.filter(happening__act="voting.ask").values_list("user", flat=True)
    assert set(asked) == {deputy.pk for deputy in cast.deputies}


def heard_of(user: User, ballot: Ballot) -> list[str]:
    """The acts with this ballot that are in the inbox of a user, once the jobs are done."""
    drain()
    notices = Notice.objects.filter(user=user, happening__number=ballot.pk)
    return list(notices.order_by("pk").values_list("happening__act", flat=True))


@pytest.mark.parametrize("mode", ["open", "secret", "hand"])
def test_a_cancelled_vote_is_told_to_followers_and_to_those_entitled(cast: Cast, mode: str) -> None:
    for user in (cast.citizen, cast.deputies[9]):
        follow(COUNCIL, cast.council.pk, by=user)
    ballot = cast.open(mode=mode, present=18)
    assert "voting.open_ballot" in heard_of(cast.citizen, ballot)
    actions.cancel_ballot(ballot, by=cast.clerk, because="The link was lost")
    for user in (cast.citizen, cast.deputies[8], cast.deputies[9]):
        assert heard_of(user, ballot).count("voting.cancel_ballot") == 1
    # Neither who cancelled it, nor who was not present and does not follow.
    for user in (cast.clerk, cast.deputies[20]):
        assert "voting.cancel_ballot" not in heard_of(user, ballot)
    for lang in ("kk", "ru"):
        with translation.override(lang):
            assert str(followed.ACTS["voting.cancel_ballot"]) != "%(who)s cancelled a vote"


def test_of_a_cancelled_draft_only_its_own_council_hears(cast: Cast) -> None:
    follow(COUNCIL, cast.council.pk, by=cast.citizen)
    ballot = cast.prepare()
    actions.cancel_ballot(ballot, by=cast.clerk, because="A mistake in it")
    assert heard_of(cast.citizen, ballot) == []
    assert heard_of(cast.deputy, ballot) == ["voting.cancel_ballot"]


def test_a_vote_of_a_closed_sitting_is_nowhere_for_strangers(cast: Cast) -> None:
    ballot = closed(cast, [FOR] * 15, is_public=False)
    stranger = cast.client("citizen")
    for client in (Client(), stranger):
        assert ballot.pk not in found("", client)
        assert client.get(f"/en/votes/{ballot.pk}/").status_code == 404
        for part in ("feed", "latest"):
            query = f"?council={cast.council.code}"
            shown = client.get(f"/en/votes/{part}/{query}").content.decode()
            assert f"/votes/{ballot.pk}" not in shown
    insider = cast.client("deputy")
    assert ballot.pk in found("", insider)
    assert f"/votes/{ballot.pk}" not in insider.get("/en/votes/feed/").content.decode()
    assert linked(ballot, insider) is None
    assert not Entry.objects.filter(kind=finding.BALLOT, number=ballot.pk).exists()
    assert ballot.pk not in {draft.number for draft in finding.ballots_after(0, 100)}
    card = cards.cards["voting:ballot"]
    assert card({"number": ballot.pk}, cast.citizen, "en") is None
    assert card({"number": ballot.pk}, cast.deputy, "en") is not None
    things = followed.show([ballot.pk], [cast.citizen, cast.deputy, cast.clerk], "en")
    assert things[ballot.pk].readers == {cast.deputy.pk, cast.clerk.pk}
    assert ledger.kinds[followed.BALLOT].show([ballot.pk], "en") == {}


def test_a_public_vote_is_found_carded_and_in_the_record(cast: Cast) -> None:
    ballot = closed(cast, [FOR] * 15)
    assert Entry.objects.filter(kind=finding.BALLOT, number=ballot.pk, is_gone=False).exists()
    assert cards.cards["voting:ballot"]({"number": ballot.pk}, None, "en") is not None
    assert set(ledger.kinds[followed.BALLOT].show([ballot.pk], "en")) == {ballot.pk}
