"""The budget classification and the rules of warnings, as they are delivered."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from maslikhat.kit.delivered import GetModel, Row, day_of, rows_of, write_missing
from maslikhat.kit.languages import LANGUAGES

FOLDER = Path(__file__).parent / "data"
# Of each table what makes a row one, and what else it says.
_TABLES = (
    ("CodeLevel", "levels.csv", ("kind", "level"), ("key", "width", "source"), True),
    ("Code", "codes.csv", ("kind", "code"), ("source", "official"), True),
    ("Series", "series.csv", ("key", "code"), ("kind", "source"), False),
)


def load(get_model: GetModel) -> int:
    """Write the levels, codes and series that are missing; how many came new.

    What is there already stays as it is. The caller holds the transaction.
    """
    return sum(_table(get_model("money", table[0]), *table[1:]) for table in _TABLES)


def load_rules(get_model: GetModel) -> int:
    """Write the rules of warnings that are missing; how many came new."""
    words = [f"{name}_{lang}" for name in ("name", "told", "basis") for lang in LANGUAGES]
    delivered = (
        {
            "key": row["key"],
            "code": row["code"],
            "month": int(row["month"]),
            "from_day": dt.date.fromisoformat(row["from_day"]),
            "to_day": day_of(row["to_day"]),
            "threshold": int(row["threshold"]),
            "day": int(row["day"]),
            "grace_days": int(row["grace_days"]),
            **{name: row[name] for name in words},
        }
        for row in rows_of(FOLDER / "warnings.csv")
    )
    keys = ("key", "code", "month", "from_day")
    return write_missing(get_model("money", "WarningRule"), keys, delivered)


def _table(
    model: Any, file: str, keys: tuple[str, ...], rest: tuple[str, ...], is_named: bool
) -> int:
    names = tuple(f"name_{lang}" for lang in LANGUAGES) if is_named else ()
    delivered = (
        {
            **dict(_values(row, (*keys, *rest, *names))),
            "from_day": dt.date.fromisoformat(row["from_day"]),
            "to_day": day_of(row["to_day"]),
        }
        for row in rows_of(FOLDER / file)
    )
    return write_missing(model, (*keys, "from_day"), delivered)


def _values(row: Row, keys: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    for key in keys:
        yield key, int(row[key]) if key in {"level", "width"} else row[key]
