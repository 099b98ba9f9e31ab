"""What a long record costs: verifying it, proving out of it, exporting it."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests import postgres

ENTRIES = 1_000_000
ONCE = Path(__file__).with_name("proofs_once.py")


@dataclass(frozen=True)
class Proven:
    """Seconds for the whole record of `entries`; of proofs p50 and p99 in milliseconds.

    `worked` and `working` are the processor's: seconds of the walk, milliseconds of a proof.
    """

    database: str
    entries: int
    heads: int
    sealed: float
    walked: float
    worked: float
    inclusion: tuple[float, float]
    working: float
    consistency: tuple[float, float]
    written: float
    checked: float
    megabytes: float


def measure(entries: int = ENTRIES) -> Iterator[Proven]:
    """On SQLite, and on PostgreSQL where one is installed, in new portals."""
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="maslikhat-bench-")))
        urls = {"SQLite": f"sqlite:///{folder}/portal.sqlite3"}
        if postgres.binaries():
            server = closing.enter_context(postgres.server(fsync=True))
            postgres.run_sql(server, "CREATE DATABASE proofs")
            urls["PostgreSQL"] = f"{server}/proofs"
        for name, url in urls.items():
            yield _measure(name, url, folder, entries)


def _measure(name: str, url: str, folder: Path, entries: int) -> Proven:
    var = folder / name
    var.mkdir()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "maslikhat.settings",
        "MASLIKHAT_VAR": str(var),
        "MASLIKHAT_DATABASE_URL": url,
    }
    done = subprocess.run(
        [sys.executable, str(ONCE), str(entries), str(var)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Proven(name, entries, **json.loads(done.stdout))


if __name__ == "__main__":
    for proven in measure(int(sys.argv[1]) if sys.argv[1:] else ENTRIES):
        print(proven, flush=True)
