"""A copy of a loaded portal is, to a test, the process that it would have started."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import forks
from tests.conftest import TEMPLATE, WORKER, copy_portal
from tests.forks import Started

pytestmark = pytest.mark.once

TELL = """
import json, logging, os, sys
import django
django.setup()
from django.conf import settings
from django.db import connection

def told(value):
    return repr(sorted(value) if isinstance(value, set) else value)

print(json.dumps({
    "environment": sorted(os.environ.items()),
    "words": sys.argv,
    "typed": sys.stdin.read(),
    "database": str(connection.settings_dict["NAME"]),
    "settings": [(name, told(getattr(settings, name))) for name in sorted(dir(settings))
                 if name.isupper()],
    "log": [type(one).__name__ for one in logging.getLogger("maslikhat").handlers],
}))
print("complaint", file=sys.stderr)
sys.exit(5)
"""


def environment(name: str, **told: str) -> dict[str, str]:
    """Of another portal than that of the worker, told otherwise."""
    return {**copy_portal(name), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", **told}


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"MASLIKHAT_SECRET_KEY": "k" * 60, "MASLIKHAT_HOSTS": "m.kz", "MASLIKHAT_DEMO": ""},
        {"MASLIKHAT_PUBLIC_URL": "https://m.kz", "MASLIKHAT_THREADS": "3"},
        {"DJANGO_SETTINGS_MODULE": "tests.live.settings"},
    ],
)
def test_it_is_told_and_tells_what_a_true_start_does(told: dict[str, str]) -> None:
    env = environment("forked", **told)
    words = ["-c", TELL, "one", "two"]
    true = subprocess.run(
        [sys.executable, *words], env=env, input="typed", capture_output=True, text=True
    )
    copy = forks.run(words, env, typed="typed")
    assert copy.stdout == true.stdout
    assert env["MASLIKHAT_VAR"] in copy.stdout
    assert (copy.returncode, copy.stderr) == (true.returncode, true.stderr) == (5, "complaint\n")


def test_one_that_would_keep_what_another_was_told_fails() -> None:
    env = environment("forked", MASLIKHAT_MESSENGER="tests.notices.things.Messenger")
    ended = forks.run(["-c", "print('done')"], env)
    assert ended.returncode != 0 and "done" not in ended.stdout
    assert "MESSENGER was read while the portal was loaded" in ended.stderr


def test_signals_end_it_and_those_it_hears_are_heard() -> None:
    env = environment("forked")
    waits = "import signal, sys\n{}\nprint('up', flush=True)\nsys.stdin.read()"
    for heard, number, status in (
        ("", signal.SIGKILL, -9),
        ("", signal.SIGTERM, -15),
        ("signal.signal(signal.SIGTERM, lambda *_: sys.exit(3))", signal.SIGTERM, 3),
    ):
        started = Started(
            ["-c", waits.format(heard)], env, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert started.stdout.readline() == "up\n"
        assert started.poll() is None
        started.send_signal(number)
        assert started.wait(30) == status
        started.communicate()


def test_a_bug_is_a_traceback_and_what_waits_for_the_end_is_done(tmp_path: Path) -> None:
    note = tmp_path / "note"
    script = f"""
import atexit, pathlib
atexit.register(pathlib.Path({str(note)!r}).touch)
raise RuntimeError("a bug")
"""
    ended = forks.run(["-c", script], environment("forked"))
    assert ended.returncode == 1
    assert "RuntimeError: a bug" in ended.stderr
    assert note.exists()


def test_nothing_of_it_comes_back() -> None:
    before = dict(os.environ)
    forks.run(["-c", "import os; os.environ['A'] = 'b'; os.chdir('/')"], environment("forked"))
    assert dict(os.environ) == before
    assert TEMPLATE.environment(WORKER)["MASLIKHAT_VAR"] == os.environ["MASLIKHAT_VAR"]
