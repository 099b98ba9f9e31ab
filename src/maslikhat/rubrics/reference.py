"""The rubrics as they are delivered."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data" / "rubrics.csv"


def load(get_model: Callable[[str, str], Any]) -> int:
    """Write the rubrics that are missing, broad ones first; how many came new.

    `get_model` is that of the running portal or of a migration; the caller holds the transaction.
    """
    rubrics = get_model("rubrics", "Rubric").objects
    known = dict(rubrics.values_list("code", "pk"))
    came = 0
    with FILE.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            if row["code"] in known:
                continue
            known[row["code"]] = rubrics.create(
                code=row["code"],
                order=int(row["order"]),
                parent_id=known[row["parent"]] if row["parent"] else None,
                name_kk=row["name_kk"],
                name_ru=row["name_ru"],
                name_en=row["name_en"],
            ).pk
            came += 1
    return came
