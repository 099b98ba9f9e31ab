"""The country's database falls while deputies write: its standby takes over, nothing is lost."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests import postgres
from tests.conftest import KIND
from tests.country.conftest import PLAIN, served
from tests.country.test_killed import ENTER, Writers, bodies, is_whole, run

pytestmark = [
    pytest.mark.both,
    pytest.mark.skipif(KIND != "postgresql", reason="SQLite has no standby"),
]

WRITERS = 16
# Of some fifty posts so many are acknowledged when the first database falls.
BEFORE = 12


class Two:
    """A database and the standby that confirms each of its commits."""

    def __init__(self, closing: ExitStack) -> None:
        self.first = closing.enter_context(postgres.server(fsync=True))
        postgres.run_sql(self.first, "CREATE DATABASE portal")
        self.second = closing.enter_context(postgres.server(standby_of=self.first))
        for statement in (
            "ALTER SYSTEM SET synchronous_standby_names = '*'",
            "SELECT pg_reload_conf()",
        ):
            postgres.run_sql(self.first, statement)

    @property
    def address(self) -> str:
        """Both, as the portal is told of them."""
        hosts = [url.rpartition("@")[2] for url in (self.first, self.second)]
        return f"postgresql://maslikhat@{','.join(hosts)}/portal"

    def fall(self) -> None:
        """The first is gone, and the second is told to take over."""
        postgres.kill(self.first)
        postgres.run_sql(self.second, "SELECT pg_promote()")


@pytest.fixture
def two() -> Iterator[Two]:
    with ExitStack() as closing:
        yield Two(closing)


def bring(url: str, to: str, folder: Path) -> None:
    """Copy a database into an empty one of another server."""
    home, file = postgres.binaries(), folder / "portal.dump"
    assert home
    subprocess.run([home / "pg_dump", "-Fc", "-Z0", "-f", file, url], check=True)
    subprocess.run([home / "pg_restore", "--no-owner", "-d", to, file], check=True)


def test_the_standby_takes_over_while_deputies_write(two: Two, tmp_path: Path) -> None:
    portal = served("fallen")
    bring(portal.environment["MASLIKHAT_DATABASE_URL"], f"{two.first}/portal", tmp_path)
    portal.environment["MASLIKHAT_DATABASE_URL"] = two.address
    told = json.loads(run(portal.environment, "-c", ENTER).splitlines()[-1])
    writers = Writers(told["cookies"][:WRITERS], told["topics"])
    with portal as address:
        writers.write(address, 0, two.fall, BEFORE)
        health = httpx.get(f"{address}/healthz", verify=PLAIN)
        page = httpx.get(f"{address}/en/dialogue/topics/{told['topics'][0]}/", verify=PLAIN)
    assert (health.status_code, page.status_code) == (200, 200)
    # Whoever was answered while it fell was told to come again, and by how much later.
    assert set(writers.refused) <= {503}
    assert len(writers.acknowledged) > BEFORE + WRITERS // 2, "nobody wrote after the fall"
    assert not writers.acknowledged - bodies(portal.environment), "lost with the first database"
    run(portal.environment, "-m", "maslikhat.cli", "verify")
    is_whole(portal.environment)
