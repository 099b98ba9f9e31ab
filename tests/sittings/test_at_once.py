"""Words are covered while another puts them on an agenda, in a portal of its own: none is left."""

import json

import pytest

from tests import forks
from tests.conftest import copy_portal

pytestmark = pytest.mark.both

SCRIPT = """
import io, json, threading, time
import django
django.setup()
from django.db import connections
from django.utils import translation
from maslikhat.decisions import actions as decisions
from maslikhat.decisions.versions import Texts
from maslikhat.sittings import actions
from maslikhat.sittings.actions import agenda, moving, papers
from maslikhat.sittings.models import Document, Item, Motion
from tests.decisions.cast import TEXTS
from tests.sittings.cast import opened
from tests.voting.cast import make_cast

cast = make_cast()
NAMED = Texts(f"{TEXTS.kk} Асанов", f"{TEXTS.ru} Асанов")
TITLES = Texts("Асановқа үй беру", "Дом Асанову", "")
faults = []
sitting = opened(cast, there=20)

def drafted():
    draft = decisions.draft(
        cast.council, by=cast.clerk, kind="individual", titles=TITLES, texts=NAMED
    )
    return decisions.table(draft, by=cast.chair)

def cover(draft):
    decisions.cover_words(draft, by=cast.clerk, within=draft, words="Асанов", kind="name")

def guarded(work):
    def run():
        try:
            with translation.override("en"):
                work()
        except Exception as error:
            faults.append(repr(error))
        finally:
            connections.close_all()
    return run

def at_once(room, act, draft):
    # Words are covered when the act has written what it writes, and before it is committed.
    halfway, record = threading.Event(), room.record
    def slow(*told, **more):
        record(*told, **more)
        halfway.set()
        time.sleep(0.7)
    room.record = slow
    first = threading.Thread(target=guarded(act))
    first.start()
    halfway.wait(30)
    room.record = record
    second = threading.Thread(target=guarded(lambda: cover(draft)))
    second.start()
    first.join(); second.join()

under = {"kk": "7", "ru": "7"}
one = drafted()
at_once(agenda, lambda: actions.put_item(sitting, by=cast.clerk, titles={}, decision=one,
    added_under=under), one)
two = drafted()
item = actions.put_item(sitting, by=cast.clerk, titles={}, decision=two, added_under=under)
file = lambda: io.BytesIO("Асановқа".encode())
at_once(papers, lambda: actions.attach_document(
    sitting, by=cast.clerk, file=file(), name="note", item=item), two)
three = drafted()
other = actions.put_item(sitting, by=cast.clerk, titles={}, decision=three, added_under=under)
at_once(moving, lambda: actions.move(
    other, by=cast.clerk, kind="main", texts={"kk": "Асановқа", "ru": "Асанову"}), three)
print(json.dumps({
    "faults": faults,
    "titles": [one.title_ru for one in Item.objects.exclude(decision=None)],
    "papers": list(Document.objects.values_list("holds_covered", flat=True)),
    "motions": list(Motion.objects.values_list("text_ru", flat=True)),
}))
"""


def test_what_comes_to_the_agenda_while_words_are_covered_is_covered_too() -> None:
    environment = copy_portal("covered-at-once")
    done = forks.run(["-c", SCRIPT], environment)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["faults"] == []
    assert found["titles"] == ["Дом [•••]"] * 3
    assert (found["papers"], found["motions"]) == ([True], ["[•••]"])
