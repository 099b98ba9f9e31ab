"""Two at once: the seat is given once, the code opens once, on both databases."""

from collections.abc import Iterator
from subprocess import PIPE

import pytest

from tests import conftest, forks

pytestmark = pytest.mark.both

# Each process elects somebody to one constituency, or uses one code, at the same moment.
SCRIPT = """
import datetime as dt, sys
import django
django.setup()
from django.utils import translation
from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Refused
from maslikhat.registry import actions
from maslikhat.registry.models import Constituency, Convocation, Person
translation.activate("en")
what, first, second = sys.argv[1:]
ready = [User.objects.count(), Person.objects.count()]
print("ready", flush=True)
sys.stdin.readline()
try:
    if what == "redeem":
        actions.redeem(first, by=None)
    else:
        actions.elect(
            Convocation.objects.get(council__code="554200000", number="VIII"),
            Person.objects.get(pk=first), by=User.objects.get(username="clerk"),
            constituency=Constituency.objects.get(pk=second),
            from_day=dt.date(2024, 5, 1),
        )
except Refused as refusal:
    print("refused", refusal)
else:
    print("done")
"""
PREPARE = """
import django
django.setup()
from maslikhat.registry import actions
from tests.registry.cast import make_cast
cast = make_cast()
people = [
    actions.register_person(cast.council, by=cast.clerk, names={"surname_kk": n, "given_kk": n})
    for n in ("Бірінші", "Екінші")
]
seats = cast.council.constituencies
code = actions.invite(cast.council, cast.person(3), by=cast.clerk).code
print(*(p.pk for p in people), *(seats.get(number=n).pk for n in (6, 7)), code)
"""


@pytest.fixture(scope="module")
def portal() -> Iterator[tuple[dict[str, str], list[str]]]:
    """A portal of our own with the cast in it: its environment, and the numbers to act on."""
    environment = conftest.copy_portal("clerks")
    done = forks.run(["-c", PREPARE], environment)
    assert done.returncode == 0, done.stderr
    yield environment, done.stdout.split()


def at_once(environment: dict[str, str], *asked: tuple[str, str, str]) -> list[str]:
    """What each process says, all of them acting at one moment: when the last one is ready."""
    running = [
        forks.Started(["-c", SCRIPT, *one], environment, stdin=PIPE, stdout=PIPE, stderr=PIPE)
        for one in asked
    ]
    for process in running:
        assert process.stdout.readline() == "ready\n", process.communicate()
    for process in running:
        process.stdin.write("\n")
        process.stdin.flush()
    said = []
    for process in running:
        out, error = process.communicate(timeout=60)
        assert process.returncode == 0, error
        said.append(out.strip())
    return sorted(said)


def test_two_persons_elected_to_one_constituency_at_once_give_one_deputy(
    portal: tuple[dict[str, str], list[str]],
) -> None:
    environment, (one, two, seat, *_rest) = portal
    done, refused = at_once(environment, ("elect", one, seat), ("elect", two, seat))
    assert done == "done"
    assert "This constituency has a deputy" in refused


def test_one_code_used_twice_at_once_opens_once(portal: tuple[dict[str, str], list[str]]) -> None:
    environment, (*_rest, code) = portal
    done, refused = at_once(environment, ("redeem", code, ""), ("redeem", code, ""))
    assert done == "done"
    assert "has been used" in refused
