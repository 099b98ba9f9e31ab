"""Nothing acknowledged is lost: the portal is killed ten times while 64 deputies write."""

import json
import os
import random
import signal
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from tests import forks
from tests.conftest import KIND
from tests.country.conftest import PLAIN, served

pytestmark = pytest.mark.both

WRITERS = 64
KILLS = 10
# Thirty posts an hour are allowed to each; what was refused for the kill counts as well.
POSTS_A_ROUND = 3
TOKEN = "k" * 32
# Deputies who have never spoken enter as deputies do: invited by the clerk, by the code; each gets
# a session of an own browser. Printed: the cookies, and the topics of the room of all deputies.
ENTER = f"""
import json
import django
django.setup()
from django.test import RequestFactory
from maslikhat.accounts.actions import begin_session
from maslikhat.accounts.sessions import SessionStore
from maslikhat.accounts.models import User
from maslikhat.demo.cast import speaker
from maslikhat.dialogue.models import Topic
from maslikhat.registry.models import Mandate

operator = User.objects.get(username="operator")
silent = Mandate.objects.on().filter(person__user=None).order_by("pk")
cookies = []
for mandate in silent.select_related("person")[:{WRITERS}]:
    request = RequestFactory().get("/")
    request.session = SessionStore()
    user = speaker(mandate.person, by=operator)
    begin_session(request, user, by=user)
    request.session.save()
    cookies.append(request.session.session_key)
topics = list(Topic.objects.filter(room__kind="national").values_list("pk", flat=True))
print(json.dumps({{"cookies": cookies, "topics": topics}}))
"""


class killed(served):  # noqa: N801 - reads as a word in `with killed(...)`
    """The portal, killed at once and with all that it has started, at the latest by the end."""

    def kill(self) -> None:
        """No farewell."""
        os.killpg(self.process.pid, signal.SIGKILL)

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.kill()
        assert self.process.wait(timeout=30) == -signal.SIGKILL


class Writers:
    """Sixty-four browsers that post, each as soon as it is answered, until the portal is gone."""

    def __init__(self, cookies: Sequence[str], topics: Sequence[int]) -> None:
        self.cookies, self.topics = cookies, topics
        self.acknowledged: set[str] = set()
        self.refused: list[int] = []
        self.lock = threading.Lock()

    def write(self, address: str, turn: int, kill: Callable[[], None], after: int) -> None:
        """One burst; `kill` is called once when `after` posts of it have been acknowledged."""
        self.left, self.kill = after, kill
        threads = [
            threading.Thread(target=self._post, args=(address, turn, place), daemon=True)
            for place in range(len(self.cookies))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
            assert not thread.is_alive(), "a writer hangs after the portal was killed"

    def _post(self, address: str, turn: int, place: int) -> None:
        topic = self.topics[place % len(self.topics)]
        cookies = {"sessionid": self.cookies[place], "csrftoken": TOKEN}
        with httpx.Client(base_url=address, cookies=cookies, timeout=30, verify=PLAIN) as browser:
            for number in range(POSTS_A_ROUND):
                body = f"Burst {turn}, writer {place}, post {number}."
                form = {"body": body, "language": "en", "csrfmiddlewaretoken": TOKEN}
                try:
                    answer = browser.post(f"/en/dialogue/topics/{topic}/reply/", data=form)
                except httpx.TransportError:
                    return
                self._heard(body, answer.status_code)

    def _heard(self, body: str, status: int) -> None:
        with self.lock:
            if not 200 <= status < 400:
                self.refused.append(status)
                return
            self.acknowledged.add(body)
            self.left -= 1
            if self.left == 0:
                self.kill()


def rows(environment: dict[str, str], question: str) -> list[tuple[Any, ...]]:
    """What the database itself answers, past the portal."""
    if KIND == "postgresql":
        with psycopg.connect(environment["MASLIKHAT_DATABASE_URL"]) as connection:
            return connection.execute(question).fetchall()
    path = Path(environment["MASLIKHAT_VAR"]) / "portal.sqlite3"
    with closing(sqlite3.connect(path, timeout=30)) as connection:
        return connection.execute(question).fetchall()


def bodies(environment: dict[str, str]) -> set[str]:
    """The posts of the bursts that are in the database."""
    found = rows(environment, "SELECT body FROM dialogue_post WHERE body LIKE 'Burst %'")
    return {body for (body,) in found}


def run(environment: dict[str, str], *command: str) -> str:
    """What a command of Python prints, run on the copy."""
    done = forks.run(command, environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_nothing_acknowledged_is_lost_when_the_portal_is_killed_ten_times() -> None:
    portal = killed("killed")
    told = json.loads(run(portal.environment, "-c", ENTER).splitlines()[-1])
    assert len(set(told["cookies"])) == WRITERS
    writers, chance = Writers(told["cookies"], told["topics"]), random.Random(10)
    for turn in range(KILLS):
        with portal as address:
            assert not writers.acknowledged - bodies(portal.environment), f"lost by kill {turn}"
            # So early that others are still under way when it happens.
            after = chance.randint(WRITERS // 3, (POSTS_A_ROUND - 1) * WRITERS)
            writers.write(address, turn, portal.kill, after)
    with portal:
        assert not writers.acknowledged - bodies(portal.environment), "lost by the last kill"
    assert not writers.refused
    # Each burst was under way when it was cut.
    assert KILLS * WRITERS // 3 <= len(writers.acknowledged) < KILLS * WRITERS * POSTS_A_ROUND
    run(portal.environment, "-m", "maslikhat.cli", "verify")
    is_whole(portal.environment)


def is_whole(environment: dict[str, str]) -> None:
    """Every topic counts its posts, and every post has its one entry on the record."""
    miscounted = (
        "SELECT t.id FROM dialogue_topic t WHERE t.post_count <> "
        "(SELECT count(*) FROM dialogue_post p WHERE p.topic_id = t.id) OR t.last_post_id <> "
        "(SELECT max(p.id) FROM dialogue_post p WHERE p.topic_id = t.id)"
    )
    assert rows(environment, miscounted) == []
    recorded = (
        "SELECT p.id FROM dialogue_post p LEFT JOIN ledger_entry e "
        "ON e.act = 'dialogue.reply' AND e.subject = p.id "
        "WHERE p.body LIKE 'Burst %' GROUP BY p.id HAVING count(e.id) <> 1"
    )
    assert rows(environment, recorded) == []
    orphans = (
        "SELECT e.id FROM ledger_entry e LEFT JOIN dialogue_post p ON p.id = e.subject "
        "WHERE e.act = 'dialogue.reply' AND p.id IS NULL"
    )
    assert rows(environment, orphans) == []
