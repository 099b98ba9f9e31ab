"""Budgets: a file of a million rows taken in with its checks, then pages over ten million figures.

    .venv/bin/python -m bench.money                     # 1,000,000 rows, 10,000,000 figures
    .venv/bin/python -m bench.money 200000 1000000

The file is made up here, of whole budgets with all their totals; what is beyond it is copied within
the database, not measured. A page goes its whole way in one process and one thread, from
the request to the last byte. On SQLite, then on PostgreSQL.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import NamedTuple

from tests import postgres

ROWS, FIGURES = 1_000_000, 10_000_000
# Seconds by the clock for a million rows; milliseconds that a page may take, and a write wait.
MOST_SECONDS, MOST_PAGE, MOST_WAIT = 25, 50, 100


class Measured(NamedTuple):
    """What was measured; times in milliseconds, those of the import in seconds."""

    rows: int
    seconds: float
    worked: float
    longest_write: float
    longest_wait: float
    # The look of a morning by the rules of warnings, over so many versions of two years.
    look_seconds: float
    look_longest_write: float
    looked_at: int
    figures: int
    # Name of the address → the median and the slowest of its page.
    pages: dict[str, tuple[float, float]]

    @property
    def per_second(self) -> float:
        """Rows taken in a second of the clock."""
        return self.rows / self.seconds


def measure(rows: int, figures: int, settings: dict[str, str] | None = None) -> Measured:
    """Take in, fill and ask in a process of its own, on an empty portal in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="maslikhat-bench-") as folder:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "maslikhat.settings",
            "MASLIKHAT_VAR": folder,
            "MASLIKHAT_DATABASE_URL": "",
            **(settings or {}),
        }
        for command in ("migrate", "collectstatic"):
            words = [sys.executable, "-m", "django", command, "-v0", "--no-input"]
            subprocess.run(words, check=True, env=environment)
        told = subprocess.run(
            [sys.executable, "-m", "bench.money_once", str(rows), str(figures)],
            check=True, stdout=subprocess.PIPE, text=True, env=environment,
        ).stdout  # fmt: skip
    return Measured(**json.loads(told.splitlines()[-1]))


def on_both(rows: int = ROWS, figures: int = FIGURES) -> Iterator[tuple[str, Measured]]:
    """On SQLite, and on PostgreSQL where it is installed."""
    yield "SQLite", measure(rows, figures)
    if postgres.binaries():
        with postgres.server(fsync=True) as server:
            postgres.run_sql(server, "CREATE DATABASE money")
            settings = {"MASLIKHAT_DATABASE_URL": f"{server}/money"}
            yield "PostgreSQL", measure(rows, figures, settings)


def main() -> None:
    """Measure and print."""
    sizes = [int(word) for word in sys.argv[1:3]]
    for name, found in on_both(*sizes):
        print(
            f"{name}: {found.rows:,} rows in {found.seconds:.1f} s, {found.worked:.1f} of the"
            f" processor: {found.per_second:,.0f} rows/s; the longest write"
            f" {found.longest_write:.0f} ms, another process waited {found.longest_wait:.0f} ms"
        )
        print(
            f"  the look of a morning over {found.looked_at:,} versions: {found.look_seconds:.1f}"
            f" s, the longest write {found.look_longest_write:.0f} ms"
        )
        for page, (median, slowest) in found.pages.items():
            print(
                f"  {page} over {found.figures:,} figures: {median:.1f} ms, slowest {slowest:.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
