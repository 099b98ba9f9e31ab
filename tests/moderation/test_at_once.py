"""Moderators, reporters and appeals at once, in a portal of their own: one of each counts."""

import json
from typing import Any

import pytest

from tests import forks
from tests.conftest import copy_portal

pytestmark = pytest.mark.both

START = """
import datetime as dt, json, threading
import django
django.setup()
from django.db import connections
from maslikhat.accounts.models import User
from maslikhat.dialogue import actions as dialogue
from maslikhat.dialogue.models import HiddenText
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.moderation import actions
from maslikhat.moderation.models import Appeal, Case, Measure, Report
from maslikhat.moderation.registers import Ref
from maslikhat.registry.models import Role
from tests.dialogue.cast import DAY, make_cast

cast = make_cast()
moderators = [cast.operator]
for number in range(5):
    user = User.objects.create(username=f"moderator{number}")
    Role.objects.create(user=user, kind="moderator", from_day=DAY)
    moderators.append(user)
topic = cast.start("public", "All at once")
posts = [dialogue.reply(topic, by=cast.serik, body=f"badword {n}", language="en") for n in range(2)]
refs = [Ref("dialogue.post", post.pk) for post in posts]
faults, refused = [], []

def at_once(act, many=6):
    gate = threading.Barrier(many)
    def one(number):
        try:
            gate.wait(30)
            act(number)
        except Refused as refusal:
            refused.append(str(refusal))
        except Exception as error:
            faults.append(repr(error))
        finally:
            connections.close_all()
    threads = [threading.Thread(target=one, args=(n,)) for n in range(many)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    count = len(refused)
    refused.clear()
    return count
"""
SCRIPT = """
until = today() + dt.timedelta(days=3)
found = {
    "report": at_once(lambda n: actions.report(refs[0], by=cast.citizen, reason="spam")),
    "hide": at_once(lambda n: actions.hide(refs[0], by=moderators[n], reason="spam")),
    # Two texts of one author, so two cases: the person is the lock.
    "suspend": at_once(
        lambda n: actions.suspend(refs[n % 2], by=moderators[n], reason="spam", until=until)),
}
measure = Measure.objects.get(act="hide")
found["appeal"] = at_once(lambda n: actions.appeal(measure, by=cast.serik, words="Why?"))
appeal = Appeal.objects.get()
others = [user for user in moderators if user.pk != measure.by]
found["decide"] = at_once(
    lambda n: actions.decide(appeal, by=others[n], outcome="overturned", answer="So."), 5)
posts[0].refresh_from_db()
print(json.dumps({
    "faults": faults, "refused": found, "reports": Report.objects.count(), "text": posts[0].body,
    "hidden": HiddenText.objects.count(),
    "recorded": {act: Entry.objects.filter(act=f"moderation.{act}").count() for act in found},
}))
"""
ASKED = """
closed = cast.start("closed", "Behind the door")
post = dialogue.reply(closed, by=cast.aigerim, body="badword", language="en")
ref, askers, until = Ref("dialogue.post", post.pk), [cast.chair, cast.clerk], today()
until += dt.timedelta(days=3)
found = {
    "ask_suspension": at_once(
        lambda n: actions.ask_suspension(ref, by=askers[n], reason="insult"), 2),
    # Before it is answered, and from both sides of the same two people: nothing is added.
    "again": at_once(
        lambda n: actions.ask_suspension(ref, by=askers[n % 2], reason="insult"), 4),
    "suspend": at_once(
        lambda n: actions.suspend(ref, by=moderators[n], reason="insult", until=until), 2),
}
case = Case.objects.get(kind=ref.kind, number=ref.number)
print(json.dumps({
    "faults": faults, "refused": found, "cases": Case.objects.filter(number=post.pk).count(),
    "asked": case.reports.filter(asks_suspension=True).count(),
    "open": case.reports.open().count(),
    "measures": list(case.measures.values_list("act", flat=True)),
    "recorded": Entry.objects.filter(act="moderation.ask_suspension").count(),
}))
"""


def ran(name: str, script: str) -> Any:
    """What the script prints last, run in a portal of its own."""
    done = forks.run(["-c", START + script], copy_portal(name))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_of_two_who_ask_for_a_suspension_at_once_one_does() -> None:
    found = ran("suspension-asked-at-once", ASKED)
    assert found["faults"] == []
    assert found["refused"] == {"ask_suspension": 1, "again": 4, "suspend": 1}
    assert (found["cases"], found["asked"], found["open"]) == (1, 1, 0)
    assert (found["measures"], found["recorded"]) == (["suspend"], 1)


def test_of_those_who_decide_at_once_one_does() -> None:
    found = ran("moderation-at-once", SCRIPT)
    assert found["faults"] == []
    assert found["refused"] == {"report": 0, "hide": 5, "suspend": 5, "appeal": 5, "decide": 4}
    assert found["reports"] == 1
    assert (found["text"], found["hidden"]) == ("badword 0", 0)
    assert set(found["recorded"].values()) == {1}
