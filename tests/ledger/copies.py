"""A portal of its own for what cannot be rolled back: scripts run in it as processes."""

from subprocess import DEVNULL, PIPE

from django.db import connection

from tests.forks import Started

START = """
import datetime as dt, gc, os, sys, threading, time
import django
# As `maslikhat` itself: what is loaded stays.
gc.disable()
django.setup()
gc.enable()
from django.db import connection, connections, transaction
from maslikhat.kit.transactions import writing
from maslikhat.ledger import keys, sealer, triggers, verify
from maslikhat.ledger.actions import record
from maslikhat.ledger.models import Entry, Head, Leaf
from maslikhat.ledger.state import state

class Clerk:
    pk = 7

thing = Entry(pk=41)

def write(count):
    for _ in range(count):
        with writing():
            record(Clerk(), "tests.write", thing)

def many(count):
    with writing():
        Entry.objects.bulk_create(
            Entry(actor=7, act="tests.write", kind="ledger.entry", subject=41)
            for _ in range(count)
        )
"""


def start(
    environment: dict[str, str], script: str, *, typed: bool = False, complaints: bool = False
) -> Started:
    """The script under way in the portal of that environment; `typed` when it reads its input."""
    return Started(
        ["-c", START + script],
        environment,
        stdin=PIPE if typed else DEVNULL,
        stdout=PIPE,
        stderr=PIPE if complaints else None,
    )


def run(environment: dict[str, str], script: str) -> str:
    """What the script prints; it must end well."""
    process = start(environment, script)
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0, (process.returncode, output)
    return output.strip()


def drop_triggers() -> None:
    """Let the record be changed, as who may do all with the database can."""
    with connection.cursor() as cursor:
        for table in ("entry", "leaf", "head", "node", "key"):
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER ledger_{table}_append_only ON ledger_{table}")
            else:
                for what in ("update", "delete", "replace"):
                    cursor.execute(f"DROP TRIGGER ledger_{table}_no_{what}")
