"""Two refer the same matter at once, in a portal of their own: it is on its way once."""

import json

import pytest

from tests import forks
from tests.conftest import copy_portal

pytestmark = pytest.mark.both

SCRIPT = """
import datetime as dt, json, threading
import django
django.setup()
from django.db import connections
from maslikhat.commitments import actions
from maslikhat.commitments.models import Forwarding
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from tests.commitments.cast import make_cast

cast = make_cast()
matters = [cast.send("recommendation") for _ in range(6)]
refused, faults = [], []

def refer(matter, by, gate):
    try:
        gate.wait(30)
        actions.forward(
            matter, by=by, council=cast.council, to_council=cast.other, language="ru",
            title="T", text="T", due_on=today() + dt.timedelta(days=30),
        )
    except Refused as refusal:
        refused.append(str(refusal))
    except Exception as error:
        faults.append(repr(error))
    finally:
        connections.close_all()

for matter in matters:
    gate = threading.Barrier(2)
    threads = [
        threading.Thread(target=refer, args=(matter, by, gate)) for by in (cast.clerk, cast.chair)
    ]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
print(json.dumps({"faults": faults, "refused": refused, "made": Forwarding.objects.count()}))
"""


def test_two_of_a_council_who_refer_a_matter_at_once_send_it_once() -> None:
    environment = copy_portal("referred-at-once")
    done = forks.run(["-c", SCRIPT], environment)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["faults"] == []
    assert (found["made"], len(found["refused"])) == (6, 6)
