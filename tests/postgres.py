"""A real PostgreSQL of our own: started on loopback in a fresh folder, gone when the suite ends."""

import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

# For a database that nobody will ask for after a fall of the machine. Its copies come and go: to
# visit them all for statistics would cost more than they save.
UNSAFE = [
    "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
    "-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "max_wal_size=4GB",
    "-c", "autovacuum=off", "-c", "jit=off",
]  # fmt: skip

# The tests seed the common source of numbers.
_any = random.SystemRandom()
_claims: list[socket.socket] = []


def binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, or None where none is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    on_path = shutil.which("initdb")
    if found:
        return found[0].parent
    return Path(on_path).parent if on_path else None


@contextmanager
def server(*, fsync: bool = False, standby_of: str = "") -> Iterator[str]:
    """The URL of a running server, without a database name: ``postgresql://maslikhat@127.0.0.1:port``.

    With `standby_of`, the URL of another that syncs, it follows that one until it is promoted.
    """
    home = binaries()
    assert home, "no PostgreSQL server is installed"
    folder = Path(tempfile.mkdtemp(prefix="maslikhat-pg-"))
    # PostgreSQL refuses to run as root.
    owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    who: dict[str, Any] = (
        {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    )
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    cluster, port = folder / "data", free_port()
    quiet: dict[str, Any] = {
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
        "cwd": folder,
    }
    make: list[str | Path] = [
        home / "initdb", "-D", cluster, "-U", "maslikhat", "-A", "trust", "-E", "UTF8",
        "--locale=C.UTF-8", "--no-sync",
    ]  # fmt: skip
    if standby_of:
        make = [home / "pg_basebackup", "-d", standby_of, "-D", cluster, "-R", "-c", "fast",
                "--no-sync"]  # fmt: skip
    subprocess.run(make, check=True, **quiet, **who)
    process = subprocess.Popen(
        [home / "postgres", "-D", cluster, "-p", str(port), "-k", folder,
         "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=120",
         "-c", "shared_buffers=128MB", *([] if fsync or standby_of else UNSAFE)],
        **quiet, **who,
    )  # fmt: skip
    url = f"postgresql://maslikhat@127.0.0.1:{port}"
    try:
        _wait_until_up(url, process)
        yield url
    finally:
        # Fast, not smart: pools may still hold sessions, which are ended.
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def kill(url: str) -> None:
    """End a server at once, as when its machine falls."""
    with psycopg.connect(f"{url}/postgres") as connection:
        found = connection.execute("SHOW data_directory").fetchone()
    assert found
    pid = int(Path(found[0], "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)


def free_port() -> int:
    """A port of loopback that nobody listens on, given to no other process of the tests meanwhile.

    It lies below those that the system gives to whoever connects, and a socket of datagrams, which
    come to nobody, keeps its number until this process ends.
    """
    while True:
        port = _any.randrange(20_000, 32_768)
        claim = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            claim.bind(("127.0.0.1", port))
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", port))
        except OSError:
            claim.close()
        else:
            _claims.append(claim)
            return port


def run_sql(url: str, statement: str, *, database: str = "postgres") -> None:
    """One statement outside any transaction, on the maintenance database or another."""
    with psycopg.connect(f"{url}/{database}", autocommit=True) as connection:
        connection.execute(statement)


def _wait_until_up(url: str, process: "subprocess.Popen[bytes]") -> None:

    for _ in range(200):
        try:
            run_sql(url, "select 1")
        except psycopg.OperationalError:
            assert process.poll() is None, "PostgreSQL did not start"
            time.sleep(0.1)
        else:
            return
    raise AssertionError("PostgreSQL did not answer in 20 s")
