"""The numbers of the law and the calendar as they are delivered."""

import datetime as dt
from pathlib import Path

from maslikhat.kit.delivered import GetModel, Row, day_of, rows_of, write_missing
from maslikhat.kit.languages import LANGUAGES

FOLDER = Path(__file__).parent / "data"


def load(get_model: GetModel) -> int:
    """Write the norms, holidays and days that are missing; how many came new.

    What is there already stays as it is. The caller holds the transaction.
    """
    return _norms(get_model) + _holidays(get_model) + _days(get_model)


def _norms(get_model: GetModel) -> int:
    laws = {row["law"]: row for row in rows_of(FOLDER / "laws.csv")}
    delivered = (
        {
            "key": row["key"],
            "from_day": dt.date.fromisoformat(row["from_day"]),
            "to_day": day_of(row["to_day"]),
            "value": row["value"],
            "measure": row["measure"],
            "order": order,
            "article": row["article"],
            "since_is_known": row["since_is_known"] == "yes",
            **{f"law_{lang}": laws[row["law"]][f"name_{lang}"] for lang in LANGUAGES},
            **_names(row),
        }
        for order, row in enumerate(rows_of(FOLDER / "norms.csv"), 1)
    )
    return write_missing(get_model("norms", "Norm"), ("key", "from_day"), delivered)


def _holidays(get_model: GetModel) -> int:
    delivered = (
        {
            "month": int(row["month"]),
            "day": int(row["day"]),
            "from_day": dt.date.fromisoformat(row["from_day"]),
            "to_day": day_of(row["to_day"]),
            "key": row["key"],
            "moves_from_weekend": row["moves_from_weekend"] == "yes",
            "source": row["source"],
            **_names(row),
        }
        for row in rows_of(FOLDER / "holidays.csv")
    )
    return write_missing(get_model("norms", "Holiday"), ("month", "day", "from_day"), delivered)


def _days(get_model: GetModel) -> int:
    delivered = (
        {
            "day": dt.date.fromisoformat(row["day"]),
            "kind": row["kind"],
            "source": row["source"],
            **_names(row),
        }
        for row in rows_of(FOLDER / "days.csv")
    )
    return write_missing(get_model("norms", "CalendarDay"), ("day",), delivered)


def _names(row: Row) -> Row:
    return {f"name_{lang}": row[f"name_{lang}"] for lang in LANGUAGES}
