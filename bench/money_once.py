"""One run of `bench.money` in a process of its own: an import, a page over all that is there.

    python -m bench.money_once ROWS FILL

prints seconds by the clock and by the processor of the import of ROWS rows, the longest write
transaction in milliseconds, and, once FILL lines are there, the median milliseconds of a page.
"""

import datetime as dt
import io
import json
import random
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django
from django.db import connection

PAGE_RUNS = 30
YEARS = range(2005, 2027)


def main() -> None:
    """Import, fill up, and ask for a page."""
    django.setup()
    from django.test import Client

    from maslikhat.money import actions, intake
    from maslikhat.money.models import Line, Source, Version
    from maslikhat.registry.models import Council

    rows, fill = int(sys.argv[1]), int(sys.argv[2])
    codes = list(Council.objects.local().order_by("code").values_list("code", flat=True))
    content = file_of(codes, rows)
    about = actions.About(None, None, "executed", dt.date(2026, 1, 1))
    longest = [0.0]
    plain = intake.writing

    @contextmanager
    def timed() -> Iterator[None]:
        began = time.perf_counter()
        with plain():
            yield
        longest[0] = max(longest[0], time.perf_counter() - began)

    intake.writing = timed  # type: ignore[assignment]
    clock, processor = time.perf_counter(), time.process_time()
    source = actions.import_budget(content, about, by=None, name="bench.csv")
    assert not source.errors, source.findings[:3]
    actions.switch_on(source, by=None)
    told: dict[str, Any] = {
        "clock": time.perf_counter() - clock,
        "processor": time.process_time() - processor,
        "longest": longest[0] * 1000,
        "rows": source.rows,
    }
    intake.writing = plain
    while Line.objects.count() < fill:
        copy_all(source, Version, Source, Line)
    version = Version.objects.standing().filter(source=source).order_by("pk")[0]
    told["lines"] = Line.objects.count()
    told["page"] = page_time(Client(), version.pk)
    print(json.dumps(told))


def file_of(codes: list[str], rows: int) -> bytes:
    """A file of so many budgets as it takes: five hundred lines each, totals among them."""
    made = random.Random(7)
    out = io.StringIO()
    out.write("kato,year,part,code,name,approved,refined,corrected,executed\n")
    left = rows
    for year in YEARS:
        for kato in codes:
            for line in budget(made):
                if not left:
                    return out.getvalue().encode()
                out.write(f"{kato},{year},{line}\n")
                left -= 1
    return out.getvalue().encode()


def budget(made: random.Random) -> list[str]:
    """Lines of one budget: programmes under administrators, and receipts, in the file's order."""
    lines = []
    for group in range(1, 16):
        for administrator in range(254, 258):
            for programme in range(1, 8):
                amount = made.randrange(10**7)
                sums = ",".join(f"{amount + n}.{n}" for n in range(4))
                lines.append(
                    f"spending,{group:02}.1.{administrator}.{programme:03},Programme {programme},{sums}"
                )
    for kind in range(1, 5):
        for number in range(1, 21):
            lines.append(f"receipts,1.{number:02}.{kind}.01,Receipt,1.5,2.5,3.5,{number}.0")
    return lines


def copy_all(source: Any, version: Any, sources: Any, line: Any) -> None:
    """The same budgets once more, by the database alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM money_version")
        (offset,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO money_source (state, council_id, year, kind, day, link, name, sha256, size,"
            " media_type, language, rows, errors, warnings, findings, headings, made_at, touched_at)"
            " SELECT state, council_id, year, kind, day, link, name, sha256, size, media_type,"
            " language, rows, errors, warnings, findings, headings, made_at, touched_at"
            " FROM money_source WHERE id = %s",
            [source.pk],
        )
        cursor.execute("SELECT MAX(id) FROM money_source")
        (copied,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO money_version (id, source_id, council_id, year, kind, day, reason)"
            " SELECT id + %s, %s, council_id, year, kind, day, reason FROM money_version"
            " WHERE source_id = %s",
            [offset, copied, source.pk],
        )
        columns = (
            "part, code, level, sheet, row, wording_id, approved, refined, corrected, plan,"
            " plan_commitments, commitments, unpaid, executed"
        )
        cursor.execute(
            f"INSERT INTO money_line (version_id, {columns}) SELECT l.version_id + %s,"
            f" {', '.join('l.' + name for name in columns.split(', '))} FROM money_line l"
            " JOIN money_version v ON v.id = l.version_id WHERE v.source_id = %s",
            [offset, source.pk],
        )


def page_time(client: Any, number: int) -> float:
    """The median milliseconds at the server of a budget's page, by address of its version."""
    address = f"/en/money/versions/{number}/"
    times = []
    for _run in range(PAGE_RUNS):
        began = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.status_code
    return statistics.median(times)


if __name__ == "__main__":
    main()
