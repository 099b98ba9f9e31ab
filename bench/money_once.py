"""One taking in of a file of budgets, filling and asking; prints JSON (see bench.money)."""

import datetime as dt
import io
import json
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from subprocess import PIPE
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.db.transaction import Atomic  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import translation  # noqa: E402

from maslikhat.kit.days import today  # noqa: E402
from maslikhat.kit.transactions import writing  # noqa: E402
from maslikhat.money import actions  # noqa: E402
from maslikhat.money.models import Line, Source, Version  # noqa: E402
from maslikhat.money.warnings import watching  # noqa: E402
from maslikhat.registry.models import Council  # noqa: E402

ROUNDS = 30
# The latest first: the look of the morning is at this year and the last.
YEARS = range(2026, 2004, -1)
# The pieces of the code of a line: programmes under their administrators, and receipts.
PIECES: dict[str, Callable[[int], tuple[int, ...]]] = {
    "spending": lambda n: (n // 28 + 1, 1, n // 7 % 4 + 254, n % 7 + 1),
    "receipts": lambda n: (1, n // 4 + 1, n % 4 + 1, 1),
}
LINE = [field.column for field in Line._meta.concrete_fields if not field.primary_key]
began: list[float] = []
lasted: list[float] = []
enter, leave = Atomic.__enter__, Atomic.__exit__


def timed_enter(self: Atomic) -> None:
    """A transaction of the import begins; only the outermost counts."""
    if not connection.in_atomic_block and threading.current_thread() is threading.main_thread():
        began.append(time.perf_counter())
    enter(self)


def timed_leave(self: Atomic, *why: Any) -> None:
    """A transaction ends."""
    leave(self, *why)
    if not connection.in_atomic_block and threading.current_thread() is threading.main_thread():
        lasted.append(time.perf_counter() - began.pop())


def main() -> None:
    """Take the file in, fill up, then ask for the pages."""
    content = file_of(int(sys.argv[1]))
    Atomic.__enter__, Atomic.__exit__ = timed_enter, timed_leave  # type: ignore[method-assign]
    about = actions.About(None, None, "executed", dt.date(2026, 1, 1))
    with beside() as waited:
        start, work = time.perf_counter(), time.process_time()
        source = actions.import_budget(content, about, by=None, name="bench.csv")
        assert not source.errors, source.findings[:3]
        actions.switch_on(source, by=None)
        spent, worked = time.perf_counter() - start, time.process_time() - work
    Atomic.__enter__, Atomic.__exit__ = enter, leave  # type: ignore[method-assign]
    longest_write = max(lasted) * 1000
    fill(source, int(sys.argv[2]))
    look_seconds, look_longest = looked()
    told = {
        "rows": source.rows,
        "seconds": spent,
        "worked": worked,
        "longest_write": longest_write,
        "longest_wait": max(waited) * 1000,
        "look_seconds": look_seconds,
        "look_longest_write": look_longest,
        "looked_at": Version.objects.standing().filter(year__gte=today().year - 1).count(),
        "figures": Line.objects.count(),
        "pages": dict(pages()),
    }
    print(json.dumps(told))


def looked() -> tuple[float, float]:
    """The look of a morning over all there is: its seconds, and its longest write in ms."""
    lasted.clear()
    Atomic.__enter__, Atomic.__exit__ = timed_enter, timed_leave  # type: ignore[method-assign]
    start = time.perf_counter()
    watching.look(today())
    spent = time.perf_counter() - start
    Atomic.__enter__, Atomic.__exit__ = enter, leave  # type: ignore[method-assign]
    return spent, max(lasted, default=0) * 1000


@contextmanager
def beside() -> Iterator[list[float]]:
    """Another process that writes all the while, and how many seconds each of its writes took."""
    waited: list[float] = []
    words = [sys.executable, "-m", "bench.money_beside"]
    with subprocess.Popen(words, stdin=PIPE, stdout=PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "ready\n"
        yield waited
        told, _errors = other.communicate()
    waited += json.loads(told)


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


def fill(source: Source, figures: int) -> None:
    """Older files with the same figures, copied within the database until there are as many."""
    there = source.versions.count(), Line.objects.count()
    first = source.versions.order_by("pk")[0].pk
    for older in range(1, (figures - 1) // there[1] + 1):
        source.pk, source.day = None, dt.date(2026, 1, 1) - dt.timedelta(days=older)
        with writing():
            source.save(force_insert=True)
            _copy(source, first, first + there[0])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy(source: Source, first: int, last: int) -> None:
    """The versions `first` ≤ n < `last` with their lines, of this file now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO money_version (source_id, council_id, year, kind, day, reason)"
            " SELECT %s, council_id, year, kind, %s, reason FROM money_version"
            " WHERE id >= %s AND id < %s ORDER BY id",
            [source.pk, source.day, first, last],
        )
        shift = Version.objects.filter(source=source).order_by("pk")[0].pk - first
        columns = ", ".join(f'"{name}"' for name in LINE)
        values = columns.replace('"version_id"', f'"version_id" + {shift}')
        cursor.execute(
            f"INSERT INTO money_line ({columns}) SELECT {values} FROM money_line"
            " WHERE version_id >= %s AND version_id < %s ORDER BY version_id, id",
            [first, last],
        )


def pages() -> Iterator[tuple[str, tuple[float, float]]]:
    """The median and the slowest milliseconds of each page, after the first."""
    version = Version.objects.standing().lately()[0]
    code = version.council.code
    with translation.override("en"):
        for name, address in (
            ("all maslikhats", "/en/money/"),
            ("years of a maslikhat", f"/en/money/councils/{code}/"),
            ("budget of a maslikhat", f"/en/money/councils/{code}/{version.year}/"),
            ("environment of the country", "/en/money/environment/"),
            ("what changed in it", f"/en/money/councils/{code}/{version.year}/changes/"),
        ):
            yield name, page_time(address)


def page_time(address: str) -> tuple[float, float]:
    """The median and the slowest of a page."""
    client, times = Client(SERVER_NAME="localhost"), []
    for _round in range(ROUNDS + 1):
        start = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - start) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)
    return statistics.median(times[1:]), max(times[1:])


if __name__ == "__main__":
    main()
