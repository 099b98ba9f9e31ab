"""One portal, one process: a digest run for so many people, as JSON. bench.digest runs it."""

import datetime as dt
import json
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402 - after the settings
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.db.transaction import Atomic  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from tests.notices.things import TOPIC, make, registered, reply  # noqa: E402

from maslikhat.accounts.models import User  # noqa: E402
from maslikhat.kit.bulk import insert_rows, reserve_ids  # noqa: E402
from maslikhat.kit.transactions import writing  # noqa: E402
from maslikhat.notices import spreading  # noqa: E402
from maslikhat.notices.letters import digests, sending  # noqa: E402
from maslikhat.notices.models import Delivery, Follow, Happening, Notice  # noqa: E402

TOPICS, FOLLOWED, REPLIES = 50, 5, 2
LANGUAGES = ("kk", "ru", "en")
FOREVER = dt.timedelta(hours=1)


def people(count: int, topics: list[int]) -> None:
    """Users with a confirmed address, each following five of the topics."""
    now = spreading.stored(timezone.now())
    with writing():
        numbers = reserve_ids(User, count)
        users = (
            (n, "!", f"p{n}", f"p{n}@example.kz", LANGUAGES[n % 3], True, now) for n in numbers
        )
        columns = ["id", "password", "username", "email", "language", "is_active", "date_joined"]
        insert_rows(User, columns, users)
        addresses = ((n, f"p{n}@example.kz", True, True) for n in numbers)
        insert_rows(EmailAddress, ["user_id", "email", "verified", "primary"], addresses)
        followed = (
            (n, TOPIC, topics[(n + place * 7) % TOPICS], "digest", now)
            for n in numbers
            for place in range(FOLLOWED)
        )
        insert_rows(Follow, ["user_id", "kind", "number", "mode", "made_at"], followed)


class Counted:
    """Seconds and queries of a block."""

    queries = 0
    seconds = 0.0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.queries += 1
        return execute(sql, params, many, context)


@contextmanager
def counted() -> Iterator[Counted]:
    """Count what is asked in the block and how long it takes."""
    counter, began = Counted(), time.perf_counter()
    with connection.execute_wrapper(counter):
        yield counter
    counter.seconds = time.perf_counter() - began


lasted: list[float] = []
began_at: list[float] = []
enter, leave = Atomic.__enter__, Atomic.__exit__


def timed_enter(self: Atomic) -> None:
    """A transaction begins; only the outermost counts."""
    if not connection.in_atomic_block:
        began_at.append(time.perf_counter())
    enter(self)


def timed_leave(self: Atomic, *why: Any) -> None:
    """A transaction ends, on disk."""
    leave(self, *why)
    if not connection.in_atomic_block:
        lasted.append(time.perf_counter() - began_at.pop())


def main() -> None:
    """Fill the inboxes, then the run itself."""
    logging.disable(logging.INFO)
    call_command("migrate", verbosity=0, skip_checks=True)
    # A portal that runs has read its addresses long ago.
    reverse("notices:inbox")
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    with registered():
        topics = [make(TOPIC, f"Topic {number}") for number in range(TOPICS)]
        people(int(sys.argv[1]), topics)
        for number in range(REPLIES):
            for topic in topics:
                reply(topic, None, f"Reply {number} in {topic}")
        with counted() as spread:
            for number in Happening.objects.values_list("pk", flat=True):
                spreading.spread([number])
        # What PostgreSQL does by itself within a minute of so many new rows (autovacuum).
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        due = timezone.now() + dt.timedelta(seconds=1)
        Atomic.__enter__, Atomic.__exit__ = timed_enter, timed_leave  # type: ignore[method-assign]
        with counted() as plan:
            digests.plan(due - dt.timedelta(days=1), due)
        longest = max(lasted)
        with counted() as send:
            sending.send_due(FOREVER)
    letters = Delivery.objects.filter(state="sent").count()
    assert letters == int(sys.argv[1]), letters
    print(
        json.dumps(
            {
                "notices": Notice.objects.count(),
                "letters": letters,
                "spread": spread.seconds,
                "plan": plan.seconds,
                "plan_queries": plan.queries,
                "longest_plan": longest,
                "send": send.seconds,
                "send_queries": send.queries,
            }
        )
    )
    connections.close_all()


main()
