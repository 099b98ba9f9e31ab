"""An import of so many rows of budgets, timed, and then a budget's page over all of them.

    .venv/bin/python -m bench.money_once 1000000

with the portal's settings, in an empty, migrated portal with its static files collected. Prints the
rows, seconds by the clock and of the processor, the longest write transaction in milliseconds, and
the median milliseconds of a page at the server.
"""

import datetime as dt
import io
import random
import statistics
import sys
import time
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.db.transaction import Atomic  # noqa: E402
from django.test import Client  # noqa: E402

from maslikhat.money import actions  # noqa: E402
from maslikhat.money.models import Version  # noqa: E402
from maslikhat.registry.models import Council  # noqa: E402

PAGES = 30
YEARS = range(2005, 2027)
began: list[float] = []
lasted: list[float] = []
enter, leave = Atomic.__enter__, Atomic.__exit__


def timed_enter(self: Atomic) -> None:
    """A transaction begins; only the outermost counts."""
    if not connection.in_atomic_block:
        began.append(time.perf_counter())
    enter(self)


def timed_leave(self: Atomic, *why: Any) -> None:
    """A transaction ends."""
    leave(self, *why)
    if not connection.in_atomic_block:
        lasted.append(time.perf_counter() - began.pop())


def main() -> None:
    """Take the file in, then ask for a page."""
    content = file_of(int(sys.argv[1]))
    Atomic.__enter__, Atomic.__exit__ = timed_enter, timed_leave  # type: ignore[method-assign]
    about = actions.About(None, None, "executed", dt.date(2026, 1, 1))
    start, work = time.perf_counter(), time.process_time()
    source = actions.import_budget(content, about, by=None, name="bench.csv")
    assert not source.errors, source.findings[:3]
    actions.switch_on(source, by=None)
    spent, worked = time.perf_counter() - start, time.process_time() - work
    version = Version.objects.standing().order_by("pk")[0]
    print(source.rows, f"{spent:.1f}", f"{worked:.1f}", f"{max(lasted) * 1000:.0f}", flush=True)
    print(f"{page_time(version.pk):.1f}")


def file_of(rows: int) -> bytes:
    """Budgets of all councils, five hundred lines each, in the portal's own columns."""
    made = random.Random(7)
    codes = list(Council.objects.local().order_by("code").values_list("code", flat=True))
    out = io.StringIO()
    out.write("kato,year,part,code,name,approved,refined,corrected,executed\n")
    left = rows
    for year in YEARS:
        for kato in codes:
            for line in budget(made)[:left]:
                out.write(f"{kato},{year},{line}\n")
                left -= 1
    assert not left, "fewer budgets than rows"
    return out.getvalue().encode()


def budget(made: random.Random) -> list[str]:
    """The lines of one budget: programmes under their administrators, and receipts."""
    lines = []
    for place in range(420):
        group, administrator, programme = place // 28 + 1, place // 7 % 4 + 254, place % 7 + 1
        code = f"{group:02}.1.{administrator}.{programme:03}"
        amount = made.randrange(10**7)
        sums = ",".join(f"{amount + tenth}.{tenth}" for tenth in range(4))
        lines.append(f"spending,{code},Programme {programme},{sums}")
    for place in range(80):
        code = f"1.{place // 4 + 1:02}.{place % 4 + 1}.01"
        lines.append(f"receipts,{code},Receipt,1.5,2.5,3.5,{place}.0")
    return lines


def page_time(number: int) -> float:
    """The median milliseconds of a page of a budget, after the first."""
    client, times = Client(SERVER_NAME="localhost"), []
    for _page in range(PAGES):
        start = time.perf_counter()
        answer = client.get(f"/en/money/versions/{number}/")
        times.append((time.perf_counter() - start) * 1000)
        assert answer.status_code == 200, answer.status_code
    return statistics.median(times[1:])


if __name__ == "__main__":
    main()
