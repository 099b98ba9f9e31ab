"""One database is built for the run and copied for each worker; no test ever flushes the record.

The tests of the rooms start from an empty, migrated portal; those of `tests/country` from the demo.
The two are separate runs of pytest: MASLIKHAT_TEST_PORTAL says which portal is built.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import django
import pytest
from django.db import connections

from tests import postgres

KIND = os.environ.get("MASLIKHAT_TEST_DATABASE", "sqlite")
PORTAL = os.environ.get("MASLIKHAT_TEST_PORTAL", "empty")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
ROOT = Path(os.environ.setdefault("MASLIKHAT_TEST_ROOT", tempfile.mkdtemp(prefix="maslikhat-")))
COUNTRY = Path(__file__).parent / "country"
_closing = ExitStack()


def _environment(name: str) -> dict[str, str]:
    """The settings of one copy of the portal: its own folder and its own database."""
    url = os.environ.get("MASLIKHAT_TEST_SERVER", "")
    return {
        "DJANGO_SETTINGS_MODULE": "maslikhat.settings",
        "MASLIKHAT_VAR": str(ROOT / name),
        "MASLIKHAT_DEMO": "1",
        "MASLIKHAT_DATABASE_URL": f"{url}/{name}"
        if url
        else f"sqlite:///{ROOT / name}/portal.sqlite3",
    }


if KIND == "postgresql" and WORKER == "main" and "MASLIKHAT_TEST_SERVER" not in os.environ:
    os.environ["MASLIKHAT_TEST_SERVER"] = _closing.enter_context(postgres.server())
os.environ.update(_environment(WORKER))


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """The tests of the country need the demo, all others an empty portal."""
    within = collection_path == COUNTRY or COUNTRY in collection_path.parents
    if collection_path.is_file() or collection_path == COUNTRY:
        return True if within != (PORTAL == "demo") else None
    return None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Let each worker read the settings of its own copy.

    With the name in its environment pytest-django would read those of this process, before this
    file is read, and all workers would share one database.
    """
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    if not hasattr(config, "workerinput"):
        connections.close_all()
        _closing.close()
        shutil.rmtree(ROOT, ignore_errors=True)


def build(name: str) -> None:
    """An empty folder and database, then everything the portal is delivered with."""
    (ROOT / name).mkdir(parents=True, exist_ok=True)
    if KIND == "postgresql":
        postgres.run_sql(os.environ["MASLIKHAT_TEST_SERVER"], f'CREATE DATABASE "{name}"')
    # Pages name their style sheets by hash: without `collectstatic` none can be rendered.
    first = ["maslikhat.cli", "demo" if PORTAL == "demo" else "migrate"]
    for command in (first, ["django", "collectstatic", "--noinput"]):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            env={**os.environ, **_environment(name)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            pytest.exit(f"{command} ended with {done.returncode}:\n{done.stderr}", 3)


def copy_portal(name: str) -> dict[str, str]:
    """A copy of the built portal for this worker alone; the environment that runs it."""
    return _copy(f"{WORKER}-{name}")


def _copy(name: str) -> dict[str, str]:
    if KIND == "postgresql":
        server = os.environ["MASLIKHAT_TEST_SERVER"]
        postgres.run_sql(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        postgres.run_sql(server, f'CREATE DATABASE "{name}" TEMPLATE template')
        shutil.copytree(ROOT / "template", ROOT / name, dirs_exist_ok=True)
    else:
        shutil.rmtree(ROOT / name, ignore_errors=True)
        shutil.copytree(ROOT / "template", ROOT / name)
    return {**os.environ, **_environment(name)}


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """The worker's own copy is its database: nothing is created, nothing flushed."""


# Before any test module is imported: what it imports needs the settings and a database.
if WORKER == "main":
    build("template")
_copy(WORKER)
django.setup()
