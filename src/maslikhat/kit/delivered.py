"""What the portal is delivered with: the files of a room's data/, CSV in UTF-8 with a heading."""

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

Row = dict[str, str]
# `apps.get_model` of the running portal, or of a migration.
GetModel = Callable[[str, str], Any]


def rows_of(file: Path) -> list[Row]:
    """The rows of a file, each by the words of its heading."""
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def day_of(text: str) -> dt.date | None:
    """A day written 2023-03-19; None where none is written."""
    return dt.date.fromisoformat(text) if text else None
