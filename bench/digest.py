"""What a digest run takes: inboxes filled, digests planned, letters written and handed over.

`python -m bench.digest [PEOPLE]`: on SQLite, and on PostgreSQL where one is installed, in new
portals. The mail backend takes letters and does nothing with them: the network's time is not ours.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import postgres

PEOPLE = 3_400
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Digested:
    """One run on one database: seconds and queries of each step, and how much there was."""

    database: str
    people: int
    notices: int
    letters: int
    spread: float
    plan: float
    plan_queries: int
    longest_plan: float
    send: float
    send_queries: int

    @property
    def run(self) -> float:
        """Seconds from the stroke of eight to the last letter handed over."""
        return self.plan + self.send


def measure(people: int = PEOPLE) -> Iterator[Digested]:
    """One run on each database that is there."""
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="maslikhat-bench-")))
        urls = {"SQLite": f"sqlite:///{folder}/portal.sqlite3"}
        if postgres.binaries():
            server = closing.enter_context(postgres.server(fsync=True))
            postgres.run_sql(server, "CREATE DATABASE digest")
            urls["PostgreSQL"] = f"{server}/digest"
        for name, url in urls.items():
            yield Digested(name, people, **_measure(url, folder / name, people))


def _measure(url: str, folder: Path, people: int) -> dict[str, Any]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "maslikhat.settings",
        "MASLIKHAT_VAR": str(folder),
        "MASLIKHAT_DATABASE_URL": url,
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.digest_once", str(people)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    for found in measure(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE):
        print(
            f"{found.database:11} {found.people:,} people, {found.notices:,} notices: spread in "
            f"{found.spread:.1f} s; {found.letters:,} digests in {found.run:.1f} s (planned "
            f"{found.plan:.2f} s, {found.plan_queries} queries, longest transaction "
            f"{found.longest_plan * 1000:.0f} ms; written and handed over {found.send:.1f} s, "
            f"{found.send_queries} queries)"
        )
