"""A worker that is killed in the middle: what was begun is finished by another, and not twice."""

import json
import subprocess
from pathlib import Path

import pytest

from tests import forks
from tests.conftest import copy_portal

pytestmark = pytest.mark.both

HEAD = """
import datetime as dt, json, os, signal, sys
import django
django.setup()
from django.utils import timezone
from maslikhat.accounts.models import User
from maslikhat.kit import jobs
from maslikhat.notices import registers, spreading
from maslikhat.notices.letters import sending
from maslikhat.notices.models import Delivery, Follow, Happening, Notice
from tests.notices.things import TOPIC, make, registered, reply
from tests.worker import drain

def counts():
    sent = Delivery.objects.filter(state="sent").count()
    print(json.dumps([Notice.objects.count(), Delivery.objects.count(), sent]), flush=True)
"""
FOLLOWERS = """
with registered():
    from tests.notices.conftest import person
    topic = make(TOPIC, "Water meters")
    users = [person(f"p{number}", "kk") for number in range(120)]
    for user in users:
        Follow.objects.create(user=user, kind=TOPIC, number=topic, mode="immediate")
    reply(topic, None)
"""
# The second part of the followers is never reached.
DIE_SPREADING = """
with registered():
    spreading.NOTICES_AT_ONCE = 50
    kind, asked = registers.kinds[TOPIC], []
    def show(*question):
        asked.append(1)
        if len(asked) == 2:
            counts()
            os.kill(os.getpid(), signal.SIGKILL)
        return kind.show(*question)
    registers.kinds[TOPIC] = registers.Kind(kind.name, show, kind.visible)
    drain("default")
"""
LATER = """
jobs.recover(timezone.now() + dt.timedelta(minutes=11))
Delivery.objects.filter(state="sending").update(next_at=timezone.now())
with registered():
    drain()
counts()
"""
# The mail backend writes files: killed when it is to write the fiftieth letter.
DIE_SENDING = """
from django.core.mail.backends.filebased import EmailBackend
write, written = EmailBackend.write_message, []
def write_message(backend, message):
    written.append(message)
    if len(written) == 50:
        os.kill(os.getpid(), signal.SIGKILL)
    write(backend, message)
EmailBackend.write_message = write_message
jobs.recover(timezone.now() + dt.timedelta(minutes=6))
with registered():
    drain()
"""


def run(environment: dict[str, str], script: str) -> "subprocess.CompletedProcess[str]":
    return forks.run(["-c", HEAD + script], environment)


def letters(environment: dict[str, str]) -> list[str]:
    """To whom the letters went that lie in the folder."""
    texts = [path.read_text() for path in Path(environment["MASLIKHAT_VAR"], "mail").iterdir()]
    lines = [line for text in texts for line in text.splitlines()]
    return [line[4:].strip() for line in lines if line.startswith("To: ")]


def test_killed_while_spreading_and_while_sending_nobody_is_left_out() -> None:
    portal = copy_portal("killed-notices")
    assert run(portal, FOLLOWERS).returncode == 0
    killed = run(portal, DIE_SPREADING)
    assert killed.returncode == -9, killed.stderr
    assert json.loads(killed.stdout) == [50, 50, 0]
    killed = run(portal, DIE_SENDING)
    assert killed.returncode == -9, killed.stderr
    # Forty of the forty-nine letters had been marked.
    assert len(letters(portal)) == 49
    done = run(portal, LATER)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [120, 120, 120]
    sent = letters(portal)
    assert len(set(sent)) == 120
    # The window that letters/sending.py tells of: at most twenty go twice, here nine.
    assert len(sent) == 120 + 9
