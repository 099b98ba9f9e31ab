"""The numbers of the law and the calendar as they are delivered."""

import datetime as dt
from pathlib import Path

from maslikhat.kit.delivered import GetModel, Row, day_of, rows_of
from maslikhat.kit.languages import LANGUAGES

FOLDER = Path(__file__).parent / "data"


def load(get_model: GetModel) -> int:
    """Write the norms, holidays and days that are missing; how many came new.

    What is there already stays as it is. The caller holds the transaction.
    """
    return _norms(get_model) + _holidays(get_model) + _days(get_model)


def _norms(get_model: GetModel) -> int:
    norms = get_model("norms", "Norm").objects
    laws = {row["law"]: row for row in rows_of(FOLDER / "laws.csv")}
    came = 0
    for order, row in enumerate(rows_of(FOLDER / "norms.csv"), 1):
        law = laws[row["law"]]
        _, is_new = norms.get_or_create(
            key=row["key"],
            from_day=dt.date.fromisoformat(row["from_day"]),
            defaults={
                "to_day": day_of(row["to_day"]),
                "value": row["value"],
                "measure": row["measure"],
                "order": order,
                "article": row["article"],
                "since_is_known": row["since_is_known"] == "yes",
                **{f"law_{lang}": law[f"name_{lang}"] for lang in LANGUAGES},
                **_names(row),
            },
        )
        came += is_new
    return came


def _holidays(get_model: GetModel) -> int:
    holidays = get_model("norms", "Holiday").objects
    came = 0
    for row in rows_of(FOLDER / "holidays.csv"):
        _, is_new = holidays.get_or_create(
            month=int(row["month"]),
            day=int(row["day"]),
            from_day=dt.date.fromisoformat(row["from_day"]),
            defaults={
                "to_day": day_of(row["to_day"]),
                "key": row["key"],
                "moves_from_weekend": row["moves_from_weekend"] == "yes",
                "source": row["source"],
                **_names(row),
            },
        )
        came += is_new
    return came


def _days(get_model: GetModel) -> int:
    days = get_model("norms", "CalendarDay").objects
    came = 0
    for row in rows_of(FOLDER / "days.csv"):
        _, is_new = days.get_or_create(
            day=dt.date.fromisoformat(row["day"]),
            defaults={"kind": row["kind"], "source": row["source"], **_names(row)},
        )
        came += is_new
    return came


def _names(row: Row) -> Row:
    return {f"name_{lang}": row[f"name_{lang}"] for lang in LANGUAGES}
