"""Say whether this portal is fit to serve; each thing looked at is one line."""

import argparse
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.core import checks

from maslikhat.cli.readiness import has_database, unapplied, unlawful
from maslikhat.ledger.triggers import RECORD
from maslikhat.sittings.triggers import MINUTES
from maslikhat.voting.triggers import VOTES

Looked = Iterator[tuple[str, str]]
GUARDS = {
    "the record is append-only": RECORD,
    "votes and counts are append-only": VOTES,
    "versions of minutes are append-only": MINUTES,
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing need be said."""


def run(options: argparse.Namespace) -> int:
    """0 when nothing is wrong."""
    wrong = 0
    looks: list[Callable[[], Looked]] = [_django, _disk, _keys]
    if has_database():
        looks += [_database]
    else:
        print("WRONG  database: there is none; prepare it with: maslikhat migrate")
        wrong += 1
    for look in looks:
        for subject, fault in look():
            print(f"{'WRONG' if fault else 'ok':6} {subject}{f': {fault}' if fault else ''}")
            wrong += bool(fault)
    print(f"{wrong} things are wrong." if wrong else "The portal is fit to serve.")
    return 1 if wrong else 0


def _django() -> Looked:
    """Django's own checks; those for deployment outside the demo, where its warnings are told."""
    messages = checks.run_checks(include_deployment_checks=not settings.DEMO)
    grave = [message for message in messages if message.level >= checks.ERROR]
    for message in messages:
        if message not in grave and not message.is_silenced():
            print(f"note   {message.id}: {message.msg}")
    yield "settings and code", "; ".join(f"{message.id}: {message.msg}" for message in grave)


def _disk() -> Looked:
    for name in ("VAR", "FILES", "KEYS"):
        folder = Path(getattr(settings, name))
        yield f"folder {folder} can be written", _fault_of(folder)


def _fault_of(folder: Path) -> str:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"\0" * 65536)
            file.flush()
    except OSError as error:
        return str(error)
    return ""


def _keys() -> Looked:
    open_to_others = [
        path.name
        for path in sorted(Path(settings.KEYS).glob("*"))
        if not path.name.endswith(".pub.pem") and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    fault = f"others may read {', '.join(open_to_others)}; chmod 600" if open_to_others else ""
    yield "keys are for their owner alone", fault


def _database() -> Looked:
    pending = unapplied()
    yield (
        "the tables are of this version",
        f"{len(pending)} migrations wait; run: maslikhat migrate" if pending else "",
    )
    if not pending:
        for subject, guard in GUARDS.items():
            gone = guard.missing()
            fault = f"missing {', '.join(gone)}; run: maslikhat migrate" if gone else ""
            yield subject, fault
        yield "the settings fit the database", unlawful("localhost")
