"""Serve the portal on the port of PORT, with its sealer, jobs and indexer, until Ctrl-C."""

import argparse
import logging
import os

from django.db import connections

from maslikhat.cli import jobs
from maslikhat.cli.readiness import refuse_unless_lawful, refuse_unless_prepared
from maslikhat.gateway.serve import serve
from maslikhat.kit import timetable
from maslikhat.kit.refusals import Refused
from maslikhat.ledger import sealer
from maslikhat.search import follower

# Beside the requests, each in a thread with a connection of its own.
WORKS = (sealer.run, jobs.run, jobs.run_mail, timetable.run, follower.run)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen; the port is told by PORT, for addresses in letters and feeds need it too."""
    parser.add_argument("--host", default="localhost", help="the address (default: localhost)")


def run(options: argparse.Namespace) -> int:
    """Serve, unless the database or the settings do not allow it."""
    return serve_at(options.host)


def serve_at(host: str) -> int:
    """Serve there, on the port of the environment, until told to end; the exit status."""
    port = _port_told()
    if not 0 < port < 65536:
        raise Refused(f"{port} is no port: it lies between 1 and 65535.")
    refuse_unless_prepared()
    refuse_unless_lawful(host)
    connections.close_all()
    # Who serves wants to know while the database is away, not when all is over.
    logging.getLogger("psycopg.pool").setLevel(logging.WARNING)
    serve(host, port, background=WORKS)
    return 0


def _port_told() -> int:
    """The port that PORT tells, as the settings read it; refused when it is no number."""
    value = os.environ.get("PORT") or "8000"
    if not value.isascii() or not value.isdigit():
        raise Refused(f"PORT must be a number; it is {value!r}.")
    return int(value)
