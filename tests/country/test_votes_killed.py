"""No acknowledged vote is lost: the portal is killed twenty times while deputies vote by name."""

import json
import random
import threading
import uuid
from collections.abc import Callable, Sequence
from typing import Any

import httpx
import pytest

from tests.country.conftest import PLAIN
from tests.country.test_killed import TOKEN, killed, rows, run

pytestmark = pytest.mark.both

KILLS = 20
# One ballot in each of two regional councils; whoever has an own key for each burst votes anew.
PREPARE = """
import json
import django
django.setup()
from django.test import RequestFactory
from maslikhat.accounts.actions import begin_session
from maslikhat.accounts.sessions import SessionStore
from maslikhat.accounts.models import User
from maslikhat.demo.cast import speaker
from maslikhat.registry.models import Headship, Mandate
from maslikhat.voting import actions
from maslikhat.voting.models import VotingRule

operator = User.objects.get(username="operator")
rule = VotingRule.objects.on().get(key="majority_of_total")
told = []
heads = Headship.objects.on().filter(council__level="regional").select_related("council", "person")
for head in heads.order_by("council__code")[:2]:
    users = {}
    for mandate in Mandate.objects.on().of(head.council).select_related("person__user"):
        users[mandate.person_id] = mandate.person.user or speaker(mandate.person, by=operator)
    chair = users[head.person_id]
    motion = {"kk": "Иә ме?", "ru": "Да?", "en": "Yes?"}
    draft = actions.prepare(head.council, by=chair, motion=motion, mode="open", rule=rule)
    ballot = actions.open_ballot(draft, by=chair)
    for user in users.values():
        request = RequestFactory().get("/")
        request.session = SessionStore()
        begin_session(request, user, by=user)
        request.session.save()
        told.append({"ballot": ballot.pk, "cookie": request.session.session_key})
print(json.dumps(told))
"""
CLOSE = """
import json
import django
django.setup()
from maslikhat.accounts.models import User
from maslikhat.registry.models import Headship
from maslikhat.voting import actions
from maslikhat.voting.models import Ballot
for ballot in Ballot.objects.open().filter(motion_en="Yes?"):
    head = Headship.objects.on().select_related("person__user").get(council=ballot.council)
    closed = actions.close_ballot(ballot, by=head.person.user)
    print(json.dumps([closed.voted, *closed.options.values_list("votes", flat=True)]))
"""


class Voters:
    """Deputies who vote at once; each sends again, with the same key, what was not acknowledged."""

    def __init__(self, told: Sequence[dict[str, Any]]) -> None:
        self.told = told
        self.kept: dict[int, tuple[str, int]] = {}
        self.acknowledged: dict[str, str] = {}
        self.refused: list[int] = []
        self.lock = threading.Lock()

    def vote(self, address: str, kill: Callable[[], None], after: int) -> None:
        """One burst; `kill` is called once when `after` votes of it have been acknowledged."""
        self.left, self.kill = after, kill
        threads = [
            threading.Thread(target=self._cast, args=(address, place), daemon=True)
            for place in range(len(self.told))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
            assert not thread.is_alive(), "a voter hangs after the portal was killed"

    def _cast(self, address: str, place: int) -> None:
        told = self.told[place]
        # What an earlier burst has left on the device goes first.
        key, option = self.kept.setdefault(place, (str(uuid.uuid4()), place % 3 + 1))
        cookies = {"sessionid": told["cookie"], "csrftoken": TOKEN}
        form = {"option": option, "key": key, "csrfmiddlewaretoken": TOKEN}
        headers = {"Accept": "application/json"}
        with httpx.Client(base_url=address, cookies=cookies, timeout=30, verify=PLAIN) as browser:
            try:
                answer = browser.post(
                    f"/en/votes/{told['ballot']}/cast/", data=form, headers=headers
                )
            except httpx.TransportError:
                return
        self._heard(place, key, answer)

    def _heard(self, place: int, key: str, answer: httpx.Response) -> None:
        with self.lock:
            if answer.status_code != 200:
                self.refused.append(answer.status_code)
                return
            moment = answer.json()["received_at"]
            assert self.acknowledged.setdefault(key, moment) == moment
            self.kept.pop(place)
            self.left -= 1
            if self.left == 0:
                self.kill()


def keys(environment: dict[str, str]) -> list[str]:
    """The keys of the votes that are in the database."""
    found = rows(environment, "SELECT key FROM voting_vote")
    return [str(uuid.UUID(str(key))) for (key,) in found]


def test_no_acknowledged_vote_is_lost_when_the_portal_is_killed_twenty_times() -> None:
    portal = killed("votes-killed")
    told = json.loads(run(portal.environment, "-c", PREPARE).splitlines()[-1])
    # Nobody votes more than twenty times in one ballot, with what is sent again.
    voters, chance = Voters(told), random.Random(20)
    for turn in range(KILLS):
        with portal as address:
            after = chance.randint(1, len(told) // 2)
            voters.vote(address, portal.kill, after)
        there = keys(portal.environment)
        assert not voters.acknowledged.keys() - set(there), f"lost by kill {turn}"
        assert len(there) == len(set(there)), "received twice"
    assert not voters.refused
    assert len(voters.acknowledged) > KILLS
    with_entry = "SELECT count(*) FROM ledger_entry WHERE act = 'voting.cast'"
    assert rows(portal.environment, with_entry) == [(len(there),)]
    ours = f"ballot_id IN ({', '.join(str(number) for number in {one['ballot'] for one in told})})"
    marked = f"SELECT count(*) FROM voting_elector WHERE has_voted AND {ours}"
    voted = (
        "SELECT count(DISTINCT elector_id) FROM voting_vote"
        f" JOIN voting_elector ON voting_elector.id = elector_id WHERE {ours}"
    )
    assert rows(portal.environment, marked) == rows(portal.environment, voted)
    closed = [json.loads(line) for line in run(portal.environment, "-c", CLOSE).splitlines()]
    assert [total == sum(votes) for total, *votes in closed] == [True, True]
    assert sum(total for total, *_votes in closed) == rows(portal.environment, voted)[0][0]
