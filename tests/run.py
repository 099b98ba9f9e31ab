"""The whole suite on SQLite and on PostgreSQL; what is left out is named at the end.

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
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests import browser, postgres  # noqa: E402
from tests.template import Template  # noqa: E402

AT_ONCE = min(os.cpu_count() or 1, 8)


def say(template: Template, words: str) -> None:
    """A line of this run."""
    print(f"{template.portal} portal on {template.database} | {words}", flush=True)


def passes(template: Template, *options: str) -> bool:
    """Build a portal and test it by one run of pytest; whether all passed."""
    begun = time.monotonic()
    if wrong := template.build():
        say(template, wrong)
        return False
    environment = {
        **os.environ,
        "MASLIKHAT_TEST_DATABASE": template.database,
        "MASLIKHAT_TEST_PORTAL": template.portal,
        "MASLIKHAT_TEST_ROOT": str(template.root),
        "MASLIKHAT_TEST_SERVER": template.server,
        "MASLIKHAT_TEST_BUILT": "1",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", "-q", "-n", f"{AT_ONCE + 1}", *options],
        cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as running:  # fmt: skip
        assert running.stdout
        for line in running.stdout:
            say(template, line.rstrip())
    say(template, f"{(time.monotonic() - begun) / 60:.1f} minutes")
    return running.returncode == 0


def all_pass(*options: str) -> bool:
    """All runs, those of the rooms beside those of the demo; whether all passed."""
    with ExitStack() as closing:
        root = Path(tempfile.mkdtemp(prefix="maslikhat-"))
        closing.callback(shutil.rmtree, root, ignore_errors=True)

        def passes_on_each_database(portal: str) -> bool:
            with ExitStack() as stopping:
                servers = {"sqlite": ""}
                if postgres.binaries():
                    # One for each portal: the copies of both have the same names.
                    servers["postgresql"] = stopping.enter_context(postgres.server())
                templates = [
                    Template(portal, root / f"{database}-{portal}", server)
                    for database, server in servers.items()
                ]
                failed = [template for template in templates if not passes(template, *options)]
            return not failed

        with ThreadPoolExecutor() as beside:
            return all(list(beside.map(passes_on_each_database, ("demo", "empty"))))


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
