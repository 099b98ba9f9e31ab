"""The whole suite on SQLite, then on PostgreSQL; what is left out is named at the end.

While one run goes on, the portals that the later ones start from are built beside it.
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
# Beside tests that have the machine to themselves.
BESIDE = 10


def suite(template: Template, *options: str) -> int:
    """One run of pytest on a database, from an empty portal or from the demo; its exit status."""
    database = "postgresql" if template.server else "sqlite"
    print(f"== {template.portal} portal on {database} ==", flush=True)
    # Beside the tests of the demo a browser and the portal work; the others often wait.
    workers = AT_ONCE if template.portal == "demo" else AT_ONCE + 1
    command = [sys.executable, "-m", "pytest", "-q", "-n", f"{workers}", *options]
    environment = {
        **os.environ,
        "MASLIKHAT_TEST_DATABASE": database,
        "MASLIKHAT_TEST_PORTAL": template.portal,
        "MASLIKHAT_TEST_ROOT": str(template.root),
        "MASLIKHAT_TEST_SERVER": template.server,
        "MASLIKHAT_TEST_BUILT": "1",
    }
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def suites(*options: str) -> int:
    """One run after the other; 0 when all passed."""
    status = 0
    with ExitStack() as closing:
        root = Path(tempfile.mkdtemp(prefix="maslikhat-"))
        closing.callback(shutil.rmtree, root, ignore_errors=True)
        servers = {"sqlite": ""}
        if postgres.binaries():
            servers["postgresql"] = closing.enter_context(postgres.server())
        templates = [
            Template(portal, root / f"{database}-{portal}", server)
            for portal in ("empty", "demo")
            for database, server in servers.items()
        ]
        builder = closing.enter_context(ThreadPoolExecutor(1))
        built = [
            builder.submit(template.build, nice=BESIDE if place else 0)
            for place, template in enumerate(templates)
        ]
        for template, done in zip(templates, built, strict=True):
            if wrong := done.result():
                print(wrong, flush=True)
                return 1
            begun = time.monotonic()
            status |= suite(template, *options)
            print(f"{(time.monotonic() - begun) / 60:.1f} minutes", flush=True)
    return status


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
    status = suites(*sys.argv[1:])
    left_out = [(part, command) for part, (found, command) in missing.items() if not found]
    for part, command in left_out:
        print(f"LEFT OUT: {part}. It comes with: {command}")
    if left_out and os.environ.get("MASLIKHAT_TEST_ALL") == "1":
        print("MASLIKHAT_TEST_ALL=1: an absent part is a failure.")
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
