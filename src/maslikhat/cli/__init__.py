"""The one command, `maslikhat`: it knows its words, and loads only what the chosen one needs."""

import argparse
import gc
import importlib
import logging
import os
import signal
import sys
from typing import Any, Protocol, cast

import django
from django.core.management import execute_from_command_line
from django.db import Error as DatabaseError
from django.db import connection
from django.utils import translation

from maslikhat.kit.refusals import Refused

# Word → the module that does it, and what it does.
COMMANDS = {
    "run": ("run", "serve the portal, with its sealer, its jobs and its indexer"),
    "demo": ("demo", "prepare the demo country, whose people are invented"),
    "import": ("imports", "take in places, numbers about them, deputies, decisions or budgets"),
    "record": ("record", "write the record to a file, or let another key sign it"),
    "reindex": ("reindex", "make the index of search anew, while it goes on answering"),
    "verify": ("verify", "walk the record, or an exported one, and name what was changed in it"),
    "witness": ("witness", "follow the record of a portal, and say when it is no longer the same"),
    "backup": ("backup", "put database, files and keys into one archive, while the portal runs"),
    "restore": ("restore", "bring a portal back from an archive"),
    "check": ("check", "say whether this portal is fit to serve"),
    "migrate": ("migrate", "bring the tables of the database up to this version"),
    "operator": ("operator", "make the first operator, or give an operator a new password"),
}


class Command(Protocol):
    """What each module of a command has."""

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Say what may stand after the word."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it; the exit status."""


def main(words: list[str] | None = None) -> None:
    """Do what the command line asks: exit 0 when done, 1 when refused, 2 when not understood."""
    # Database, letters and archives are for the account that runs the portal, and for no other.
    os.umask(0o077)
    words = sys.argv[1:] if words is None else words
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maslikhat.settings")
    if words[:1] == ["manage"]:
        execute_from_command_line(["maslikhat manage", *words[1:]])
        return
    chosen = words[0] if words else ""
    command: Command | None = None
    if chosen in COMMANDS:
        # Only now: rooms can be imported after the settings are chosen. What is loaded stays: to
        # look through it meanwhile for what may go takes an eighth of the time.
        gc.disable()
        django.setup()
        gc.enable()
        module = importlib.import_module(f"maslikhat.cli.{COMMANDS[chosen][0]}")
        command = cast("Command", module)
    options = _parser(chosen, command).parse_args(words)
    assert command is not None, "the parser lets nothing else through"
    sys.exit(_carry_out(command, options))


def _parser(chosen: str, command: Command | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="maslikhat", description="The portal of Kazakhstan's representative bodies."
    )
    branches = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for word, (_module, purpose) in COMMANDS.items():
        branch = branches.add_parser(
            word, help=purpose, description=getattr(command, "__doc__", None)
        )
        if word == chosen and command:
            command.arguments(branch)
    branches.add_parser("manage", help="hand the rest over to Django's own commands")
    return parser


def _carry_out(command: Command, options: argparse.Namespace) -> int:
    """The exit status; a refusal is a sentence, an interruption leaves nothing half-done."""
    # Why there is no connection is said once, at the end, and not at each attempt of the pool.
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    # What asks the process to end unwinds like Ctrl-C, so that temporary files go.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with translation.override("en"):
            return command.run(options)
    except Refused as refusal:
        print(f"maslikhat: {refusal}", file=sys.stderr)
    except DatabaseError as error:
        said = " ".join(_cause(error).split())
        print(f"maslikhat: The database cannot be used: {said}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nmaslikhat: Interrupted; nothing was left half-done.", file=sys.stderr)
        return 130
    return 1


def _cause(error: DatabaseError) -> str:
    """What is wrong; a pool that waited in vain does not say it, one connection without it does."""
    if connection.vendor == "postgresql" and connection.connection is None:
        driver: Any = connection.Database  # type: ignore[attr-defined]
        try:
            driver.connect(**connection.get_connection_params()).close()
        except driver.Error as refusal:
            return str(refusal)
    return str(error)
