"""Two put the same file in force at once, in a portal of their own: it is in force once."""

import json
import subprocess
import sys

import pytest

from tests.conftest import copy_portal

pytestmark = pytest.mark.both

SCRIPT = """
import datetime as dt, json, threading
import django
django.setup()
from django.db import connections
from maslikhat.kit.refusals import Refused
from maslikhat.money import actions
from maslikhat.money.models import Source
from tests.money.samples import as_csv
from tests.permissions.everyone import make_cast

cast = make_cast()
day = dt.date(2026, 2, 1)
refused, faults = [], []

def staged(council, year, content):
    about = actions.About(council, year, "approved", day)
    return actions.import_budget(content, about, by=cast.operator, name="b.csv")

def put(source, by, gate):
    try:
        gate.wait(30)
        actions.switch_on(source, by=by)
    except Refused as refusal:
        refused.append(str(refusal))
    except Exception as error:
        faults.append(repr(error))
    finally:
        connections.close_all()

for round in range(6):
    year = 2021 + round
    # A file of one maslikhat, and one of many.
    of_one, code = (cast.council, cast.council.code) if round % 2 else (None, cast.council.code)
    content = as_csv(
        [["kato", "year", "code", "name", "approved"], [code, year, "4.01.1.01", "x", "1"]]
    )
    pair = [staged(of_one, year if of_one else None, content) for _ in range(2)]
    assert not any(one.errors for one in pair), pair[0].findings
    gate = threading.Barrier(2)
    threads = [threading.Thread(target=put, args=(one, cast.operator, gate)) for one in pair]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
shown = Source.objects.filter(state="in_force").count()
print(json.dumps({"faults": faults, "refused": refused, "shown": shown}))
"""


def test_two_who_put_the_same_file_in_force_at_once_do_so_once() -> None:
    environment = copy_portal("in-force-at-once")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["faults"] == []
    assert (found["shown"], len(found["refused"])) == (6, 6)
