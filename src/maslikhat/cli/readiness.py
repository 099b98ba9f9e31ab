"""Whether this portal may serve: its tables, its mark and its settings agree."""

import ipaddress
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from maslikhat.kit import env, installation
from maslikhat.kit.refusals import Refused


def has_database() -> bool:
    """Whether there is a database at all; asking does not make an empty one."""
    return connection.vendor != "sqlite" or Path(str(connection.settings_dict["NAME"])).exists()


def refuse_too_old() -> None:
    """Refuse a database that went only a part of the way that is one step by now."""
    applied = MigrationRecorder(connection).applied_migrations()
    for key, gathered in MigrationLoader(None).replacements.items():
        told = [replaced in applied for replaced in gathered.replaces]
        if key not in applied and any(told) and not all(told):
            raise Refused(
                "This database is older than this version can bring up. Bring it up with the "
                "version of commit 808bcf97 first, then with this one. A demo is made anew once "
                "its folder (var/) is moved away."
            )


def unapplied() -> list[str]:
    """The migrations of this version that the database has not seen, in order.

    Refused where it is too old to be brought up by this version.
    """
    refuse_too_old()
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
