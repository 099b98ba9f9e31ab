"""Two at the same row, in a portal of their own: a lead always, one founding, fifty at most."""

import json

import pytest

from tests import forks
from tests.conftest import copy_portal

pytestmark = pytest.mark.both

SCRIPT = """
import json, threading, uuid
import django
django.setup()
from django.db import connections
from maslikhat.dialogue import actions
from maslikhat.dialogue.models import (
    Conversation, Group, GroupMember, Participant, RoomRef, Topic, Understood,
)
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.registry.models import Mandate, Person
from tests.dialogue.cast import make_cast, make_deputy

cast = make_cast()
faults, refused = [], []

def person(user):
    return Person.objects.get(user=user)

def at_once(act, many):
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

names, purposes = {"kk": "Toby"}, {"kk": "Maqsaty"}
key = uuid.uuid4()
at_once(lambda n: actions.found_group(
    by=cast.aigerim, names=names, purposes=purposes, key=key), 6)
founded = Group.objects.count()
group = Group.objects.get()
leads = [cast.aigerim, cast.viktor, cast.serik]
for user in leads[1:]:
    actions.invite(group, person(user), by=cast.aigerim)
    actions.make_lead(actions.join_group(group, by=user), by=cast.aigerim)
at_once(lambda n: actions.leave_group(group, by=leads[n]), 3)
left = GroupMember.objects.leads().count()
keeper = GroupMember.objects.leads().get().person.user
others = [user for user in leads if user != keeper]
for user in others:
    actions.join_group(group, by=user)
    actions.make_lead(actions.invite(group, person(user), by=keeper), by=keeper)
rows = list(GroupMember.objects.leads().order_by("pk"))
by = {row.pk: row.person.user for row in rows}
at_once(lambda n: actions.remove_member(rows[(n + 1) % 3], by=by[rows[n].pk]), 3)
after = GroupMember.objects.leads().count()
open_group = actions.found_group(by=cast.dana, names=names, purposes=purposes)
at_once(lambda n: actions.join_group(open_group, by=cast.serik), 6)
asked = GroupMember.objects.waiting().filter(group=open_group).count()
at_once(lambda n: actions.invite(open_group, person(cast.serik), by=cast.dana), 6)
let_in = GroupMember.objects.present().filter(group=open_group).count()
key = uuid.uuid4()
at_once(lambda n: actions.start_conversation(
    [person(cast.viktor)], by=cast.aigerim, title="Once", body="b", language="kk", key=key), 6)
begun = (Conversation.objects.count(), Topic.objects.filter(title="Once").count())
here = Mandate.objects.get(person__user=cast.serik).convocation
many = [make_deputy(f"Many{number}", here).person for number in range(54)]
topic = actions.start_conversation(
    many[:47], by=cast.aigerim, title="Many", body="b", language="kk")
talk = Conversation.objects.get(rooms=topic.room_id)
at_once(lambda n: actions.add_participant(talk, many[47 + n], by=cast.aigerim), 6)
present = Participant.objects.present().filter(conversation=talk).count()
announced = actions.announce(
    RoomRef.of(cast.abai), by=cast.chair, title="A word", body="b", language="kk")
at_once(lambda n: actions.understand(announced, by=cast.serik), 6)
print(json.dumps({
    "faults": faults, "founded": founded, "left": left, "after": after, "asked": asked,
    "let_in": let_in, "begun": begun, "present": present, "refused": len(refused),
    "understood": Understood.objects.count(),
    "recorded": Entry.objects.filter(act="dialogue.understand").count(),
}))
"""


def test_those_who_act_on_the_same_row_at_once_leave_it_as_one_after_another() -> None:
    environment = copy_portal("gathered-at-once")
    done = forks.run(["-c", SCRIPT], environment)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["faults"] == []
    assert found["founded"] == 1
    assert (found["left"], found["after"] >= 1) == (1, True)
    assert (found["asked"], found["let_in"]) == (1, 2)
    assert found["begun"] == [1, 1]
    assert found["present"] == 50
    assert (found["understood"], found["recorded"]) == (1, 1)
