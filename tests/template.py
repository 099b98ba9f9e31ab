"""The portal that a run of tests starts from: built once, empty or the demo, and then copied."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests import postgres


class Template(NamedTuple):
    """A portal in a folder, or in a folder and a database of a server, and the copies of it."""

    portal: str
    root: Path
    # The URL of a PostgreSQL server; empty: a database is a file.
    server: str = ""

    @property
    def name(self) -> str:
        """Of its folder and its database."""
        return f"template-{self.portal}"

    def environment(self, name: str) -> dict[str, str]:
        """The settings of one copy of the portal: its own folder and its own database."""
        file = f"sqlite:///{self.root / name}/portal.sqlite3"
        return {
            "DJANGO_SETTINGS_MODULE": "maslikhat.settings",
            "MASLIKHAT_VAR": str(self.root / name),
            "MASLIKHAT_DEMO": "1",
            "MASLIKHAT_DATABASE_URL": f"{self.server}/{name}" if self.server else file,
        }

    @property
    def database(self) -> str:
        """The kind of its database."""
        return "postgresql" if self.server else "sqlite"

    def build(self) -> str:
        """An empty machine, then all the portal is delivered with; what went wrong."""
        self.root.mkdir(parents=True, exist_ok=True)
        if self.server:
            postgres.run_sql(self.server, f'CREATE DATABASE "{self.name}"')
        # Pages name their style sheets by hash: without `collectstatic` none can be rendered.
        first = ["demo" if self.portal == "demo" else "migrate"]
        for words in (first, ["manage", "collectstatic", "--noinput"]):
            done = subprocess.run(
                [sys.executable, "-m", "maslikhat.cli", *words],
                env={**os.environ, **self.environment(self.name)},
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                return f"{words} ended with {done.returncode}:\n{done.stderr}"
        if self.server:
            # Once, here: no copy is ever analysed.
            postgres.run_sql(f"{self.server}", "ANALYZE", database=self.name)
        return ""

    def copy(self, name: str) -> dict[str, str]:
        """A copy under this name; the settings that run it."""
        shutil.rmtree(self.root / name, ignore_errors=True)
        shutil.copytree(self.root / self.name, self.root / name)
        if self.server:
            postgres.run_sql(self.server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            postgres.run_sql(
                self.server,
                f'CREATE DATABASE "{name}" TEMPLATE "{self.name}" STRATEGY FILE_COPY',
            )
        return self.environment(name)
