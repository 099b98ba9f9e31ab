"""Two bring files in and put them in force at once, in a portal of their own."""

import json
from typing import Any

import pytest

from tests import forks
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


def run(name: str, script: str) -> dict[str, Any]:
    """What the script says at its end, in a portal of that name."""
    environment = copy_portal(name)
    done = forks.run(["-c", script], environment)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_two_who_put_the_same_file_in_force_at_once_do_so_once() -> None:
    found = run("in-force-at-once", SCRIPT)
    assert found["faults"] == []
    assert (found["shown"], len(found["refused"])) == (6, 6)


READ = """
import datetime as dt, json, threading
import django
django.setup()
from django.db import connections
from maslikhat.money import actions
from maslikhat.money.models import Source
from tests.money.samples import as_csv
from tests.permissions.everyone import make_cast

cast = make_cast()
day = dt.date(2026, 2, 1)
faults = []

def put(year, content, gate):
    try:
        gate.wait(30)
        about = actions.About(cast.council, year, "approved", day)
        actions.import_budget(content, about, by=cast.operator, name="b.csv")
    except Exception as error:
        faults.append(repr(error)[:200])
    finally:
        connections.close_all()

for round in range(4):
    gate, threads = threading.Barrier(2), []
    for year in (2021, 2022):
        rows = [["4.01.1.%02d" % at, f"new {round} {at}", "1"] for at in range(1, 60)]
        content = as_csv([["code", "name", "approved"], *rows])
        threads.append(threading.Thread(target=put, args=(year, content, gate)))
    for thread in threads: thread.start()
    for thread in threads: thread.join()
print(json.dumps({"faults": faults, "files": Source.objects.filter(state="staged").count()}))
"""


def test_two_files_with_the_same_new_words_are_read_at_once() -> None:
    found = run("read-at-once", READ)
    assert (found["faults"], found["files"]) == ([], 8)


PLANS = """
import json, threading
import django
django.setup()
from django.db import connections
from django.utils import translation
from maslikhat.kit.refusals import Refused
from maslikhat.money import actions
from maslikhat.money.models import EnvironmentPlan
from tests.money.regions import make_region

region = make_region()
refused, faults = [], []

def guarded(work, gate):
    try:
        gate.wait(30)
        with translation.override("en"):
            work()
    except Refused as refusal:
        refused.append(str(refusal))
    except Exception as error:
        faults.append(repr(error)[:200])
    finally:
        connections.close_all()

for round in range(8):
    one, two = region.plan(2025, 2025), region.plan(2026, 2025)
    gate = threading.Barrier(2)
    def correct(plan):
        return lambda: actions.correct_plan(
            plan, by=region.clerk, first_year=2027, developed_in=2025)
    threads = [threading.Thread(target=guarded, args=(correct(one), gate)),
        threading.Thread(target=guarded, args=(correct(two), gate))]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    EnvironmentPlan.objects.all().delete()
print(json.dumps({"faults": faults, "refused": refused}))
"""


def test_two_plans_of_a_region_are_not_moved_to_one_year_at_once() -> None:
    found = run("plans-at-once", PLANS)
    assert found["faults"] == []
    assert len(found["refused"]) == 8
    assert set(found["refused"]) == {
        "There is a plan from this year on already. Open it and write in it."
    }
