"""Whether this portal may serve: its tables, its mark and its settings agree."""

import ipaddress
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from maslikhat.kit import env, installation
from maslikhat.kit.refusals import Refused


def has_database() -> bool:
    """Whether there is a database at all; asking does not make an empty one."""
    return connection.vendor != "sqlite" or Path(str(connection.settings_dict["NAME"])).exists()


def unapplied() -> list[str]:
    """The migrations of this version that the database has not seen, in order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def refuse_unless_prepared() -> None:
    """Refuse to go on with a database that is missing or of another version."""
    if not has_database():
        raise Refused(
            "There is no database yet. Prepare the demo country with: maslikhat demo"
            " - or an empty portal with: maslikhat migrate"
        )
    if unapplied():
        raise Refused("The database is not of this version. Bring it up with: maslikhat migrate")


def refuse_unless_lawful(host: str) -> None:
    """A demo stays on this machine, and a real portal is told its names and its secret."""
    wrong = unlawful(host)
    if wrong:
        raise Refused(wrong)


def unlawful(host: str) -> str:
    """Why this database may not be served with these settings on that host; empty when it may."""
    if installation.is_demo():
        if is_loopback(host) or env.flag("DEMO_PUBLIC"):
            return ""
        return (
            f"This is the demo, whose people are invented; it is not shown on {host}. "
            "Serve it on localhost, or set MASLIKHAT_DEMO_PUBLIC=1 when that is meant."
        )
    if settings.DEMO and env.listed("HOSTS"):
        return "This database is not a demo: take MASLIKHAT_DEMO away."
    missing = [name for name in ("HOSTS", "SECRET_KEY") if not env.text(name)]
    if missing:
        names = " and ".join(f"MASLIKHAT_{name}" for name in missing)
        return (
            f"This database is not a demo, so the portal must be told {names} "
            "(docs/operations.md). The demo country comes with: maslikhat demo"
        )
    return ""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
