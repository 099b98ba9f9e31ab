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
from collections.abc import Callable
from itertools import product
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
# The pieces of the code of a line: programmes under their administrators, and receipts.
PIECES: dict[str, Callable[[int], tuple[int, ...]]] = {
    "spending": lambda n: (n // 28 + 1, 1, n // 7 % 4 + 254, n % 7 + 1),
    "receipts": lambda n: (1, n // 4 + 1, n % 4 + 1, 1),
}
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
    """Budgets of all councils, nearly seven hundred lines each, in the portal's own columns."""
    made = random.Random(7)
    codes = list(Council.objects.local().order_by("code").values_list("code", flat=True))
    out = io.StringIO()
    out.write("kato,year,part,code,name,approved,refined,corrected,executed\n")
    for year, kato in product(YEARS, codes):
        if rows <= 0:
            return out.getvalue().encode()
        lines = budget(made)
        out.writelines(f"{kato},{year},{line}\n" for line in lines)
        rows -= len(lines)
    raise SystemExit("fewer budgets than rows")


def budget(made: random.Random) -> list[str]:
    """The lines of one budget with all its totals, as a report has them (form 7-ОИБ)."""
    lines = []
    for part, widths, leaves in (("spending", (2, 1, 3, 3), 420), ("receipts", (1, 2, 1, 2), 80)):
        totals: dict[str, list[int]] = {}
        for place in range(leaves):
            pieces = PIECES[part](place)
            code = ".".join(str(n).zfill(w) for n, w in zip(pieces, widths, strict=True))
            amount = made.randrange(10**8)
            sums = [amount, amount + 1, amount + 2, amount // 2]
            for above in ("", *(code[: sum(widths[:n]) + n - 1] for n in (1, 2, 3, 4))):
                total = totals.setdefault(above, [0] * len(sums))
                total[:] = map(sum, zip(total, sums, strict=True))
        for code, sums in totals.items():
            told = ",".join(f"{tenths // 10}.{tenths % 10}" for tenths in sums)
            lines.append(f"{part},{code},{part} {code[-3:]},{told}")
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
