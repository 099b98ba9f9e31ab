"""Commitments: a list and its filters, the clock of a morning, a joint inquiry, over a million.

    .venv/bin/python -m bench.commitments            # 1,000,000 commitments
    .venv/bin/python -m bench.commitments 100000

The rows are made up here and put in first, not measured. A list goes the whole way of its page, in
one process and one thread, from the request to the last byte. On SQLite, then on PostgreSQL.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import NamedTuple

from tests import postgres

COMMITMENTS = 1_000_000
# What a page may take at the server, in milliseconds.
FLOOR = 50


class Measured(NamedTuple):
    """What was measured; times in milliseconds, the clock in seconds."""

    commitments: int
    p50: float
    p99: float
    slowest: float
    slowest_address: str
    figures: float
    clock_seconds: float
    rung: int
    joint_sent_ms: float
    joint_letters_seconds: float
    joint_longest_write_ms: float
    joint_page_ms: float
    joint_csv_ms: float
    joint_workbook_ms: float


def measure(commitments: int = COMMITMENTS, settings: dict[str, str] | None = None) -> Measured:
    """Fill and ask in a process of its own, on an empty portal in a temporary folder."""
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
            [sys.executable, "-m", "bench.commitments_once", str(commitments)],
            check=True, stdout=subprocess.PIPE, text=True, env=environment,
        ).stdout  # fmt: skip
    return Measured(**json.loads(told))


def on_both(commitments: int) -> Iterator[tuple[str, Measured]]:
    """On SQLite, and on PostgreSQL where it is installed."""
    yield "SQLite", measure(commitments)
    if postgres.binaries():
        with postgres.server(fsync=True) as server:
            postgres.run_sql(server, "CREATE DATABASE commitments")
            url = f"{server}/commitments"
            yield "PostgreSQL", measure(commitments, {"MASLIKHAT_DATABASE_URL": url})


def main() -> None:
    """Measure and print."""
    for name, found in on_both(int(sys.argv[1]) if len(sys.argv) > 1 else COMMITMENTS):
        print(f"{name}: {found.commitments:,} commitments")
        print(f"lists and filters: p50 {found.p50:.1f} ms  p99 {found.p99:.1f} ms")
        print(f"slowest: {found.slowest:.1f} ms ({found.slowest_address})")
        print(f"figures of a region: {found.figures:.0f} ms")
        print(f"the clock of a morning: {found.clock_seconds:.2f} s, {found.rung} rung")
        print(
            f"a joint inquiry to 228 bodies: sent in {found.joint_sent_ms:.0f} ms, its letters in"
            f" {found.joint_letters_seconds:.2f} s, the longest write"
            f" {found.joint_longest_write_ms:.0f} ms; page"
            f" {found.joint_page_ms:.0f} ms, CSV {found.joint_csv_ms:.0f} ms,"
            f" XLSX {found.joint_workbook_ms:.0f} ms",
            flush=True,
        )


if __name__ == "__main__":
    main()
