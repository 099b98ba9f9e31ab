"""The demo on both databases: built, then its pages held and not held, then its memory."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psycopg
from tests import postgres

from bench.load import Measured, load
from bench.server import ROOT, Compared, Server, compare, middle, running, seconds_worked

CONNECTIONS = 16
ROUNDS = 3
SECONDS = 1.5
LOAD = 100_000
# The page with no floor of its own: some 45 KB, for comparison with other forums.
LONG = "topic of 50 posts"
# Of the load, one in so many is for a page that is not held.
NOT_HELD_EACH = 10


@dataclass(frozen=True)
class Portal:
    """A demo: the kind of its database, its settings, seconds of its building, its pages.

    `postmaster` is the process of PostgreSQL, whose work counts as well; 0 on SQLite.
    """

    database: str
    settings: dict[str, str]
    built: float
    worked: float
    postmaster: int
    pages: dict[str, dict[str, object]]
    everything: list[str]

    @contextmanager
    def served(self) -> Iterator[Server]:
        """The portal in a server process."""
        with running("-m", "bench.portal", "{port}", settings=self.settings) as server:
            yield server


@dataclass(frozen=True)
class NotHeld:
    """A page made anew for each request: what came, and requests for a second of the processor.

    `a_core` counts the work of the portal, `with_database` that of PostgreSQL as well; SQLite works
    within the portal.
    """

    page: str
    measured: Measured
    a_core: float
    with_database: float


@contextmanager
def portals() -> Iterator[list[Portal]]:
    """The demo on SQLite, and on PostgreSQL where one is installed; gone at the end."""
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="maslikhat-bench-")))
        urls = {"SQLite": f"sqlite:///{folder}/SQLite/portal.sqlite3"}
        if postgres.binaries():
            server = closing.enter_context(postgres.server(fsync=True))
            postgres.run_sql(server, "CREATE DATABASE demo")
            urls["PostgreSQL"] = f"{server}/demo"
        yield [_built(name, folder / name, url) for name, url in urls.items()]


def _postmaster(url: str) -> int:
    """The process of the PostgreSQL that has this database; 0 for SQLite."""
    if not url.startswith("postgresql"):
        return 0
    with psycopg.connect(url) as connection:
        found = connection.execute("SHOW data_directory").fetchone()
    assert found
    return int(Path(found[0], "postmaster.pid").read_text().split()[0])


def _built(database: str, folder: Path, url: str) -> Portal:
    folder.mkdir()
    postmaster = _postmaster(url)
    settings = {
        "DJANGO_SETTINGS_MODULE": "maslikhat.settings",
        "MASLIKHAT_VAR": str(folder),
        "MASLIKHAT_DATABASE_URL": url,
        "MASLIKHAT_DEMO": "1",
    }
    environment = os.environ | settings
    begun, before = time.perf_counter(), _of_children() + _of(postmaster)
    _run(environment, "-m", "maslikhat.cli", "demo")
    built, worked = time.perf_counter() - begun, _of_children() + _of(postmaster) - before
    _run(environment, "-m", "django", "collectstatic", "--noinput", "-v0")
    told = json.loads(_run(environment, "-m", "bench.pages_once").splitlines()[-1])
    return Portal(database, settings, built, worked, postmaster, told["pages"], told["everything"])


def _of_children() -> float:
    """Processor seconds of the processes that were started here and have ended."""
    times = os.times()
    return times.children_user + times.children_system


def _of(postmaster: int) -> float:
    """Processor seconds of PostgreSQL."""
    return seconds_worked(postmaster) if postmaster else 0.0


def _run(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr[-2000:]}")
    return done.stdout


def held(portal: Portal, server: Server) -> list[Compared]:
    """Each page of the size of the constant body, held, beside it in the same process."""
    return [
        compare(
            name,
            (server, str(page["path"])),
            (server, "/live/"),
            0.8,
            connections=32,
            seconds=SECONDS,
            rounds=ROUNDS,
        )
        for name, page in portal.pages.items()
        if name != LONG
    ]


def not_held(portal: Portal, server: Server) -> list[NotHeld]:
    """Each page with a parameter that it does not know: made anew each time."""
    return [
        made_anew(portal, server, name, str(page["path"])) for name, page in portal.pages.items()
    ]


def made_anew(portal: Portal, server: Server, name: str, path: str) -> NotHeld:
    """A page that is made for each request: the round in the middle, and the work it took."""
    path = f"{path}?x=1"
    load(server.port, path, connections=CONNECTIONS, seconds=0.5)
    rounds = []
    for _ in range(ROUNDS):
        own, database = server.seconds_worked(), _of(portal.postmaster)
        measured = load(server.port, path, connections=CONNECTIONS, seconds=SECONDS)
        own, database = server.seconds_worked() - own, _of(portal.postmaster) - database
        rounds.append((measured, measured.requests / own, measured.requests / (own + database)))
    in_the_middle = middle([(measured, a_core) for measured, a_core, _ in rounds])
    a_core = median(a_core for _, a_core, _ in rounds)
    with_database = median(with_database for _, _, with_database in rounds)
    return NotHeld(name, in_the_middle, a_core, with_database)


def asked(portal: Portal, *command: str) -> str:
    """What a command of Python prints, run on the portal."""
    return _run(os.environ | portal.settings, *command)


def memory(portal: Portal, server: Server) -> tuple[float, float, int]:
    """RssAnon in MiB before and after the load on every council in every language; its answers."""
    before, answers = _anonymous(server.pid), 0
    made = LOAD // NOT_HELD_EACH
    fresh = [f"{path}?x=1" for path in portal.everything]
    for paths, most in ((portal.everything, LOAD - made), (fresh, made)):
        measured = load(server.port, *paths, connections=CONNECTIONS, seconds=600, most=most)
        assert not measured.failed, f"{measured.failed} answers of the load were no pages"
        answers += measured.requests
    return before, _anonymous(server.pid), answers


def _anonymous(pid: int) -> float:
    told = re.search(r"RssAnon:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert told, pid
    return int(told[1]) / 1024
