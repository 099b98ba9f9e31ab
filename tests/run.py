"""The whole suite on SQLite and on PostgreSQL; at its end it names what failed and was left out.

The tests of the rooms and those of the demo go side by side: where one waits for a browser, a disk
or a server, the other works. Each line says which run it is of.
With MASLIKHAT_TEST_ALL=1 a part that cannot run is a failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests import browser, postgres  # noqa: E402
from tests.template import Template  # noqa: E402

AT_ONCE = min(os.cpu_count() or 1, 8)

DUMP = ("Fatal Python error", "Current thread ", "Thread 0x", '  File "')
FAILURES = ("FAILED ", "ERROR ", "E  ", *DUMP)
"""What a line of pytest begins with that tells of a failure, or of where a signal ended a process:
said again when all runs are over, for between it and the end stand a thousand lines of the other
runs."""

NOT_REPLACED = ["--max-worker-restart=0"]
"""A worker that a signal ends is a failure; the others finish what is left. To one that takes its
place pytest-xdist 3.8 gives parts that are done already, and waits for them for ever."""


def say(template: Template, words: str) -> None:
    """A line of this run."""
    print(f"{template.portal} portal on {template.database} | {words}", flush=True)


def failures(template: Template, *options: str) -> list[str]:
    """Build a portal and test it by one run of pytest; the lines that tell what failed."""
    begun = time.monotonic()
    if wrong := template.build():
        say(template, wrong)
        return wrong.splitlines()
    told = []
    environment = {
        **os.environ,
        "MASLIKHAT_TEST_DATABASE": template.database,
        "MASLIKHAT_TEST_PORTAL": template.portal,
        "MASLIKHAT_TEST_ROOT": str(template.root),
        "MASLIKHAT_TEST_SERVER": template.server,
        "MASLIKHAT_TEST_BUILT": "1",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", "-q", "-n", f"{AT_ONCE + 1}", *NOT_REPLACED, *options],
        cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as running:  # fmt: skip
        assert running.stdout
        for line in running.stdout:
            say(template, line.rstrip())
            if line.startswith(FAILURES):
                told.append(line.rstrip())
    say(template, f"{(time.monotonic() - begun) / 60:.1f} minutes")
    return (told or [f"pytest ended with {running.returncode}"]) if running.returncode else []


def all_pass(*options: str) -> bool:
    """All runs, those of the rooms beside those of the demo; whether all passed."""
    with ExitStack() as closing:
        root = Path(tempfile.mkdtemp(prefix="maslikhat-"))
        closing.callback(shutil.rmtree, root, ignore_errors=True)

        def on_each_database(portal: str) -> list[tuple[Template, list[str]]]:
            with ExitStack() as stopping:
                servers = {"sqlite": ""}
                if postgres.binaries():
                    # One for each portal: the copies of both have the same names.
                    servers["postgresql"] = stopping.enter_context(postgres.server())
                templates = [
                    Template(portal, root / f"{database}-{portal}", server)
                    for database, server in servers.items()
                ]
                return [(template, failures(template, *options)) for template in templates]

        with ThreadPoolExecutor() as beside:
            runs = chain.from_iterable(list(beside.map(on_each_database, ("demo", "empty"))))
        failed = [(template, line) for template, told in runs for line in told]
        for template, line in failed:
            say(template, line)
        return not failed


def main() -> int:
    """Run all that can run here; 0 when it passed."""
    missing = {
        "the suite on PostgreSQL": (postgres.binaries(), "apt-get install postgresql"),
        "the browser tests": (browser.installed(), "apt-get install chromium-headless-shell"),
        "axe-core and the Nu HTML checker": (shutil.which("npm"), "apt-get install npm"),
        "Java, for the Nu HTML checker": (
            shutil.which("java"),
            "apt-get install default-jre-headless",
        ),
    }
    status = 0 if all_pass(*sys.argv[1:]) else 1
    left_out = [(part, command) for part, (found, command) in missing.items() if not found]
    for part, command in left_out:
        print(f"LEFT OUT: {part}. It comes with: {command}")
    if left_out and os.environ.get("MASLIKHAT_TEST_ALL") == "1":
        print("MASLIKHAT_TEST_ALL=1: an absent part is a failure.")
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
