"""What the record costs: acts per second that write one row, with and without `record`."""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests import postgres

ACTS = 2_000
ONCE = Path(__file__).with_name("record_once.py")


@dataclass(frozen=True)
class Written:
    """Acts per second on one database, one after another; the median of alternating slices."""

    database: str
    with_record: float
    without_record: float

    @property
    def ratio(self) -> float:
        """The share of the speed that is left with the record."""
        return self.with_record / self.without_record


def measure(acts: int = ACTS) -> list[Written]:
    """`acts` of each kind on SQLite, and on PostgreSQL where one is installed, in new portals.

    Every act is a transaction of its own that is on disk when it ends, while the sealer runs
    beside it as it does in the server.
    """
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="maslikhat-bench-")))
        urls = {"sqlite": f"sqlite:///{folder}/portal.sqlite3"}
        if postgres.binaries():
            server = closing.enter_context(postgres.server(fsync=True))
            postgres.run_sql(server, "CREATE DATABASE record")
            urls["postgresql"] = f"{server}/record"
        return [_measure(name, url, folder, acts) for name, url in urls.items()]


def _measure(name: str, url: str, folder: Path, acts: int) -> Written:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "maslikhat.settings",
        "MASLIKHAT_VAR": str(folder / name),
        "MASLIKHAT_DATABASE_URL": url,
    }
    done = subprocess.run(
        [sys.executable, str(ONCE), str(acts)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures = json.loads(done.stdout)
    return Written(name, figures["with"], figures["without"])


if __name__ == "__main__":
    for written in measure():
        print(
            f"{written.database:11} {written.with_record:8.0f} acts/s with the record, "
            f"{written.without_record:8.0f} without: {written.ratio:.0%}"
        )
