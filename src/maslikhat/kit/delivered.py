"""What the portal is delivered with: the files of a room's data/, CSV in UTF-8 with a heading."""

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from maslikhat.kit.bulk import insert_models

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


def write_missing(model: Any, keys: Sequence[str], delivered: Iterable[Mapping[str, Any]]) -> int:
    """Write those of the delivered rows whose keys the table does not have; how many came new.

    What is there already stays as it is. The caller holds the transaction.
    """
    there = set(model.objects.values_list(*keys))
    missing = [row for row in delivered if tuple(row[key] for key in keys) not in there]
    insert_models([model(**row) for row in missing])
    return len(missing)
