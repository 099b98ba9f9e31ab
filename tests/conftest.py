"""One portal is built for the run and copied for each worker; no test ever flushes the record.

The tests of the rooms start from an empty, migrated portal; those of `tests/country` from the demo.
The two are separate runs of pytest: MASLIKHAT_TEST_PORTAL says which portal is built.

Models, acts and who may do them are tested on both databases: on PostgreSQL run the tests that
read or write a database, and those marked `both`, whose processes do. What is marked `once` does
not depend on the database, and is proved on SQLite alone, as is all that touches none, and what
pages say (`test_*pages.py`, `tests/portal`) and how often they ask: that each answers on both is in
`tests/country`.
"""

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import django
import pytest
from django.db import connections, transaction
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests import postgres
from tests.browser import chromium as chromium
from tests.sharing import Sharing, in_order, opens_a_database
from tests.template import Template

KIND = os.environ.get("MASLIKHAT_TEST_DATABASE", "sqlite")
PORTAL = os.environ.get("MASLIKHAT_TEST_PORTAL", "empty")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
if "MASLIKHAT_TEST_ROOT" not in os.environ:
    os.environ["MASLIKHAT_TEST_ROOT"] = tempfile.mkdtemp(prefix="maslikhat-")
ROOT = Path(os.environ["MASLIKHAT_TEST_ROOT"])
COUNTRY = Path(__file__).parent / "country"
# Two runs of the same tests end alike, however busy the processors are.
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("suite")
_closing = ExitStack()
_running: list[pytest.Item] = []

if KIND == "postgresql" and WORKER == "main" and "MASLIKHAT_TEST_SERVER" not in os.environ:
    os.environ["MASLIKHAT_TEST_SERVER"] = _closing.enter_context(postgres.server())
SERVER = os.environ["MASLIKHAT_TEST_SERVER"] if KIND == "postgresql" else ""
TEMPLATE = Template(PORTAL, ROOT, SERVER)
os.environ.update(TEMPLATE.environment(WORKER))


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """The tests of the country need the demo, all others an empty portal."""
    within = collection_path == COUNTRY or COUNTRY in collection_path.parents
    if collection_path.is_file() or collection_path == COUNTRY:
        return True if within != (PORTAL == "demo") else None
    return None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """In a fresh clone the first worker compiles all tests, and the others wait until it has."""
    compiled = ROOT / "compiled"
    until = time.monotonic() + 120
    while WORKER not in {"main", "gw0"} and not compiled.exists() and time.monotonic() < until:
        time.sleep(0.1)
    try:
        return (yield)
    finally:
        if WORKER == "gw0":
            compiled.touch()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what depends on the database; everywhere what takes longest first."""
    here, elsewhere = [], []
    for item in items:
        is_here = KIND == "sqlite" or depends_on_the_database(item)
        (here if is_here else elsewhere).append(item)
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = in_order(here)


def pytest_collection_finish() -> None:
    """Look no more through what was loaded and collected: it stays until the end."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)


def depends_on_the_database(item: pytest.Item) -> bool:
    """Whether a test reads or writes a database, itself or by a process, and proves it by that."""
    # What a test says goes before what its module says.
    for mark in item.iter_markers():
        if mark.name in {"once", "both"}:
            return mark.name == "both"
    is_of_pages = item.path.stem.endswith("pages") or item.path.parent.name == "portal"
    return opens_a_database(item) and not is_of_pages


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Remember which test it is that copies the portal."""
    _running[:] = [item]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Sharing:
    """Who gets which tests."""
    return Sharing(config, log)


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


def copy_portal(name: str) -> dict[str, str]:
    """A copy of the built portal for this worker alone; the environment that runs it."""
    for item in _running:
        is_once = item.get_closest_marker("once") is not None
        assert is_once or depends_on_the_database(item), (
            f"{item.nodeid} starts a portal of its own: mark it `both` or `once`"
        )
    return {**os.environ, **TEMPLATE.copy(f"{WORKER}-{name}")}


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """The worker's own copy is its database: nothing is created, nothing flushed."""


@pytest.fixture(scope="module")
def staged(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[..., Any]]:
    """Makes a cast for all tests of a module, in English; it is undone after the last of them.

    Each test stands in a transaction within this one, and gets a copy of what was made.
    """
    is_open = django_db_blocker.unblock

    def made(make: Callable[[], Any]) -> Any:
        with is_open(), translation.override("en"):
            return make()

    with ExitStack() as around:
        with is_open():
            around.enter_context(transaction.atomic())
        yield made
        with is_open():
            transaction.set_rollback(True)
            around.close()


# What is loaded and collected stays: looking through it meanwhile finds nothing.
gc.disable()
# Before any test module is imported: what it imports needs the settings and a database.
if WORKER == "main" and "MASLIKHAT_TEST_BUILT" not in os.environ and (wrong := TEMPLATE.build()):
    pytest.exit(wrong, 3)
TEMPLATE.copy(WORKER)
django.setup()
