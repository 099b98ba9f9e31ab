"""Prepare the demo country: the real places and councils, with invented persons."""

import argparse
import gc
import os
import sys

from django.db import connection
from tqdm import tqdm

from maslikhat.accounts.models import User
from maslikhat.cli import jobs
from maslikhat.cli import run as server
from maslikhat.cli.migrate import bring_up
from maslikhat.cli.readiness import has_database, unapplied
from maslikhat.cli.stores import here, let_go
from maslikhat.demo.build import build
from maslikhat.kit import installation
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import wait_for_no_disk
from maslikhat.ledger import sealer
from maslikhat.search import follower


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to go on."""
    parser.add_argument(
        "--serve", action="store_true", help="then serve it; build it only when it is missing"
    )


def run(options: argparse.Namespace) -> int:
    """Build the demo; what an interrupted build has left is cleared away first."""
    if not _is_there():
        _build()
        # In a new process: the memory that the building took is not the server's.
        if options.serve:
            os.execv(sys.executable, [sys.executable, "-m", "maslikhat.cli", "run"])  # noqa: S606
        return 0
    if not options.serve:
        raise Refused("The demo is there already. Serve it with: maslikhat run")
    if unapplied():
        bring_up()
    return server.serve_at("localhost")


def _build() -> None:
    """Make the demo in a database without users."""
    # This process does nothing else: to look for what it could collect takes a sixth of the time.
    gc.disable()
    # What an interrupted build has left is cleared away, and so would be what a fall has.
    wait_for_no_disk()
    bring_up()
    if User.objects.exists():
        raise Refused("This database has users: no demo is built into a real portal.")
    with tqdm(desc="Building the demo country", unit=" steps") as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        build(progress)
    sealer.seal()
    jobs.drain()
    follower.rebuild()


def _is_there() -> bool:
    """Whether a whole demo is there; a half one is cleared away, a real portal refused."""
    if not has_database() or "kit_installation" not in connection.introspection.table_names():
        return False
    mark = installation.found()
    if mark is None:
        return False
    if not mark.is_demo:
        raise Refused("This database is a real portal: no demo is built into it.")
    if mark.ready_at is None:
        let_go()
        here().clear()
        installation.forget()
    return mark.ready_at is not None
