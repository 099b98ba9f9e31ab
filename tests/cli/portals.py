"""Portals that commands are tried on: copies of the built one, and empty machines."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg

from tests import forks, postgres
from tests.conftest import KIND, ROOT, WORKER

# The words that this worker has started as a process of their own.
_truly_started: set[str] = set()


def empty(name: str) -> dict[str, str]:
    """The environment of a machine on which there is nothing yet."""
    name = f"{WORKER}-{name}"
    environment = {key: value for key, value in os.environ.items() if key != "MASLIKHAT_DEMO"}
    environment["MASLIKHAT_VAR"] = str(ROOT / name)
    if KIND == "postgresql":
        server = os.environ["MASLIKHAT_TEST_SERVER"]
        postgres.run_sql(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        postgres.run_sql(server, f'CREATE DATABASE "{name}"')
        environment["MASLIKHAT_DATABASE_URL"] = f"{server}/{name}"
    else:
        environment["MASLIKHAT_DATABASE_URL"] = f"sqlite:///{ROOT / name}/portal.sqlite3"
    return environment


def maslikhat(
    environment: dict[str, str], *words: str | Path, typed: str = ""
) -> "subprocess.CompletedProcess[str]":
    """The command, ended; its status, what it printed and its complaints.

    The first time it is truly started, and loads what it needs itself.
    """
    command = ["-m", "maslikhat.cli", *map(str, words)]
    word = str(words[0]) if words else ""
    if word in _truly_started:
        return forks.run(command, environment, typed=typed)
    _truly_started.add(word)
    return subprocess.run(
        [sys.executable, *command],
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def done(environment: dict[str, str], *words: str | Path, typed: str = "") -> str:
    """What the command printed; it must have ended well."""
    ended = maslikhat(environment, *words, typed=typed)
    assert ended.returncode == 0, (ended.returncode, ended.stdout, ended.stderr)
    return ended.stdout


def refused(environment: dict[str, str], *words: str | Path, typed: str = "") -> str:
    """The sentence of a command that was refused, with status 1 and no traceback."""
    ended = maslikhat(environment, *words, typed=typed)
    assert ended.returncode == 1, (ended.returncode, ended.stdout, ended.stderr)
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended.stderr.strip().splitlines()[-1] if ended.stderr.strip() else ended.stdout


def rows(environment: dict[str, str], query: str) -> list[tuple[object, ...]]:
    """What the database of a portal answers."""
    url = environment["MASLIKHAT_DATABASE_URL"]
    if KIND == "postgresql":
        with psycopg.connect(url) as connection:
            return connection.execute(query).fetchall()
    with closing(sqlite3.connect(url.removeprefix("sqlite://"))) as database:
        return database.execute(query).fetchall()


def folder(environment: dict[str, str], name: str = "") -> Path:
    """A folder of the portal's."""
    return Path(environment["MASLIKHAT_VAR"]) / name
