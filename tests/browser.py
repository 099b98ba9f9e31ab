"""Chromium and the checkers that come from npm: where they are, and how they start."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page stands for a second or two: scripts made faster meanwhile cost more than they save.
    "--js-flags=--no-opt --no-maglev",
]
MODULES = Path(__file__).parent / "node_modules"


def installed() -> str | None:
    """The path of Chromium, or None where none is installed.

    The one without windows of its own shows pages alike, for half of the processor's time.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    return next(filter(None, map(shutil.which, names)), None)


NEEDED = [
    pytest.mark.browser,
    pytest.mark.skipif(not installed(), reason="Chromium is not here"),
]
# Pages look and behave alike on both databases.
MARKS = [*NEEDED, pytest.mark.once]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a module."""
    # Its driver keeps an event loop in this thread; the tests read the database in between.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def axe() -> Path | None:
    """The script of axe-core, or None where npm has not brought it."""
    path = MODULES / "axe-core" / "axe.min.js"
    return path if path.exists() else None


def nu() -> Path | None:
    """The Nu HTML checker, or None where it or Java is missing."""
    path = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    return path if path.exists() and shutil.which("java") else None


def html_errors(folder: Path) -> list[str]:
    """What the Nu HTML checker calls an error in the .html files of a folder: file, line, words."""
    jar = nu()
    assert jar, "the Nu HTML checker is not here"
    # For some hundred pages, better machine code would cost more than it saves.
    answer = subprocess.run(
        ["java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-jar", jar, "--format", "json", "--stdout",
         "--exit-zero-always", "--errors-only", "--skip-non-html", folder],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    return [
        f"{Path(m.get('url', '')).name}:{m.get('lastLine', 0)}: {m['message']}"
        for m in json.loads(answer.stdout or answer.stderr)["messages"]
        if m["type"] == "error"
    ]
