"""The server under trial: `python -m tests.gateway.server PORT`."""

import os
import sys
import threading
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.template import engines

from maslikhat.gateway.serve import serve


def clock(ending: threading.Event) -> None:
    """Background work that touches the database and leaves a note of its end."""
    note = Path(settings.VAR, "background.txt")
    with note.open("a") as file:
        file.write("begun\n")
    while not ending.wait(0.1):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    with note.open("a") as file:
        file.write("ended\n")


def failing(ending: threading.Event) -> None:
    """Background work with a bug."""
    raise RuntimeError("This work is broken on purpose.")


if __name__ == "__main__":
    if "MASLIKHAT_COLD" in os.environ:
        engines["jinja2"].env.cache.clear()
    serve("localhost", int(sys.argv[1]), background=[clock, failing])
