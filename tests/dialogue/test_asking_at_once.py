"""Two processes ask at once: nobody is asked twice a week, and never more than five in a topic."""

import json
from pathlib import Path
from subprocess import PIPE

import pytest

from tests import forks
from tests.conftest import copy_portal

pytestmark = pytest.mark.both

PREPARE = """
import json
import django
django.setup()
from maslikhat.dialogue import actions
from maslikhat.registry.models import Mandate
from tests.dialogue.cast import make_cast, make_deputy

cast = make_cast()
there = Mandate.objects.get(person__user=cast.viktor).convocation
people = [make_deputy(f"Peer{n}", there).person_id for n in range(24)]
def question(by, title):
    return actions.start_topic(
        cast.rooms()["public"], by=by, title=f"Question {title}", body="b", language="en",
        kind="question").pk
print(json.dumps({
    "people": people,
    # One person, two topics of two deputies, asked by two processes.
    "pairs": [[question(cast.aigerim, f"A{n}"), question(cast.viktor, f"V{n}")] for n in range(8)],
    "crowded": question(cast.dana, "D"),
    "doubled": [question(cast.serik, f"S{n}") for n in range(4)],
}))
"""
ASK = """
import json, pathlib, sys, time
import django
django.setup()
from maslikhat.accounts.models import User
from maslikhat.dialogue import actions
from maslikhat.dialogue.models import Topic
from maslikhat.kit.refusals import Refused

plan, side, folder = json.loads(sys.argv[1]), int(sys.argv[2]), pathlib.Path(sys.argv[3])
users = {name: User.objects.get(username=name) for name in ("aigerim", "viktor", "dana", "serik")}
people = plan["people"]
jobs = [(pair[side], ("aigerim", "viktor")[side], [people[n]])
        for n, pair in enumerate(plan["pairs"])]
jobs.append((plan["crowded"], "dana", people[8 + 3 * side:][:3]))
jobs += [(topic, "serik", [people[20 + n]]) for n, topic in enumerate(plan["doubled"])]
(folder / str(side)).touch()
while not (folder / str(1 - side)).exists():
    time.sleep(0.001)
refused = 0
for number, name, wanted in jobs:
    try:
        actions.ask(Topic.objects.get(pk=number), wanted, by=users[name])
    except Refused:
        refused += 1
print(json.dumps(refused))
"""
COUNT = """
import json
import django
django.setup()
from maslikhat.dialogue.models import Asking
from maslikhat.ledger.models import Entry
from maslikhat.notices.models import Addressee

rows = list(Asking.objects.values_list("topic", "person"))
print(json.dumps({
    "rows": rows,
    "entries": Entry.objects.filter(act="dialogue.ask").count(),
    "told": Addressee.objects.filter(happening__act="dialogue.ask").count(),
}))
"""


def run(script: str, environment: dict[str, str], *arguments: str) -> object:
    done = forks.run(["-c", script, *arguments], environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_two_processes_that_ask_at_once_keep_week_and_number(tmp_path: Path) -> None:
    environment = copy_portal("asking-at-once")
    plan = run(PREPARE, environment)
    assert isinstance(plan, dict)
    both = [
        forks.Started(
            ["-c", ASK, json.dumps(plan), str(side), str(tmp_path)],
            environment,
            stdout=PIPE,
            stderr=PIPE,
        )
        for side in (0, 1)
    ]
    ends = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], ends
    refused = sum(json.loads(out.splitlines()[-1]) for out, _err in ends)
    found = run(COUNT, environment)
    assert isinstance(found, dict)
    asked = [tuple(row) for row in found["rows"]]
    people, pairs = plan["people"], plan["pairs"]
    # Of two topics that ask one deputy, one does; the other is refused.
    for person, pair in zip(people, pairs, strict=False):
        assert [row[0] in pair for row in asked if row[1] == person] == [True]
    # Of two threes in one topic, one is asked: six would be more than five.
    assert len([row for row in asked if row[0] == plan["crowded"]]) == 3
    # One form sent by both asks once, and is refused to neither.
    assert [len([r for r in asked if r[0] == topic]) for topic in plan["doubled"]] == [1, 1, 1, 1]
    assert refused == len(pairs) + 1
    assert len(asked) == found["told"] == 8 + 3 + 4
    assert found["entries"] == 8 + 1 + 4
