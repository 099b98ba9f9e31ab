"""Many write at once, in a portal of their own: none is lost, none is counted twice."""

import json

import pytest

from tests import forks
from tests.conftest import copy_portal

pytestmark = pytest.mark.both

SCRIPT = """
import datetime as dt, json, threading, uuid
import django
django.setup()
from django.db import connections
from maslikhat.dialogue import actions
from maslikhat.dialogue.models import Post, Room, RoomRef, Topic
from maslikhat.ledger.models import Entry
from tests.dialogue.cast import make_cast

cast = make_cast()
topic = cast.start("public", "All at once")
writers = [cast.chair, cast.aigerim, cast.serik, cast.viktor, cast.dana]
faults = []

def at_once(act, many):
    gate = threading.Barrier(many)
    def one(number):
        try:
            gate.wait(30)
            act(number)
        except Exception as error:
            faults.append(repr(error))
        finally:
            connections.close_all()
    threads = [threading.Thread(target=one, args=(n,)) for n in range(many)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()

at_once(lambda n: [
    actions.reply(topic, by=writers[n % 5], body=f"{n}/{k}", language="kk") for k in range(4)
], 10)
topic.refresh_from_db()
counted, there, last = topic.post_count, topic.posts.count(), topic.last_post_id
newest = topic.posts.latest("pk").pk
key = uuid.uuid4()
at_once(lambda n: actions.reply(topic, by=cast.viktor, body="One", language="kk", key=key), 8)
at_once(lambda n: actions.reply(topic, by=cast.dana, body="Same", language="kk"), 8)
at_once(lambda n: actions.start_topic(
    RoomRef.of(), by=writers[n % 5], title=f"Title {n}", body="b", language="kk"), 5)
key = uuid.uuid4()
at_once(lambda n: actions.start_topic(
    RoomRef.of(cast.region), by=cast.aigerim, title="Twice", body="b", language="kk", key=key), 6)
print(json.dumps({
    "faults": faults, "counted": counted, "there": there, "is_last": last == newest,
    "one": Post.objects.filter(body="One").count(),
    "same": Post.objects.filter(body="Same").count(),
    "rooms": Room.objects.filter(kind="national").count(),
    "national": Topic.objects.filter(room__kind="national").count(),
    "twice": Topic.objects.filter(title="Twice").count(),
    "recorded": Entry.objects.filter(act__in=["dialogue.reply", "dialogue.start_topic"]).count(),
    "posts": Post.objects.count(),
}))
"""


def test_those_who_write_at_once_are_all_counted_and_a_doubled_form_once() -> None:
    environment = copy_portal("dialogue-at-once")
    done = forks.run(["-c", SCRIPT], environment)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["faults"] == []
    assert found["counted"] == found["there"] == 41
    assert found["is_last"]
    assert (found["one"], found["same"], found["twice"]) == (1, 1, 1)
    assert (found["rooms"], found["national"]) == (1, 5)
    assert found["recorded"] == found["posts"] == 41 + 2 + 5 + 1
