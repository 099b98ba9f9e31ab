"""Bring the tables of the database up to this version of the portal."""

import argparse
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from maslikhat.cli.readiness import refuse_too_old
from maslikhat.registry.actions import found_councils
from maslikhat.search.follower import fill

# For the steps of these apps Django draws all related models anew: they go before there are many.
WHILE_FEW = ("django_tasks_database", "mfa", "search")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing need be said."""


def run(options: argparse.Namespace) -> int:
    """Apply what is new; twice is as good as once."""
    bring_up(verbosity=1)
    return 0


def bring_up(*, verbosity: int = 0) -> None:
    """Make the database where there is none, and apply the migrations it has not seen."""
    if connection.vendor == "sqlite":
        Path(str(connection.settings_dict["NAME"])).parent.mkdir(parents=True, exist_ok=True)
    refuse_too_old()
    if not connection.introspection.table_names():
        executor = MigrationExecutor(connection)
        leaves = executor.loader.graph.leaf_nodes()
        executor.migrate([leaf for leaf in leaves if leaf[0] in WHILE_FEW])
    call_command("migrate", interactive=False, verbosity=verbosity)
    # Units that a new version brings or ends: their maslikhats begin or end with them.
    found_councils()
    # A portal from before search, and councils that came with the tables.
    fill(only_empty=True)
