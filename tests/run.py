"""The whole suite on SQLite, then on PostgreSQL; what is left out is named at the end.

With MASLIKHAT_TEST_ALL=1 a part that cannot run is a failure.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests import browser, postgres  # noqa: E402

AT_ONCE = str(min(os.cpu_count() or 1, 8))


def suite(database: str, portal: str, *options: str) -> int:
    """One run of pytest on a database, from an empty portal or from the demo; its exit status."""
    print(f"== {portal} portal on {database} ==", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "-n", AT_ONCE, "--dist", "loadgroup", *options]
    environment = {
        **os.environ,
        "MASLIKHAT_TEST_DATABASE": database,
        "MASLIKHAT_TEST_PORTAL": portal,
    }
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def main() -> int:
    """Run all that can run here; 0 when it passed."""
    missing = {
        "the suite on PostgreSQL": (postgres.binaries(), "apt-get install postgresql"),
        "the browser tests": (browser.chromium(), "apt-get install chromium"),
        "axe-core and the Nu HTML checker": (shutil.which("npm"), "apt-get install npm"),
        "Java, for the Nu HTML checker": (
            shutil.which("java"),
            "apt-get install default-jre-headless",
        ),
    }
    databases = ["sqlite", "postgresql"] if postgres.binaries() else ["sqlite"]
    status = 0
    for database in databases:
        for portal in ("empty", "demo"):
            status |= suite(database, portal, *sys.argv[1:])
    left_out = [(part, command) for part, (found, command) in missing.items() if not found]
    for part, command in left_out:
        print(f"LEFT OUT: {part}. It comes with: {command}")
    if left_out and os.environ.get("MASLIKHAT_TEST_ALL") == "1":
        print("MASLIKHAT_TEST_ALL=1: an absent part is a failure.")
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
